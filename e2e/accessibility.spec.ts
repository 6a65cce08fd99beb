import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

const set = 'web-statefulset';
const themes = ['light', 'dark'] as const;

/** Every rule of axe; open menus stand outside of the landmarks, where they belong. */
async function expectAccessible(page: Page, place: string, part = 'html', disabled: string[] = []): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).disableRules(disabled).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
  expect(found, place).toEqual([]);
}

async function settled(page: PlaygroundPage): Promise<void> {
  await expect(page.page.getByTestId(`statefulset-${set}`)).toBeVisible();
  await page.settle();
  await page.expectReady(`${set}-2`);
}

for (const colorScheme of themes) {
  test.describe(`in ${colorScheme}`, () => {
    test.slow();
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('stage, explanations, inspector and tabs', async ({ page: browserPage }) => {
      const page = new PlaygroundPage(browserPage);
      await page.open();
      await settled(page);
      await expectAccessible(browserPage, 'the page');
      await page.type(`kubectl set image sts/${set} nginx=nginx:broken`);
      await page.expectTerminal('image updated');
      await page.settle();
      await expectAccessible(browserPage, 'terminal and a failing Pod');
      await browserPage.getByRole('button', { name: /^Why/ }).click();
      await expectAccessible(browserPage, 'what is happening now', '.inspector');
      await page
        .pod(`${set}-2`)
        .getByRole('button')
        .first()
        .click({ position: { x: 12, y: 8 } });
      const inspector = browserPage.getByTestId('inspector');
      for (const tab of ['Why', 'YAML', 'Describe', 'Events', 'DNS', 'Files']) {
        await inspector.getByRole('tab', { name: tab }).click();
        await expect(inspector.getByRole('tabpanel')).not.toContainText('Describing…');
        await expectAccessible(browserPage, `inspector, ${tab}`, '.inspector');
      }
      for (const tab of ['Timeline', 'Events', 'DNS'] as const) {
        await browserPage.getByRole('tablist', { name: 'Views' }).getByRole('tab', { name: tab }).click();
        await expectAccessible(browserPage, tab, '.bottom-panel');
      }
      await browserPage.getByRole('tablist', { name: 'Views' }).getByRole('tab', { name: 'Events' }).click();
      await browserPage.getByRole('button', { name: 'Narration' }).click();
      await expectAccessible(browserPage, 'narration', '.bottom-panel');
    });

    test('menus and dialogs, which take the focus and give it back', async ({ page: browserPage }) => {
      const page = new PlaygroundPage(browserPage);
      await page.open();
      await settled(page);
      for (const name of ['Help', 'Share', 'Command palette']) {
        const opener = browserPage.getByRole('button', { name, exact: true });
        await opener.focus();
        await browserPage.keyboard.press('Enter');
        const dialog = browserPage.getByRole('dialog');
        await expect(dialog).toBeVisible();
        await expectAccessible(browserPage, name, '[role="dialog"]');
        for (let presses = 0; presses < 12; presses++) await browserPage.keyboard.press('Tab');
        expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
        await browserPage.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
        await expect(opener).toBeFocused();
      }
      for (const name of ['Examples', 'Faults']) {
        const opener = browserPage.getByRole('button', { name, exact: true });
        await opener.focus();
        await browserPage.keyboard.press('Enter');
        await expect(browserPage.getByRole('menu').first()).toBeVisible();
        await expectAccessible(browserPage, name, 'html', ['region']);
        await browserPage.keyboard.press('Escape');
        await expect(opener).toBeFocused();
      }
    });

    test('small screens', async ({ page: browserPage }) => {
      await browserPage.setViewportSize({ width: 390, height: 844 });
      const page = new PlaygroundPage(browserPage);
      await page.open();
      const views = browserPage.getByRole('navigation', { name: 'Views' });
      for (const name of ['Editor', 'Timeline', 'Terminal', 'More', 'Stage']) {
        await views.getByRole('button', { name }).click();
        await expectAccessible(browserPage, `${name}, small`);
      }
      await browserPage.getByRole('button', { name: /^Why/ }).click();
      await expectAccessible(browserPage, 'what is happening now, small');
    });

    test('embedded', async ({ page: browserPage }) => {
      await browserPage.goto('./?embed=1');
      await expect(browserPage.getByTestId('stage')).toBeAttached();
      await expectAccessible(browserPage, 'embedded');
    });
  });
}

test('everything can be reached at 200 % zoom', async ({ page: browserPage }) => {
  await browserPage.setViewportSize({ width: 720, height: 450 });
  const page = new PlaygroundPage(browserPage);
  await page.open();
  const width = await browserPage.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(720);
  // Little more than 300 pixels would be left to the stage beside everything else: one view at a time is shown.
  const { height } = (await page.stage.boundingBox())!;
  expect(height).toBeGreaterThan(220);
  await expect(page.headline).toBeInViewport();
  const views = browserPage.getByRole('navigation', { name: 'Views' });
  for (const name of ['Timeline', 'Terminal', 'Editor', 'Stage', 'More']) {
    await expect(views.getByRole('button', { name })).toBeInViewport({ ratio: 0.9 });
    await views.getByRole('button', { name }).click();
    if (name === 'Editor') await expect(browserPage.getByTestId('apply')).toBeInViewport();
  }
  for (const name of ['Faults', 'Share', 'Help', 'Command palette']) {
    await expect(browserPage.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 0.9 });
  }
  for (const name of ['Events', 'DNS']) {
    await expect(browserPage.getByRole('tab', { name })).toBeInViewport({ ratio: 0.5 });
  }
});

test('the first Tab offers ways past the toolbar', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await browserPage.keyboard.press('Tab');
  const link = browserPage.getByRole('link', { name: 'Skip to the stage' });
  await expect(link).toBeFocused();
  await browserPage.keyboard.press('Enter');
  const inStage = await browserPage.evaluate(() => document.activeElement?.closest('.stage-side') !== null);
  expect(inStage).toBe(true);
});
