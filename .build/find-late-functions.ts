/**
 * Finds the functions that a first visit does not run, and writes them to late-functions.json: `npx tsx
 * .build/find-late-functions.ts`. To be run when the first load has outgrown its budget. A function that is listed and runs
 * all the same costs a wait, nothing else.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector/promises';
import { join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';
import { lateModules } from './late-modules.ts';

const source = resolve(import.meta.dirname, '../src');
/** The rooms whose work can be undone and done again. */
const rooms = ['apiserver', 'controllers', 'node', 'network', 'kubectl'];
/** A stand-in is about as long as this. */
const worthCharacters = 350;

const inspector = new Session();
inspector.connect();
await inspector.post('Profiler.enable');
await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
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

const paths = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && rooms.includes(path.split('/')[0]!))
  .filter((path) => ran.has(path) && !lateModules.includes(path))
  .sort();
const found = Object.fromEntries(
  paths.map((path) => [path, lateFunctionsOf(path)] as const).filter(([, names]) => names.length > 0),
);
writeFileSync(join(import.meta.dirname, 'late-functions.json'), `${JSON.stringify(found, null, 2)}\n`);
console.log(`${Object.values(found).flat().length} functions in ${Object.keys(found).length} modules`);
process.exit();
