/** React Flow moves its viewport with d3; this leaves out what of d3 such movements never need: half of it. */
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const standIns: ReadonlyMap<string, string> = new Map([
  ['d3-transition', resolve(import.meta.dirname, 'light-transition.ts')],
  ['d3-interpolate', resolve(import.meta.dirname, 'light-interpolate.ts')],
]);

export const lightD3: Plugin = {
  name: 'light-d3',
  apply: 'build',
  enforce: 'pre',
  resolveId: (specifier) => standIns.get(specifier),
};
