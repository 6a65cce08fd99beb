/**
 * Makes the page once more as classic scripts, for frames without an origin of their own (`sandbox="allow-scripts"`) on
 * servers that say nothing of CORS: modules, and all that is fetched, are refused there; classic scripts are not. All of
 * it is one script, and the served files that it would fetch are in it. It has no Monaco, whose workers need an origin.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Plugin, type UserConfig } from 'vite';

const root = resolve(import.meta.dirname, '..');
const served = ['examples', 'lessons'];
const servedFile = `${root}/src/ui/served-file.ts`;
const monaco = `${root}/src/ui/editor/MonacoEditor.tsx`;

/** Every served text by its path. */
function servedTexts(): Record<string, string> {
  return Object.fromEntries(
    served.flatMap((folder) =>
      readdirSync(resolve(root, 'public', folder))
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => [`${folder}/${name}`, readFileSync(resolve(root, 'public', folder, name), 'utf8')]),
    ),
  );
}

const inPlaceOfFetching: Plugin = {
  name: 'classic-page-content',
  enforce: 'pre',
  load(id) {
    if (id === monaco) return 'export default function NoEditor() { return null; }';
    if (id !== servedFile) return undefined;
    const texts = JSON.stringify(servedTexts());
    return `${readFileSync(id, 'utf8').replace(/export async function readServed[^]*?\n}\n/, '')}
      const texts: ReadonlyMap<string, string> = new Map(Object.entries(${texts}));
      export const readServed = async (folder: string, file: string) => texts.get(folder + '/' + file);`;
  },
};

/** `shared` is what both builds have in common: plugins of the language, aliases. */
export function classicPage(shared: UserConfig): Plugin {
  return {
    name: 'classic-page',
    apply: 'build',
    // Before the modules: it waits for them to be refused.
    transformIndexHtml: () => [{ tag: 'script', injectTo: 'head-prepend', attrs: { src: './opaque-frame.js' } }],
    async generateBundle() {
      const result = await build({
        ...shared,
        root,
        configFile: false,
        logLevel: 'error',
        publicDir: false,
        plugins: [inPlaceOfFetching, ...(shared.plugins ?? [])],
        build: {
          write: false,
          target: 'es2022',
          cssCodeSplit: false,
          rolldownOptions: {
            input: resolve(root, 'src/main.tsx'),
            output: { format: 'iife', codeSplitting: false, entryFileNames: 'playground.js' },
          },
        },
      });
      const [output] = Array.isArray(result) ? result : [result];
      if (!output || !('output' in output)) throw new Error('the classic page was not built');
      for (const file of output.output) {
        if (file.type === 'chunk')
          this.emitFile({ type: 'asset', fileName: 'classic/playground.js', source: file.code });
        else if (file.fileName.endsWith('.css')) {
          this.emitFile({ type: 'asset', fileName: 'classic/playground.css', source: file.source });
        }
      }
    },
  };
}
