import { expect, test } from '@playwright/test';
import { PlaygroundPage, type PodOnStage } from './playground-page.ts';

const set = 'web-statefulset';
const pod = (ordinal: number): string => `${set}-${ordinal}`;
const allReady = (count: number) => (pods: readonly PodOnStage[]) =>
  pods.length === count && pods.every(({ ready }) => ready);

async function openSettled(page: PlaygroundPage): Promise<void> {
  await page.open();
  await expect(page.page.getByTestId(`statefulset-${set}`)).toBeVisible();
  await page.settle();
  await page.expectReady(pod(0), pod(1), pod(2));
}

test('the example comes up strictly in order', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await page.pause();
  const seen: string[] = [];
  await page.stepUntil(allReady(3), (pods) => {
    for (const [index, { name }] of pods.entries()) {
      expect(name).toBe(pod(index));
      if (!seen.includes(name)) seen.push(name);
      for (const lower of pods.slice(0, index)) expect(lower.ready).toBe(true);
    }
  });
  expect(seen).toEqual([pod(0), pod(1), pod(2)]);
  await page.settle();
  for (const ordinal of [0, 1, 2]) {
    await expect(page.claim(`www-${pod(ordinal)}`)).toHaveAttribute('data-phase', 'Bound');
    await expect(page.stage.locator(`[data-testid^="dns-${pod(ordinal)}"]`)).toHaveAttribute('data-published', 'true');
  }
  await expect(page.headline).toContainText('All 3 Pods');
});

test('scaling goes up in order and down in reverse, and claims stay', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await openSettled(page);
  const more = browserPage.getByRole('button', { name: 'One replica more' });
  await more.click();
  await more.click();
  await page.stepUntil(allReady(5), (pods) => {
    for (const [index, { name }] of pods.entries()) {
      expect(name).toBe(pod(index));
      for (const lower of pods.slice(0, index)) expect(lower.ready).toBe(true);
    }
  });

  const less = browserPage.getByRole('button', { name: 'One replica less' });
  for (const _ of [5, 4, 3]) await less.click();
  await page.stepUntil(
    (pods) => pods.length === 2,
    (pods) => {
      const terminating = pods.filter(({ state }) => state === 'Terminating' || state === 'Completed');
      expect(terminating.length).toBeLessThanOrEqual(1);
      expect(pods.map(({ name }) => name)).toEqual(pods.map((_, index) => pod(index)));
      for (const { name } of terminating) expect(name).toBe(pod(pods.length - 1));
    },
  );
  for (const ordinal of [0, 1, 2, 3, 4]) {
    await expect(page.claim(`www-${pod(ordinal)}`)).toHaveAttribute('data-phase', 'Bound');
  }
  await page.openTab('Terminal');
  await page.expectTerminal('kubectl scale statefulset web-statefulset --replicas=2');
});

test('an image change rolls from the highest ordinal down, one at a time', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await openSettled(page);
  const [before] = await page.pods();
  await page.pause();
  await page.type(`kubectl set image statefulset/${set} nginx=registry.k8s.io/nginx-slim:0.24`);
  await page.expectTerminal('image updated');
  const updated: string[] = [];
  await page.stepUntil(
    (pods) => allReady(3)(pods) && pods.every(({ revision }) => revision !== before!.revision),
    (pods) => {
      expect(pods.filter(({ ready }) => !ready).length + 3 - pods.length).toBeLessThanOrEqual(1);
      for (const { name, revision } of pods) {
        if (revision === before!.revision || updated.includes(name)) continue;
        for (const done of updated) expect(pods.find((other) => other.name === done)!.ready).toBe(true);
        updated.push(name);
      }
    },
  );
  expect(updated).toEqual([pod(2), pod(1), pod(0)]);
});

test('a partition holds the rollout until it is lowered', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await openSettled(page);
  const [before] = await page.pods();
  const partition = (value: number): string =>
    `kubectl patch statefulset ${set} -p '{"spec":{"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":${value}}}}}'`;
  await page.type(partition(2));
  await page.expectTerminal('patched');
  await page.type(`kubectl set image statefulset/${set} nginx=registry.k8s.io/nginx-slim:0.24`);
  await page.expectTerminal('image updated');
  await page.settle();
  const revisions = async (): Promise<boolean[]> =>
    (await page.pods()).map(({ revision }) => revision !== before!.revision);
  expect(await revisions()).toEqual([false, false, true]);
  await expect(page.headline).toContainText(/partition/i);
  await page.type(partition(0));
  await expect.poll(async () => page.terminalText()).toMatch(/patched[\s\S]*patched/);
  await page.settle();
  expect(await revisions()).toEqual([true, true, true]);
});

test('a deleted Pod comes back with the same name, DNS name and claim', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await openSettled(page);
  await page.type(
    `kubectl get pod ${pod(1)} -o jsonpath='{.metadata.uid} {.spec.volumes[0].persistentVolumeClaim.claimName}'`,
  );
  await page.expectTerminal(`www-${pod(1)}`);
  const first = /([0-9a-f-]{36}) www-/.exec(await page.terminalText())?.[1];
  expect(first).toBeTruthy();
  await page.type(`kubectl delete pod ${pod(1)} --wait=false`);
  await page.expectTerminal(`pod "${pod(1)}" deleted from default namespace`);
  await page.settle();
  await page.expectReady(pod(0), pod(1), pod(2));
  await expect(page.claim(`www-${pod(1)}`)).toHaveAttribute('data-phase', 'Bound');
  await expect(page.stage.locator(`[data-testid^="dns-${pod(1)}"]`)).toHaveAttribute('data-published', 'true');
  await page.type(
    `kubectl get pod ${pod(1)} -o jsonpath='second {.metadata.uid} {.spec.volumes[0].persistentVolumeClaim.claimName}'`,
  );
  await page.expectTerminal(/second [0-9a-f-]{36} www-web-statefulset-1/);
  expect(/second ([0-9a-f-]{36})/.exec(await page.terminalText())![1]).not.toBe(first);
});

test('deleting the StatefulSet leaves the claims', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await openSettled(page);
  await page.type(`kubectl delete statefulset ${set} -n default`);
  await page.expectTerminal(`statefulset.apps "${set}" deleted from default namespace`);
  await page.settle();
  await expect.poll(async () => (await page.pods()).length).toBe(0);
  for (const ordinal of [0, 1, 2]) {
    await expect(page.claim(`www-${pod(ordinal)}`)).toHaveAttribute('data-phase', 'Bound');
  }
});

test('without its StorageClass the claims stay Pending, and an event says why', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await page.pause();
  await page.type(`kubectl delete statefulset ${set}`);
  await page.expectTerminal('deleted from default namespace');
  await page.settle();
  await page.type('kubectl delete pvc --all');
  await page.expectTerminal('persistentvolumeclaim "www-web-statefulset-0" deleted');
  await page.settle();
  await page.type('kubectl delete storageclass my-storage-class');
  await page.expectTerminal('storageclass.storage.k8s.io "my-storage-class" deleted');
  await page.apply();
  await page.settle();
  await expect(page.claim(`www-${pod(0)}`)).toHaveAttribute('data-phase', 'Pending');
  await expect(page.pod(pod(0))).toHaveAttribute('data-state', 'Pending');
  await page.openTab('Events');
  await expect(
    browserPage
      .getByTestId('event-row')
      .filter({ hasText: 'storageclass.storage.k8s.io "my-storage-class" not found' }),
  ).not.toHaveCount(0);
});
