/** What differs between two Pod templates (or any two texts), line by line, with the unchanged stretches folded. */

import { stringify } from 'yaml';
import { isJsonObject } from '../api/json.ts';
import { controllerOf, type KubeObject, type ObjectRef } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { ControllerRevision } from '../api/types.ts';
import { lineEdits } from '../lib/unified-diff.ts';

export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Lines to show, or how many unchanged ones are folded. */
export type DiffPart = { readonly lines: readonly DiffLine[] } | { readonly folded: number };

const kinds = { ' ': 'same', '-': 'removed', '+': 'added' } as const;

/** Unchanged lines that stay visible around a change. */
const contextLines = 3;

/** The difference of two texts; empty when they are the same. */
export function diffParts(before: string, after: string, context = contextLines): readonly DiffPart[] {
  const lines = lineEdits(before, after).map(([kind, text]): DiffLine => ({ kind: kinds[kind], text }));
  const changed = lines.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  if (changed.length === 0) return [];
  const parts: DiffPart[] = [];
  let shown: DiffLine[] = [];
  let folded = 0;
  let next = 0;
  for (const [index, line] of lines.entries()) {
    while (changed[next] !== undefined && changed[next]! + context < index) next++;
    const isNear = changed[next] !== undefined && changed[next]! - context <= index;
    if (isNear) {
      if (folded > 0) parts.push({ folded });
      folded = 0;
      shown.push(line);
    } else {
      if (shown.length > 0) parts.push({ lines: shown });
      shown = [];
      folded++;
    }
  }
  if (shown.length > 0) parts.push({ lines: shown });
  if (folded > 0) parts.push({ folded });
  return parts;
}

const texts = new WeakMap<object, string>();

/** The Pod template that a revision records, as YAML. */
export function revisionText(revision: ControllerRevision): string {
  const before = texts.get(revision);
  if (before !== undefined) return before;
  const spec = isJsonObject(revision.data) ? revision.data['spec'] : undefined;
  const template = isJsonObject(spec) && isJsonObject(spec['template']) ? spec['template'] : {};
  const { $patch: _directive, ...shown } = template;
  const text = stringify(shown, { lineWidth: 0, aliasDuplicateObjects: false });
  texts.set(revision, text);
  return text;
}

/** The revisions that a set keeps, oldest first. */
export function revisionsOf(reader: ClusterReader, set: ObjectRef): readonly (ControllerRevision & KubeObject)[] {
  return reader
    .list('controllerrevisions.apps', set.namespace)
    .filter((revision) => {
      const owner = controllerOf(revision);
      return owner?.kind === set.kind && owner.name === set.name;
    })
    .toSorted((a, b) => a.revision - b.revision);
}
