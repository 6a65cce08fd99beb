/** Fingers instead of a mouse; no motion for those who want none; and no work while nothing happens. */

import { isDeepStrictEqual } from 'node:util';
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

const set = 'web-statefulset';
const pod = (ordinal: number): string => `${set}-${ordinal}`;

type Point = readonly [x: number, y: number];

class Fingers {
  readonly #session: CDPSession;

  constructor(session: CDPSession) {
    this.#session = session;
  }

  async #send(type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]): Promise<void> {
    const touchPoints = points.map(([x, y], id) => ({ x, y, id }));
    await this.#session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }

  async hold(at: Point, ms: number, page: Page): Promise<void> {
    await this.#send('touchStart', [at]);
    await page.waitForTimeout(ms);
    await this.#send('touchEnd', []);
  }

  /** Two fingers that move apart, from side to side. */
  async spread([x, y]: Point, from: number, to: number): Promise<void> {
    const around = (distance: number): readonly Point[] => [
      [x - distance / 2, y],
      [x + distance / 2, y],
    ];
    await this.#send('touchStart', around(from));
    for (let part = 1; part <= 8; part++) await this.#send('touchMove', around(from + ((to - from) * part) / 8));
    await this.#send('touchEnd', []);
  }
}

async function fingersOn(page: Page): Promise<Fingers> {
  return new Fingers(await page.context().newCDPSession(page));
}

async function openSettled(browserPage: Page): Promise<PlaygroundPage> {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await expect(browserPage.getByTestId(`statefulset-${set}`)).toBeVisible();
  await page.settle();
  await page.expectReady(pod(0), pod(1), pod(2));
  await page.pause();
  return page;
}

async function centre(page: Page, testId: string): Promise<Point> {
  const box = await page.getByTestId(testId).boundingBox();
  expect(box).not.toBeNull();
  return [box!.x + box!.width / 2, box!.y + box!.height / 2];
}

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a long press opens the menu of a card, and does not select it', async ({ page: browserPage }) => {
    const page = await openSettled(browserPage);
    const fingers = await fingersOn(browserPage);
    await fingers.hold(await centre(browserPage, `pod-${pod(0)}`), 800, browserPage);
    const menu = browserPage.getByTestId('object-menu');
    await expect(menu).toContainText(`Pod ${pod(0)}`);
    await expect(browserPage.getByTestId('inspector')).toBeHidden();
    await menu.getByRole('menuitem', { name: /^Delete/ }).tap();
    await expect(page.pod(pod(0))).toHaveAttribute('data-state', 'Terminating');
  });

  test('two fingers zoom the stage and the timeline', async ({ page: browserPage }) => {
    await openSettled(browserPage);
    const fingers = await fingersOn(browserPage);
    const zoom = (): Promise<number> =>
      browserPage
        .locator('.react-flow__viewport')
        .evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);
    const before = await zoom();
    await fingers.spread(await centre(browserPage, 'stage'), 60, 180);
    await expect.poll(zoom).toBeGreaterThan(before * 1.3);
    await browserPage.getByRole('button', { name: 'Timeline', exact: true }).tap();
    const timeline = browserPage.getByTestId('timeline');
    await expect(timeline).toBeVisible();
    /** Seconds between two labels of the axis that stand next to each other. */
    const stepSeconds = async (): Promise<number> => {
      const labels = await timeline.locator('.axis text').allTextContents();
      const [first = 0, second = 0] = labels.map((text) => {
        const [minutes = '', seconds = ''] = text.split(':');
        return Number(minutes) * 60 + Number(seconds);
      });
      return second - first;
    };
    await expect.poll(stepSeconds).toBeGreaterThanOrEqual(10);
    const box = (await timeline.boundingBox())!;
    await fingers.spread([box.x + box.width * 0.6, box.y + 60], 60, 180);
    await expect.poll(stepSeconds).toBe(5);
    await expect(browserPage.getByRole('button', { name: 'Show all of time' })).toBeEnabled();
  });
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing moves by itself while Pods come up', async ({ page: browserPage }) => {
    const page = new PlaygroundPage(browserPage);
    await page.open();
    const moving = (): Promise<readonly string[]> =>
      browserPage.evaluate(() =>
        document
          .getAnimations()
          .filter((animation) => animation.playState === 'running')
          .filter((animation) => Number(animation.effect?.getComputedTiming().duration ?? 0) > 1)
          .map((animation) => {
            const { target } = animation.effect as KeyframeEffect;
            return `${target?.getAttribute('class') ?? ''} ${animation.constructor.name}`;
          }),
      );
    for (let looks = 0; looks < 20; looks++) {
      expect(await moving()).toEqual([]);
      await browserPage.waitForTimeout(100);
    }
    await page.settle();
    await page.expectReady(pod(2));
  });
});

test('a page on which nothing happens does nothing', async ({ page: browserPage }) => {
  await browserPage.addInitScript(() => {
    const counts = { frames: 0, timers: 0, changes: 0 };
    Object.assign(window, { counts });
    const ask = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => {
      counts.frames++;
      return ask(callback);
    };
    const later = window.setTimeout.bind(window);
    window.setTimeout = ((handler: () => void, ms?: number, ...rest: unknown[]) => {
      counts.timers++;
      return later(handler, ms, ...rest);
    }) as typeof window.setTimeout;
    new MutationObserver((changes) => (counts.changes += changes.length)).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
  await openSettled(browserPage);
  const counts = (): Promise<Readonly<Record<string, number>>> =>
    browserPage.evaluate(() => ({ ...(window as unknown as { counts: Record<string, number> }).counts }));
  // Parts that are loaded when the page is idle, and the last note of the page that goes away.
  // The first look, which is made at once, compares with nothing.
  let before: Readonly<Record<string, number>> = {};
  const hasRested = async (): Promise<boolean> => {
    const earlier = before;
    before = await counts();
    return isDeepStrictEqual(before, earlier);
  };
  await expect.poll(hasRested, { intervals: [6000], timeout: 60_000 }).toBe(true);
  await browserPage.waitForTimeout(3000);
  expect(await counts()).toEqual(before);
});
