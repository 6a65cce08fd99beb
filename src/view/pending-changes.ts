/**
 * What an apply of the edited text would change: objects that it creates, and fields that differ from the cluster, in a
 * few words and one by one. It compares the manifest's own fields only; defaults of the API server are not its concern.
 */

import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import { servedRowByKind } from '../api/custom-resources.ts';
import { resourceName } from '../api/scheme.ts';
import { isImmutableField } from './immutable-fields.ts';
import { manifestDocuments } from './manifest-documents.ts';

export interface PendingChange {
  /** `replicas`, `image`, or `StatefulSet web` for an object that is created. */
  readonly label: string;
  readonly type: 'create' | 'field';
  /** `StatefulSet web`. */
  readonly object: string;
  /** From the top of the object; empty for one that is created. */
  readonly path: string;
  /** What the cluster has, and what the text says; absent where there is nothing. */
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  /** The field is part of a StatefulSet's Pod template: a new revision follows. */
  readonly makesRevision: boolean;
  /** The field is immutable: the API server refuses the whole object. */
  readonly isForbidden: boolean;
}

export interface PendingChanges {
  readonly changes: readonly PendingChange[];
  /** The text is no YAML: nothing can be said. */
  readonly isBroken: boolean;
  /** The text is too large to be read before it is applied. */
  readonly isLarge?: boolean;
}

interface Manifest {
  readonly key: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly value: JsonObject;
}

function manifestOf(value: unknown): Manifest | undefined {
  if (!isJsonObject(value) || !isJsonObject(value['metadata'])) return undefined;
  const { apiVersion, kind, metadata } = value;
  const { name, namespace = 'default' } = metadata;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return undefined;
  if (typeof namespace !== 'string') return undefined;
  return { key: `${kind}/${namespace}/${name}`, apiVersion, kind, namespace, name, value };
}

/** The objects of a text; `broken` when it is no YAML. */
function readManifests(text: string): readonly Manifest[] | 'large' | 'broken' {
  const documents = manifestDocuments(text);
  if (documents === 'large') return documents;
  if (documents.some(({ errors }) => errors.length > 0)) return 'broken';
  try {
    return documents
      .map((document) => manifestOf(document.toJS({ maxAliasCount: 50 })))
      .filter((one) => one !== undefined);
  } catch {
    // Aliases beyond bounds: it is refused when it is applied, with the reason.
    return 'broken';
  }
}

type Leaves = ReadonlyMap<string, JsonValue>;

function collect(value: JsonValue | undefined, path: string, leaves: Map<string, JsonValue>): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const label = isJsonObject(item) && typeof item['name'] === 'string' ? item['name'] : String(index);
      collect(item as JsonValue, `${path}[${label}]`, leaves);
    }
  } else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value)) collect(item, path ? `${path}.${key}` : key, leaves);
  } else if (value !== undefined) leaves.set(path, value);
}

function leavesOf(value: JsonValue | undefined): Leaves {
  const leaves = new Map<string, JsonValue>();
  collect(value, '', leaves);
  return leaves;
}

/** Fields that the API server keeps as they were written, so that a difference to the cluster is a real one. */
function isKeptAsWritten(path: string, value: JsonValue): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || path.endsWith('.image');
}

interface ChangedField {
  readonly path: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

function changedFields(manifest: Manifest, applied: Manifest | undefined, live: KubeObject): readonly ChangedField[] {
  const wanted = leavesOf(manifest.value);
  const before = applied ? leavesOf(applied.value) : undefined;
  const present = leavesOf(live as unknown as JsonObject);
  const fields: ChangedField[] = [];
  for (const [path, value] of wanted) {
    const was = present.get(path);
    const edited = before !== undefined && before.get(path) !== value;
    if (was === value || !(edited || isKeptAsWritten(path, value))) continue;
    fields.push({ path, after: value, ...(was === undefined ? {} : { before: was }) });
  }
  for (const path of before?.keys() ?? []) {
    const was = present.get(path);
    if (!wanted.has(path) && was !== undefined) fields.push({ path, before: was });
  }
  return fields;
}

const quiet = /^(apiVersion|kind|metadata\.(name|namespace)|status(\.|$))/;

function fieldChange({ kind, name }: Manifest, field: ChangedField): PendingChange {
  const { path } = field;
  const label = path.replace(/^.*?\.?([\w-]+(?:\[[^\]]*\])?)$/, '$1').replace(/\[.*\]$/, '');
  const makesRevision = kind === 'StatefulSet' && path.startsWith('spec.template.');
  const isForbidden = isImmutableField(kind, path);
  return { label, type: 'field', object: `${kind} ${name}`, ...field, makesRevision, isForbidden };
}

function creation({ kind, name }: Manifest): PendingChange {
  const object = `${kind} ${name}`;
  return { label: object, type: 'create', object, path: '', makesRevision: false, isForbidden: false };
}

/** `applied` is the text that was applied last, if any. */
export function pendingChanges(text: string, applied: string | undefined, reader: ClusterReader): PendingChanges {
  const manifests = readManifests(text);
  if (manifests === 'large') return { changes: [], isBroken: false, isLarge: true };
  if (manifests === 'broken') return { changes: [], isBroken: true };
  const last = applied === undefined ? [] : readManifests(applied);
  const before = new Map((typeof last === 'string' ? [] : last).map((one) => [one.key, one]));
  const changes: PendingChange[] = [];
  for (const manifest of manifests) {
    const row = servedRowByKind(manifest.apiVersion, manifest.kind, reader);
    const namespace = row?.namespaced === false ? undefined : manifest.namespace;
    const live = row && reader.getAny(resourceName(row), namespace, manifest.name);
    if (!live) {
      changes.push(creation(manifest));
      continue;
    }
    const fields = changedFields(manifest, before.get(manifest.key), live).filter(({ path }) => !quiet.test(path));
    changes.push(...fields.map((field) => fieldChange(manifest, field)));
  }
  return { changes, isBroken: false };
}

const maxNamed = 3;

/** `2 changes: replicas, image → new revision`; `creates Service nginx, StatefulSet web`; empty when there is none. */
export function pendingText({ changes, isBroken, isLarge = false }: PendingChanges): string {
  if (isBroken) return 'Not valid YAML yet';
  if (isLarge) return 'Too large to compare before it is applied';
  const created = changes.filter(({ type }) => type === 'create').map(({ label }) => label);
  const fields = [...new Set(changes.filter(({ type }) => type === 'field').map(({ label }) => label))];
  const forbidden = new Set(changes.filter(({ isForbidden }) => isForbidden).map(({ label }) => label));
  if (forbidden.size > 0) return `Will be refused: ${[...forbidden].join(', ')} cannot be changed`;
  const revision = changes.some(({ makesRevision }) => makesRevision) ? ' → new revision' : '';
  const list = (labels: readonly string[]): string =>
    labels.length > maxNamed
      ? `${labels.slice(0, maxNamed).join(', ')} and ${labels.length - maxNamed} more`
      : labels.join(', ');
  const parts = [
    created.length > 0 ? `creates ${list(created)}` : '',
    fields.length > 0
      ? `${fields.length === 1 ? '1 change' : `${fields.length} changes`}: ${list(fields)}${revision}`
      : '',
  ];
  return parts.filter(Boolean).join('; ');
}
