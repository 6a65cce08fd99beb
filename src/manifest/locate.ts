/** From a field path of an API error to its place in the manifest. */

import type { ManifestDocument } from './read-manifest.ts';
import type { MappingEntry, YamlNode } from './yaml/node.ts';

/** Offsets in the whole manifest text; `to` is exclusive. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** A step of a field path: a key, or the position in a list. */
export type PathStep = string | number;

/** `spec.template.spec.containers[0].image`, `metadata.labels[app.kubernetes.io/name]` → steps. */
export function parseFieldPath(path: string): readonly PathStep[] {
  const steps: PathStep[] = [];
  for (const match of path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    const bracket = match[2];
    if (bracket === undefined) steps.push(match[1]!);
    else if (/^[0-9]+$/.test(bracket)) steps.push(Number(bracket));
    else steps.push(bracket.replaceAll(/^"|"$/g, ''));
  }
  return steps;
}

function target(node: YamlNode): YamlNode {
  return node.kind === 'alias' ? node.target : node;
}

function entryOf(node: YamlNode, key: string): MappingEntry | undefined {
  const mapping = target(node);
  if (mapping.kind !== 'mapping') return undefined;
  return mapping.entries.findLast((entry) => entry.key.kind === 'scalar' && entry.key.value === key);
}

/** One step down: the child and what stands for it in the text (its key, or the item itself). */
function childOf(node: YamlNode, step: PathStep): { node: YamlNode; shown: YamlNode } | undefined {
  const parent = target(node);
  if (typeof step === 'number' && parent.kind === 'sequence') {
    const item = parent.items[step];
    return item && { node: item, shown: item };
  }
  const entry = entryOf(parent, String(step));
  return entry && { node: entry.value, shown: entry.key };
}

const isScalar = (node: YamlNode): boolean => node.kind === 'scalar' || node.kind === 'alias';

/**
 * The range of a field in a document: its value when it is written on one line, else its key. When the field is not
 * there (`Required value`), the nearest parent that is. Undefined when the document has no tree.
 */
export function locateField(document: ManifestDocument, path: string): TextRange | undefined {
  const tree = document.tree();
  if (!tree) return undefined;
  let node: YamlNode = tree;
  let shown: YamlNode = tree.kind === 'mapping' && tree.entries[0] ? tree.entries[0].key : tree;
  let complete = true;
  for (const step of parseFieldPath(path)) {
    const child = childOf(node, step);
    if (!child) {
      complete = false;
      break;
    }
    ({ node, shown } = child);
  }
  const range = complete && isScalar(node) && node.end.index > node.start.index ? node : shown;
  const firstLineEnd = range.end.line === range.start.line ? range.end.index : range.start.index + 1;
  return { from: document.offset + range.start.index, to: document.offset + firstLineEnd };
}

/** The range of the key of a field (for `unknown field "spec.replica"`), or undefined. */
export function locateKey(document: ManifestDocument, path: string): TextRange | undefined {
  let node = document.tree();
  let shown: YamlNode | undefined;
  for (const step of parseFieldPath(path)) {
    const child = node && childOf(node, step);
    if (!child) return undefined;
    ({ node, shown } = child);
  }
  return shown && { from: document.offset + shown.start.index, to: document.offset + shown.end.index };
}
