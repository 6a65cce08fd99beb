/**
 * The whole way of a manifest that means harm: from its text to the picture of what came of it. Whatever it holds, it is
 * refused in words or becomes objects; nothing throws, the same text gives the same answer, a link brings it back to the
 * letter, and no prototype is written to.
 */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { ObjectRef } from '../api/object.ts';
import { scheme, resourceName } from '../api/scheme.ts';
import { examples } from '../manifest/examples/catalogue.ts';
import { isFault, readManifest } from '../manifest/read-manifest.ts';
import { diagnose } from '../session/diagnose.ts';
import { decodeLink, encodeLink } from '../session/share/link.ts';
import { createCluster } from '../sim/cluster.ts';
import type { Simulation } from '../sim/simulation.ts';
import { decisionIndex } from '../view/decision-index.ts';
import { eventRows } from '../view/events.ts';
import { headline } from '../view/headline.ts';
import { createHistoryReader } from '../view/history-index.ts';
import { objectYaml } from '../view/inspector.ts';
import { narrate } from '../view/narration.ts';
import { pendingChanges, pendingText } from '../view/pending-changes.ts';
import { createStageView } from '../view/stage.ts';
import { timelineLanes } from '../view/timeline.ts';
import { runCommandLine } from './run-kubectl.ts';

/** The same runs every time; FUZZ_SEED and FUZZ_RUNS look further. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_260_601);
const runs = process.env['FUZZ_RUNS'] === undefined ? undefined : Number(process.env['FUZZ_RUNS']);
const limits = (usual: number): fc.Parameters<unknown> => ({
  seed,
  numRuns: runs ?? usual,
  interruptAfterTimeLimit: runs === undefined ? 4000 : 100_000,
  markInterruptAsFailure: false,
});

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype] as const;
const keysOf = (): readonly (readonly PropertyKey[])[] => prototypes.map((prototype) => Reflect.ownKeys(prototype));
const pristine = keysOf();

afterEach(() => {
  expect(keysOf()).toEqual(pristine);
});

const texts = examples.flatMap(({ files }) => files.map(({ name }) => readFileSync(`public/examples/${name}`, 'utf8')));

const hostileWords = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '"__proto__"',
  '"<img src=x onerror=alert(1)>"',
  '"\\u202Egnp.exe"',
  '"\\uD800"',
  '"\\0"',
  '"\\e]52;c;cHduZWQ=\\a"',
  '💥',
  'A'.repeat(300),
  '1e400',
  '-9223372036854775809',
  '99999999999999999999',
  '0x7fffffffffffffff',
  '.nan',
  '1000000000',
  '!!binary aGk=',
  '!!python/object x',
  '!<tag:x> y',
  '&a [*a]',
  '*nowhere',
  '[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]',
  '{a: {b: {c: {d: {e: {}}}}}}',
  '{__proto__: {polluted: 1}, constructor: {prototype: {polluted: 1}}}',
  '[]',
  '{}',
  '~',
  'yes',
  '2001-12-14t21:59:43.10-05:00',
  "''",
  '|2-',
  '>+',
] as const;

/** What is done to a text; `at` and `to` are anywhere. */
const change = fc.record({
  type: fc.constantFrom(
    'drop',
    'double',
    'swap',
    'move',
    'value',
    'key',
    'insert',
    'cut',
    'character',
    'tabs',
    'crlf',
    'bom',
    'merge',
    'bomb',
    'nest',
    'again',
  ),
  at: fc.nat(),
  to: fc.nat(),
  word: fc.constantFrom<string>(...hostileWords),
  character: fc.constantFrom(
    '\u0000',
    '\t',
    '\r',
    '\u0085',
    '\u2028',
    '\u202e',
    '\ud800',
    '\ufeff',
    '\u001b',
    '"',
    '{',
    '&',
    '%',
  ),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const aliasBomb = [
  'b0: &b0 [x, x, x, x, x, x, x, x, x]',
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((level) => {
    const before = `*b${level - 1}`;
    return `b${level}: &b${level} [${Array.from({ length: 9 }, () => before).join(', ')}]`;
  }),
];

function changed(text: string, { type, at, to, word, character }: Change): string {
  const lines = text.split('\n');
  const line = at % lines.length;
  const other = to % lines.length;
  const own = lines[line]!;
  const indent = /^[ -]*/.exec(own)![0].replaceAll('-', ' ');
  const replaced = (...instead: readonly string[]): string => lines.toSpliced(line, 1, ...instead).join('\n');
  const offset = at % (text.length + 1);
  switch (type) {
    case 'drop':
      return replaced();
    case 'double':
      return replaced(own, own);
    case 'swap':
      return lines.with(line, lines[other]!).with(other, own).join('\n');
    case 'move':
      return lines.toSpliced(line, 1).toSpliced(other, 0, own).join('\n');
    case 'value':
      return replaced(own.replace(/:.*$/, `: ${word}`));
    case 'key':
      return replaced(own.replace(/[\w./-]+(?=:)/, word));
    case 'insert':
      return replaced(own, `${indent}${word}: ${word}`);
    case 'cut':
      return text.slice(0, offset);
    case 'character':
      return text.slice(0, offset) + character + text.slice(offset);
    case 'tabs':
      return replaced(own.replace(/^ +/, '\t'));
    case 'crlf':
      return text.replaceAll('\n', '\r\n');
    case 'bom':
      return `\ufeff${text}`;
    case 'merge':
      return replaced(`${indent}<<: {${word.startsWith('"') ? word : 'a'}: 1, __proto__: {a: 1}}`, own);
    case 'bomb':
      return replaced(own, ...aliasBomb.map((row) => indent + row));
    case 'nest':
      return replaced(own.replace(/:.*$/, `: ${'['.repeat(2000)}`));
    case 'again':
      return `${text}\n---\n${text}`;
  }
}

const manifest = fc
  .tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 6 }))
  .map(([text, changes]) => changes.reduce(changed, text));

