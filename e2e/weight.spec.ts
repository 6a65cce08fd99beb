/** What is loaded when, and that it makes no difference to the cluster. */

import { expect, test, type Page } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

/** Names of the scripts that the page has asked for. */
function scriptsOf(page: Page): readonly string[] {
  const scripts: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('.js')) scripts.push(pathname.slice(pathname.lastIndexOf('/') + 1));
  });
  return scripts;
}

/** All that the stage tells of: names with random parts, addresses, nodes. */
async function factsOf(playground: PlaygroundPage): Promise<readonly string[]> {
  await playground.settle();
  await playground.expectReady('web-statefulset-0', 'web-statefulset-1', 'web-statefulset-2');
  await playground.page.getByRole('button', { name: 'One replica more' }).click();
  await expect(playground.stage).toContainText('3 / 4 ready');
  await playground.settle();
  await playground.expectReady('web-statefulset-3');
  const cards = await playground.stage.locator('.card').allTextContents();
  return cards.toSorted();
}

test('an embedded page loads the rest of the engine when somebody acts, and its cluster is the same', async ({
  browser,
}) => {
  const viewport = { width: 1200, height: 800 };
  const embedded = new PlaygroundPage(await browser.newPage({ viewport }));
  const scripts = scriptsOf(embedded.page);
  await embedded.open('./?embed=1&autoplay=0&panes=stage');
  await embedded.settle();
  await embedded.expectReady('web-statefulset-2');
  const isLate = (name: string): boolean => name.includes('late-parts');
  expect(scripts.filter(isLate)).toEqual([]);
  expect(scripts.some((name) => name.startsWith('page-'))).toBe(true);
  const inParts = await factsOf(embedded);
  expect(scripts.filter(isLate)).toHaveLength(1);
  await embedded.page.close();

  const page = new PlaygroundPage(await browser.newPage({ viewport }));
  await page.open();
  await page.pause();
  const atOnce = await factsOf(page);
  expect(inParts.length).toBeGreaterThan(10);
  expect(inParts).toEqual(atOnce);
});

test('the stage moves before Monaco is there', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/MonacoEditor-/, async (route) => {
    await held;
    await route.continue();
  });
  await playground.open();
  await expect(playground.pod('web-statefulset-0')).toBeVisible();
  await expect(page.locator('.monaco-editor')).toHaveCount(0);
  release();
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
});
