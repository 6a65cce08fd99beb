/** React Flow moves its viewport with d3; this leaves out what of d3 such movements never need: half of it. */
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const interpolateId = '\0light-interpolate';

/** Between two views, as numbers. The original reads colours, dates and texts, too. */
const interpolate = `export { interpolateZoom } from 'd3-interpolate';
export const interpolate = (from, to) => (share) => from.map((value, at) => value + (to[at] - value) * share);
`;

export const lightD3: Plugin = {
  name: 'light-d3',
  apply: 'build',
  enforce: 'pre',
  async resolveId(specifier, importer, options) {
    if (specifier === 'd3-transition') return resolve(import.meta.dirname, 'light-transition.ts');
    if (specifier === 'd3-interpolate' && importer?.includes('@xyflow')) return interpolateId;
    if (specifier !== 'd3-interpolate' && specifier !== 'd3-color') return undefined;
    const from = importer === interpolateId ? resolve(import.meta.dirname, '../index.html') : importer;
    const found = await this.resolve(specifier, from, { ...options, skipSelf: true });
    // What is left out of them does nothing when it is loaded.
    return found && { ...found, moduleSideEffects: false };
  },
  load: (id) => (id === interpolateId ? interpolate : undefined),
};
