/** Tables of Pod specs that the API server refuses, and with which words: for tests of its rules. */

import { expect, it } from 'vitest';
import { apiHarness, plainPod } from './api-harness.ts';

/** What is wrong, the fields of the Pod spec that are so, and the causes (without the prefix of the table). */
export type PodRow = readonly [what: string, spec: object, errors: readonly string[]];

/** Volumes that every Pod of a table has, unless its row names others. */
const volumes = [
  { name: 'v', emptyDir: {} },
  { name: 'p', persistentVolumeClaim: { claimName: 'data' } },
];

/** A Pod spec whose one container has more fields. */
export function container(more: object): object {
  return { containers: [{ name: 'c', image: 'nginx', ...more }] };
}

/** A Pod spec with an init container of these fields. */
export function initContainer(more: object): object {
  return { initContainers: [{ name: 'i', image: 'nginx', ...more }] };
}

/** Makes a test of each row. */
export function refuses(rows: readonly PodRow[], prefix = ''): void {
  it.each(rows)('%s', (_what, spec, errors) => {
    const answer = apiHarness().create('pods', plainPod('p', { volumes, ...spec }));
    expect(answer.errors).toEqual(errors.map((error) => prefix + error));
  });
}
