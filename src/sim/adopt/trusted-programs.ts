/** Programs that run, or have done their work, where the cluster comes from: what fails here is not held against them. */

import type { JsonValue } from '../../api/json.ts';
import type { ClusterReader } from '../../api/reader.ts';
import { sameJson } from '../../lib/same-json.ts';
import { trustedProgramsKey, type TrustedProgram } from '../../node/runtime-state.ts';
import { programOf } from '../../node/trusted-program.ts';
import { nameOf } from './given-object.ts';
import type { ImportNotes } from './import-notes.ts';

const promise =
  'its commands do their work for as long as they are not edited, also where the files they need are missing.';

/** Entries of the kubelet's memory. Pods that end by themselves are left to their programs. */
export function trustedPrograms(reader: ClusterReader, notes: ImportNotes): Readonly<Record<string, JsonValue>> {
  const found = new Map<string, TrustedProgram[]>();
  for (const pod of reader.list('pods')) {
    const { metadata, spec, status } = pod;
    if ((spec.restartPolicy ?? 'Always') !== 'Always') continue;
    const { containerStatuses = [], initContainerStatuses = [] } = status;
    const done = new Set([
      ...containerStatuses.filter(({ state }) => state?.running).map(({ name }) => name),
      ...initContainerStatuses
        .filter(({ state }) => state?.running ?? state?.terminated?.exitCode === 0)
        .map(({ name }) => name),
    ]);
    const key = trustedProgramsKey(metadata.namespace ?? '');
    let hasPrograms = false;
    for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
      const program = done.has(container.name) ? programOf(container) : undefined;
      hasPrograms ||= program !== undefined;
      const known = found.get(key) ?? [];
      if (program && !known.some((other) => sameJson(other, program))) found.set(key, [...known, program]);
    }
    if (hasPrograms) notes.add('assumed', nameOf(pod), promise);
  }
  return Object.fromEntries(found) as unknown as Readonly<Record<string, JsonValue>>;
}
