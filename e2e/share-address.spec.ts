import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { readFile, writeFile } from 'node:fs/promises';
import { PlaygroundPage } from './playground-page.ts';

const set = 'web-statefulset';
const notices = (page: Page) => page.getByTestId('notices');

async function share(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^share/i }).click();
  await expect(page.getByTestId('share-dialog')).toBeVisible();
}

test('a situation opens by its name, in the page and embedded', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open('./?scenario=stuck-rollout&autoplay=0');
  await expect(page.pod('web-2')).toHaveAttribute('data-state', 'ImagePullBackOff');
  await expect(page.headline).toContainText('web-1 is not updated');
  await page.open('./?embed=1&panes=stage&autoplay=0&scenario=node-failure');
  await expect(page.pod('web-1')).toBeVisible();
  await expect(page.headline).toContainText('node-1');
});

test('an address that is wrong in parts opens and says what was left out', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  const evil = encodeURIComponent('<img src=x onerror="window.wasRun=1">');
  await page.open(`./?scenario=${evil}&nodes=many&run=${evil}&manifest=${encodeURIComponent('kind: [')}`);
  await expect(notices(browserPage)).toContainText('There is no scenario “<img src=x');
  await expect(notices(browserPage)).toContainText('nodes=many is left out');
  await expect(browserPage.getByTestId('diagnostics')).toBeVisible();
  await expect(browserPage.getByTestId('editor')).toContainText('kind: [');
  expect(await browserPage.evaluate(() => 'wasRun' in window)).toBe(false);
});

test('the address follows what is done, without entries in the history', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await page.expectReady(`${set}-0`);
  expect(new URL(browserPage.url()).hash).toBe('');
  const entries = await browserPage.evaluate(() => window.history.length);
  await page.type(`kubectl scale statefulset ${set} --replicas=4`);
  await page.expectTerminal('scaled');
  await expect.poll(() => new URL(browserPage.url()).hash).toMatch(/^#s1\./);
  await page.settle();
  await page.expectReady(`${set}-3`);
  await page.pause();
  await browserPage.getByRole('radio', { name: 'By node' }).click();
  await page.pod(`${set}-3`).click();
  await expect(browserPage.getByTestId('inspector')).toContainText(`${set}-3`);
  await browserPage.waitForTimeout(800);
  expect(await browserPage.evaluate(() => window.history.length)).toBe(entries);
  const moment = await browserPage.getByTestId('clock').textContent();
  await browserPage.reload();
  await page.expectReady(`${set}-3`);
  await expect(page.stage).toHaveAttribute('data-view', 'node');
  await expect(browserPage.getByTestId('inspector')).toContainText(`${set}-3`);
  await expect(browserPage.getByRole('tab', { name: /^Terminal/ })).toHaveAttribute('data-state', 'active');
  await expect(browserPage.getByTestId('clock')).toHaveText(moment!);
  await expect(notices(browserPage)).toBeEmpty();
});

test('a link does not cost the draft', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await expect(browserPage.locator('.monaco-editor').first()).toBeVisible();
  await page.edit('kind: Mine\n');
  await expect.poll(() => new URL(browserPage.url()).hash).toMatch(/^#s1\./);
  await browserPage.goto('./?scenario=web');
  await expect(browserPage.getByTestId('editor')).toContainText('Two web servers');
  await notices(browserPage).getByRole('button', { name: 'Back to my draft' }).click();
  await expect(browserPage.getByTestId('editor')).toContainText('kind: Mine');
  await expect(notices(browserPage)).toContainText('Your draft is back');
});

test('a link that is pasted into the open page is opened there', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open('./?scenario=web&t=settled');
  await page.expectReady('web-1');
  await share(browserPage);
  const link = await browserPage.getByTestId('share-link').inputValue();
  await page.open('./');
  await page.expectReady(`${set}-0`);
  await browserPage.evaluate((hash) => void (window.location.hash = hash), new URL(link).hash);
  await page.expectReady('web-1');
  await expect(page.pod(`${set}-0`)).toHaveCount(0);
});

