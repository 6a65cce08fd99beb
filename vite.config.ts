import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { classicPage } from './.build/classic-page.ts';
import { embedScriptPlugin } from './.build/embed-script.ts';
import { budgetsHold } from './.build/budgets.ts';
import { chunkOf } from './.build/first-load.ts';
import firstTypes from './.build/first-types.json' with { type: 'json' };
import lateFunctions from './.build/late-functions.json' with { type: 'json' };
import { lateModules, tablesOfTypes } from './.build/late-modules.ts';
import { lateParts } from './.build/late-parts.ts';
import { lightD3 } from './.build/light-d3.ts';
import { lightFlow } from './.build/light-flow.ts';
import { offline } from './.build/offline.ts';

/** What the built page may load: itself alone. The development server needs inline scripts, so it goes without. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      injectTo: 'head-prepend',
      attrs: {
        'http-equiv': 'Content-Security-Policy',
        content: [
          "default-src 'self'",
          "script-src 'self'",
          "worker-src 'self' blob:",
          "style-src 'self' 'unsafe-inline'",
          "font-src 'self' data:",
          "img-src 'self' data:",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
        ].join('; '),
      },
    },
  ],
};

// monaco-yaml's worker imports paths from before monaco-editor had an exports map.
const alias = [{ find: /^monaco-editor\/esm\/vs\/(.*)$/, replacement: 'monaco-editor/$1' }];

// Relative base: the built folder works under any path as static files.
export default defineConfig({
  base: './',
  plugins: [
    lateParts(lateModules, lateFunctions, { first: firstTypes, tables: tablesOfTypes }),
    lightD3,
    lightFlow,
    react(),
    contentSecurityPolicy,
    budgetsHold,
    offline,
    embedScriptPlugin(),
    classicPage({ plugins: [react()], resolve: { alias } }),
  ],
  worker: { format: 'es' },
  // A frame without an origin of its own loads modules only where everyone may.
  preview: { cors: true },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ debugName: 'page', name: (id, lookup) => chunkOf(id, lookup) ?? null }] },
      },
    },
  },
  resolve: {
    // monaco-yaml's worker imports paths from before monaco-editor had an exports map.
    alias,
  },
  // Property tests run whole clusters; on two busy cores the default of five seconds is not a judgement of anything.
  // Nothing else runs beside the tests: both cores are theirs.
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // What modules keep are memories of pure functions, and stores of the page which their tests set first. Loading all
    // modules anew for each file took nearly half of the time.
    isolate: false,
  },
  optimizeDeps: { include: ['monaco-yaml', 'monaco-yaml/yaml.worker.js'] },
});
