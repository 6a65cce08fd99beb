import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import type { StatefulSetPlaygroundElement } from '../public/embed.d.ts';
import { fromDocusaurus, fromMkDocs, startHost, startPlainServer, type Host } from './embed-hosts.ts';

const protocol = 'statefulset-playground/1';
const publicFile = (name: string): string => readFileSync(join(import.meta.dirname, '../public', name), 'utf8');
const set = (name: string, replicas: number): string => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name} }
spec:
  serviceName: ${name}
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: c, image: nginx }] }
`;
const withYaml = (yaml: string): string => `<script type="text/yaml">${yaml}</script>`;

interface Told {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** What the documents of a page have complained of, and what playgrounds have told the page. */
interface Watched {
  complaints?: string[];
  told?: Told[];
}

let host: Host;
let other: Host;
let play: string;

test.beforeAll(async () => {
  host = await startHost();
  other = await startHost('127.0.0.1');
});

test.afterAll(async () => {
  await host.close();
  await other.close();
});

test.beforeEach(async ({ page, baseURL }) => {
  play = new URL(baseURL!).origin;
  await page.addInitScript(() => {
    const watched = window as Watched;
    watched.complaints = [];
    watched.told = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      watched.complaints?.push(`${violatedDirective} ${blockedURI}`);
    });
    addEventListener('error', ({ message }) => {
      // Chromium's word for sizes that it tells of a frame later.
      if (!message.startsWith('ResizeObserver loop')) watched.complaints?.push(message);
    });
    addEventListener('unhandledrejection', ({ reason }) => watched.complaints?.push(String(reason)));
    for (const type of ['ready', 'height', 'step', 'goal', 'error']) {
      addEventListener(
        type,
        (event) => {
          if (!(event instanceof CustomEvent)) return;
          watched.told?.push({ type, on: (event.target as Element).id, ...(event.detail as object) });
        },
        { capture: true },
      );
    }
  });
});

/** Scrolls a page after what set it in motion has come to rest: a motion under way goes on after a jump. */
async function scrolledTo(page: Page, top: number): Promise<void> {
  await page.evaluate(async (to) => {
    const rest = async (): Promise<void> => {
      for (let last = NaN, quiet = 0; quiet < 30; last = scrollY) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        quiet = scrollY === last ? quiet + 1 : 0;
      }
    };
    await rest();
    scrollTo(0, to);
    await rest();
  }, top);
  expect(await page.evaluate(() => scrollY)).toBe(top);
}

/** Storage that is refused, as browsers do in the frames of others. */
async function blockStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied for this document', 'SecurityError');
        },
      });
    }
  });
}

async function expectNoComplaints(page: Page): Promise<void> {
  for (const frame of page.frames()) expect(await frame.evaluate(() => (window as Watched).complaints)).toEqual([]);
}

const toldOf = (page: Page, type: string, on = ''): Promise<readonly Told[]> =>
  page.evaluate(
    ([wanted, id]) =>
      ((window as Watched).told ?? []).filter((event) => event.type === wanted && (!id || event['on'] === id)),
    [type, on],
  );

const inside = (page: Page, id: string): FrameLocator => page.frameLocator(`#${id} iframe`);
const pods = (frame: FrameLocator): ReturnType<FrameLocator['locator']> => frame.locator('[data-testid^="pod-"]');

async function expectReady(page: Page, id: string): Promise<void> {
  await expect.poll(async () => (await toldOf(page, 'ready', id)).length).toBeGreaterThan(0);
}