test('a session is saved, opened again and dropped on the page', async ({ page: browserPage }, info) => {
  const page = new PlaygroundPage(browserPage);
  await page.open('./?scenario=partition-canary');
  await page.expectReady('web-2');
  await share(browserPage);
  const [download] = await Promise.all([
    browserPage.waitForEvent('download'),
    browserPage.getByRole('button', { name: 'Save as file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('web.statefulset-playground.json');
  const path = info.outputPath(download.suggestedFilename());
  await download.saveAs(path);
  await page.open('./');
  await page.expectReady(`${set}-0`);
  await share(browserPage);
  await browserPage.getByTestId('share-open-file').setInputFiles(path);
  await page.expectReady('web-2');
  const text = (await readFile(path, 'utf8')).replace('"seed": 1', '"seed": 2');
  await browserPage.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'x.statefulset-playground.json', { type: 'application/json' }));
    document
      .querySelector('[data-testid="stage"]')!
      .dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, text);
  await expect(notices(browserPage)).toContainText('changed after it was saved');
  await page.expectReady('web-2');
  const broken = info.outputPath('broken.statefulset-playground.json');
  await writeFile(broken, text.slice(0, 500));
  await share(browserPage);
  await browserPage.getByTestId('share-open-file').setInputFiles(broken);
  await expect(notices(browserPage)).toContainText('could not be opened');
  await page.expectReady('web-2');
});

test('a link too long for many programs urges to save a file, and the page prints as a report', async ({
  page: browserPage,
}) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await page.expectReady(`${set}-0`);
  // Nothing in it repeats, so that it cannot be made short.
  let state = 1;
  const noise = Array.from({ length: 2500 }, () =>
    (state = (Math.imul(state, 48_271) >>> 0) % 2_147_483_647).toString(36),
  );
  await page.type(`echo '# ${noise.join(' ')}' > noise.yaml`);
  await expect(browserPage.getByRole('tab', { name: 'noise.yaml' })).toBeVisible();
  await share(browserPage);
  const dialog = browserPage.getByRole('dialog');
  await expect(dialog).toContainText('Too long for many programs: save it as a file instead.');
  expect(Number(await browserPage.getByTestId('share-length').textContent())).toBeGreaterThan(8000);
  await expect(dialog.getByRole('button', { name: 'Save as file' })).toBeVisible();
  await browserPage.keyboard.press('Escape');

  const sheet = browserPage.locator('.print-sheet');
  await expect(async () => {
    await browserPage.emulateMedia({ media: null });
    await browserPage.emulateMedia({ media: 'print' });
    await expect(sheet).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(sheet).toContainText(`${set}-0`);
  await expect(sheet).toContainText('noise.yaml');
  await expect(sheet.getByRole('button')).toHaveCount(0);
  await expect(page.stage).toBeHidden();
  await browserPage.emulateMedia({ media: null });
  await expect(page.stage).toBeVisible();
  await expect(sheet).toHaveCount(0);
});

test('a link of many Pods is replayed without keeping the page, and can be stopped', async ({ page: browserPage }) => {
  test.slow();
  const page = new PlaygroundPage(browserPage);
  const scale = encodeURIComponent('kubectl scale statefulset/web --replicas=800');
  await browserPage.goto(`./?scenario=web&nodes=20&run=${scale}&t=40m&autoplay=0`);
  const opening = browserPage.getByTestId('opening');
  await expect(opening).toBeVisible();
  const { violations } = await new AxeBuilder({ page: browserPage }).include('[data-testid="opening"]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  // The page draws while it works: the bar is seen at several places.
  const bar = opening.getByRole('progressbar');
  const places = new Set<string | null>();
  await expect
    .poll(async () => places.add(await bar.getAttribute('aria-valuenow')).size, { intervals: [50] })
    .toBeGreaterThan(3);
  await opening.getByRole('button', { name: 'Stop here' }).click();
  await expect(opening).toHaveCount(0);
  await expect(notices(browserPage)).toContainText('Opening was ended');
  await expect(page.stage).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`the share dialog in ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });
    for (const width of [1280, 390]) {
      test(`at ${width} pixels: by keyboard, and without a complaint of axe`, async ({ page: browserPage }) => {
        await browserPage.setViewportSize({ width, height: 800 });
        await browserPage.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await browserPage.goto('./');
        await expect(browserPage.getByTestId('stage')).toBeVisible();
        await browserPage.keyboard.press('ControlOrMeta+K');
        await browserPage.keyboard.type('Share: copy');
        await browserPage.keyboard.press('Enter');
        const dialog = browserPage.getByTestId('share-dialog');
        await expect(dialog).toBeVisible();
        const axe = async (): Promise<void> => {
          const { violations } = await new AxeBuilder({ page: browserPage }).include('.share-dialog').analyze();
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
        };
        await dialog.getByRole('tab', { name: 'Link' }).focus();
        await axe();
        await browserPage.keyboard.press('ArrowRight');
        await expect(dialog.getByTestId('share-text')).toHaveValue(/^\[StatefulSet Playground\]\(http.*#s1\..*\)$/);
        await browserPage.keyboard.press('ArrowRight');
        await expect(dialog.getByLabel('Stage')).toBeVisible();
        await browserPage.keyboard.press('Tab');
        await expect(dialog.getByLabel('Stage')).toBeFocused();
        await browserPage.keyboard.press('Space');
        await expect(dialog.getByTestId('share-text')).toHaveValue(/^<iframe src=".*\?embed=1&amp;panes=timeline#s1\./);
        await axe();
        await dialog.getByRole('tab', { name: 'Web component' }).click();
        await dialog.getByLabel('Read-only').check();
        await dialog.getByLabel('Loads').selectOption('click');
        await dialog.getByRole('button', { name: 'Copy' }).click();
        await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
        expect(await browserPage.evaluate(() => navigator.clipboard.readText())).toMatch(
          /<statefulset-playground link="#s1\.[\w-]+" panes="timeline" height="480" readonly load="click"><\/statefulset-playground>$/,
        );
        await dialog.getByText('Addresses written by hand').click();
        await axe();
        expect(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
        await browserPage.keyboard.press('Escape');
        await expect(dialog).toHaveCount(0);
      });
    }
  });
}
