/**
 * A shared session as plain JSON and its texts, which every form of sharing packs in its own way. Whatever is read is
 * checked: sizes, types and depth. Members that came later are optional, so that old documents stay what they are.
 */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { ObjectRef } from '../../api/object.ts';
import type { ApiRequest } from '../../api/request.ts';
import { isNestedDeeper } from '../../lib/nesting.ts';
import { maxBookmarkLabel, maxBookmarks } from '../bookmarks.ts';
import {
  maxFiles,
  maxNodes,
  maxSteps,
  type SharedGrouping,
  type SharedSession,
  type SharedStart,
  type SharedStep,
  type SharedTab,
  type SharedView,
} from './shared-session.ts';

/** Deeper than any Kubernetes object. */
const maxDepth = 100;
const maxFileName = 255;
const maxName = 253;
const changingMethods: readonly unknown[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** The document, which names texts by their place in `texts`. */
export interface SharedDocument {
  readonly texts: readonly string[];
  /** Always there. */
  readonly inputs: JsonObject;
  /** There when the session has more to tell. */
  readonly more: JsonObject;
}

export function toDocument(session: SharedSession): SharedDocument {
  const texts: string[] = [];
  const textIndex = (text: string): number => {
    const index = texts.indexOf(text);
    return index >= 0 ? index : texts.push(text) - 1;
  };
  const files = session.files.map(({ name, text }) => [name, textIndex(text)]);
  let clock = 0;
  const steps = session.steps.map((step): JsonValue => {
    const delayMs = step.atMs - clock;
    clock = step.atMs;
    if ('line' in step) {
      return step.file ? [delayMs, step.line, step.file.name, textIndex(step.file.text)] : [delayMs, step.line];
    }
    if ('request' in step) {
      return [
        delayMs,
        { ...step.request } as unknown as JsonObject,
        ...(step.label === undefined ? [] : [textIndex(step.label)]),
      ];
    }
    return [delayMs, { fault: step.fault, ...(step.value === undefined ? {} : { value: step.value }) }];
  });
  return {
    texts,
    inputs: { files, seed: session.seed, steps, endMs: session.endMs },
    more: {
      ...(session.nodes === undefined ? {} : { nodes: session.nodes }),
      ...(session.start ? { start: [textIndex(session.start.text), session.start.atMs] } : {}),
      ...(session.bookmarks ? { marks: session.bookmarks.map(({ atMs, label }) => [atMs, label]) } : {}),
      ...(session.cursorMs === undefined ? {} : { at: session.cursorMs }),
      ...(session.view ? { view: toViewDocument(session.view) } : {}),
    },
  };
}

function toViewDocument({ selection, grouping, tab }: SharedView): JsonObject {
  return {
    ...(selection
      ? { on: [selection.kind, selection.name, ...(selection.namespace ? [selection.namespace] : [])] }
      : {}),
    ...(grouping ? { by: grouping } : {}),
    ...(tab ? { tab } : {}),
  };
}

/** The session of a document of unknown shape; undefined when it is none. Never throws. */
export function fromDocument(texts: readonly string[], document: unknown): SharedSession | undefined {
  if (!isJsonObject(document) || isNestedDeeper(document, maxDepth)) return undefined;
  const { files, seed, steps, endMs, nodes, start, marks, at, view } = document;
  if (!Array.isArray(files) || !Array.isArray(steps)) return undefined;
  if (files.length > maxFiles || steps.length > maxSteps) return undefined;
  if (typeof seed !== 'number' || !Number.isFinite(seed) || !isMoment(endMs)) return undefined;
  if (nodes !== undefined && !(Number.isInteger(nodes) && Number(nodes) >= 1 && Number(nodes) <= maxNodes)) {
    return undefined;
  }
  const textAt = (index: unknown): string | undefined => (typeof index === 'number' ? texts[index] : undefined);
  const readStart = start === undefined ? undefined : toStart(start, textAt);
  if (start !== undefined && !readStart) return undefined;
  const readFiles = files.map((file: unknown) => toFile(file, textAt));
  let atMs = 0;
  const readSteps = steps.map((step: unknown): SharedStep | undefined => {
    if (!Array.isArray(step) || !isMoment(step[0])) return undefined;
    atMs += step[0];
    return toStep(atMs, step, textAt);
  });
  if (!Number.isFinite(atMs) || readFiles.includes(undefined) || readSteps.includes(undefined)) return undefined;
  return {
    files: firstOfEachName(readFiles as SharedSession['files']),
    seed,
    steps: readSteps as SharedStep[],
    endMs,
    ...(nodes === undefined ? {} : { nodes: nodes as number }),
    ...(readStart ? { start: readStart } : {}),
    ...toBookmarks(marks),
    ...(isMoment(at) ? { cursorMs: at } : {}),
    ...toView(view),
  };
}

const isMoment = (value: unknown): value is number => typeof value === 'number' && value >= 0 && Number.isFinite(value);

type TextAt = (index: unknown) => string | undefined;

function toStart(start: unknown, textAt: TextAt): SharedStart | undefined {
  if (!Array.isArray(start) || !isMoment(start[1])) return undefined;
  const text = textAt(start[0]);
  return text === undefined ? undefined : { text, atMs: start[1] };
}

function toFile(file: unknown, textAt: TextAt): { readonly name: string; readonly text: string } | undefined {
  if (!Array.isArray(file) || typeof file[0] !== 'string' || file[0].length > maxFileName) return undefined;
  const text = textAt(file[1]);
  return text === undefined ? undefined : { name: file[0], text };
}

/** The working directory has one file of a name. */
function firstOfEachName(files: SharedSession['files']): SharedSession['files'] {
  const names = new Set<string>();
  return files.filter(({ name }) => !names.has(name) && names.add(name));
}

function toStep(atMs: number, step: readonly unknown[], textAt: TextAt): SharedStep | undefined {
  const [, what, name, index] = step;
  if (typeof what === 'string') {
    const text = textAt(index);
    return typeof name === 'string' && text !== undefined
      ? { atMs, line: what, file: { name, text } }
      : { atMs, line: what };
  }
  if (!isJsonObject(what)) return undefined;
  if (typeof what['fault'] === 'string') return { atMs, fault: what['fault'], value: what['value'] };
  if (!isRequest(what)) return undefined;
  const label = textAt(name);
  return { atMs, request: what, ...(label === undefined ? {} : { label }) };
}

function isRequest(value: JsonObject): value is JsonObject & ApiRequest {
  const { method, path, query, contentType = '', accept = '' } = value;
  if (typeof path !== 'string' || !changingMethods.includes(method)) return false;
  if (typeof contentType !== 'string' || typeof accept !== 'string') return false;
  return query === undefined || (isJsonObject(query) && Object.values(query).every((text) => typeof text === 'string'));
}

/** What cannot be read of them is left out: they are a convenience. */
function toBookmarks(marks: unknown): Pick<SharedSession, 'bookmarks'> {
  if (!Array.isArray(marks)) return {};
  const bookmarks = marks.slice(0, maxBookmarks).flatMap((mark: unknown) => {
    const [atMs, label] = Array.isArray(mark) ? (mark as readonly unknown[]) : [];
    return isMoment(atMs) && typeof label === 'string' ? [{ atMs, label: label.slice(0, maxBookmarkLabel) }] : [];
  });
  return { bookmarks };
}

const groupings: readonly unknown[] = ['node', 'zone'] satisfies SharedGrouping[];
const tabs: readonly unknown[] = ['terminal', 'events', 'dns'] satisfies SharedTab[];

/** As with bookmarks, what cannot be read is left out. */
function toView(value: unknown): Pick<SharedSession, 'view'> {
  if (!isJsonObject(value)) return {};
  const { on, by, tab } = value;
  const selection = toSelection(on);
  const view: SharedView = {
    ...(selection ? { selection } : {}),
    ...(groupings.includes(by) ? { grouping: by as SharedGrouping } : {}),
    ...(tabs.includes(tab) ? { tab: tab as SharedTab } : {}),
  };
  return Object.keys(view).length > 0 ? { view } : {};
}

function toSelection(value: unknown): ObjectRef | undefined {
  if (!Array.isArray(value) || value.length < 2) return undefined;
  const [kind, name, namespace] = value as readonly unknown[];
  const isName = (text: unknown): text is string => typeof text === 'string' && text !== '' && text.length <= maxName;
  if (!isName(kind) || !isName(name)) return undefined;
  return isName(namespace) ? { kind, namespace, name } : { kind, name };
}