test('two elements on a page of another site, storage blocked, strict CSP: no focus, no scroll, no violation', async ({
  page,
}) => {
  await blockStorage(page);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const address = host.put(
    '/two',
    `<script src="${play}/embed.js" async></script>
     <input id="own" autofocus>
     <statefulset-playground id="a" title="First" autoplay="off">${withYaml(set('alpha', 2))}</statefulset-playground>
     <statefulset-playground id="b" panes="stage" height="300" t="10s" scenario="nginx" readonly></statefulset-playground>
     <div style="height: 3000px"></div>
     <statefulset-playground id="c" panes="stage">${withYaml(set('gamma', 1))}</statefulset-playground>`,
    {
      'Content-Security-Policy': `default-src 'none'; script-src ${play}; frame-src ${play}; style-src-attr 'unsafe-inline'`,
    },
  );
  await page.goto(address);
  await page.locator('#own').focus();
  await expectReady(page, 'a');
  await expectReady(page, 'b');
  // Each has its own cluster.
  await expect(inside(page, 'a').getByTestId('statefulset-alpha')).toBeVisible();
  await expect(inside(page, 'b').getByTestId('statefulset-web-statefulset')).toBeVisible();
  await expect(inside(page, 'a').getByRole('button', { name: /^play/i })).toBeVisible();
  await expect(page.locator('#a iframe')).toHaveAttribute('title', 'First');
  await expect(page.locator('#a iframe')).toHaveAttribute('sandbox', /allow-scripts.*allow-same-origin/);
  // As high as it asked for; as high as the author said.
  const [height] = await toldOf(page, 'height', 'a');
  expect((await page.locator('#a').boundingBox())?.height).toBe(Number(height?.['height']));
  expect((await page.locator('#b').boundingBox())?.height).toBe(300);
  expect(await page.evaluate(() => [document.activeElement?.id, scrollY])).toEqual(['own', 0]);
  // Out of sight, out of the network.
  expect(await page.locator('#c iframe').count()).toBe(0);
  await page.locator('#c').scrollIntoViewIfNeeded();
  await expect(inside(page, 'c').getByTestId('statefulset-gamma')).toBeVisible();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('own');
  expect(requests.filter((url) => /monaco|yaml\.worker|editor\.worker/i.test(url))).toEqual([]);
  // Low and read-only: its Pods are what is seen, and each says why it is as it is, with nothing to press that would change it.
  const low = inside(page, 'b');
  const stage = (await low.locator('.react-flow').boundingBox())!;
  const first = (await low.getByTestId('pod-web-statefulset-0').boundingBox())!;
  expect(first.y).toBeGreaterThanOrEqual(stage.y);
  expect(first.y + first.height).toBeLessThanOrEqual(stage.y + stage.height);
  await low.getByTestId('pod-web-statefulset-0').getByRole('button').first().click();
  await low.getByRole('tab', { name: 'Why' }).click();
  await expect(low.getByTestId('why-answer').first()).toBeVisible();
  await expect(low.getByTestId('why-answer').getByRole('button', { name: /delete|scale|patch/i })).toHaveCount(0);
  await expectNoComplaints(page);
});

test('the page scrolls where the wheel is over the stage; Ctrl zooms, and a click takes the wheel', async ({
  page,
}) => {
  await page.goto(
    host.put(
      '/scroll',
      `<script src="${play}/embed.js" async></script>
       <statefulset-playground id="a" panes="stage" height="400"></statefulset-playground><div style="height: 3000px"></div>`,
    ),
  );
  await expectReady(page, 'a');
  const viewport = inside(page, 'a').locator('.react-flow__viewport');
  const transform = (): Promise<string | null> => viewport.getAttribute('style');
  const scrollY = (): Promise<number> => page.evaluate(() => window.scrollY);
  const { x, y, width, height } = (await page.locator('#a').boundingBox())!;
  const middle = [x + width / 2, y + height - 90] as const;
  await page.mouse.move(...middle);
  const before = await transform();
  await page.mouse.wheel(0, 120);
  await expect.poll(scrollY).toBeGreaterThan(60);
  expect(await transform()).toBe(before);
  await scrolledTo(page, 0);
  // Browsers take wheels in quick succession for one.
  await page.waitForTimeout(1000);

  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await expect.poll(transform).not.toBe(before);
  expect(await scrollY()).toBe(0);

  await page.mouse.click(...middle);
  const zoomed = await transform();
  await page.mouse.wheel(0, 60);
  await expect.poll(transform).not.toBe(zoomed);
  expect(await scrollY()).toBe(0);
  // Left or at rest, the wheel is the page's again.
  await page.waitForTimeout(2300);
  await page.mouse.wheel(0, 120);
  await expect.poll(scrollY).toBeGreaterThan(60);
});

