/** The second visit needs no network. */

import { expect, test } from '@playwright/test';
import { startPlainServer } from './embed-hosts.ts';
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
  // Nothing keeps the browser from installing it, but that the windows of tests forget everything.
  const devTools = await context.newCDPSession(page);
  expect((await devTools.send('Page.getAppManifest')).errors).toEqual([]);
  const { installabilityErrors } = await devTools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);

  await context.setOffline(true);
  await page.reload();
  await expect(playground.stage).toBeVisible();
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  await playground.settle();
  await playground.expectReady('web-statefulset-0');
  await playground.type('kubectl get pods -o name | sort | head -1');
  await playground.expectTerminal('pod/web-statefulset-0');
});

test('a newer build is offered, and comes when the reader takes it', async ({ page }) => {
  let build = 'first';
  // A file that the second build has no more.
  let gone = '';
  const server = await startPlainServer((path, data) => {
    if (path === '/sw.js') {
      const text = data.toString().replace(/(statefulset-playground-)\w+/, `$1${build}`);
      gone = /assets\/DnsPanel-[^"]+\.js/.exec(text)![0];
      return build === 'first' ? text : text.replaceAll(gone, 'icon.svg?again');
    }
    if (build !== 'first' && path === `/${gone}`) return undefined;
    return path === '/index.html' ? data.toString().replace(/(?<=<title>).*(?=<)/, `The ${build} build`) : data;
  });
  try {
    const playground = new PlaygroundPage(page);
    await playground.open(server.origin);
    await expect(page).toHaveTitle('The first build');
    await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
    const kept = (): Promise<readonly string[]> => page.evaluate(() => caches.keys());
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');

    build = 'second';
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const offer = page.getByTestId('notices');
    await expect(offer).toContainText('A newer version of the playground is ready.');
    // Until then everything is of the build that was opened.
    await page.reload();
    await expect(page).toHaveTitle('The first build');
    await expect(offer).toContainText('A newer version of the playground is ready.');
    await playground.type('echo "# mine" > mine.yaml');
    await expect(page.getByRole('tab', { name: 'mine.yaml' })).toBeVisible();
    await offer.getByRole('button', { name: 'Reload' }).click();
    await expect(page).toHaveTitle('The second build');
    await expect(page.getByRole('tab', { name: 'mine.yaml' })).toBeVisible();
    // Pages of the first build may still be open: what they load later is kept, though the server has it no more.
    await expect.poll(kept).toEqual(['statefulset-playground-first', 'statefulset-playground-second']);
    const statusOf = (address: string): Promise<number> =>
      page.evaluate(async (at) => (await fetch(at)).status, address);
    expect((await page.request.get(`${server.origin}/${gone}`)).status()).toBe(404);
    expect(await statusOf(gone)).toBe(200);
    await expect(offer).not.toContainText('newer version');
  } finally {
    await server.close();
  }
});

test('an embedded page keeps nothing', async ({ page }) => {
  await new PlaygroundPage(page).open('./?embed=1');
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});
