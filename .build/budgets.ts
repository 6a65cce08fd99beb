/**
 * What a load may weigh: the build fails when one is passed. Sizes are those of the compressed scripts, in kilobytes (1000
 * bytes), all that the named entries import included.
 */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

interface Budget {
  readonly name: string;
  /** Entries and dynamic imports, by the module behind their chunk. */
  readonly modules: readonly string[];
  readonly brotli: number;
  readonly gzip: number;
}

const budgets: readonly Budget[] = [
  { name: 'an embedded page', modules: ['main.tsx', 'ui/embed/EmbedApp.tsx'], brotli: 255, gzip: 300 },
  { name: 'the whole page, without its editor', modules: ['main.tsx', 'ui/App.tsx'], brotli: 520, gzip: 620 },
  { name: 'the parts of the engine that come later', modules: ['\0late-parts'], brotli: 220, gzip: 260 },
  { name: 'the terminal', modules: ['ui/terminal/TerminalView.tsx'], brotli: 100, gzip: 115 },
];

/** The chunk as the bundler tells of it. */
interface Chunk {
  readonly type: 'chunk';
  readonly fileName: string;
  readonly facadeModuleId: string | null;
  readonly imports: readonly string[];
  readonly code: string;
}

export interface Weight {
  readonly name: string;
  readonly files: readonly string[];
  readonly raw: number;
  readonly brotli: number;
  readonly gzip: number;
}

const weigh = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0) / 1000;

/** A later load counts what comes with it, not what the page has already. */
function weightOf({ name, modules }: Budget, chunks: readonly Chunk[]): Weight {
  const reach = (from: readonly Chunk[]): Set<Chunk> => {
    const seen = new Set(from);
    for (const chunk of seen)
      for (const file of chunk.imports) {
        const next = chunks.find(({ fileName }) => fileName === file);
        if (next) seen.add(next);
      }
    return seen;
  };
  const behind = (module: string): Chunk[] =>
    chunks.filter(
      ({ facadeModuleId }) => facadeModuleId?.endsWith(`/src/${module}`) || facadeModuleId?.endsWith(module) === true,
    );
  const main = chunks.filter(({ facadeModuleId }) => facadeModuleId?.endsWith('/index.html'));
  const isFirst = modules.includes('main.tsx');
  const wanted = reach([...(isFirst ? main : []), ...modules.flatMap(behind)]);
  const known = isFirst ? new Set<Chunk>() : reach([...main, ...behind('ui/embed/EmbedApp.tsx')]);
  const loaded = [...wanted].filter((chunk) => !known.has(chunk)).map(({ fileName, code }) => ({ fileName, code }));
  return {
    name,
    files: loaded.map(({ fileName }) => fileName),
    raw: weigh(loaded.map(({ code }) => Buffer.byteLength(code))),
    brotli: weigh(loaded.map(({ code }) => brotliCompressSync(code).length)),
    gzip: weigh(loaded.map(({ code }) => gzipSync(code, { level: 9 }).length)),
  };
}

/** Weighs what was built, writes it to weights.json, and fails when a budget is passed. */
export const budgetsHold: Plugin = {
  name: 'budgets',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk') as unknown as readonly Chunk[];
      const weights = budgets.map((budget) => ({ budget, weight: weightOf(budget, chunks) }));
      const shown = weights.map(({ weight: { name, files, ...sizes } }) => ({ name, ...sizes, files: files.length }));
      this.emitFile({ type: 'asset', fileName: 'weights.json', source: `${JSON.stringify(shown, null, 2)}\n` });
      const passed = weights.flatMap(({ budget, weight }) =>
        (['brotli', 'gzip'] as const).flatMap((kind) =>
          weight[kind] === 0 || weight[kind] > budget[kind]
            ? [`${budget.name}: ${weight[kind].toFixed(1)} KB of ${budget[kind]} KB (${kind})`]
            : [],
        ),
      );
      if (passed.length > 0) {
        this.error(
          `The build weighs more than .build/budgets.ts allows. ${passed.join('; ')}. Find what came in with it, or run .build/find-late-functions.ts.`,
        );
      }
    },
  },
};
