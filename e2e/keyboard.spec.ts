/** The main journey by keyboard alone: no click, no focus set by the test, nothing but keys. */

import { expect, test, type Locator, type Page } from '@playwright/test';
import { nginxExample } from '../src/manifest/examples/nginx.ts';
import { PlaygroundPage } from './playground-page.ts';

const set = 'web-statefulset';
const pod = (ordinal: number): string => `${set}-${ordinal}`;

/** More than there are places for the focus. */
const mostTabs = 90;

class Keyboard {
  readonly page: Page;
  readonly focused: Locator;

  constructor(page: Page) {
    this.page = page;
    this.focused = page.locator(':focus');
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.insertText(text);
  }

  /** What the focus is on, as a screen reader would name it. */
  name(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
  }

  /** Presses Tab until the focus is on something of that name. */
  async tabTo(name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const passed: string[] = [];
    for (let presses = 0; presses < mostTabs; presses++) {
      await this.press(key);
      const now = await this.name();
      if (name.test(now)) return;
      passed.push(now.slice(0, 40));
    }
    throw new Error(`no way to ${name} by ${key}: ${passed.join(' | ')}`);
  }

  /** Runs a command of the palette. */
  async palette(words: string): Promise<void> {
    await this.press('Control+k');
    await expect(this.page.getByRole('dialog')).toBeVisible();
    await this.type(words);
    await this.press('Enter');
  }
}

test('the whole way from opening the page to a link, by keyboard', async ({ page: browserPage, context }) => {
  test.slow();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = new PlaygroundPage(browserPage);
  const keys = new Keyboard(browserPage);
  await page.open();
  await expect(browserPage.getByTestId(`statefulset-${set}`)).toBeVisible();
  // The end of time: whatever is coming up has come up.
  await keys.press('End');
  await page.expectReady(pod(0), pod(1), pod(2));

  // Edit the manifest, apply it.
  await keys.tabTo(/^Skip to the editor$/);
  await keys.press('Enter');
  await expect
    .poll(async () => {
      if (await browserPage.evaluate(() => document.activeElement?.closest('.editor-host') !== null)) return true;
      await keys.press('Tab');
      return false;
    })
    .toBe(true);
  await expect(browserPage.locator('.monaco-editor').first()).toBeVisible();
  await browserPage.evaluate(
    (text) => navigator.clipboard.writeText(text),
    nginxExample.replace(/replicas: 3/, 'replicas: 4').replace(/nginx-slim:0\.8/, 'nginx-slim:0.24'),
  );
  await keys.press('ControlOrMeta+a', 'ControlOrMeta+v');
  await keys.press('Control+Enter');
  await expect(browserPage.getByTestId(`statefulset-${set}`)).toHaveAttribute('data-replicas', '4');

  // Out of the editor: Ctrl M lets Tab leave it. Then on the stage, a Pod, and why it is as it is.
  await keys.press('Control+m', 'Tab');
  await expect
    .poll(() => browserPage.evaluate(() => document.activeElement?.closest('.monaco-editor') === null))
    .toBe(true);
  await keys.press('End');
  await page.expectReady(pod(0), pod(1), pod(2), pod(3));
  await keys.tabTo(new RegExp(`^Pod ${pod(0)},`));
  await keys.press('ArrowRight', 'ArrowRight');
  await expect(keys.focused).toHaveAccessibleName(new RegExp(`^Pod ${pod(2)},`));
  await keys.press('Enter');
  const inspector = browserPage.getByTestId('inspector');
  await expect(inspector.getByRole('heading', { name: pod(2) })).toBeVisible();
  await expect(inspector.getByTestId('why').or(inspector.locator('.panel-empty')).first()).toBeVisible();
  await keys.press('i');
  await expect(keys.focused).toHaveAccessibleName('Why');
  await keys.press('Escape');
  await expect(inspector).toBeHidden();
  await expect(keys.focused).toHaveAccessibleName(new RegExp(`^Pod ${pod(2)},`));
  // Its close button gives the focus back as well, and what is opened from within the inspector takes it along.
  await keys.press('Enter');
  await expect(inspector).toBeVisible();
  await keys.press('i');
  await expect(keys.focused).toHaveAccessibleName('Why');
  await keys.tabTo(/^StatefulSet/);
  await keys.press('Enter');
  await expect(keys.focused).toHaveText(set);
  await keys.tabTo(/^Close the inspector$/);
  await keys.press('Enter');
  await expect(inspector).toBeHidden();
  await expect(keys.focused).toHaveAccessibleName(new RegExp(`^Pod ${pod(2)},`));

  // Scale, by the stepper: from the Pod back to the StatefulSet at its left.
  await keys.tabTo(new RegExp(`^Replicas of ${set}$`), 'Shift+Tab');
  await keys.press('ArrowUp');
  await expect(browserPage.getByTestId(`statefulset-${set}`)).toHaveAttribute('data-replicas', '5');
  await keys.tabTo(/^Partition of/);
  await keys.press('ArrowRight');
  await expect(browserPage.getByTestId(`partition-${set}`)).toHaveAttribute('aria-valuenow', '1');

  // Delete a Pod: it comes back into its place, as another Pod.
  await keys.tabTo(new RegExp(`^Pod ${pod(1)},`), 'Shift+Tab');
  await keys.press('End');
  await page.expectReady(pod(4));
  const uid = await page.pod(pod(1)).getAttribute('data-uid');
  await keys.press('Delete');
  await expect(page.pod(pod(1))).toHaveAttribute('data-state', 'Terminating');
  await keys.press('End');
  await expect(page.pod(pod(1))).not.toHaveAttribute('data-uid', uid ?? '');
  await page.expectReady(pod(1));

  // Back in time, and forth again.
  await keys.press(',', ',', ',');
  await expect(browserPage.getByRole('button', { name: 'Back to now' }).first()).toBeVisible();
  await expect(page.pod(pod(1))).toHaveAttribute('data-ready', 'false');
  await keys.press('.', 'End');
  await page.expectReady(pod(1));

  // What one cannot find is in the palette; and so is the link.
  await keys.palette('share');
  const dialog = browserPage.getByRole('dialog');
  await expect(dialog).toContainText('Share');
  await keys.tabTo(/^Copy/);
  await keys.press('Enter');
  await expect.poll(() => browserPage.evaluate(() => navigator.clipboard.readText())).toMatch(/#s1\.[\w-]{40,}/);
  await keys.press('Escape');
  await expect(dialog).toBeHidden();

  // All of it was kubectl.
  await keys.press('2');
  await page.expectTerminal(`kubectl scale statefulset ${set} --replicas=5 -n default`);
});
