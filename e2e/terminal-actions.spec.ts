import { expect, test } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

const set = 'web-statefulset';

test('what is done on the stage is written into the terminal, and what is typed is seen on the stage', async ({
  page: browserPage,
}) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await page.settle();
  await page.showTerminal();
  await page.expectTerminal('$ kubectl apply -f manifest.yaml');
  const button = (name: string | RegExp) => browserPage.getByRole('button', { name });
  const choose = async (name: RegExp): Promise<void> => {
    await browserPage.getByRole('menuitem', { name }).or(browserPage.getByRole('menuitemcheckbox', { name })).click();
  };
  const clear = async (): Promise<void> => {
    await page.type('clear');
    await page.settle();
  };

  await button('One replica more').click();
  await page.expectTerminal(`$ kubectl scale statefulset ${set} --replicas=4 -n default`);
  await clear();
  await button(`More for StatefulSet ${set}`).click();
  await choose(/^Restart/);
  await page.expectTerminal(`$ kubectl rollout restart statefulset ${set} -n default`);
  await clear();
  await page.pod(`${set}-1`).getByRole('button').first().focus();
  await browserPage.keyboard.press('Delete');
  await page.expectTerminal(`$ kubectl delete pod ${set}-1 -n default --wait=false`);
  await clear();

  await page.pause();
  await page.type(`kubectl delete pod ${set}-2`);
  await expect(page.pod(`${set}-2`)).toHaveAttribute('data-state', 'Terminating');
  await page.focusTerminal();
  await browserPage.keyboard.press('Control+C');
  await page.type(`for i in 0 1; do kubectl cordon node-$((i + 1)); done`);
  await page.expectTerminal('node/node-2 cordoned');
  await page.type(`kubectl scale sts ${set} --replicas=1`);
  await expect(browserPage.getByTestId(`statefulset-${set}`)).toHaveAttribute('data-replicas', '1');
  await page.openTab('Timeline');
  await expect(browserPage.locator('.marks title', { hasText: 'for i in 0 1; do kubectl cordon' })).not.toHaveCount(0);
});
