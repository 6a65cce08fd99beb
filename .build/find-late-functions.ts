/**
 * Finds the functions that a first visit does not run and the types that it looks at, and writes them to
 * late-functions.json and first-types.json: `npx tsx .build/find-late-functions.ts`. To be run when the first load has outgrown its budget. A function that is listed and runs
 * all the same costs a wait, nothing else.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';
import { lateModules } from './late-modules.ts';

const source = resolve(import.meta.dirname, '../src');
/** The rooms whose work can be undone and done again; so can that of modules of the shared rooms which they alone import. */
const rooms = ['apiserver', 'controllers', 'node', 'network', 'kubectl'];
const sharedRooms = ['api', 'lib'];
/** A stand-in is about as long as this. */
const worthCharacters = 200;
const roomOf = (path: string): string => path.split('/')[0]!;

const inspector = new Session();
inspector.connect();
await inspector.post('Profiler.enable');
await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });

const { structure } = await import('../src/api/schema/structure.ts');
/** Types of the API that were looked at. */
const lookedAt = new Set<string>();
for (const [type, fields] of Object.entries(structure)) {
  const get = (): typeof fields => {
    lookedAt.add(type);
    return fields;
  };
  Object.defineProperty(structure, type, { get });
}
const { createSession } = await import('../src/session/session.ts');
const session = createSession({});
await session.ready;
for (let frame = 0; frame < 4000; frame++) session.advance(250);
const { result } = (await inspector.post('Profiler.takePreciseCoverage')) as Profiler.TakePreciseCoverageReturnType;

/** Names of the functions of each module that ran. */
const ran = new Map(
  result.flatMap(({ url, functions }) => {
    const path = relative(source, url.replace(/^file:\/\//, '').replace(/\?.*$/, ''));
    if (path.startsWith('..')) return [];
    const names = functions.filter(({ ranges }) => ranges[0]!.count > 0).map(({ functionName }) => functionName);
    return [[path, new Set(names)] as const];
  }),
);

function lateFunctionsOf(path: string): readonly string[] {
  const text = readFileSync(join(source, path), 'utf8');
  const { body } = parseSync(path, text).program;
  const declarations = body.map((statement) =>
    statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement,
  );
  if (declarations.some(({ type }) => type === 'ClassDeclaration')) return [];
  if (declarations.some((found) => found.type === 'VariableDeclaration' && found.kind !== 'const')) return [];
  return declarations.flatMap((found) => {
    if (found.type !== 'FunctionDeclaration' || !found.id || found.generator) return [];
    const isWorthIt = found.end - found.start >= worthCharacters;
    // What a command has printed cannot be taken back: its functions have to be able to wait.
    if (path.startsWith('kubectl/') && !found.async) return [];
    return isWorthIt && !ran.get(path)?.has(found.id.name) ? [found.id.name] : [];
  });
}

const sources = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !['serve', 'testing'].includes(roomOf(path)),
);
const importers = new Map<string, readonly string[]>();
for (const path of sources) {
  for (const [, specifier = ''] of readFileSync(join(source, path), 'utf8').matchAll(
    /^(?:import (?!type)|\} from ).*?'(\.[^']+)';$/gm,
  )) {
    const imported = join(dirname(path), specifier);
    importers.set(imported, [...(importers.get(imported) ?? []), path]);
  }
}

/** Whether nothing calls the module but what can be undone. kubectl's own work cannot, without waiting. */
function isUndone(path: string, seen: ReadonlySet<string> = new Set()): boolean {
  if (lateModules.includes(path) || seen.has(path)) return true;
  if (!sharedRooms.includes(roomOf(path))) return rooms.includes(roomOf(path)) && roomOf(path) !== 'kubectl';
  return (importers.get(path) ?? []).every((importer) => isUndone(importer, new Set([...seen, path])));
}

const paths = sources
  .filter((path) => roomOf(path) === 'kubectl' || isUndone(path))
  .filter((path) => ran.has(path) && !lateModules.includes(path))
  .sort();
const found = Object.fromEntries(
  paths.map((path) => [path, lateFunctionsOf(path)] as const).filter(([, names]) => names.length > 0),
);
const write = (name: string, content: unknown): void =>
  writeFileSync(join(import.meta.dirname, name), `${JSON.stringify(content, null, 2)}\n`);
write('late-functions.json', found);
write('first-types.json', [...lookedAt].sort());
console.log(`${Object.values(found).flat().length} functions in ${Object.keys(found).length} modules`);
process.exit();
