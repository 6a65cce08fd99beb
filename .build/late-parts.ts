/**
 * Takes code out of the first load without a trace in the source. The modules of one list and single functions of others
 * are bundled into one late chunk; in their places stand functions that throw `MissingPart` until that chunk is there.
 * The engine undoes the step in which that happens, the session loads the chunk and does the step again: what a cluster
 * does never depends on when its parts came. Only builds do this; tests and the development server see plain modules.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const standInMark = '\0stand-in:';
const chunkId = '\0late-parts';
const runtimeId = '\0late-runtime';
/** Behind a module's path: the module as it is, for the late chunk, with its late functions as `late_…`. */
const wholeMark = '?whole';
const source = resolve(import.meta.dirname, '../src');
/** The module whose text the loading replaces. */
const loader = `${source}/session/load-late-parts.ts`;

const quote = (text: string): string => JSON.stringify(text);

/** Names that stand where names of types do, and are none. */
const scalarTypes = 'IntOrString MicroTime Quantity Time';

const runtime = (
  firstTypes: readonly string[],
): string => `import { MissingPart } from ${quote(`${source}/lib/missing-part.ts`)};
import { loadLateParts } from ${quote(loader)};
let parts;
const firstTypes = ${quote(`${scalarTypes} ${firstTypes.join(' ')}`)};
export const fill = (all) => { parts = all; };
const part = (at) => {
  if (!parts) throw new MissingPart('part ' + at);
  return parts[at];
};
export const latePart = (at, args) => part(at)(...args);
export const lateClass = (at, args) => new (part(at))(...args);
export const laterPart = async (at, args) => {
  if (!parts) await loadLateParts();
  return parts[at](...args);
};
export const lateObject = (at) => new Proxy({}, {
  get: (_, key) => part(at)[key],
  has: (_, key) => key in part(at),
  ownKeys: () => Reflect.ownKeys(part(at)),
  getOwnPropertyDescriptor: (_, key) => descriptor(part(at), key),
});
const descriptor = (object, key) => {
  const found = Reflect.getOwnPropertyDescriptor(object, key);
  return found && { ...found, configurable: true };
};
const notLate = new Set(firstTypes.split(' '));
const isLate = (key) => typeof key === 'string' && /^[A-Z]\\w*$/.test(key) && !notLate.has(key);
export const lateTable = (at, rows) => new Proxy(rows, {
  get: (_, key) => (isLate(key) ? part(at) : rows)[key],
  has: (_, key) => key in (isLate(key) ? part(at) : rows),
  ownKeys: () => Reflect.ownKeys(part(at)),
  getOwnPropertyDescriptor: (_, key) => descriptor(isLate(key) ? part(at) : rows, key),
});
`;

const importRuntime = `import { latePart, lateClass, laterPart, lateObject, lateTable } from ${quote(runtimeId)};`;

/** A part by its number: its place in the list that fills the stand-ins. */
interface Part {
  readonly at: number;
  readonly id: string;
  readonly name: string;
}

const functionStandIn = (isAsync: boolean, { name, at }: Part): string =>
  isAsync
    ? `async function ${name}(...args) { return laterPart(${at}, args); }`
    : `function ${name}(...args) { return latePart(${at}, args); }`;

/** The exports of a module that have values, as they begin: `export function name`, `export const name = …`. */
const exportsOf = (text: string): readonly RegExpMatchArray[] => [
  ...text.matchAll(/^export (?:((?:async )?function|class)|const) (\w+)(.*)/gm),
];

