/**
 * Takes modules out of the first load without a trace in the source. Each module of the list is bundled into one late
 * chunk, and whoever imports it gets a stand-in, whose functions throw `MissingPart` until that chunk is there. The
 * engine undoes the step in which that happens, the session loads the chunk and does the step again: what a cluster
 * does never depends on when its parts came. Only builds do this; tests and the development server see plain modules.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const standInMark = '\0stand-in:';
const chunkId = '\0late-parts';
const source = resolve(import.meta.dirname, '../src');
/** The module whose text the loading replaces. */
const loader = `${source}/session/load-late-parts.ts`;
const missingPart = `${source}/lib/missing-part.ts`;

interface Export {
  readonly name: string;
  readonly kind: 'function' | 'async function' | 'class' | 'object' | 'literal';
  /** The text of a literal: its stand-in is the value itself. */
  readonly text?: string;
}

/** The values that a module exports; types leave nothing behind. Throws for one that no stand-in can stand in for. */
export function exportsOf(id: string, text: string): readonly Export[] {
  return [...text.matchAll(/^export (?:((?:async )?function|class)|const) (\w+)(.*)/gm)].map(
    ([, word, name = '', rest = '']) => {
      if (word) return { name, kind: word as Export['kind'] };
      if (/= (?:<\w+>)?\(.*=>/.test(rest)) return { name, kind: 'function' };
      const literal = /= ('[^']*'|[\d_]+);$/.exec(rest)?.[1];
      if (literal !== undefined) return { name, kind: 'literal', text: literal };
      if (/= (?:\{|refusedCommand\()$/.test(rest)) return { name, kind: 'object' };
      throw new Error(`${id}: ${name} is neither function, class, object nor literal: it has to be in the first load`);
    },
  );
}

const quote = (text: string): string => JSON.stringify(text);

/** A module with the same exports as `real`, which asks for its parts until it has been filled. */
function standIn(exported: readonly Export[]): string {
  const lines = exported.map(({ name, kind, text }) => {
    if (kind === 'literal') return `export const ${name} = ${text};`;
    if (kind === 'function') return `export function ${name}(...args) { return part(${quote(name)})(...args); }`;
    if (kind === 'async function')
      return `export async function ${name}(...args) { if (!real) await loadLateParts(); return part(${quote(name)})(...args); }`;
    if (kind === 'class') return `export function ${name}(...args) { return new (part(${quote(name)}))(...args); }`;
    return `export const ${name} = /* @__PURE__ */ objectPart(() => part(${quote(name)}));`;
  });
  return `import { MissingPart } from ${quote(missingPart)};
import { loadLateParts } from ${quote(loader)};
let real;
export const fill = (module) => { real = module; };
const part = (name) => {
  if (!real) throw new MissingPart(name);
  return real[name];
};
const objectPart = (of) => new Proxy({}, {
  get: (_, key) => of()[key],
  has: (_, key) => key in of(),
  ownKeys: () => Reflect.ownKeys(of()),
  getOwnPropertyDescriptor: (_, key) => {
    const found = Reflect.getOwnPropertyDescriptor(of(), key);
    return found && { ...found, configurable: true };
  },
});
${lines.join('\n')}
`;
}

/** `modules`: paths below src, each with functions, classes or objects as exports. */
export function lateParts(modules: readonly string[]): Plugin {
  const ids = new Set(modules.map((path) => `${source}/${path}`));
  return {
    name: 'late-parts',
    apply: 'build',
    enforce: 'pre',
    async resolveId(specifier, importer, options) {
      if (specifier === chunkId || specifier.startsWith(standInMark)) return specifier;
      if (!importer || importer === chunkId || importer.startsWith(standInMark)) return undefined;
      if (!specifier.startsWith('.') || ids.has(importer)) return undefined;
      const found = await this.resolve(specifier, importer, { ...options, skipSelf: true });
      return found && ids.has(found.id) ? standInMark + found.id : undefined;
    },
    load(id) {
      if (id === loader) {
        return `let loading;
export const loadLateParts = () => (loading ??= import(${quote(chunkId)}).catch((error) => { loading = undefined; throw error; }));`;
      }
      if (id.startsWith(standInMark)) {
        const real = id.slice(standInMark.length);
        return standIn(exportsOf(real, readFileSync(real, 'utf8')));
      }
      if (id !== chunkId) return undefined;
      return [...ids]
        .map(
          (real, index) => `import * as real${index} from ${quote(real)};
import { fill as fill${index} } from ${quote(standInMark + real)};
fill${index}(real${index});`,
        )
        .join('\n');
    },
  };
}
