/** The tutorial "Running ZooKeeper, A Distributed System Coordinator", typed from its first command to its last. */

import { expect, it } from 'vitest';
import { exampleAt, openTutorial } from '../../testing/tutorial.ts';

const zookeeper = exampleAt('zookeeper/zookeeper.yaml');
const drainNodeOf = (pod: string, local = '--delete-emptydir-data'): string =>
  `kubectl drain $(kubectl get pod ${pod} --template {{.spec.nodeName}}) --ignore-daemonsets --force ${local}`;

it('ZooKeeper runs from its first command to its last', { timeout: 60_000 }, async () => {
  const { run, settle, watch, rows } = await openTutorial(4);
  const watching = watch('kubectl get pods -w -l app=zk');
  expect(await run(`kubectl apply -f ${zookeeper}`)).toBe(
    'service/zk-hs created\nservice/zk-cs created\npoddisruptionbudget.policy/zk-pdb created\nstatefulset.apps/zk created\n',
  );
  await watching.until(/zk-2 +1\/1 +Running/);
  const seen = await watching.stop();
  for (const ordinal of [1, 2]) {
    expect(seen.indexOf(`zk-${ordinal} `)).toBeGreaterThan(seen.search(new RegExp(`zk-${ordinal - 1} +1/1 +Running`)));
  }

  expect(await run('for i in 0 1 2; do kubectl exec zk-$i -- hostname; done')).toBe('zk-0\nzk-1\nzk-2\n');
  expect(
    await run('for i in 0 1 2; do echo "myid zk-$i";kubectl exec zk-$i -- cat /var/lib/zookeeper/data/myid; done'),
  ).toBe('myid zk-0\n1\nmyid zk-1\n2\nmyid zk-2\n3\n');
  const names = [0, 1, 2].map((ordinal) => `zk-${ordinal}.zk-hs.default.svc.cluster.local`);
  expect(await run('for i in 0 1 2; do kubectl exec zk-$i -- hostname -f; done')).toBe(`${names.join('\n')}\n`);
  const config = await run('kubectl exec zk-0 -- cat /opt/zookeeper/conf/zoo.cfg');
  expect(config).toContain('clientPort=2181\ndataDir=/var/lib/zookeeper/data\n');
  expect(config).toContain(names.map((name, index) => `server.${index + 1}=${name}:2888:3888\n`).join(''));

  expect(await run('kubectl exec zk-0 -- zkCli.sh create /hello world')).toMatch(
    /WatchedEvent state:SyncConnected type:None path:null\nCreated \/hello\n$/,
  );
  expect(await run('kubectl exec zk-1 -- zkCli.sh get /hello')).toMatch(
    /path:null\nworld\ncZxid = 0x1\d{8}\nctime = \w+ Jan 01 .* 2026\n[^]*dataLength = 5\nnumChildren = 0\n$/,
  );
  expect(await run('kubectl exec zk-1 zkCli.sh get /hello')).toBe(
    "error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples\n[1]",
  );
  expect(await run('kubectl delete statefulset zk')).toBe('statefulset.apps "zk" deleted from default namespace\n');
  await settle();
  expect(await run('kubectl get pods -l app=zk')).toBe('No resources found in default namespace.\n');
  expect(await run(`kubectl apply -f ${zookeeper}`)).toContain('service/zk-hs unchanged\n');
  await settle();
  expect(await run('kubectl exec zk-2 -- zkCli.sh get /hello')).toContain('path:null\nworld\n');
  expect(await rows('kubectl get pvc -l app=zk', 0, 1)).toEqual(
    [0, 1, 2].map((ordinal) => `datadir-zk-${ordinal} Bound`),
  );

  expect(await run('kubectl get sts zk -o yaml')).toMatch(/kind: StatefulSet\n[^]*start-zookeeper/);
  expect(await run('kubectl exec zk-0 -- cat /usr/etc/zookeeper/log4j.properties')).toContain(
    'log4j.rootLogger=${zookeeper.root.logger}\n',
  );
  await run('sleep 60');
  const log = (await run('kubectl logs zk-0 --tail 20')).trimEnd().split('\n');
  expect(log.length).toBe(20);
  expect(log[0]).toMatch(/^2026-01-01 00:\d\d:\d\d,\d{3} \[myid:1\] - INFO .* Processing ruok command from \/127/);
  const process = (await run('kubectl exec zk-0 -- ps -elf')).split('\n');
  expect(process[0]).toMatch(/^F S UID +PID +PPID +C PRI +NI ADDR SZ WCHAN +STIME TTY +TIME CMD$/);
  expect(process[1]).toMatch(/^4 S zookeep\+ +1 +0 .* sh -c start-zookeeper --servers=3 /);
  expect(process[2]).toMatch(/^4 S zookeep\+ .* java org\.apache\.zookeeper/);
  expect(await run('kubectl exec -ti zk-0 -- ls -ld /var/lib/zookeeper/data')).toMatch(
    /^drwxr-sr-x \d+ zookeeper zookeeper 4096 \w{3} +\d+ [\d:]+ \/var\/lib\/zookeeper\/data\n$/,
  );

  expect(
    await run(
      `kubectl patch sts zk --type='json' -p='[{"op": "replace", "path": "/spec/template/spec/containers/0/resources/requests/cpu", "value":"0.3"}]'`,
    ),
  ).toBe('statefulset.apps/zk patched\n');
  expect(await run('kubectl rollout status sts/zk')).toMatch(
    /Waiting for 1 pods to be ready\.\.\.\n[^]*statefulset rolling update complete 3 pods at revision zk-\w+\.\.\.\n$/,
  );
  const history = 'statefulset.apps/zk \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n';
  expect(await run('kubectl rollout history sts/zk')).toBe(history);
  const cpu = `kubectl get pods -l app=zk -o jsonpath='{.items[*].spec.containers[0].resources.requests.cpu}'`;
  expect(await run(cpu)).toBe('300m 300m 300m');
  expect(await run('kubectl rollout undo sts/zk')).toContain('statefulset.apps/zk rolled back\n');
  await run('kubectl rollout status sts/zk');
  expect(await run(cpu)).toBe('500m 500m 500m');

  expect(await run('kubectl exec zk-0 -- ps -ef')).toMatch(/^UID +PID +PPID +C STIME TTY +TIME CMD\nzookeep\+ /);
  const restarts = watch('kubectl get pod -w -l app=zk');
  expect(await run('kubectl exec zk-0 -- pkill java')).toBe('');
  await restarts.until(/zk-0 +0\/1 +(?:Error|Completed) +0 [^]*zk-0 +0\/1 +Running +1 [^]*zk-0 +1\/1 +Running +1 /);
  await restarts.stop();
  expect(await run('kubectl exec zk-0 -- rm /usr/bin/zookeeper-ready')).toBe('');
  const dying = watch('kubectl get pod -w -l app=zk');
  await dying.until(/zk-0 +0\/1 +Running +1 [^]*zk-0 +0\/1 +Running +2 [^]*zk-0 +1\/1 +Running +2 /);
  await dying.stop();
  expect(await run('kubectl get events --field-selector reason=Unhealthy')).toContain(
    'Liveness probe failed: sh: zookeeper-ready: not found',
  );

  const placed = (await run('for i in 0 1 2; do kubectl get pod zk-$i --template {{.spec.nodeName}}; echo ""; done'))
    .trim()
    .split('\n');
  expect(new Set(placed).size).toBe(3);
  const all = await rows('kubectl get nodes', 0);
  expect(all.length).toBe(4);
  expect(await run('kubectl get pdb zk-pdb')).toMatch(/zk-pdb +N\/A +1 +1 +/);
  expect(await run(drainNodeOf('zk-0'))).toBe(
    `node/${placed[0]} cordoned\nevicting pod default/zk-0\npod/zk-0 evicted\nnode/${placed[0]} drained\n`,
  );
  await settle();
  const spare = all.find((node) => !placed.includes(node));
  expect((await rows('kubectl get pod zk-0 -o wide', 1, 6))[0]).toBe(`1/1 ${spare}`);
  expect(await run(drainNodeOf('zk-1', '--delete-local-data'))).toBe(
    `Flag --delete-local-data has been deprecated, This option is deprecated and will be deleted. Use --delete-emptydir-data.\nnode/${placed[1]} cordoned\nevicting pod default/zk-1\npod/zk-1 evicted\nnode/${placed[1]} drained\n`,
  );
  await settle();
  expect(await rows('kubectl get pods -l app=zk', 0, 2)).toEqual(['zk-0 Running', 'zk-1 Pending', 'zk-2 Running']);
  expect(await run('kubectl describe pod zk-1')).toMatch(/didn't (?:match|satisfy) pod anti-affinity rules/);
  const refused = watch(drainNodeOf('zk-2'));
  await refused.until(
    /(?:evicting pod default\/zk-2\nerror when evicting pods\/"zk-2" -n "default" \(will retry after 5s\): Cannot evict pod as it would violate the pod's disruption budget\.\n){3}/,
  );
  expect(await refused.stop()).toMatch(/disruption budget\.\n(?:evicting pod default\/zk-2\n)?$/);
  expect(await run('kubectl exec zk-0 -- zkCli.sh get /hello')).toContain('\nworld\n');
  expect(await run(`kubectl uncordon ${placed[0]}`)).toBe(`node/${placed[0]} uncordoned\n`);
  await settle();
  expect((await rows('kubectl get pod zk-1 -o wide', 1, 6))[0]).toBe(`1/1 ${placed[0]}`);
  expect(await run(drainNodeOf('zk-2'))).toContain(`pod/zk-2 evicted\nnode/${placed[2]} drained\n`);
  await run(`kubectl uncordon ${placed[1]} ${placed[2]}`);
  await settle();
  expect(await rows('kubectl get pods -l app=zk', 1)).toEqual(['1/1', '1/1', '1/1']);
});

it('ZooKeeper answers with a majority alone, and a server that was away catches up', async () => {
  const { run, settle } = await openTutorial(4);
  await run(`kubectl apply -f ${zookeeper}`);
  await settle();
  await run('kubectl exec zk-0 -- zkCli.sh create /a one; kubectl scale sts zk --replicas=1');
  await settle();
  expect(await run('kubectl exec zk-0 -- zkCli.sh get /a')).toMatch(
    /ConnectionLossException: KeeperErrorCode = ConnectionLoss for \/a\ncommand terminated with exit code 1\n\[1\]$/,
  );
  await run('kubectl scale sts zk --replicas=2');
  await settle();
  expect(await run('kubectl exec zk-1 -- zkCli.sh set /a two')).toContain('dataVersion = 1\n');
  await run('kubectl scale sts zk --replicas=3');
  await settle();
  expect(await run('kubectl exec zk-2 -- zkCli.sh get /a')).toContain('\ntwo\n');
});