/** Halves of characters cannot be written as UTF-8. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

/** A reference to each object that is stored. */
function storedRefs({ reader }: Simulation): readonly ObjectRef[] {
  return scheme.flatMap((row) =>
    reader.listAny(resourceName(row)).map(({ metadata: { namespace, name } }) => ({
      kind: row.kind,
      name,
      ...(namespace === undefined ? {} : { namespace }),
    })),
  );
}

/** Everything that the page makes of a cluster, as text. */
function pictureOf(simulation: Simulation): string {
  const { reader, decisions, history, nowMs } = simulation;
  const index = createHistoryReader()(history.changes);
  const stage = createStageView()(
    { atMs: nowMs, changeCount: history.changes.length, reader, decisions, faults: [] },
    index,
  );
  return JSON.stringify([
    stage,
    headline(stage, decisionIndex(decisions)),
    timelineLanes(index),
    narrate(history.changes),
    eventRows(reader),
  ]);
}

interface Outcome {
  readonly printed: readonly string[];
  readonly picture: string;
}

async function playedOut(text: string): Promise<Outcome> {
  const simulation = createCluster({ nodes: 2 });
  const printed: string[] = [];
  const run = async (line: string): Promise<number> => {
    const { exitCode, stdout, stderr, interrupted } = await runCommandLine(simulation, line, {
      files: { 'm.yaml': text },
      timeoutMs: 30_000,
    });
    expect(interrupted, line).toBe(false);
    expect(stderr).not.toMatch(/Internal error|InternalError|undefined is not|Cannot read|is not a function|\[object /);
    printed.push(stdout, stderr);
    return exitCode;
  };
  const applied = await run('kubectl apply -f m.yaml');
  expect(applied).toSatisfy((code: number) => code === 0 || code === 1);
  expect(printed.join('').trim(), 'an answer in words').not.toBe('');
  const file = { name: 'm.yaml', text };
  for (const { range, message } of diagnose(file, [], printed[1]!)) {
    expect(message).not.toBe('');
    if (range) expect(range.start <= range.end && range.end <= text.length + 1).toBe(true);
  }
  pendingText(pendingChanges(text, undefined, simulation.reader));
  simulation.runUntil(simulation.nowMs + 20_000, 20_000);
  expect(pendingChanges(text, text, simulation.reader)).toBeDefined();
  await run('kubectl get sts,pods,svc,pvc,cm,secret -o yaml');
  await run('kubectl get all,pvc -o wide --show-labels');
  await run('kubectl describe sts,pods,svc,pvc,cm');
  for (const ref of storedRefs(simulation)) expect(ref.name).not.toBe('');
  for (const row of ['pods', 'statefulsets.apps'] as const) simulation.reader.listAny(row).map(objectYaml);
  return { printed, picture: pictureOf(simulation) };
}

describe('hostile manifests', () => {
  it('are read alike each time: as values, or as faults in words', () => {
    fc.assert(
      fc.property(manifest, (text) => {
        const { parts } = readManifest(text);
        for (const part of parts) if (isFault(part)) expect(part.message).not.toBe('');
        expect(JSON.stringify(readManifest(text).parts)).toBe(JSON.stringify(parts));
      }),
      limits(200),
    );
  });

  it('travel in links to the letter', () => {
    fc.assert(
      fc.property(manifest, fc.string({ unit: 'grapheme' }), (text, name) => {
        const file = { name: `${name}.yaml`, text: wellFormed(text) };
        const step = { atMs: 0, line: 'kubectl apply -f m.yaml', file };
        const session = {
          files: [file],
          seed: 1,
          nodes: 3,
          steps: [step],
          endMs: 0,
          cursorMs: 0,
          view: {},
          bookmarks: [],
        };
        const decoded = decodeLink(encodeLink(session));
        expect(decoded).toMatchObject({ type: 'session', session: { files: [file] } });
      }),
      limits(100),
    );
  });

  it('become objects or are refused, and all that shows them goes on', async () => {
    await fc.assert(
      fc.asyncProperty(manifest, async (text) => {
        const first = await playedOut(text);
        if (text.length % 4 === 0) expect(await playedOut(text)).toEqual(first);
      }),
      limits(40),
    );
  });
});
