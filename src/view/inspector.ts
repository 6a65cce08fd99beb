/** One object from near: the YAML that `kubectl get -o yaml` shows, and the decisions that answer "why". */

import { stringify } from 'yaml';
import type { Decision } from '../api/decision.ts';
import type { KubeObject, ObjectRef } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import { preferredCustomResources } from '../api/custom-resources.ts';
import { resourceName, scheme } from '../api/scheme.ts';
import { decisionIndex, refKey, sameRef } from './decision-index.ts';
import { parentAndOrdinal } from './selectors.ts';

/** The object that a reference names at this moment. */
export function findObject(reader: ClusterReader, ref: ObjectRef): KubeObject | undefined {
  const row = [...scheme, ...preferredCustomResources(reader)].find(({ kind }) => kind === ref.kind);
  return row && reader.getAny(resourceName(row), row.namespaced ? ref.namespace : undefined, ref.name);
}

const texts = new WeakMap<KubeObject, string>();

/** The object as YAML without managedFields, which `kubectl get` hides as well. */
export function objectYaml(object: KubeObject): string {
  const before = texts.get(object);
  if (before !== undefined) return before;
  const { apiVersion, kind, metadata, ...rest } = object;
  const { managedFields: _hidden, ...shown } = metadata;
  const text = stringify(
    { apiVersion, kind, metadata: shown, ...rest },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
  texts.set(object, text);
  return text;
}

/** Decisions about the object; of a StatefulSet also those about its ordinals. */
export function decisionsAbout(decisions: readonly Decision[], ref: ObjectRef): readonly Decision[] {
  const own = decisionIndex(decisions).get(refKey(ref)) ?? [];
  if (ref.kind !== 'StatefulSet') return own;
  const members = decisions.filter(({ about }) => {
    return (
      about.kind === 'Pod' && about.namespace === ref.namespace && parentAndOrdinal(about.name)?.parent === ref.name
    );
  });
  return [...own, ...members];
}

/** Decisions about other objects that wait for this one. */
export function decisionsBlockedBy(decisions: readonly Decision[], ref: ObjectRef): readonly Decision[] {
  return decisions.filter(({ about, blockedBy }) => {
    return !sameRef(about, ref) && blockedBy?.some((blocker) => sameRef(blocker, ref));
  });
}

/** The line (from 0) of a field such as `spec.updateStrategy.rollingUpdate.partition` in `objectYaml`, or of its parent. */
export function lineOfField(text: string, field: string): number | undefined {
  const lines = text.split('\n');
  let found: number | undefined;
  let from = 0;
  for (const [depth, key] of field
    .replace(/\[\d+\]/g, '')
    .split('.')
    .entries()) {
    const prefix = `${'  '.repeat(depth)}${key}:`;
    const at = lines.findIndex((line, index) => index >= from && line.startsWith(prefix));
    if (at < 0) return found;
    found = at;
    from = at + 1;
  }
  return found;
}
