import { expect, test } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

const manifest = (replicas: string): string => `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  replicas: ${replicas}
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - {name: db, image: "postgres:17"}
`;

test('an error of the API server appears at its line, in its own words', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await expect(browserPage.locator('.monaco-editor').first()).toBeVisible();
  await page.edit(manifest('-1'));
  await page.apply();
  const problem = browserPage.getByTestId('diagnostics');
  await expect(problem).toContainText('spec.replicas: Invalid value: -1: must be greater than or equal to 0');
  await expect(problem).toContainText('7');
  await expect(browserPage.locator('.squiggly-error').first()).toBeVisible();

  await page.edit(manifest('2'));
  await page.apply();
  await page.settle();
  await page.expectReady('db-0', 'db-1');
  await expect(problem).toBeHidden();

  // What cannot be changed is foretold, field by field; a namespace that is not there is one click away.
  await page.edit(manifest('2').replace('serviceName: db', 'serviceName: other'));
  await browserPage.getByRole('button', { name: 'Will be refused: serviceName cannot be changed' }).click();
  await expect(browserPage.getByTestId('pending-list')).toContainText('spec.serviceName');
  await page.edit('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: shop}\n');
  await page.apply();
  await expect(problem).toContainText('namespaces "shop" not found');
  await problem.getByRole('button', { name: 'Create the namespace' }).click();
  await expect(browserPage.getByTestId('pending')).toHaveText('No changes');
  await expect(problem).toBeHidden();
});

test('the editor completes and explains with the schema of 1.36', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await expect(browserPage.locator('.monaco-editor').first()).toBeVisible();
  await page.edit('apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: db\nspec:\n  podM');
  await expect(async () => {
    await browserPage.keyboard.press('Escape');
    await browserPage.keyboard.press('Control+Space');
    await expect(browserPage.locator('.suggest-widget')).toContainText('podManagementPolicy', { timeout: 3000 });
  }).toPass({ timeout: 40_000 });
});

test('a draft survives a reload, and so do the edits that led to it', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await expect(browserPage.locator('.monaco-editor').first()).toBeVisible();
  await page.edit(manifest('2'));
  await expect(browserPage.getByTestId('editor')).toContainText('postgres:17');
  await browserPage.reload();
  const editor = browserPage.getByTestId('editor');
  await expect(editor.locator('.monaco-editor').first()).toBeVisible();
  await expect(editor).toContainText('postgres:17');
  await editor.locator('.monaco-editor').first().click();
  await expect(async () => {
    await browserPage.keyboard.press('ControlOrMeta+z');
    await expect(editor).toContainText('my-storage-class', { timeout: 500 });
  }).toPass();
  await expect(async () => {
    await browserPage.keyboard.press('ControlOrMeta+Shift+z');
    await expect(editor).toContainText('postgres:17', { timeout: 500 });
  }).toPass();
});
