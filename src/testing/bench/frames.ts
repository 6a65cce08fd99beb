/** Frame times of the built page in Chromium, during a rolling update and while scrubbing, at 50, 200 and 1,000 Pods. */

import { chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { stringify } from 'yaml';
import { findBrowser } from '../../../e2e/browser.mjs';
import { encodeLink } from '../../session/share/link.ts';
import { headlessService, statefulSet } from '../manifests.ts';

const port = 4189;
const sampleMs = 6000;
const scrubMs = 3000;

/** A link to a set of so many Pods that has come up and whose image was then changed. */
function rollingLink(replicas: number): string {
  const manifest = (image: string): string =>
    [headlessService('web'), statefulSet('web', { replicas, podManagementPolicy: 'Parallel', image })]
      .map((document) => stringify(document))
      .join('---\n');
  const name = 'manifest.yaml';
  const first = { name, text: manifest('nginx:1.27') };
  const second = { name, text: manifest('nginx:1.28') };
  const line = `kubectl apply -f ${name}`;
  return encodeLink({
    files: [second],
    seed: 1,
    nodes: Math.max(3, Math.ceil(replicas / 90)),
    steps: [
      { atMs: 0, line, file: first },
      { atMs: 120_000, line, file: second },
    ],
    endMs: 121_000,
  });
}

/** Runs in the page, as text: the times between animation frames. */
const sampleFrames = `(duration) => new Promise((resolve) => {
  const times = [];
  let last = performance.now();
  const end = last + duration;
  requestAnimationFrame(function frame(now) {
    times.push(now - last);
    last = now;
    if (now < end) requestAnimationFrame(frame);
    else resolve(times);
  });
})`;

function frameTimes(frames: readonly number[]): string {
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
  return `${at(0.5)} / ${at(0.95)} / ${at(0.999)} ms`;
}

/** Drags along the timeline, there and back, while frames are counted. */
async function scrubFrames(page: Page): Promise<readonly number[]> {
  const box = await page.getByTestId('timeline').boundingBox();
  if (!box) return [];
  const y = box.y + 40;
  const counting = page.evaluate<number[]>(`(${sampleFrames})(${scrubMs})`);
  const endMs = performance.now() + scrubMs;
  await page.mouse.move(box.x + 4, y);
  await page.mouse.down();
  for (let step = 0; performance.now() < endMs; step++) {
    const part = Math.abs(((step / 60) % 2) - 1);
    await page.mouse.move(box.x + 4 + part * (box.width - 8), y);
  }
  await page.mouse.up();
  return counting;
}

export async function benchFrames(): Promise<readonly (readonly [string, string])[]> {
  const server = await preview({ preview: { port, strictPort: true }, logLevel: 'warn' });
  const figures: [string, string][] = [];
  try {
    const browser = await chromium.launch({
      executablePath: findBrowser(),
      chromiumSandbox: process.getuid?.() !== 0,
      args: ['--disable-gpu'],
    });
    for (const replicas of [50, 200, 1000]) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const started = performance.now();
      await page.goto(`http://localhost:${port}/${rollingLink(replicas)}`);
      await page.getByTestId('statefulset-web').waitFor({ timeout: 120_000 });
      const openMs = performance.now() - started;
      await page.waitForTimeout(2000);
      const frames = await page.evaluate<number[]>(`(${sampleFrames})(${sampleMs})`);
      const rate = (frames.length / (frames.reduce((sum, time) => sum + time, 0) / 1000)).toFixed(0);
      figures.push([`${replicas} Pods, rolling update: frames a second`, rate]);
      figures.push([`${replicas} Pods: frame time median / 95 % / worst`, frameTimes(frames)]);
      figures.push([`${replicas} Pods: the same while scrubbing`, frameTimes(await scrubFrames(page))]);
      figures.push([`${replicas} Pods: link opened and drawn`, `${(openMs / 1000).toFixed(1)} s`]);
      await page.close();
    }
    await browser.close();
  } finally {
    await server.close();
  }
  return figures;
}
