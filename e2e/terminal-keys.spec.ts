import { expect, test, type Page } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

const set = 'web-statefulset';

/** The terminal, open and in focus, with the example settled. */
async function openTerminal(browserPage: Page, size: { width: number; height: number }): Promise<PlaygroundPage> {
  await browserPage.setViewportSize(size);
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await page.settle();
  await page.showTerminal();
  await page.terminal.locator('.xterm-rows').waitFor();
  await page.focusTerminal();
  return page;
}

/** Types and sends keys one by one; words of several letters that are no key are typed. */
async function press(browserPage: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    if (/^(?:(?:Control|Alt|Shift)\+.+|Enter|Tab|Escape|Backspace|Delete|Home|End|Arrow\w+)$/.test(key)) {
      await browserPage.keyboard.press(key);
    } else await browserPage.keyboard.type(key);
  }
}

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

for (const size of sizes) {
  test.describe(`${size.width} pixels wide`, () => {
    test('types, edits and completes a line', async ({ page: browserPage }) => {
      const page = await openTerminal(browserPage, size);
      const line = async (): Promise<string> => (await page.terminalText()).trimEnd().split('\n').at(-1)!;
      await press(browserPage, 'kubectl get pods', 'Control+A', 'echo ', 'Control+E', ' -w');
      await expect.poll(line).toBe('$ echo kubectl get pods -w');
      await press(browserPage, 'Control+W', 'Alt+b', 'Control+K');
      await expect.poll(line).toBe('$ echo kubectl get');
      await press(browserPage, 'Control+Y', 'Control+A', 'Alt+d', 'Control+D');
      await expect.poll(line).toBe('$ kubectl get pods');
      await press(browserPage, 'Control+E', 'Control+ArrowLeft', 'Control+U', 'Home', 'Delete', 'Control+Y');
      await expect.poll(line).toBe('$ kubectl get ods');
      await press(browserPage, 'Control+E', 'Control+U', 'Control+L');
      await expect.poll(() => page.terminalText().then((text) => text.trim())).toBe('$');

      await press(browserPage, 'kubectl des', 'Tab', 'statefulse', 'Tab', 'web', 'Tab');
      await expect.poll(line).toMatch(/^\$ kubectl describe statefulsets? web-statefulset$/);
      await press(browserPage, 'Control+U', 'kubectl scale sts/', 'Tab', '--repl', 'Tab');
      await expect.poll(line).toMatch(/^\$ kubectl scale sts\/web-statefulset --replicas=?$/);
      await press(browserPage, 'Control+U', 'kubectl apply -f man', 'Tab');
      await expect.poll(line).toBe('$ kubectl apply -f manifest.yaml');
      await press(browserPage, 'Control+U', 'kubectl get po', 'Tab', 'Tab');
      await page.expectTerminal(/poddisruptionbudgets +pods|pods +poddisruptionbudgets|poddisruptionbudgets\npods/);
      await press(browserPage, 'Control+C');
      await page.expectTerminal('^C');
    });

    test('finds earlier commands, and interrupts what runs', async ({ page: browserPage }) => {
      const page = await openTerminal(browserPage, size);
      await press(browserPage, 'echo one', 'Enter', 'echo two', 'Enter');
      await page.expectTerminal('\ntwo');
      await press(browserPage, 'Control+L', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'Enter');
      await page.expectTerminal('$ echo two\ntwo');
      await press(browserPage, 'Control+L', 'Control+R', 'on');
      await page.expectTerminal("(reverse-i-search)`on': echo one");
      await press(browserPage, 'xyz');
      await page.expectTerminal('(failed reverse-i-search)`onxyz');
      await press(browserPage, 'Control+G', 'Control+L', 'kubectl get pods -w', 'Enter');
      await page.expectTerminal(`${set}-2`);
      await press(browserPage, 'echo typed ahead', 'Enter', 'Control+C');
      await page.expectTerminal('^C\n$');
      expect(await page.terminalText()).not.toContain('typed ahead');
      await press(browserPage, 'sleep 1', 'Enter', 'echo after', 'Enter');
      await page.expectTerminal('$ echo after\nafter');
    });

    test('acts in one tab while another watches, and closes it', async ({ page: browserPage }) => {
      const page = await openTerminal(browserPage, size);
      await press(browserPage, 'kubectl get pods -w', 'Enter');
      await page.expectTerminal(`${set}-2`);
      await page.terminal.getByRole('button', { name: 'New terminal' }).click();
      const second = page.terminal.locator('.terminal-view:not([hidden])');
      await second.locator('textarea').focus();
      await press(browserPage, `kubectl delete pod ${set}-1 --wait=false`, 'Enter');
      await expect.poll(() => page.terminalText(second)).toMatch(/deleted from default\s+namespace/);
      await page.terminal.getByRole('button', { name: 'shell 1', exact: true }).click();
      await page.expectTerminal(new RegExp(`${set}-1 +1/1 +Termin\\s*ating`));
      await page.terminal.getByRole('button', { name: 'Close shell 2' }).click();
      await expect(page.terminal.locator('.terminal-view')).toHaveCount(1);
      await page.focusTerminal();
      await press(browserPage, 'Control+C');
      await page.expectTerminal('^C');
    });

    test('copies, and pastes several lines without running them', async ({ page: browserPage, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const page = await openTerminal(browserPage, size);
      await press(browserPage, 'echo copied-$((20 + 1))', 'Enter');
      await page.expectTerminal('\ncopied-21');
      const row = page.terminal.locator('.xterm-rows > div', { hasText: /^copied-21/ });
      const word = (await row.locator('span').first().boundingBox())!;
      const copied = (): Promise<string> => browserPage.evaluate(() => navigator.clipboard.readText());
      for (const keys of ['Control+Shift+C', 'Control+Insert', 'Control+C']) {
        await browserPage.evaluate(() => navigator.clipboard.writeText('nothing'));
        await browserPage.mouse.dblclick(word.x + 10, word.y + word.height / 2);
        await press(browserPage, keys);
        await expect.poll(copied, keys).toContain('copied-21');
      }
      await browserPage.evaluate(() => navigator.clipboard.writeText('echo first\r\necho second'));
      await press(browserPage, 'Control+V');
      await page.expectTerminal('$ echo first\necho second');
      expect(await page.terminalText()).not.toContain('\nfirst');
      await press(browserPage, 'Enter');
      await page.expectTerminal('echo second\nfirst\nsecond');
    });

    test('can be left by keyboard, and is announced', async ({ page: browserPage }) => {
      const page = await openTerminal(browserPage, size);
      const isInside = (): Promise<boolean> =>
        browserPage.evaluate(() => document.activeElement?.closest('.xterm') !== null);
      await expect(page.terminal.locator('textarea')).toHaveAccessibleName(/Escape, then Tab leaves/);
      await press(browserPage, 'Tab');
      expect(await isInside()).toBe(true);
      await press(browserPage, 'Escape', 'Tab');
      expect(await isInside()).toBe(false);
      await page.focusTerminal();
      await press(browserPage, 'Shift+Tab');
      expect(await isInside()).toBe(false);
      const reader = page.terminal.getByRole('button', { name: 'Screen reader' });
      await reader.click();
      await expect(reader).toHaveAttribute('aria-pressed', 'true');
      await page.focusTerminal();
      await press(browserPage, 'echo spoken $((6 * 7))', 'Enter');
      await expect(page.terminal.locator('.live-region')).toContainText('spoken 42');
      await expect(page.terminal.locator('.xterm-accessibility-tree')).toContainText('spoken 42');
      await browserPage.reload();
      await page.showTerminal();
      await expect(reader).toHaveAttribute('aria-pressed', 'true');
    });

    test('keeps its scrollback, and itself behind the other views', async ({ page: browserPage }) => {
      const page = await openTerminal(browserPage, size);
      await press(browserPage, 'seq 1 3000', 'Enter');
      await page.expectTerminal('\n3000\n$');
      for (let presses = 0; presses < 4; presses++) await press(browserPage, 'Shift+PageUp');
      await expect.poll(() => page.terminalText()).not.toContain('3000');
      await page.showStage();
      await page.showTerminal();
      await page.focusTerminal();
      await press(browserPage, 'x');
      await page.expectTerminal('\n3000\n$ x');
    });

    test('opens an editor for kubectl edit', async ({ page: browserPage }) => {
      const page = await openTerminal(browserPage, size);
      const dialog = browserPage.getByTestId('edit-dialog');
      const area = dialog.getByRole('textbox', { name: 'Object to edit' });
      const edit = async (from: string, to: string): Promise<void> =>
        area.fill((await area.inputValue()).replace(from, to));
      await press(browserPage, `kubectl edit statefulset ${set}`, 'Enter');
      await expect(area).toHaveValue(/^# Please edit the object below/);
      await press(browserPage, 'Escape');
      await page.expectTerminal('Edit cancelled, no changes made.');
      await press(browserPage, 'ArrowUp', 'Enter');
      await edit('podManagementPolicy: OrderedReady', 'podManagementPolicy: Parallel');
      await dialog.getByRole('button', { name: 'Save and close' }).click();
      await expect(area).toHaveValue(
        /# statefulsets.apps "web-statefulset" was not valid:\n# \* spec: Forbidden: updates/,
      );
      await edit('podManagementPolicy: Parallel', 'podManagementPolicy: OrderedReady');
      await edit('replicas: 3', 'replicas: 2');
      await area.press('Control+Enter');
      await page.expectTerminal('statefulset.apps/web-statefulset edited');
      await expect(dialog).toHaveCount(0);
      await press(browserPage, 'Control+L', `kubectl get sts ${set} -o jsonpath='{.spec.replicas} wanted'`, 'Enter');
      await page.expectTerminal('2 wanted');
    });
  });
}

test('a row of keys stands in for what a touch keyboard lacks', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const browserPage = await context.newPage();
  const page = await openTerminal(browserPage, { width: 390, height: 844 });
  const keys = page.terminal.getByRole('toolbar', { name: 'Terminal keys' });
  const tap = (name: string): Promise<void> => keys.getByRole('button', { name, exact: true }).tap();
  await press(browserPage, 'kubectl get sts web');
  await tap('Tab');
  await page.expectTerminal('kubectl get sts web-statefulset');
  await tap('Control');
  await press(browserPage, 'u', 'echo x');
  await tap('Left');
  await press(browserPage, '4');
  await page.expectTerminal('\n$ echo 4x');
  await press(browserPage, 'Enter', 'kubectl get pods -w', 'Enter');
  await page.expectTerminal(`${set}-2`);
  await tap('Control C');
  await page.expectTerminal('^C');
  await tap('Up');
  await page.expectTerminal('$ kubectl get pods -w');
  await context.close();
});

test('what loads late takes the focus from no menu that was opened meanwhile', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await browserPage.route(/\/(?:TerminalView|SpeedMenu)-/, async (route) => {
    await held;
    await route.continue();
  });
  await page.open();
  await page.openTab('Terminal');
  await browserPage.getByRole('button', { name: /^Speed/ }).click();
  await browserPage.getByTestId('lessons').click();
  const menu = browserPage.getByRole('menu');
  await expect(menu).toBeFocused();
  release();
  await expect(page.terminal.locator('.xterm')).toBeVisible();
  await expect(menu).toBeFocused();
  await expect(menu.getByRole('menuitem', { name: /Ordered start/i })).toBeVisible();
  await browserPage.keyboard.press('Escape');
  await expect(browserPage.getByTestId('lessons')).toBeFocused();

  // Where the focus was left, it goes on to what was asked for.
  await page.openTab('Timeline');
  await page.openTab('Terminal');
  await expect(page.terminal.locator('textarea')).toBeFocused();
});