test('one finger scrolls the page, two pan the stage', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto(
    host.put(
      '/touch',
      `<meta name="viewport" content="width=device-width"><script src="${play}/embed.js" async></script>
       <statefulset-playground id="a" panes="stage" height="500" load="eager"></statefulset-playground>
       <div style="height: 3000px"></div>`,
    ),
  );
  const viewport = inside(page, 'a').locator('.react-flow__viewport');
  await expect(inside(page, 'a').getByTestId('statefulset-web-statefulset')).toBeVisible();
  const transform = (): Promise<string | null> => viewport.getAttribute('style');
  const before = await transform();
  const client = await context.newCDPSession(page);
  const start = (await page.locator('#a').boundingBox())!.y + 400;
  const touch = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    touchPoints: readonly { x: number; y: number; id: number }[],
  ) => client.send('Input.dispatchTouchEvent', { type, touchPoints: [...touchPoints] });
  await touch('touchStart', [{ x: 200, y: start, id: 1 }]);
  for (const up of [10, 30, 60, 100, 150, 200]) await touch('touchMove', [{ x: 200, y: start - up, id: 1 }]);
  // A finger that stops before it is lifted sets nothing going.
  await page.waitForTimeout(300);
  await touch('touchEnd', []);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
  expect(await transform()).toBe(before);
  // From here the page could be scrolled either way.
  await scrolledTo(page, 100);
  const top = (await page.locator('#a').boundingBox())!.y;
  const fingers = (shift: number): { x: number; y: number; id: number }[] => [
    { x: 120 + shift, y: top + 250 + shift, id: 1 },
    { x: 220 + shift, y: top + 250 + shift, id: 2 },
  ];
  await touch('touchStart', fingers(0));
  for (const shift of [10, 20, 40, 60]) {
    await touch('touchMove', fingers(shift));
    await page.waitForTimeout(50);
  }
  await touch('touchEnd', []);
  await expect.poll(transform).not.toBe(before);
  expect(await page.evaluate(() => scrollY)).toBe(100);
  await context.close();
});

test('loads on a click, and not before', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(
    host.put(
      '/click',
      `<script src="${play}/embed.js" async></script>
       <statefulset-playground id="a" load="click" title="Press me" panes="stage">${withYaml(set('web', 1))}</statefulset-playground>`,
    ),
  );
  const poster = page.getByRole('button', { name: /Press me/ });
  await expect(poster).toBeVisible();
  expect(requests.filter((url) => url.startsWith(play))).toEqual([`${play}/embed.js`]);
  await poster.press('Enter');
  await expect(inside(page, 'a').getByTestId('statefulset-web')).toBeVisible();
  await expect(poster).toHaveCount(0);
});

test('methods drive it, events tell of it; elements come and go', async ({ page }) => {
  await page.goto(host.put('/api', `<script src="${play}/embed.js" async></script><main></main>`));
  await page.evaluate(
    (yaml) => {
      const element = document.createElement('statefulset-playground');
      element.id = 'a';
      element.setAttribute('load', 'eager');
      element.setAttribute('theme', 'light');
      element.textContent = yaml;
      document.querySelector('main')!.append(element);
    },
    set('web', 1),
  );
  await expectReady(page, 'a');
  const frame = inside(page, 'a');
  await expect(frame.getByTestId('pod-web-0')).toHaveAttribute('data-ready', 'true');
  const call = (method: keyof StatefulSetPlaygroundElement, ...args: readonly unknown[]): Promise<void> =>
    page.evaluate(
      ([name, given]) => {
        const playground = document.getElementById('a') as StatefulSetPlaygroundElement;
        (playground[name] as (...all: readonly unknown[]) => void)(...given);
      },
      [method, args] as const,
    );
  await call('run', 'kubectl scale statefulset web --replicas=2', 'up');
  await expect(frame.getByTestId('pod-web-1')).toHaveAttribute('data-ready', 'true');
  await call('pause');
  await call('seek', 0);
  await expect(pods(frame)).toHaveCount(0);
  await expect.poll(async () => (await toldOf(page, 'step', 'a')).at(-1)).toMatchObject({ atMs: 0, playing: false });
  await call('run', 'kubectl get pod nobody', 'miss');
  await expect
    .poll(async () => (await toldOf(page, 'error', 'a')).find(({ id }) => id === 'miss'))
    .toMatchObject({ code: 'command', exitCode: 1, message: expect.stringContaining('"nobody" not found') as unknown });
  await call('setTheme', 'dark');
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  await call('load', { manifest: set('other', 1) });
  await expect(frame.getByTestId('statefulset-other')).toBeVisible();
  await expect(frame.getByTestId('statefulset-web')).toHaveCount(0);
  await call('load', { scenario: 'no-such-thing' });
  await expect
    .poll(async () =>
      (await toldOf(page, 'error', 'a')).some(({ message }) => String(message).includes('no-such-thing')),
    )
    .toBe(true);
  // Taken out and put in again, it begins anew; taken out, it is gone.
  await page.evaluate(() => document.querySelector('main')!.append(document.getElementById('a')!));
  await expect(frame.getByTestId('statefulset-web')).toBeVisible();
  await call('remove');
  await expect.poll(() => page.frames().length).toBe(1);
});

