/** Writes the service worker: the files of this build, and a version that is another one whenever a file is. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Files that no page loads by itself: guides, the script of embedding pages, the page for frames without an origin. */
const apart = /\.map$|\.md$|\.d\.ts$|^(?:classic|embed)\/|^embed\.|^screenshot\.|^weights\.json$|^sw\.js$/;
/** Larger scripts are loaded when somebody needs them, but for these. */
const largeBytes = 250_000;
const atOnce = /^assets\/(?:page|_late-parts)-/;

export const offline: Plugin = {
  name: 'offline',
  apply: 'build',
  writeBundle({ dir = 'dist' }) {
    const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => statSync(join(dir, path)).isFile() && !apart.test(path))
      .sort();
    const version = createHash('sha256');
    for (const file of files) version.update(file).update(readFileSync(join(dir, file)));
    const isFirst = (file: string): boolean => atOnce.test(file) || statSync(join(dir, file)).size < largeBytes;
    const list = (wanted: readonly string[]): string => wanted.map((file) => JSON.stringify(file)).join(', ');
    const text = readFileSync(join(import.meta.dirname, 'service-worker.js'), 'utf8')
      .replace('%VERSION%', version.digest('hex').slice(0, 16))
      .replace("'%FIRST%'", list(files.filter(isFirst)))
      .replace("'%REST%'", list(files.filter((file) => !isFirst(file))));
    writeFileSync(join(dir, 'sw.js'), text);
  },
};
