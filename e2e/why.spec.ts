import { expect, test, type Locator } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

const set = 'web-statefulset';
const pod = (ordinal: number): string => `${set}-${ordinal}`;

/** A page on which questions are asked. */
class Asking extends PlaygroundPage {
  /** Three Pods of the example, all Ready. */
  async openSettled(): Promise<void> {
    await this.open();
    await expect(this.page.getByTestId(`statefulset-${set}`)).toBeVisible();
    await this.settle();
    await this.expectReady(pod(0), pod(1), pod(2));
  }

  /** Runs a command and lets the cluster come to rest. */
  async command(line: string, after: string | RegExp): Promise<void> {
    await this.type(line);
    await this.expectTerminal(after);
    await this.settle();
  }

  /** The answer of an object that names a rule. */
  async answer(card: Locator, rule: string): Promise<Locator> {
    const cover = card.getByRole('button').first();
    if ((await cover.getAttribute('aria-pressed')) !== 'true') await cover.click({ position: { x: 12, y: 8 } });
    const inspector = this.page.getByTestId('inspector');
    await inspector.getByRole('tab', { name: 'Why' }).click();
    const answer = inspector.locator(`[data-testid="why-answer"][data-rule="${rule}"]`).first();
    await expect(answer).toBeVisible();
    return answer;
  }

  async fault(...path: readonly string[]): Promise<void> {
    await this.page.getByRole('button', { name: 'Command palette' }).click();
    const palette = this.page.getByTestId('palette');
    await palette.getByRole('combobox').fill(path.join(' '));
    await this.page.keyboard.press('Enter');
    await expect(palette).toBeHidden();
  }
}

