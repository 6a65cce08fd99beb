import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { createRequest } from '../src/client/request.ts';
import { ClusterClock } from '../src/serve/cluster-clock.ts';
import { startServer, type RunningServer } from '../src/serve/server.ts';
import { createCluster } from '../src/sim/cluster.ts';
import { startFaultyProxy, type FaultyProxy } from '../src/testing/faulty-proxy.ts';

test.describe.configure({ timeout: 120_000 });

const www = process.env['PLAYGROUND_DIST'] ?? 'dist';
const webYaml = readFileSync('public/examples/web.yaml', 'utf8');
let simulation: ReturnType<typeof createCluster>;
let clock: ClusterClock;
let server: RunningServer;
let proxy: FaultyProxy;

test.beforeEach(async () => {
  simulation = createCluster({ startMs: Date.now() });
  clock = new ClusterClock(simulation, 5);
  server = await startServer({ target: () => ({ simulation, clock }), www, apiPrefix: '/k8s/' });
  proxy = await startFaultyProxy(server.port);
  clock.start();
  const headers = { 'Content-Type': 'application/apply-patch+yaml' };
  for (const document of webYaml.split(/^---$/m)) {
    const [, plural] = /kind: (Service|StatefulSet)/.exec(document) ?? [];
    const path =
      plural === 'Service'
        ? 'api/v1/namespaces/default/services/nginx'
        : 'apis/apps/v1/namespaces/default/statefulsets/web';
    const url = `${server.apiUrl}/${path}?fieldManager=kubectl`;
    expect((await fetch(url, { method: 'PATCH', headers, body: document })).status).toBe(201);
  }
});

test.afterEach(async () => {
  clock.stop();
  await Promise.all([proxy.close(), server.close().catch(() => undefined)]);
});

async function follow(page: Page): Promise<void> {
  await page.goto(`${proxy.url}/`);
  await page.getByTestId('follow').click();
  await expect(page.getByTestId('live-health')).toContainText('following');
}

const ready = (page: Page, count: number): Promise<void> =>
  expect(page.getByTestId('headline')).toContainText(`All ${count} Pods of web are Ready`, { timeout: 30_000 });

test('follows the cluster behind the proxy and scales it when the reader agrees', async ({ page }) => {
  await follow(page);
  await ready(page, 2);
  const more = page.getByRole('button', { name: 'One replica more' });
  await more.click();
  await expect(page.getByTestId('notices')).toContainText('this page only reads');
  await page.getByTestId('live-changes').click();
  await more.click();
  const question = page.getByTestId('live-question');
  await expect(question).toContainText('kubectl scale statefulset web --replicas=3');
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(proxy.seen.some((request) => request.startsWith('PATCH'))).toBe(false);
  await more.click();
  await question.getByRole('button', { name: 'Send it' }).click();
  await ready(page, 3);
  // What a real cluster cannot do is not offered, by no way.
  await expect(page.getByRole('button', { name: /^(?:Play|Pause|Share|Reset|Faults)/ })).toHaveCount(0);
  const timeKeys = /Play or pause|Slower|Faster|settled|Fault|fork|Lesson|example/;
  await page.keyboard.press('?');
  const help = page.getByTestId('help-dialog');
  await expect(help).toContainText('follows a real cluster');
  await expect(help).not.toContainText(timeKeys);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  const palette = page.getByTestId('palette');
  await expect(palette.getByRole('option', { name: 'Restart web' })).toBeAttached();
  await expect(palette.getByRole('option', { name: timeKeys })).toHaveCount(0);
  await palette.getByRole('combobox').fill('changes');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('live-changes')).toHaveAttribute('aria-checked', 'false');
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('option', { name: 'Logs of web-0' })).toBeAttached();
  await expect(palette.getByRole('option', { name: 'Restart web' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  // On a telephone: one view at a time.
  await page.setViewportSize({ width: 390, height: 800 });
  const views = page.getByRole('navigation', { name: 'Views' });
  await views.getByRole('button', { name: 'More' }).click();
  await expect(page.getByLabel('Namespace')).toHaveValue('default');
  await expect(page.getByRole('tab', { name: 'Events' })).toBeVisible();
  await views.getByRole('button', { name: 'Stage' }).click();
  await ready(page, 3);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole('button', { name: 'Back to the simulation' }).click();
  await expect(page.getByTestId('follow')).toBeVisible();
});

test('says that the cluster is gone, shows its last state as such, and goes on when it is back', async ({ page }) => {
  await follow(page);
  await ready(page, 2);
  const { port } = server;
  await server.close();
  const stale = page.getByTestId('live-stale');
  await expect(stale).toContainText('The cluster does not answer', { timeout: 30_000 });
  await expect(stale).toContainText(/as of \d+:\d\d:\d\d, \d+ s ago/);
  await ready(page, 2);
  simulation.request({ method: 'DELETE', path: '/apis/apps/v1/namespaces/default/statefulsets/web' });
  server = await startServer({ target: () => ({ simulation, clock }), www, apiPrefix: '/k8s/', port });
  await expect(stale).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByTestId('headline')).toContainText(/web is deleted|No StatefulSet/, { timeout: 30_000 });
});