test('a lesson stands beside the stage; its goals and what fails are told to the page around', async ({ page }) => {
  await page.goto(
    host.put(
      '/lesson',
      `<script src="${play}/embed.js" async></script>
       <statefulset-playground id="a" load="eager" lesson="ordered-start" panes="lesson,stage" autoplay="off"></statefulset-playground>
       <statefulset-playground id="b" load="eager" lesson="no-such-lesson" panes="stage" readonly></statefulset-playground>`,
    ),
  );
  await expectReady(page, 'a');
  const frame = inside(page, 'a');
  await frame.getByTestId('lesson-start').click();
  await frame.getByRole('button', { name: 'web-0 alone' }).click();
  await frame.getByTestId('lesson-command').click();
  await expect(frame.getByTestId('pod-web-0')).toBeVisible();
  await frame.getByRole('button', { name: /run until settled/i }).click();
  await expect
    .poll(async () => (await toldOf(page, 'goal', 'a')).map(({ step, goal, reached }) => [step, goal, reached]))
    .toEqual([
      [1, 'web-0 was Ready', true],
      [1, 'All three Pods are Ready', true],
    ]);
  expect((await toldOf(page, 'goal', 'a'))[0]).toMatchObject({ lesson: 'ordered-start' });
  expect(await toldOf(page, 'error', 'a')).toEqual([]);

  await expectReady(page, 'b');
  await page.evaluate(() => {
    const playground = document.getElementById('b') as StatefulSetPlaygroundElement;
    playground.run('kubectl get pods', 'mine');
  });
  const told = async (): Promise<readonly unknown[]> =>
    (await toldOf(page, 'error', 'b')).map(({ code, id, message }) => [code, id, message]);
  await expect.poll(told).toEqual([
    ['notice', undefined, 'The lesson no-such-lesson cannot be opened: The lesson could not be loaded.'],
    ['readonly', 'mine', 'this embed is read-only: commands do not run'],
  ]);
});

/** A page with an iframe of its own: listens to window messages, and keeps them. */
const rawPage = (query: string, sandbox = ''): string =>
  `<iframe id="f" width="900" height="600" src="${query}" ${sandbox}></iframe>`;

async function keepMessages(page: Page): Promise<void> {
  await page.addInitScript(() => {
    addEventListener('message', ({ data, origin }: MessageEvent<Told>) => {
      if (typeof data === 'object' && data) (window as Watched).told?.push({ ...data, from: origin });
    });
  });
}

const post = (page: Page, message: unknown): Promise<void> =>
  page.evaluate((data) => {
    (document.getElementById('f') as HTMLIFrameElement).contentWindow?.postMessage(data, '*');
  }, message);

test('window messages: from the declared origin alone, wrong ones are answered, too many are not', async ({ page }) => {
  await keepMessages(page);
  await page.goto(host.put('/raw', rawPage(`${play}/?embed=1&panes=stage&origin=${encodeURIComponent(host.origin)}`)));
  await expect.poll(async () => (await toldOf(page, 'ready')).length).toBe(1);
  expect((await toldOf(page, 'ready'))[0]).toMatchObject({ protocol, from: play });
  const frame = page.frameLocator('#f');
  await post(page, { protocol, type: 'pause' });
  await expect(frame.getByRole('button', { name: /^play/i })).toBeVisible();

  const errors = async (): Promise<readonly unknown[]> =>
    (await toldOf(page, 'error')).map(({ code, id }) => [code, id]);
  await post(page, { protocol, type: 'seek', atMs: 'soon', id: 1 });
  await post(page, { protocol, type: '__proto__', id: 2 });
  await post(page, { protocol: 'statefulset-playground/9', type: 'play', id: 3 });
  await post(page, { protocol, type: 'load', manifest: { toString: 1 }, id: 4 });
  for (const foreign of ['text', null, 7, [], { type: 'play' }, { protocol: {}, type: 'play' }])
    await post(page, foreign);
  await expect.poll(errors).toEqual([
    ['shape', 1],
    ['type', 2],
    ['version', 3],
    ['shape', 4],
  ]);
  await expect(frame.getByRole('button', { name: /^play/i })).toBeVisible();

  await page.evaluate(
    (data) => {
      const { contentWindow } = document.getElementById('f') as HTMLIFrameElement;
      for (let count = 0; count < 1000; count++) contentWindow?.postMessage(data, '*');
    },
    { protocol, type: 'seek', atMs: 'x' },
  );
  await expect.poll(async () => (await errors()).filter((error) => (error as unknown[])[0] === 'rate').length).toBe(1);
  expect((await errors()).length).toBeLessThan(100);
  // A manifest is data, whatever is in it.
  await page.waitForTimeout(500);
  await post(page, { protocol, type: 'load', manifest: set('"<img src=x onerror=parent.hit=1>"', 1) });
  await expect.poll(async () => (await errors()).some((error) => (error as unknown[])[0] === 'notice')).toBe(true);
  await expectNoComplaints(page);
});

