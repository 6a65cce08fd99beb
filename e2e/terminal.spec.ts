import { expect, test } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

const set = 'web-statefulset';

test('the commands of the manifest’s page run with kubectl’s own output', async ({ page: browserPage }) => {
  await browserPage.setViewportSize({ width: 1440, height: 1800 });
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await page.settle();
  const splitter = browserPage.getByRole('separator', { name: 'Height of the lower panel' });
  await splitter.first().focus();
  for (let presses = 0; presses < 60; presses++) await browserPage.keyboard.press('ArrowUp');

  await page.type('kubectl apply -f manifest.yaml');
  await page.expectTerminal('service/nginx-headless-service unchanged\nstatefulset.apps/web-statefulset configured');

  await page.type('clear');
  await page.type('kubectl get statefulsets -n default');
  await page.expectTerminal(/NAME {14}READY {3}AGE\nweb-statefulset {3}3\/3 {5}\d+s/);

  await page.type('clear');
  await page.type(`kubectl describe statefulset ${set} -n default`);
  await page.expectTerminal(
    /Normal {2}SuccessfulCreate {2}\d+s {3,}statefulset-controller {2}Create Pod web-statefulset-2 in StatefulSet web-statefulset successful/,
  );
  await page.expectTerminal(/Volume Claims:\n {2}Name: +www\n {2}StorageClass: +my-storage-class/);
  await browserPage.keyboard.press('Shift+PageUp');
  await page.expectTerminal(/Name: {15,}web-statefulset\nNamespace: {10,}default/);
  await page.expectTerminal(/Replicas: +3 desired \| 3 total\nUpdate Strategy: +RollingUpdate\n {2}Partition: +0/);
  await page.expectTerminal('Pods Status:        3 Running / 0 Waiting / 0 Succeeded / 0 Failed');

  await page.type('clear');
  await page.type(`kubectl scale statefulset ${set} --replicas=5 -n default`);
  await page.expectTerminal('statefulset.apps/web-statefulset scaled');
  await page.type(`kubectl rollout status statefulset/${set} -n default`);
  await page.expectTerminal('Waiting for 2 pods to be ready...');
  await page.settle();
  await page.expectTerminal('partitioned roll out complete: 5 new pods have been updated...');

  await page.type('clear');
  await page.type(`kubectl delete statefulset ${set} -n default`);
  await page.expectTerminal('statefulset.apps "web-statefulset" deleted from default namespace');
  await page.type('kubectl get statefulsets -n default');
  await page.expectTerminal('No resources found in default namespace.');
});

test('a watch prints rows while another command acts, until Ctrl-C', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await page.settle();
  await page.type('kubectl get pods -w');
  await page.expectTerminal(/web-statefulset-2 {3}1\/1 {5}Running/);
  await browserPage.getByRole('button', { name: 'One replica more' }).click();
  await page.settle();
  await page.expectTerminal(/web-statefulset-3 {3}0\/1 {5}Pending/);
  await page.expectTerminal(/web-statefulset-3 {3}1\/1 {5}Running/);
  await page.terminal.locator('textarea').first().focus();
  await browserPage.keyboard.press('Control+C');
  await page.expectTerminal('^C');
  await page.type('kubectl get nonsense');
  await page.expectTerminal(`error: the server doesn't have a resource type "nonsense"`);
});

test('the shell pipes, loops, asks for more, searches its history and types into containers', async ({
  page: browserPage,
}) => {
  const problems: string[] = [];
  browserPage.on('pageerror', (error) => problems.push(error.message));
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await page.settle();
  await page.type('kubectl get pods --no-headers | wc -l > count.txt; echo "count: $(cat count.txt)"');
  await page.expectTerminal('count: 3');
  await browserPage.getByRole('tab', { name: 'count.txt' }).waitFor();

  await page.type('for i in 0 1; do');
  await page.type(`kubectl get pod ${set}-$i -o name`);
  await page.type('done');
  await page.expectTerminal(`> done\npod/${set}-0\npod/${set}-1`);

  await page.type('clear');
  await page.terminal.locator('textarea').first().focus();
  await browserPage.keyboard.press('Control+R');
  await browserPage.keyboard.type('count:');
  await page.expectTerminal("(reverse-i-search)`count:': ");
  await browserPage.keyboard.press('Enter');
  await page.expectTerminal(/\ncount: 3/);

  await page.type('clear');
  await page.type(`kubectl exec -it ${set}-0 -- sh`);
  await page.expectTerminal(/\n#/);
  await page.type('hostname; exit');
  await page.expectTerminal(`\n${set}-0\n$`);

  await page.type('clear');
  await page.type('while true; do echo turn; sleep 1; done');
  await page.expectTerminal('turn');
  await browserPage.keyboard.press('Control+C');
  await page.expectTerminal('^C');
  await page.type('echo $((40 + 2))');
  await page.expectTerminal('\n42');
  expect(problems).toEqual([]);
});
