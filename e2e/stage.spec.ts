import { expect, test, type Page } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

const set = 'web-statefulset';
const pod = (ordinal: number): string => `${set}-${ordinal}`;

async function openSettled(browserPage: Page): Promise<PlaygroundPage> {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await expect(browserPage.getByTestId(`statefulset-${set}`)).toBeVisible();
  await page.settle();
  await page.expectReady(pod(0), pod(1), pod(2));
  await page.pause();
  return page;
}

test('a revision chip opens what the revision changes', async ({ page: browserPage }) => {
  const page = await openSettled(browserPage);
  await page.type(`kubectl set image statefulset/${set} nginx=registry.k8s.io/nginx-slim:0.24`);
  await page.expectTerminal('image updated');
  await page.step();
  await browserPage.getByRole('button', { name: /^update revision/ }).click();
  const diff = browserPage.getByTestId('revision-dialog').getByTestId('template-diff');
  await expect(diff.locator('.is-removed')).toHaveText(/image: .*nginx-slim:0\.8/);
  await expect(diff.locator('.is-added')).toHaveText(/image: registry\.k8s\.io\/nginx-slim:0\.24/);
  await browserPage.keyboard.press('Escape');
  await expect(diff).toBeHidden();
});

test('arrow keys go from card to card, and each has a menu whose commands are kubectl lines', async ({
  page: browserPage,
}) => {
  const page = await openSettled(browserPage);
  const focused = browserPage.locator(':focus');
  await page.pod(pod(1)).locator('.card-cover').focus();
  await browserPage.keyboard.press('ArrowDown');
  await expect(focused).toHaveAccessibleName(new RegExp(`^PersistentVolumeClaim www-${pod(1)}:`));
  await browserPage.keyboard.press('ArrowUp');
  await browserPage.keyboard.press('ArrowRight');
  await expect(focused).toHaveAccessibleName(new RegExp(`^Pod ${pod(2)},`));
  await browserPage.keyboard.press('Shift+F10');
  const menu = browserPage.getByTestId('object-menu');
  await expect(menu).toContainText(`Pod ${pod(2)}`);
  await browserPage.keyboard.press('Escape');
  await expect(focused).toHaveAccessibleName(new RegExp(`^Pod ${pod(2)},`));
  await browserPage.getByTestId(`claim-www-${pod(0)}`).click({ button: 'right' });
  await menu.getByRole('menuitem', { name: /^Delete/ }).click();
  await expect(page.claim(`www-${pod(0)}`)).toHaveAttribute('data-phase', 'Terminating');
  await page.openTab('Terminal');
  await page.expectTerminal(`kubectl delete pvc www-${pod(0)} -n default --wait=false`);
});

test('the partition is moved by keys', async ({ page: browserPage }) => {
  const page = await openSettled(browserPage);
  const partition = browserPage.getByTestId(`partition-${set}`);
  await partition.focus();
  await browserPage.keyboard.press('ArrowRight');
  await expect(partition).toHaveAttribute('aria-valuenow', '1');
  await partition.focus();
  await browserPage.keyboard.press('End');
  await expect(partition).toHaveAttribute('aria-valuenow', '3');
  await page.openTab('Terminal');
  await page.expectTerminal('"partition":3');
});

test('the same Pods stand in the frames of their zones', async ({ page: browserPage }) => {
  const page = await openSettled(browserPage);
  await browserPage.getByRole('radio', { name: 'By zone' }).click();
  const inside = async (frame: string, name: string): Promise<boolean> => {
    const outer = await browserPage.getByTestId(frame).boundingBox();
    const inner = await browserPage.getByTestId(name).boundingBox();
    return outer !== null && inner !== null && inner.x > outer.x && inner.x + inner.width < outer.x + outer.width;
  };
  for (const [zone, node] of [
    ['zone-zone-a', 'node-node-1'],
    ['zone-zone-b', 'node-node-2'],
    ['zone-zone-c', 'node-node-3'],
  ] as const) {
    await expect.poll(() => inside(zone, node)).toBe(true);
  }
  await page.expectReady(pod(0), pod(1), pod(2));
});

