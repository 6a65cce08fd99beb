/** Which fields an update may not change: the rules of the API server that a reader meets first, for marks and previews. */

import { isMap, isScalar, type YAMLMap } from 'yaml';
import { servedRowByKind } from '../api/custom-resources.ts';
import type { ClusterReader } from '../api/reader.ts';
import { resourceName } from '../api/scheme.ts';
import { manifestDocuments } from './manifest-documents.ts';

/** The only fields of a StatefulSet's spec that an update may change. Models ValidateStatefulSetUpdate. */
const mutableSetFields = new Set([
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
]);

/** Fields of other kinds, by their paths from the top. */
const immutablePaths: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec.selector'],
  ReplicaSet: ['spec.selector'],
  DaemonSet: ['spec.selector'],
  Job: ['spec.selector', 'spec.template', 'spec.completionMode'],
  Service: ['spec.clusterIP'],
  PersistentVolumeClaim: ['spec.accessModes', 'spec.selector', 'spec.storageClassName', 'spec.volumeMode'],
  StorageClass: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
  PriorityClass: ['value', 'preemptionPolicy'],
};

/** Whether the field at a path, such as `spec.serviceName`, keeps the value that it had at creation. */
export function isImmutableField(kind: string, path: string): boolean {
  const [top, field] = path.split(/[.[]/);
  if (kind === 'StatefulSet') return top === 'spec' && field !== undefined && !mutableSetFields.has(field);
  if (!Object.hasOwn(immutablePaths, kind)) return false;
  return immutablePaths[kind]!.some((one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`));
}

/** A key of a manifest whose object exists, so that the API server refuses another value. */
export interface ImmutableKey {
  /** Offsets of the key in the text. */
  readonly start: number;
  readonly end: number;
  /** `spec.serviceName of StatefulSet web`. */
  readonly label: string;
}

function textAt(map: YAMLMap, ...path: string[]): string | undefined {
  const value = map.getIn(path);
  return typeof value === 'string' ? value : undefined;
}

function keysOf(map: YAMLMap, kind: string, name: string): readonly ImmutableKey[] {
  const spec = map.get('spec');
  const levels: readonly (readonly [YAMLMap, string])[] = [
    [map, ''],
    ...(isMap(spec) ? [[spec, 'spec.'] as const] : []),
  ];
  return levels.flatMap(([level, prefix]) =>
    level.items.flatMap(({ key }) => {
      if (!isScalar(key) || typeof key.value !== 'string' || !key.range) return [];
      const path = prefix + key.value;
      if (!isImmutableField(kind, path)) return [];
      return [{ start: key.range[0], end: key.range[1], label: `${path} of ${kind} ${name}` }];
    }),
  );
}

/** The keys in a text that are immutable now. A text that is no YAML has none. */
export function immutableKeys(text: string, reader: ClusterReader): readonly ImmutableKey[] {
  const documents = manifestDocuments(text);
  if (documents === 'large') return [];
  return documents.flatMap(({ contents, errors }) => {
    if (errors.length > 0 || !isMap(contents)) return [];
    const kind = textAt(contents, 'kind');
    const name = textAt(contents, 'metadata', 'name');
    const row = kind && servedRowByKind(textAt(contents, 'apiVersion') ?? '', kind, reader);
    if (!row || name === undefined) return [];
    const namespace = row.namespaced ? (textAt(contents, 'metadata', 'namespace') ?? 'default') : undefined;
    return reader.getAny(resourceName(row), namespace, name) ? keysOf(contents, kind, name) : [];
  });
}
