/** `npm run bench`: figures to note beside a change. A benchmark, not a test: it never fails on a number. */

import { benchBundle } from './bundle.ts';
import { benchEngine } from './engine.ts';
import { benchFrames } from './frames.ts';

const wanted = process.argv.slice(2);
const parts = { engine: benchEngine, bundle: benchBundle, frames: benchFrames };

for (const [name, bench] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  for (const [figure, value] of await bench()) console.log(`  ${figure.padEnd(52)} ${value}`);
}
