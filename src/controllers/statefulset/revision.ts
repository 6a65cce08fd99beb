/**
 * ControllerRevisions: the bytes of a revision, its hash and name, which revision a set is at, and which ones may go.
 * Models pkg/controller/history and stateful_set_control.go getStatefulSetRevisions and truncateHistory.
 */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { controllerOf, type KubeObject } from '../../api/object.ts';
import { matchesSelector } from '../../api/selector.ts';
import type { ControllerRevision, PodTemplateSpec, StatefulSet } from '../../api/types.ts';
import { controllerRef } from './identity.ts';

export const hashLabel = 'controller.kubernetes.io/hash';

const escapes: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** A string as Go's encoding/json writes it. */
function goString(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (character) => escapes[character]!);
}

const encoder = new TextEncoder();

/** Byte order of UTF-8, in which Go sorts keys; the same as code unit order unless surrogates are involved. */
function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < left.length && i < right.length; i++) {
    if (left[i] !== right[i]) return left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
  }
  return left.length - right.length;
}

/** Compact JSON as Go writes a decoded object: keys sorted, HTML characters escaped; absent fields are left out. */
export function goJson(value: JsonValue | undefined): string {
  if (typeof value === 'string') return goString(value);
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (!isJsonObject(value)) return String(value ?? null);
  const fields = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${fields
    .sort(byBytes)
    .map((key) => `${goString(key)}:${goJson(value[key])}`)
    .join(',')}}`;
}

/** What a revision records: the template, to replace the set's as a whole. Models getPatch. */
export function patchOf(template: PodTemplateSpec): JsonObject {
  return { spec: { template: { ...(template as unknown as JsonObject), $patch: 'replace' } } };
}

const templateBytes = new WeakMap<PodTemplateSpec, string>();

/** The exact text of a template's revision, remembered for as long as the template lives. */
export function bytesOf(template: PodTemplateSpec): string {
  let bytes = templateBytes.get(template);
  if (bytes === undefined) templateBytes.set(template, (bytes = goJson(patchOf(template))));
  return bytes;
}

const dataBytes = new WeakMap<ControllerRevision, string>();

function bytesOfRevision(revision: ControllerRevision): string {
  let bytes = dataBytes.get(revision);
  if (bytes === undefined) dataBytes.set(revision, (bytes = goJson(revision.data)));
  return bytes;
}

/** 32-bit FNV-1 (multiply, then xor) over UTF-8. */
export function fnv1(text: string): number {
  let hash = 2_166_136_261;
  for (const byte of encoder.encode(text)) hash = (Math.imul(hash, 16_777_619) ^ byte) >>> 0;
  return hash;
}

const safeAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** Models apimachinery/pkg/util/rand SafeEncodeString. */
export function safeEncode(text: string): string {
  let encoded = '';
  for (let i = 0; i < text.length; i++) encoded += safeAlphabet[text.charCodeAt(i) % safeAlphabet.length];
  return encoded;
}

/** The hash in a revision's name. Models HashControllerRevision. */
export function revisionHash(bytes: string, collisionCount: number): string {
  return safeEncode(String(fnv1(`${bytes}${collisionCount}`)));
}

const maxPrefixBytes = 223;

export function revisionName(setName: string, hash: string): string {
  return `${setName.slice(0, maxPrefixBytes)}-${hash}`;
}

/** A ControllerRevision as it is sent for creation; the name follows from the hash and can change by a collision. */
export interface RevisionDraft extends KubeObject {
  readonly data: JsonValue;
  readonly revision: number;
}

/** The revision object of the set's present template. Models newRevision and NewControllerRevision. */
export function newRevision(set: StatefulSet, revision: number, collisionCount: number): RevisionDraft {
  const hash = revisionHash(bytesOf(set.spec.template), collisionCount);
  const { annotations, namespace, name } = set.metadata;
  const metadata = {
    name: revisionName(name, hash),
    namespace: namespace!,
    labels: { ...set.spec.template.metadata?.labels, [hashLabel]: hash },
    ...(annotations ? { annotations } : {}),
    ownerReferences: [controllerRef(set)],
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: metadata as unknown as KubeObject['metadata'],
    data: patchOf(set.spec.template),
    revision,
  };
}

const seconds = (revision: ControllerRevision): string => revision.metadata.creationTimestamp;

/** By `.revision`, then age, then name. Models SortControllerRevisions. */
export function sortRevisions(revisions: readonly ControllerRevision[]): readonly ControllerRevision[] {
  return [...revisions].sort((a, b) => {
    if (a.revision !== b.revision) return a.revision - b.revision;
    if (seconds(a) !== seconds(b)) return seconds(a) < seconds(b) ? -1 : 1;
    return a.metadata.name < b.metadata.name ? -1 : 1;
  });
}

/** The set's revisions among those of its namespace: selected by label, owned by it or by nobody. Models ListRevisions. */
export function revisionsOf(set: StatefulSet, all: readonly ControllerRevision[]): readonly ControllerRevision[] {
  return all.filter((revision) => {
    const owner = controllerOf(revision);
    if (owner && owner.uid !== set.metadata.uid) return false;
    return matchesSelector(set.spec.selector, revision.metadata.labels);
  });
}

/** The template of a revision: ApplyRevision replaces the whole template. */
export function templateOf(revision: Pick<ControllerRevision, 'data'>): PodTemplateSpec {
  const spec = isJsonObject(revision.data) ? revision.data['spec'] : undefined;
  const template = isJsonObject(spec) ? spec['template'] : undefined;
  const { $patch: _, ...rest } = isJsonObject(template) ? template : {};
  return rest as unknown as PodTemplateSpec;
}

/** What has to be done to have a revision of the present template. */
export type RevisionStep =
  | { readonly type: 'keep'; readonly revision: ControllerRevision }
  | { readonly type: 'bump'; readonly revision: ControllerRevision; readonly to: number }
  | { readonly type: 'create'; readonly draft: RevisionDraft };

/**
 * Chooses the update revision among `revisions` (sorted). Models getStatefulSetRevisions: equal data means the same
 * revision, and an older one that is wanted again is renumbered, never copied.
 */
export function planUpdateRevision(
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
  collisionCount: number,
): RevisionStep {
  const bytes = bytesOf(set.spec.template);
  const newest = revisions.at(-1);
  const next = (newest?.revision ?? 0) + 1;
  const equal = revisions.findLast((revision) => bytesOfRevision(revision) === bytes);
  if (equal && equal === newest) return { type: 'keep', revision: newest };
  if (equal) return { type: 'bump', revision: equal, to: next };
  if (newest && goJson(patchOf(withoutNulls(templateOf(newest)))) === bytes) return { type: 'keep', revision: newest };
  return { type: 'create', draft: newRevision(set, next, collisionCount) };
}

/** A template as today's server would write it: older ones wrote empty fields as null. */
function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(kept.map(([key, field]) => [key, withoutNulls(field)])) as T;
}

/** True when both objects record the same template. */
export function sameData(a: Pick<ControllerRevision, 'data'>, b: Pick<ControllerRevision, 'data'>): boolean {
  return goJson(a.data) === goJson(b.data);
}

/** The revisions to delete, oldest first: what is not in use beyond `revisionHistoryLimit`. Models truncateHistory. */
export function surplusRevisions(
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
  inUse: ReadonlySet<string>,
): readonly ControllerRevision[] {
  const limit = set.spec.revisionHistoryLimit ?? 10;
  if (limit < 0 || revisions.length <= limit) return [];
  const idle = revisions.filter(({ metadata }) => !inUse.has(metadata.name));
  return idle.slice(0, Math.max(0, idle.length - limit));
}
