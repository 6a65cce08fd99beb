/** The second visit needs no network. */

import { expect, test } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

test.use({ serviceWorkers: 'allow' });

test('the page opens without a network, with its editor and its terminal', async ({ page, context }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no such argument
    active?.postMessage('keep the rest');
  });
  const keptFiles = (): Promise<readonly string[]> =>
    page.evaluate(async () => {
      const names = await caches.keys();
      const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return kept.flat().map(({ url }) => url);
    });
  for (const large of ['MonacoEditor', 'editor.worker', 'TerminalView', 'browser-'])
    await expect.poll(async () => (await keptFiles()).some((url) => url.includes(large))).toBe(true);
  await context.setOffline(true);
  await page.reload();
  await expect(playground.stage).toBeVisible();
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  await playground.settle();
  await playground.expectReady('web-statefulset-0');
  await playground.type('kubectl get pods -o name | sort | head -1');
  await playground.expectTerminal('pod/web-statefulset-0');
});

test('an embedded page keeps nothing', async ({ page }) => {
  await new PlaygroundPage(page).open('./?embed=1');
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});