test('the picture is saved as SVG and as PNG', async ({ page: browserPage }) => {
  await openSettled(browserPage);
  const save = async (type: string): Promise<Buffer> => {
    await browserPage.getByRole('button', { name: 'Save the picture' }).click();
    const download = browserPage.waitForEvent('download');
    await browserPage.getByRole('menuitem', { name: `Save as ${type}` }).click();
    const chunks: Buffer[] = [];
    for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  };
  const svg = (await save('SVG')).toString('utf8');
  expect(svg).toMatch(/^<svg /);
  expect(svg).toContain(`All 3 Pods of ${set} are Ready`);
  expect(svg).toContain(`>www-${pod(2)}<`);
  expect(svg).not.toContain('foreignObject');
  const problems = await browserPage.evaluate((text) => {
    return new DOMParser().parseFromString(text, 'image/svg+xml').querySelectorAll('parsererror').length;
  }, svg);
  expect(problems).toBe(0);
  const png = await save('PNG');
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(1200);
});

test('a bookmark is named and leads back', async ({ page: browserPage }) => {
  const page = await openSettled(browserPage);
  const clock = browserPage.getByTestId('clock');
  const then = await clock.textContent();
  await browserPage.getByRole('button', { name: 'Bookmark this moment' }).click();
  await browserPage.getByRole('button', { name: /^Bookmark 00:/ }).click();
  await browserPage.getByLabel('Name of the bookmark').fill('all Ready');
  await browserPage.keyboard.press('Enter');
  await browserPage.getByRole('button', { name: 'One replica more' }).click();
  await expect(page.stage).toContainText('/ 4 ready');
  await page.settle();
  await expect(clock).not.toHaveText(then!);
  await browserPage.getByRole('button', { name: /^Bookmark all Ready/ }).click();
  await expect(clock).toHaveText(then!);
});

test('hundreds of Pods are a field of dots, with a map of what is out of sight', async ({ page: browserPage }) => {
  const page = await openSettled(browserPage);
  const replicas = browserPage.getByLabel(`Replicas of ${set}`);
  await replicas.fill('150');
  await replicas.press('Enter');
  await page.step();
  await expect(browserPage.locator('.pod-dot')).toHaveCount(150);
  await expect(browserPage.locator('.pod-dot.is-ghost').first()).toBeVisible();
  const map = browserPage.getByRole('img', { name: 'Map of the stage' });
  await expect(map).toBeHidden();
  for (let zoom = 0; zoom < 4; zoom++) await browserPage.getByRole('button', { name: 'Zoom in', exact: true }).click();
  await expect(map).toBeVisible();
  await page.pod(pod(0)).focus();
  await browserPage.keyboard.press('ArrowRight');
  await expect(page.pod(pod(1))).toBeFocused();
  await browserPage.keyboard.press('Enter');
  await expect(page.pod(pod(1))).toHaveAttribute('aria-pressed', 'true');
  await page.pod(pod(2)).click({ button: 'right' });
  await expect(browserPage.getByTestId('object-menu')).toContainText(`Pod ${pod(2)}`);
});

test('a phone shows each identity as a row', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const browserPage = await context.newPage();
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await page.settle();
  await page.expectReady(pod(0), pod(1), pod(2));
  for (const ordinal of [0, 1]) {
    const card = (await page.pod(pod(ordinal)).boundingBox())!;
    const claim = (await page.claim(`www-${pod(ordinal)}`).boundingBox())!;
    expect(claim.x).toBeGreaterThan(card.x + card.width);
    expect(claim.x + claim.width).toBeLessThan(390);
    expect(claim.y + claim.height).toBeLessThan(card.y + card.height);
  }
  await context.close();
});