test('pages of another origin than the declared one are neither heard nor told', async ({ page }) => {
  await keepMessages(page);
  const query = `${play}/?embed=1&panes=stage&origin=${encodeURIComponent(host.origin)}`;
  for (const address of [
    other.put('/hostile', rawPage(query)),
    host.put('/silent', rawPage(`${play}/?embed=1&panes=stage`)),
  ]) {
    await page.goto(address);
    const frame = page.frameLocator('#f');
    await expect(frame.getByRole('button', { name: /^pause/i })).toBeVisible();
    await expect(pods(frame).first()).toBeVisible();
    await post(page, { protocol, type: 'pause' });
    await post(page, { protocol, type: 'nonsense' });
    await page.waitForTimeout(400);
    await expect(frame.getByRole('button', { name: /^pause/i })).toBeVisible();
    expect(
      await page.evaluate((name) => (window as Watched).told?.filter((data) => data['protocol'] === name), protocol),
    ).toEqual([]);
  }
});

test('a sandboxed page, whose origin is null, talks over the channel that it made', async ({ page }) => {
  await page.goto(
    host.put(
      '/opaque-host',
      `<script src="${play}/embed.js"></script>
       <statefulset-playground id="a" load="eager" panes="stage">${withYaml(set('web', 1))}</statefulset-playground>`,
      { 'Content-Security-Policy': 'sandbox allow-scripts' },
    ),
  );
  expect(await page.evaluate(() => origin)).toBe('null');
  await expectReady(page, 'a');
  await expect(inside(page, 'a').getByTestId('statefulset-web')).toBeVisible();
  await expectNoComplaints(page);
});

for (const [name, sandbox, isPlain] of [
  ['allow-scripts allow-same-origin', 'allow-scripts allow-same-origin', false],
  ['allow-scripts, modules by CORS', 'allow-scripts', false],
  ['allow-scripts, on a server without CORS', 'allow-scripts', true],
] as const) {
  test(`sandbox: ${name}`, async ({ page }) => {
    await blockStorage(page);
    const server = isPlain ? await startPlainServer() : { origin: play, close: async () => {} };
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const query = `${server.origin}/?embed=1&panes=editor,stage,terminal&scenario=web`;
    await page.goto(host.put(`/sandbox-${isPlain}-${sandbox.length}`, rawPage(query, `sandbox="${sandbox}"`)));
    const frame = page.frameLocator('#f');
    await expect(frame.getByTestId('statefulset-web')).toBeVisible();
    expect(await page.frames()[1]!.evaluate(() => self.origin)).toBe(
      sandbox.includes('same-origin') ? server.origin : 'null',
    );
    await expect(frame.locator('textarea.light-area')).toBeVisible();
    expect(requests.filter((url) => /monaco|\.worker/i.test(url))).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await frame.locator('.terminal-view textarea').focus();
    await page.keyboard.insertText('kubectl scale sts web --replicas=1');
    await page.keyboard.press('Enter');
    await expect(frame.getByTestId('terminal')).toContainText('scaled');
    if (!isPlain) await expectNoComplaints(page);
    await server.close();
  });
}