test('goes on after an expired revision, and names what it may not see', async ({ page }) => {
  const message = 'events is forbidden: User "viewer" cannot list resource "events" in API group ""';
  proxy.rule = (_method, path) => (/\/events\?/.test(path) ? { code: 403, reason: 'Forbidden', message } : 'pass');
  await follow(page);
  await expect(page.getByTestId('live-warnings')).toContainText(message);
  await ready(page, 2);
  proxy.expire();
  simulation.request({
    method: 'PATCH',
    path: '/apis/apps/v1/namespaces/default/statefulsets/web/scale',
    contentType: 'application/merge-patch+json',
    body: { spec: { replicas: 3 } },
  });
  await ready(page, 3);
  await expect(page.getByTestId('live-stale')).toHaveCount(0);
});

test('is never live in a frame', async ({ page }) => {
  await page.setContent(`<iframe src="${proxy.url}/?follow" style="width:1200px;height:800px"></iframe>`);
  await expect(page.frameLocator('iframe').getByRole('button', { name: 'Share' })).toBeVisible({ timeout: 30_000 });
  await page.waitForTimeout(1500);
  expect(proxy.seen.some((request) => request.includes('/k8s/'))).toBe(false);
});

test('stays usable beside 5,000 unrelated Pods', async ({ page }) => {
  const spec = { containers: [{ name: 'main', image: 'nginx' }], schedulerName: 'somebody-else' };
  const newPod = (name: string): object => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec });
  for (let index = 0; index < 5000; index++) {
    simulation.request(createRequest({ resource: 'pods', namespace: 'default' }, newPod(`other-${index}`)));
  }
  await follow(page);
  await ready(page, 2);
  const readMs = await page.evaluate(() => performance.now());
  await page.evaluate(() => {
    const seen = { long: [] as number[], frames: [] as number[] };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.long.push(duration);
    }).observe({ entryTypes: ['longtask'] });
    let last = performance.now();
    const tick = (nowMs: number): void => {
      seen.frames.push(nowMs - last);
      last = nowMs;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  // Unrelated Pods come and go all the time, and the set is scaled.
  for (let index = 0; index < 200; index++) {
    simulation.request({ method: 'DELETE', path: `/api/v1/namespaces/default/pods/other-${index}` });
    simulation.request(createRequest({ resource: 'pods', namespace: 'default' }, newPod(`late-${index}`)));
    await page.waitForTimeout(10);
  }
  const { long, frames } = await page.evaluate(
    () => (window as unknown as { seen: { long: number[]; frames: number[] } }).seen,
  );
  const p95 = frames.toSorted((a, b) => a - b)[Math.floor(frames.length * 0.95)]!;
  const longest = Math.max(0, ...long);
  test.info().annotations.push({
    type: 'figures',
    description: `followed after ${readMs.toFixed(0)} ms; frames p95 ${p95.toFixed(0)} ms; long tasks ${long.length}, longest ${longest.toFixed(0)} ms`,
  });
  console.log(test.info().annotations.at(-1)!.description);
  expect(longest).toBeLessThan(1000);
  const podLists = proxy.seen.filter((request) => /\/pods\?/.test(request));
  expect(podLists.every((request) => request.includes('labelSelector='))).toBe(true);
});