/** The text of a stand-in for one export. Throws for what nothing can stand in for. */
function exportedStandIn(part: Part, [, word, name = '', rest = '']: RegExpMatchArray): string {
  const { at, id } = part;
  if (word === 'class') return `export function ${name}(...args) { return lateClass(${at}, args); }`;
  if (word) return `export ${functionStandIn(word.startsWith('async'), part)}`;
  if (/= (?:<\w+>)?\(.*=>/.test(rest)) return `export const ${name} = (...args) => latePart(${at}, args);`;
  const literal = /= ('[^']*'|[\d_]+);$/.exec(rest)?.[1];
  if (literal !== undefined) return `export const ${name} = ${literal};`;
  if (/= (?:[{[]|\w+\()$/.test(rest)) return `export const ${name} = /* @__PURE__ */ lateObject(${at});`;
  throw new Error(
    `${id}: ${name} is neither function, class, object, list nor literal: it has to be in the first load`,
  );
}

interface Declaration {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly id?: { readonly name: string } | null;
  readonly async?: boolean;
  readonly declaration?: Declaration | null;
  readonly declarations?: readonly { readonly id: { readonly name: string }; readonly init: Table | null }[];
}

/** An object literal whose keys are names of types. */
interface Table {
  readonly start: number;
  readonly end: number;
  readonly properties?: readonly {
    readonly start: number;
    readonly end: number;
    readonly key: { readonly name: string };
  }[];
}

/** The table with the rows of the first types alone. */
function tableStandIn(code: string, { at }: Part, { properties = [] }: Table, first: readonly string[]): string {
  const rows = properties.filter(({ key }) => first.includes(key.name)).map(({ start, end }) => code.slice(start, end));
  return `/* @__PURE__ */ lateTable(${at}, { ${rows.join(', ')} })`;
}

/** The module with stand-ins for some of its functions and tables. */
function withStandIns(
  code: string,
  declarations: readonly Declaration[],
  parts: readonly Part[],
  firstTypes: readonly string[],
): string {
  let text = code;
  const partOf = (id: { readonly name: string } | null | undefined): Part | undefined =>
    parts.find(({ name }) => name === id?.name);
  const put = ({ start, end }: { readonly start: number; readonly end: number }, standIn: string): void => {
    text = text.slice(0, start) + standIn + text.slice(end);
  };
  for (const statement of declarations.toReversed()) {
    const found = statement.declaration ?? statement;
    if (found.type === 'ClassDeclaration') throw new Error(`class ${found.id?.name} would exist twice`);
    const part = found.type === 'FunctionDeclaration' ? partOf(found.id) : undefined;
    if (part) put(found, functionStandIn(found.async === true, part));
    for (const { id, init } of found.declarations?.toReversed() ?? []) {
      const table = partOf(id);
      if (table && init) put(init, tableStandIn(code, table, init, firstTypes));
    }
  }
  return `${importRuntime}\n${text}`;
}

export interface LateTypes {
  /** The types of the API that a first visit looks at. */
  readonly first: readonly string[];
  /** Tables whose keys are names of types, by path: the rows of other types come later. */
  readonly tables: Readonly<Record<string, readonly string[]>>;
}

/**
 * `modules`: paths below src whose exports are functions, classes, objects, lists and literals. `functions`: of modules that
 * stay, the functions that go, by path (those that do not exist any more are no matter); such modules, and those of
 * tables, have no classes and no state, for they exist twice.
 */
export function lateParts(
  modules: readonly string[],
  functions: Readonly<Record<string, readonly string[]>>,
  types: LateTypes,
): Plugin[] {
  const textOf = (id: string): string => (existsSync(id) ? readFileSync(id, 'utf8') : '');
  const wholes = modules.map((path) => `${source}/${path}`);
  const late = new Set(wholes);
  const isThere = (id: string, name: string): boolean =>
    new RegExp(`^(?:export )?(?:async )?function ${name}\\b`, 'm').test(textOf(id));
  const parts = [
    ...wholes.flatMap((id) => exportsOf(textOf(id)).map((match) => ({ id, name: match[2]! }))),
    ...Object.entries(functions).flatMap(([path, names]) => {
      const id = `${source}/${path}`;
      return names.filter((name) => isThere(id, name)).map((name) => ({ id, name }));
    }),
    ...Object.entries(types.tables).flatMap(([path, names]) =>
      names.map((name) => ({ id: `${source}/${path}`, name })),
    ),
  ].map((part, at): Part => ({ ...part, at }));
  const partsOf = (id: string): readonly Part[] => parts.filter((part) => part.id === id);
  const split = new Set(parts.flatMap(({ id }) => (late.has(id) ? [] : [id])));
  const ids = [...late, ...split];

  return [
    {
      name: 'late-parts',
      apply: 'build',
      enforce: 'pre',
      async resolveId(specifier, importer, options) {
        if (specifier === chunkId || specifier === runtimeId) return specifier;
        if (specifier.startsWith(standInMark) || specifier.endsWith(wholeMark)) return specifier;
        if (!importer || !specifier.startsWith('.')) return undefined;
        const found = await this.resolve(specifier, importer, { ...options, skipSelf: true });
        return found && late.has(found.id) && !late.has(importer) ? standInMark + found.id : undefined;
      },
      load(id) {
        if (id === runtimeId) return runtime(types.first);
        if (id === loader)
          return `let loading;
export const loadLateParts = () => (loading ??= import(${quote(chunkId)}).catch((error) => { loading = undefined; throw error; }));`;
        if (id.startsWith(standInMark)) {
          const real = id.slice(standInMark.length);
          const own = partsOf(real);
          const lines = exportsOf(textOf(real)).map((match, index) => exportedStandIn(own[index]!, match));
          return [importRuntime, ...lines].join('\n');
        }
        if (id.endsWith(wholeMark)) {
          const real = id.slice(0, -wholeMark.length);
          const names = partsOf(real).map(({ name }) => `${name} as late_${name}`);
          return { code: `${textOf(real)}\nexport { ${names.join(', ')} };`, moduleType: 'ts' };
        }
        if (id !== chunkId) return undefined;
        const imports = ids.map(
          (real, index) => `import * as real${index} from ${quote(late.has(real) ? real : real + wholeMark)};`,
        );
        const values = parts.map((part) => {
          const real = `real${ids.indexOf(part.id)}`;
          return late.has(part.id) ? `${real}.${part.name}` : `${real}.late_${part.name}`;
        });
        return [`import { fill } from ${quote(runtimeId)};`, ...imports, `fill([${values.join(', ')}]);`].join('\n');
      },
    },
    {
      name: 'late-functions',
      apply: 'build',
      enforce: 'post',
      transform(code, id) {
        if (!split.has(id)) return undefined;
        const { body } = this.parse(code);
        return {
          code: withStandIns(code, body as unknown as readonly Declaration[], partsOf(id), types.first),
          map: null,
        };
      },
    },
  ];
}
