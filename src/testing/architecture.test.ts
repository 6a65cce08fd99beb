import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Which rooms each room may import, itself aside. The table of the README's section "Architecture". */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  api: ['lib'],
  manifest: ['api', 'lib'],
  client: ['api', 'lib'],
  view: ['api', 'lib'],
  apiserver: ['api', 'lib'],
  controllers: ['client', 'api', 'lib'],
  node: ['network', 'client', 'api', 'lib'],
  network: ['client', 'api', 'lib'],
  kubectl: ['client', 'manifest', 'api', 'lib'],
  sim: ['apiserver', 'client', 'controllers', 'node', 'network', 'api', 'lib'],
  lessons: ['manifest', 'api', 'lib'],
  session: ['sim', 'kubectl', 'client', 'manifest', 'view', 'lessons', 'api', 'lib'],
  embed: [],
  ui: ['embed', 'session', 'view', 'lessons', 'api', 'lib'],
  serve: ['sim', 'apiserver', 'manifest', 'api', 'lib'],
};

const engine = ['api', 'apiserver', 'controllers', 'node', 'network', 'sim'];
const banned: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  { pattern: /\bDate\b(?!\s*:)/, instead: 'nowMs of the context and lib/time.ts' },
  { pattern: /\bMath\.random\b/, instead: 'lib/random.ts, seeded' },
  { pattern: /\bcrypto\b/, instead: 'lib/random.ts' },
  {
    pattern: /\b(setTimeout|setInterval|setImmediate|queueMicrotask|requestAnimationFrame)\b/,
    instead: 'requeueAfterMs',
  },
  { pattern: /\basync\b|\bawait\b|\bPromise\b/, instead: 'synchronous calls' },
  { pattern: /\bconsole\./, instead: 'decisions and events' },
  { pattern: /\bperformance\./, instead: 'nowMs of the context' },
];

const root = resolve(import.meta.dirname, '..');

interface SourceFile {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function sourceFiles(directory: string): SourceFile[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const full = join(directory, entry.name);
    if (entry.isDirectory()) return sourceFiles(full);
    if (!/\.tsx?$/.test(entry.name) || /\.test\.tsx?$/.test(entry.name)) return [];
    const path = relative(root, full);
    const text = readFileSync(full, 'utf8');
    const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)].map((match) => match[1]!);
    const imports = specifiers.map((specifier) =>
      relative(root, resolve(dirname(full), specifier.replace(/\?.*$/, ''))),
    );
    return [{ path, room: path.split('/')[0]!, text, imports }];
  });
}

const files = sourceFiles(root).filter((file) => file.room !== 'testing' && file.path !== 'main.tsx');

/** The text without comments and string literals, so that words in them do not count. */
function code(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
    .replace(/`(?:[^`\\$]|\\.|\$(?!\{))*`/g, '``');
}

describe('architecture', () => {
  it('has only known rooms', () => {
    expect([...new Set(files.map((file) => file.room))].filter((room) => !Object.hasOwn(mayImport, room))).toEqual([]);
  });

  it('imports go one way', () => {
    const wrong = files.flatMap((file) =>
      file.imports
        .map((path) => ({ path, room: path.split('/')[0]! }))
        .filter(({ room }) => room !== file.room && !mayImport[file.room]?.includes(room))
        .map(({ path }) => `${file.path} imports ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  it('imports make no cycles', () => {
    const graph = new Map(files.map((file) => [file.path, file.imports]));
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === 'done') return;
      if (state.get(path) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      state.set(path, 'open');
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
      state.set(path, 'done');
    };
    for (const path of graph.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it('React lives in ui alone', () => {
    const outside = files.filter((file) => file.room !== 'ui' && /from '(react|@xyflow|radix-ui)/.test(file.text));
    expect(outside.map((file) => file.path)).toEqual([]);
  });

  it('no text becomes markup or script', () => {
    const ways =
      /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|new Function)\b|\beval\(/;
    expect(files.filter((file) => ways.test(code(file.text))).map((file) => file.path)).toEqual([]);
  });

  it('nothing re-exports as a barrel', () => {
    expect(files.filter((file) => /\/index\.tsx?$/.test(file.path)).map((file) => file.path)).toEqual([]);
  });

  it.each(banned)('the engine does without $pattern: it has $instead', ({ pattern }) => {
    const found = files
      .filter((file) => engine.includes(file.room) && pattern.test(code(file.text)))
      .map((file) => file.path);
    expect(found).toEqual([]);
  });
});