test('Monaco comes when editing starts; a read-only manifest is text', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(
    host.put(
      '/editor',
      `<script src="${play}/embed.js" async></script>
       <statefulset-playground id="a" load="eager" panes="editor,stage" height="400"></statefulset-playground>
       <statefulset-playground id="b" load="eager" panes="editor" height="300" readonly></statefulset-playground>`,
    ),
  );
  await expectReady(page, 'a');
  await expectReady(page, 'b');
  const monaco = (): readonly string[] => requests.filter((url) => /monaco/i.test(url));
  const text = inside(page, 'b').locator('textarea.light-area');
  await expect(text).toHaveAttribute('readonly', '');
  await text.click();
  await page.waitForTimeout(1000);
  expect(monaco()).toEqual([]);
  await inside(page, 'a').locator('textarea.light-area').click();
  await expect(inside(page, 'a').locator('.monaco-editor').first()).toBeVisible();
  expect(monaco().length).toBeGreaterThan(0);
  await expectNoComplaints(page);
});

test('light and dark: as the system, as the page around, as told', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(
    host.put(
      '/themes',
      `<style>body { background: #fff } body.night { background: #111; color: #eee }</style>
       <script src="${play}/embed.js" async></script>
       <statefulset-playground id="auto" load="eager" panes="stage" height="300"></statefulset-playground>
       <statefulset-playground id="host" load="eager" panes="stage" height="300" theme="host"></statefulset-playground>
       <statefulset-playground id="light" load="eager" panes="stage" height="300" theme="light"></statefulset-playground>`,
    ),
  );
  const theme = (id: string): ReturnType<FrameLocator['locator']> => inside(page, id).locator('html');
  await expect(theme('auto')).toHaveAttribute('data-theme', 'dark');
  await expect(theme('host')).toHaveAttribute('data-theme', 'light');
  await expect(theme('light')).toHaveAttribute('data-theme', 'light');
  await page.evaluate(() => document.body.classList.add('night'));
  await expect(theme('host')).toHaveAttribute('data-theme', 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(theme('auto')).toHaveAttribute('data-theme', 'light');
});

test('“Open in playground” carries what is shown', async ({ page }) => {
  await page.goto(
    host.put(
      '/out',
      `<script src="${play}/embed.js" async></script>
       <statefulset-playground id="a" load="eager" panes="stage">${withYaml(set('web', 2))}</statefulset-playground>`,
    ),
  );
  const frame = inside(page, 'a');
  await expect(frame.getByTestId('pod-web-1')).toHaveAttribute('data-ready', 'true');
  const opened = page.waitForEvent('popup');
  await frame.getByRole('link', { name: 'Open in playground' }).click();
  const alone = await opened;
  await expect(alone.getByTestId('pod-web-1')).toBeVisible();
  expect(new URL(alone.url()).search).toBe('');
  expect(alone.url()).toContain('#s1.');
});

test('the pages that show it: plain HTML on its own origin', async ({ page }) => {
  await page.goto('./embed/index.html');
  await expectReady(page, 'inline');
  await expect(page.locator('#inline iframe')).not.toHaveAttribute('sandbox', /allow-same-origin/);
  await expect(inside(page, 'inline').getByTestId('statefulset-db')).toBeVisible();
  await expect.poll(async () => (await toldOf(page, 'height', 'inline')).length).toBeGreaterThan(0);
  await page.locator('#situation').scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: /A rollout that is stuck/ }).click();
  await expect(inside(page, 'situation').getByTestId('headline')).toHaveAttribute('data-tone', /failing|waiting/);
  await page.locator('#driven').scrollIntoViewIfNeeded();
  await expectReady(page, 'driven');
  await page.getByRole('button', { name: 'load another' }).click();
  await expect(inside(page, 'driven').getByTestId('statefulset-other')).toBeVisible();
  await page.getByRole('button', { name: 'Light or dark' }).press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(inside(page, 'inline').locator('html')).toHaveAttribute('data-theme', 'dark');
  await expectNoComplaints(page);
});

for (const [name, render] of [
  ['mkdocs.md', fromMkDocs],
  ['docusaurus.mdx', fromDocusaurus],
] as const) {
  test(`the pages that show it: ${name}`, async ({ page }) => {
    const html = render(publicFile(`embed/${name}`));
    await page.goto(host.put(`/${name}`, `<script src="${play}/embed.js" async></script>${html}`));
    const [first, second] = [page.frameLocator('iframe').first(), page.getByRole('button', { name: /stuck rollout/ })];
    await expect(first.getByTestId('statefulset-web')).toBeVisible();
    await expect(second).toBeVisible();
    // By key: the one above may still take its height, and the button would move away under a pointer.
    await second.press('Enter');
    const situation = page.locator('statefulset-playground').last().frameLocator('iframe');
    await expect(situation.getByTestId('headline')).toBeVisible();
    await expectNoComplaints(page);
  });
}
