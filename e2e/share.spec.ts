import { expect, test } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

const set = 'web-statefulset';

test('a link opened elsewhere shows the same manifest and comes to the same state', async ({
  page: first,
  browser,
}) => {
  const page = new PlaygroundPage(first);
  await page.open();
  await page.settle();
  await page.type(`kubectl set image statefulset/${set} nginx=registry.k8s.io/nginx-slim:0.24`);
  await page.expectTerminal('image updated');
  await page.type(`kubectl scale statefulset ${set} --replicas=4`);
  await page.expectTerminal('scaled');
  await page.settle();
  const pods = await page.pods();
  expect(pods.length).toBe(4);
  await first.getByRole('button', { name: /^share/i }).click();
  const link = await first.getByTestId('share-link').inputValue();
  expect(link).toContain('#s1.');
  expect(link.length).toBeLessThan(400);
  const saving = first.waitForEvent('download');
  await first.getByTestId('report-markdown').click();
  expect((await saving).suggestedFilename()).toBe('statefulset-report.zip');

  const elsewhere = await browser.newContext();
  const second = new PlaygroundPage(await elsewhere.newPage());
  await second.open(link);
  await expect.poll(async () => (await second.pods()).length).toBe(4);
  await second.settle();
  expect(await second.pods()).toEqual(pods);
  await expect(second.page.getByTestId('editor')).toContainText('statefulset-example.yaml');
  await second.type('kubectl get pods -o wide');
  await second.expectTerminal(/web-statefulset-3/);
  await page.page.keyboard.press('Escape');
  await page.type('kubectl get pods -o wide');
  await page.expectTerminal(/NOMINATED NODE/);
  const addresses = async (from: PlaygroundPage): Promise<string[]> =>
    [...(await from.terminalText()).matchAll(/10\.244\.\d+\.\d+ +node-\d/g)].map(([text]) => text);
  expect(await addresses(second)).toEqual(await addresses(page));
  await elsewhere.close();
});

test('a damaged link says so and opens the example', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open('./#s1.yDEmxBstQkeL0NEidLQ');
  await expect(browserPage.getByTestId('notices')).toContainText('This link is damaged');
  await expect(browserPage.getByTestId(`statefulset-${set}`)).toBeVisible();
});
