/** Makes `embed.js`, the script for pages with playgrounds: one small file of a name that never changes. */
import { resolve } from 'node:path';
import { build, type Plugin } from 'vite';

const fileName = 'embed.js';
const entry = resolve(import.meta.dirname, '../src/embed/main.ts');

async function embedScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'StatefulSetPlaygroundScript', fileName: () => fileName },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error(`${fileName} was not built`);
  return `/* StatefulSet Playground: <statefulset-playground>. See authors-guide.md */\n${chunk.code}`;
}

export function embedScriptPlugin(): Plugin {
  return {
    name: 'embed-script',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url?.replace(/\?.*$/, '') !== `/${fileName}`) {
          next();
          return;
        }
        embedScript().then((code) => {
          response.setHeader('Content-Type', 'text/javascript');
          response.end(code);
        }, next);
      });
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: await embedScript() });
    },
  };
}
