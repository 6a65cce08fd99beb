import { expect, test, type Page } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

/** Longest that the page may be kept from drawing, on a machine that does nothing else. */
const mostMs = 5000;
const set = 'web-statefulset';

/** How much longer the same work takes now than on an idle machine; at least 1. */
async function slowness(browserPage: Page): Promise<number> {
  const idleMs = 120;
  const tookMs = await browserPage.evaluate(() => {
    const began = performance.now();
    let sum = 0;
    for (let i = 0; i < 20_000_000; i++) sum = (sum * 31 + i) % 1_000_003;
    return performance.now() - began + (sum < 0 ? 1 : 0);
  });
  return Math.max(1, tookMs / idleMs);
}

/** Begins to measure for how long the page cannot draw; gives the longest time, in milliseconds of an idle machine. */
async function watchFrames(browserPage: Page): Promise<() => Promise<number>> {
  const before = await slowness(browserPage);
  await browserPage.evaluate(() => {
    const state = window as unknown as { longestMs: number };
    state.longestMs = 0;
    let last = performance.now();
    const frame = (now: number): void => {
      state.longestMs = Math.max(state.longestMs, now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return async () => {
    const longestMs = await browserPage.evaluate(() => (window as unknown as { longestMs: number }).longestMs);
    return longestMs / Math.max(before, await slowness(browserPage));
  };
}

async function openTerminal(browserPage: Page): Promise<PlaygroundPage> {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await page.settle();
  await page.type('echo $((40 + 2))');
  await page.expectTerminal('\n42');
  await page.type('clear');
  return page;
}

test('floods and endless loops neither hang the page nor break the terminal', async ({ page: browserPage }) => {
  const page = await openTerminal(browserPage);
  const longest = await watchFrames(browserPage);
  for (const line of [
    'while true; do :; done',
    'while true; do echo flood of a line that is somewhat long; done',
    'while true; do kubectl get pods -o yaml; done',
    'while true; do cat manifest.yaml manifest.yaml manifest.yaml; done',
    'sleep 999999',
    `kubectl exec ${set}-0 -- sh -c "while true; do echo x; done"`,
  ]) {
    await page.type(line);
    await browserPage.waitForTimeout(700);
    await browserPage.keyboard.press('Control+C');
    await page.expectTerminal(/\^C\n\$$/m);
    await page.type('clear');
  }
  for (const line of [
    'seq 1 1000000000',
    ':(){ :|:& };:',
    'f(){ f; }; f',
    'cat /dev/zero',
    ')(',
    'kubectl get pods "half\n"',
  ]) {
    await page.type(line);
    await page.type('clear');
  }
  expect(await longest()).toBeLessThan(mostMs);
  await page.type(`kubectl get sts -o name`);
  await page.expectTerminal(`statefulset.apps/${set}\n$`);
});

test('a line of a million letters is answered', async ({ page: browserPage }) => {
  const page = await openTerminal(browserPage);
  const longest = await watchFrames(browserPage);
  await browserPage.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await browserPage.evaluate(() => navigator.clipboard.writeText(`kubectl ${'x'.repeat(1 << 20)}`));
  await page.focusTerminal();
  await browserPage.keyboard.press('Control+V');
  await page.expectTerminal('xxxxxxxxxx');
  await browserPage.keyboard.press('Enter');
  await page.expectTerminal('x" for "kubectl"');
  expect(await longest()).toBeLessThan(mostMs);
  await page.type('clear');
  await page.type('kubectl get sts -o name');
  await page.expectTerminal(`statefulset.apps/${set}\n$`);
});

test('control sequences in objects and output change nothing of the terminal', async ({ page: browserPage }) => {
  const page = await openTerminal(browserPage);
  const title = await browserPage.title();
  const evil = String.raw`\033]0;owned\007\033[?25l\033[?1049h\033(0\033[6n\033c\016\233c`;
  await page.type(`kubectl annotate pod ${set}-0 note="$(printf '${evil}')"`);
  await page.expectTerminal('annotated');
  await page.type(
    `kubectl get pod ${set}-0 -o yaml; kubectl describe pod ${set}-0; kubectl get pod ${set}-0 -o jsonpath='{.metadata.annotations.note}'`,
  );
  await page.type(`printf '${evil}still here\n'`);
  await page.expectTerminal('still here');
  await page.type('clear');
  await page.type('echo qqq lqk');
  await page.expectTerminal('$ echo qqq lqk\nqqq lqk\n$');
  expect(await browserPage.title()).toBe(title);
});
