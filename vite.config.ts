import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Relative base: the built folder works under any path as static files.
export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 4000,
  },
  resolve: {
    // monaco-yaml's worker imports paths from before monaco-editor had an exports map.
    alias: [{ find: /^monaco-editor\/esm\/vs\/(.*)$/, replacement: 'monaco-editor/$1' }],
  },
  optimizeDeps: { include: ['monaco-yaml', 'monaco-yaml/yaml.worker.js'] },
});