test('a broken image stops a rollout, and going back is not enough', async ({ page: browserPage }) => {
  const page = new Asking(browserPage);
  await page.openSettled();
  await page.command(`kubectl set image sts/${set} nginx=nginx:does-not-exist`, 'image updated');
  await expect(page.pod(pod(2))).toHaveAttribute('data-state', 'ImagePullBackOff');
  await expect(page.headline).toContainText(pod(2));
  await browserPage.getByRole('button', { name: /^Why/ }).click();
  const whole = browserPage.getByTestId('cluster-why');
  const stuck = whole.locator('[data-rule="Rolling update waits"]');
  await expect(stuck).toContainText(`${pod(2)}, the first at revision`);
  await expect(stuck.getByRole('link')).toHaveAttribute('href', /statefulset\/#forced-rollback$/);

  await stuck.getByRole('button', { name: /^1\. Go back/ }).click();
  await page.openTab('Terminal');
  await page.expectTerminal('rolled back');
  await page.settle();
  await expect(page.pod(pod(2))).toHaveAttribute('data-state', 'ImagePullBackOff');
  const trap = await page.answer(page.pod(pod(2)), 'Forced rollback (known issue)');
  await expect(trap).toContainText('must be deleted by hand');
  await trap.getByRole('button', { name: new RegExp(`^Delete the broken Pod ${pod(2)}`) }).click();
  await page.settle();
  await page.expectReady(pod(0), pod(1), pod(2));
});

test('a partition holds the lower ordinals until its line is moved', async ({ page: browserPage }) => {
  const page = new Asking(browserPage);
  await page.openSettled();
  const line = (await browserPage.getByTestId(`partition-${set}`).boundingBox())!;
  const target = (await page.pod(pod(2)).boundingBox())!;
  await browserPage.mouse.move(line.x + line.width / 2, line.y + line.height / 2);
  await browserPage.mouse.down();
  await browserPage.mouse.move(target.x - 6, line.y + line.height / 2, { steps: 12 });
  await browserPage.mouse.up();
  await page.openTab('Terminal');
  await page.expectTerminal('"partition":2');
  await page.command(`kubectl set image sts/${set} nginx=nginx:1.28`, 'image updated');
  const held = await page.answer(page.pod(pod(1)), 'Partition');
  await expect(held).toContainText('is below partition 2');
  await expect(page.headline).toContainText('partition 2');
  await held.getByRole('button', { name: /partition 1/ }).click();
  await page.settle();
  const [zero, one, two] = await page.pods();
  expect(one!.revision).toBe(two!.revision);
  expect(zero!.revision).not.toBe(one!.revision);
});

test('scaling down waits for a lower Pod that is not healthy', async ({ page: browserPage }) => {
  const page = new Asking(browserPage);
  await page.openSettled();
  await page.fault('Fault:', `${pod(0)} crashes`);
  await page.settle();
  await expect(page.pod(pod(0))).toHaveAttribute('data-state', 'CrashLoopBackOff');
  await browserPage.getByRole('button', { name: 'One replica less' }).click();
  await page.settle();
  await expect(page.pod(pod(2))).toBeVisible();
  const waits = await page.answer(page.pod(pod(2)), 'OrderedReady');
  await expect(waits).toContainText(`${pod(2)} is not deleted: scaling down waits until ${pod(0)}`);
  await waits.getByRole('button', { name: /^End the fault/ }).click();
  await page.settle();
  await expect(page.pod(pod(2))).toBeHidden();
});

test('a lost node keeps its Pod’s name until somebody vouches for it', async ({ page: browserPage }) => {
  const page = new Asking(browserPage);
  await page.openSettled();
  await page.type(`kubectl get pod ${pod(1)} -o jsonpath='{.spec.nodeName}'`);
  await page.expectTerminal(/node-\d/);
  const node = /node-\d/.exec(await page.terminalText())![0];
  await page.fault('Fault:', `${node} is down`);
  await page.headline.click();
  for (let faster = 1; faster < 16; faster *= 2) await browserPage.keyboard.press(']');
  await expect(page.pod(pod(1))).toHaveAttribute('data-ready', 'false');
  const tolerated = await page.answer(page.pod(pod(1)), 'tolerationSeconds');
  await page.pause();
  await expect(tolerated).toContainText('node.kubernetes.io/unreachable for 300 s');
  await expect(tolerated).toContainText(/again in \d+ (s|min)/);
  // A toleration ends once, so that the settled state comes after it.
  await page.settle();
  await expect(page.pod(pod(1))).toHaveAttribute('data-state', 'Terminating');
  const kept = await page.answer(page.pod(pod(1)), 'At most one Pod per identity');
  await expect(kept).toContainText(/at most one|two Pods with the same identity|never act as the same member/i);
  const force = browserPage.getByTestId('inspector').getByRole('button', { name: /^Force delete/ });
  await page.play();
  await force.click();
  await expect(page.pod(pod(1))).toHaveAttribute('data-state', 'ContainerCreating');
  const attached = await page.answer(page.pod(pod(1)), 'ReadWriteOnce');
  await expect(attached).toContainText(`it is attached to ${node}`);
});

test('a drain is refused by a PodDisruptionBudget', async ({ page: browserPage }) => {
  const page = new Asking(browserPage);
  await page.openSettled();
  await page.command('kubectl create poddisruptionbudget nginx --selector=app=nginx --min-available=3', 'created');
  await page.type(`kubectl get pod ${pod(2)} -o jsonpath='{.spec.nodeName}'`);
  await page.expectTerminal(/node-\d/);
  const node = /node-\d/.exec(await page.terminalText())![0];
  await page.type(`kubectl drain ${node} --ignore-daemonsets --force --delete-emptydir-data --timeout=12s`);
  await page.expectTerminal("Cannot evict pod as it would violate the pod's disruption budget");
  const refused = await page.answer(page.pod(pod(2)), 'PodDisruptionBudget');
  await expect(refused).toContainText('demands 3 healthy Pods');
  await expect(refused.getByRole('link')).toHaveAttribute('href', /disruption/);
});

test('a claim without its class stays unbound and holds its Pod', async ({ page: browserPage }) => {
  const page = new Asking(browserPage);
  await page.openSettled();
  await page.fault('Take the class my-storage-class away');
  await browserPage.getByRole('button', { name: 'One replica more' }).click();
  await page.settle();
  await expect(page.pod(pod(3))).toHaveAttribute('data-state', 'Pending');
  await expect(page.claim(`www-${pod(3)}`)).toHaveAttribute('data-phase', 'Pending');
  const unbound = await page.answer(page.claim(`www-${pod(3)}`), 'StorageClass');
  await expect(unbound).toContainText('my-storage-class');
  const held = await page.answer(page.pod(pod(3)), 'Volume binding');
  await expect(held).toContainText(`${pod(3)} is not scheduled`);
  await page.fault('Make the class my-storage-class');
  await page.settle();
  await page.expectReady(pod(3));
});

test('a Pod that is not Ready has no DNS name, unless its Service says so', async ({ page: browserPage }) => {
  const page = new Asking(browserPage);
  await page.openSettled();
  await page.fault('Fault:', `${pod(1)} crashes`);
  await page.settle();
  const name = page.stage.locator(`[data-testid^="dns-${pod(1)}"]`);
  await expect(name).toHaveAttribute('data-published', 'false');
  const hidden = await page.answer(page.pod(pod(1)), 'publishNotReadyAddresses');
  await expect(hidden).toContainText('publishes Ready Pods only');
  await hidden.getByRole('button', { name: /^Publish the names/ }).click();
  await expect(name).toHaveAttribute('data-published', 'true');
});
