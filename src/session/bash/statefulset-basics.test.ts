/** The tutorial "StatefulSet Basics", typed from its first command to its last. */

import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openTerminal, TestTerminal } from '../../testing/test-terminal.ts';

const loadExample = (file: string): Promise<string | undefined> =>
  readFile(`public/examples/${file}`, 'utf8').catch(() => undefined);
const webYaml = 'https://k8s.io/examples/application/web/web.yaml';
const columns = (text: string, ...wanted: readonly number[]): string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((row) => wanted.map((column) => row.split(/ {2,}/)[column]).join(' '));

it('StatefulSet Basics runs from its first command to its last', async () => {
  const terminal = await openTerminal({ loadExample });
  const { session } = terminal;
  const settle = async (): Promise<void> => {
    session.pause();
    session.runUntilSettled();
    while (session.store.getState().playback.playing) session.advance(16);
    session.play();
  };
  const run = (line: string): Promise<string> => terminal.run(line);
  const names = async (): Promise<string> => run('kubectl get pods -l app=nginx -o name | sort | xargs echo');
  await run('kubectl delete -f manifest.yaml; kubectl delete pvc --all');
  await settle();

  const other = new TestTerminal(session);
  const watching = other.start('kubectl get pods --watch -l app=nginx');
  expect(await run(`kubectl apply -f ${webYaml}`)).toBe('service/nginx created\nstatefulset.apps/web created\n');
  await settle();
  await other.drive(() => /web-1 +1\/1 +Running/.test(other.output));
  expect(other.output.indexOf('web-1 ')).toBeGreaterThan(other.output.search(/web-0 +1\/1 +Running/));
  other.interrupt();
  await other.drive(watching.done);

  expect(columns(await run('kubectl get service nginx'), 0, 1, 2)[1]).toBe('nginx ClusterIP None');
  expect(columns(await run('kubectl get statefulset web'), 0, 1)[1]).toBe('web 2/2');
  const hostnames = `for i in 0 1; do kubectl exec "web-$i" -- sh -c 'hostname'; done`;
  expect(await run(hostnames)).toBe('web-0\nweb-1\n');
  const address = String.raw`Server: +10\.96\.0\.10\nAddress 1: 10\.96\.0\.10 \S+\n\nName: +web-%\.nginx\nAddress 1: (10\.\S+) web-%\.nginx\.default\.svc\.cluster\.local\n`;
  const resolved = async (line: string): Promise<readonly string[]> => {
    terminal.type('nslookup web-0.nginx', 'nslookup web-1.nginx', 'exit');
    const output = await run(line);
    expect(output).toMatch(/# exit\npod "dns-test" deleted from default namespace\n$/);
    return [0, 1].map((ordinal) => new RegExp(address.replaceAll('%', String(ordinal))).exec(output)?.[1] ?? output);
  };
  const interactive = 'kubectl run -i --tty --image busybox:1.28 dns-test --restart=Never --rm';
  const before = await resolved(interactive);
  expect(before).toEqual(await resolved(`${interactive} /bin/sh`));
  expect(before).toEqual(columns(await run('kubectl get pods -l app=nginx -o wide'), 5).slice(1));
  const falling = new TestTerminal(session);
  const following = falling.start('kubectl get pod -w -l app=nginx');
  expect(await run('kubectl delete pod -l app=nginx')).toMatch(/pod "web-0" deleted.*\npod "web-1" deleted/);
  await falling.drive(() =>
    /web-0 +0\/1 +ContainerCreating[^]*web-0 +1\/1 +Running[^]*web-1 +1\/1 +Running/.test(falling.output),
  );
  expect(falling.output).toMatch(/web-0 +1\/1 +Terminating[^]*web-1 +1\/1 +Terminating[^]*web-0 +0\/1 +Pending/);
  expect(falling.output.lastIndexOf('web-1   0/1     Pending')).toBeGreaterThan(
    falling.output.lastIndexOf('web-0   1/1     Running'),
  );
  falling.interrupt();
  await falling.drive(following.done);
  const after = await resolved(interactive);
  expect(after.some((ip) => before.includes(ip))).toBe(false);
  expect(await run(hostnames)).toBe('web-0\nweb-1\n');
  expect(columns(await run('kubectl get pvc -l app=nginx'), 0, 1).slice(1)).toEqual([
    'www-web-0 Bound',
    'www-web-1 Bound',
  ]);
  expect(await run('kubectl get pv --no-headers | wc -l')).toMatch(/^\d+\n$/);

  await run(
    `for i in 0 1; do kubectl exec "web-$i" -- sh -c 'echo "$(hostname)" > /usr/share/nginx/html/index.html'; done`,
  );
  const pages = 'for i in 0 1; do kubectl exec -i "web-$i" -- curl -s http://localhost/; done';
  expect(await run(pages)).toBe('web-0\nweb-1\n');
  await run('kubectl delete pod -l app=nginx');
  await settle();
  expect(await run(pages)).toBe('web-0\nweb-1\n');
  expect(await run('for i in 0 1; do kubectl exec web-$i -- chmod 755 /usr/share/nginx/html; done')).toBe('');

  expect(await run('kubectl scale sts web --replicas=5')).toBe('statefulset.apps/web scaled\n');
  await settle();
  expect(await names()).toBe('pod/web-0 pod/web-1 pod/web-2 pod/web-3 pod/web-4\n');
  await run(`kubectl patch sts web -p '{"spec":{"replicas":3}}'`);
  await settle();
  expect(await names()).toBe('pod/web-0 pod/web-1 pod/web-2\n');
  expect(await run('kubectl get pvc -l app=nginx --no-headers | wc -l')).toBe('5\n');

  const image = (version: string): string =>
    `kubectl patch statefulset web --type='json' -p='[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"registry.k8s.io/nginx-slim:${version}"}]'`;
  const images = `for p in 0 1 2; do kubectl get pod "web-$p" --template '{{range $i, $c := .spec.containers}}{{$c.image}}{{end}}'; echo; done`;
  const versions = async (): Promise<string> =>
    (await run(images)).replaceAll('registry.k8s.io/nginx-slim:', '').trim().replaceAll('\n', ' ');
  expect(await run(image('0.24'))).toBe('statefulset.apps/web patched\n');
  expect(await run('kubectl rollout status sts/web')).toMatch(/complete: 3 new pods have been updated\.\.\.\n$/);
  expect(await versions()).toBe('0.24 0.24 0.24');
  const partition = (number: number): string =>
    `kubectl patch statefulset web -p '{"spec":{"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":${number}}}}}'`;
  await run(partition(3));
  await run(image('0.21'));
  await run('kubectl delete pod web-2');
  await settle();
  expect(await versions()).toBe('0.24 0.24 0.24');
  await run(partition(2));
  await settle();
  expect(await versions()).toBe('0.24 0.24 0.21');
  await run('kubectl delete pod web-1');
  await settle();
  expect(await versions()).toBe('0.24 0.24 0.21');
  await run(partition(0));
  await settle();
  expect(await versions()).toBe('0.21 0.21 0.21');
  await run(`kubectl patch statefulset web -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'`);

  expect(await run('kubectl delete statefulset web --cascade=orphan')).toContain('statefulset.apps "web" deleted');
  await run('kubectl delete pod web-0');
  await settle();
  expect(await names()).toBe('pod/web-1 pod/web-2\n');
  expect(await run(`kubectl apply -f ${webYaml}`)).toBe('service/nginx unchanged\nstatefulset.apps/web created\n');
  await settle();
  expect(await names()).toBe('pod/web-0 pod/web-1\n');
  expect(await run('for i in 0 1; do kubectl exec -i -t "web-$i" -- curl http://localhost/; done')).toMatch(
    /web-0\n(.*\n)*web-1\n/,
  );
  await run('kubectl delete statefulset web');
  await settle();
  expect(await run('kubectl get pods -l app=nginx')).toBe('No resources found in default namespace.\n');
  await run('kubectl delete service nginx');
  expect(await run('kubectl apply -f https://k8s.io/examples/application/web/web-parallel.yaml')).toContain(
    'statefulset.apps/web created',
  );
  await settle();
  await run('kubectl scale statefulset/web --replicas=5');
  await settle();
  expect(await names()).toBe('pod/web-0 pod/web-1 pod/web-2 pod/web-3 pod/web-4\n');
  await run('kubectl delete sts web');
  await run('kubectl delete svc nginx');
  await run('kubectl delete pvc www-web-0 www-web-1 www-web-2 www-web-3 www-web-4');
  await settle();
  expect(await run('kubectl get pvc')).toBe('No resources found in default namespace.\n');
});
