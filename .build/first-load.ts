/** Puts what every page needs at first into one chunk: it compresses better, and arrives in one go. */
import { resolve } from 'node:path';

interface ModuleLookup {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

const source = resolve(import.meta.dirname, '../src');
const entries = ['main.tsx', 'ui/embed/EmbedApp.tsx'].map((path) => `${source}/${path}`);

let first: Set<string> | undefined;

/** Everything that the entries import, and what that imports. */
function reached(lookup: ModuleLookup): Set<string> {
  const seen = new Set<string>();
  const todo = [...entries];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    todo.push(...(lookup.getModuleInfo(id)?.importedIds ?? []));
  }
  return seen;
}

/** The chunk of a module; undefined leaves it to the bundler. */
export function chunkOf(id: string, lookup: ModuleLookup): string | undefined {
  first ??= reached(lookup);
  return first.has(id) && !id.endsWith('.css') ? 'page' : undefined;
}
