import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

const set = 'web-statefulset';

test('a session is saved as a folder, and its cluster goes on from it elsewhere', async ({ page: first, browser }) => {
  const page = new PlaygroundPage(first);
  await page.open();
  await page.settle();
  await page.expectReady(`${set}-0`, `${set}-1`, `${set}-2`);
  const pods = await page.pods();
  await first.getByRole('button', { name: /^share/i }).click();
  const downloading = first.waitForEvent('download');
  await first.getByTestId('export-folder').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('statefulset-playground.zip');
  const buffer = await readFile(await download.path());

  const elsewhere = await browser.newContext();
  const second = new PlaygroundPage(await elsewhere.newPage());
  await second.open();
  await second.page.getByTestId('examples').click();
  await second.page.getByTestId('import-cluster').click();
  const dialog = second.page.getByTestId('import-dialog');
  await second.page
    .getByTestId('import-file')
    .setInputFiles({ name: 'folder.zip', mimeType: 'application/zip', buffer });
  await expect(dialog.getByTestId('import-report')).toContainText('1 StatefulSet');
  await dialog.getByRole('button', { name: 'Try an edit' }).click();
  await expect(dialog).toBeHidden();
  expect(await second.pods()).toEqual(pods);
  await expect(second.page.getByTestId('editor')).toContainText('imported.yaml');
  await second.type(`kubectl get pods --no-headers`);
  await second.expectTerminal(/web-statefulset-2 +1\/1 +Running +0/);
  await second.type(`kubectl scale statefulset ${set} --replicas=4`);
  await second.settle();
  await second.expectReady(`${set}-0`, `${set}-3`);
  expect((await second.pods()).slice(0, 3)).toEqual(pods);
  await elsewhere.close();
});

test('a text with nothing to import says so', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await browserPage.getByTestId('examples').click();
  await browserPage.getByTestId('import-cluster').click();
  await browserPage.getByTestId('import-text').fill('kind: DaemonSet\napiVersion: apps/v1\nmetadata: {name: proxy}\n');
  await browserPage.getByTestId('import-run').click();
  await expect(browserPage.getByTestId('notices')).toContainText('kind DaemonSet (apps/v1) is not simulated');
  await expect(browserPage.getByTestId('import-dialog')).toBeVisible();
});
