/** Every bundled example, applied with kubectl to a fresh cluster, is accepted, comes up, and can be applied again. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleFileAt, examples, type Example } from '../manifest/examples/catalogue.ts';
import { createCluster } from '../sim/cluster.ts';
import type { Simulation } from '../sim/simulation.ts';
import { runCommandLine } from './run-kubectl.ts';

const folder = 'public/examples';
const textOf = (file: string): string => readFileSync(`${folder}/${file}`, 'utf8');

/** Warnings that belong to a manifest as it is published. */
const expectedWarnings: Readonly<Record<string, readonly string[]>> = {};

/**
 * Kinds of which a second apply says `configured`, as kubectl does: claim templates and selectors of budgets are replaced
 * as a whole, and stringData is not read back.
 */
const configuredAgain = /^(?:statefulset\.apps|poddisruptionbudget\.policy|secret)\/\S+ configured$/;

const documents = ({ text, files }: Example): Readonly<Record<string, string>> =>
  text === undefined ? Object.fromEntries(files.map(({ name }) => [name, textOf(name)])) : { 'manifest.yaml': text };

const applyLine = (files: Readonly<Record<string, string>>): string =>
  `kubectl apply ${Object.keys(files)
    .map((name) => `-f ${name}`)
    .join(' ')}`;

function notReady(simulation: Simulation): readonly string[] {
  const sets = simulation.reader
    .list('statefulsets.apps')
    .filter(({ spec, status }) => status.readyReplicas !== spec.replicas || status.replicas !== spec.replicas)
    .map(({ metadata, status }) => `${metadata.name}: ${status.readyReplicas ?? 0} ready`);
  const pods = simulation.reader
    .list('pods', 'default')
    .filter(({ status }) => !status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'))
    .map(({ metadata, status }) => `${metadata.name}: ${JSON.stringify(status.conditions?.map((c) => c.message))}`);
  return [...sets, ...pods];
}

describe.each(examples)('the example $id', (example) => {
  it('is accepted, comes up, and is unchanged when applied again', async () => {
    const simulation = createCluster({ nodes: example.nodes ?? 3 });
    const files = documents(example);
    const before = examples.find(({ id }) => id === example.after);
    if (before) await runCommandLine(simulation, applyLine(documents(before)), { files: documents(before) });
    const line = applyLine(files);
    const first = await runCommandLine(simulation, line, { files });
    expect(first).toMatchObject({ exitCode: 0, stderr: (expectedWarnings[example.id] ?? []).join('') });
    const settled = simulation.runUntilSettled({ limitMs: 1_800_000 });
    expect(notReady(simulation)).toEqual([]);
    expect(settled.settled).toBe(true);
    const restarts = simulation.reader
      .list('pods', 'default')
      .flatMap(({ status }) => status.containerStatuses ?? [])
      .filter(({ restartCount }) => restartCount > 0);
    expect(restarts.map(({ name }) => name)).toEqual([]);
    const seen = simulation.history.changes.length;
    const second = await runCommandLine(simulation, line, { files });
    expect(second).toMatchObject({ exitCode: 0, stderr: '' });
    const changed = second.stdout.split('\n').filter((row) => row !== '' && !row.endsWith(' unchanged'));
    expect(changed.filter((row) => !configuredAgain.test(row))).toEqual([]);
    const written = simulation.history.changes.slice(seen).map(({ resource }) => resource);
    expect(written.filter((resource) => resource === 'statefulsets.apps' || resource === 'pods')).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('lists every file, and each once', () => {
    const listed = examples.flatMap(({ files }) => files.map(({ name }) => name));
    expect(listed.toSorted()).toEqual(readdirSync(folder).toSorted());
  });

  it('knows the addresses of the official pages', () => {
    expect(exampleFileAt('https://k8s.io/examples/application/web/web.yaml')).toBe('web.yaml');
    expect(exampleFileAt('https://kubernetes.io/examples/application/zookeeper/zookeeper.yaml')).toBe('zookeeper.yaml');
    expect(exampleFileAt('https://k8s.io/examples/application/guestbook/x.yaml')).toBeUndefined();
    expect(exampleFileAt('https://example.com/application/web/web.yaml')).toBeUndefined();
  });
});
