/** Bundle sizes of dist/: what the first load needs, and each chunk that comes later. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** As .build/budgets.ts writes them. */
interface Load {
  readonly name: string;
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB gzip`;

export function benchBundle(): readonly (readonly [string, string])[] {
  if (!existsSync('dist/index.html')) return [['dist/', 'not built: run npm run build first']];
  const html = readFileSync('dist/index.html', 'utf8');
  const sizes = readdirSync('dist/assets')
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => ({ name, size: gzipSync(readFileSync(join('dist/assets', name))).length }));
  const first = sizes.filter(({ name }) => html.includes(name));
  const sum = (list: typeof sizes): number => list.reduce((total, { size }) => total + size, 0);
  const loads = (JSON.parse(readFileSync('dist/weights.json', 'utf8')) as readonly Load[]).map(
    ({ name, raw, gzip, brotli }) =>
      [name, `${gzip.toFixed(0)} KB gzip, ${brotli.toFixed(0)} KB brotli, ${raw.toFixed(0)} KB raw`] as const,
  );
  const largest = sizes.filter((entry) => !first.includes(entry)).toSorted((a, b) => b.size - a.size);
  return [
    ...loads,
    ['first load (script and style)', kilobytes(sum(first))],
    ['everything', kilobytes(sum(sizes))],
    ...first.map(({ name, size }) => [`  first: ${name}`, kilobytes(size)] as const),
    ...largest.slice(0, 8).map(({ name, size }) => [`  later: ${name}`, kilobytes(size)] as const),
  ];
}
