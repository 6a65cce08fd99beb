/** The tutorial "Run a Replicated Stateful Application", typed from its first command to its last. */

import { expect, it } from 'vitest';
import { exampleAt, openTutorial } from '../../testing/tutorial.ts';

const note =
  "All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\nIf you don't see a command prompt, try pressing enter.\n";
const table = '+---------+\n| message |\n+---------+\n| hello   |\n+---------+\n';
const removed = 'pod "mysql-client" deleted from default namespace\n';
const clientOf = (host: string): string =>
  `kubectl run mysql-client --image=mysql:5.7 -i -t --rm --restart=Never --\\\n  mysql -h ${host} -e "SELECT * FROM test.messages"`;
const serverIds = (output: string): readonly string[] =>
  [...output.matchAll(/^\| +(\d+) \| 2026-01-01 [\d:]{8} \|$/gm)].map(([, id = '']) => id);

it('replicated MySQL runs from its first command to its last', { timeout: 90_000 }, async () => {
  const { run, settle, watch, rows } = await openTutorial(4);
  expect(await run(`kubectl apply -f ${exampleAt('mysql/mysql-configmap.yaml')}`)).toBe('configmap/mysql created\n');
  expect(await run(`kubectl apply -f ${exampleAt('mysql/mysql-services.yaml')}`)).toBe(
    'service/mysql created\nservice/mysql-read created\n',
  );
  const watching = watch('kubectl get pods -l app=mysql --watch');
  expect(await run(`kubectl apply -f ${exampleAt('mysql/mysql-statefulset.yaml')}`)).toBe(
    'statefulset.apps/mysql created\n',
  );
  await watching.until(/mysql-2 +2\/2 +Running/);
  const seen = await watching.stop();
  for (const ordinal of [0, 1, 2]) {
    const steps = ['Pending', 'Init:0/2', 'Init:1/2', 'PodInitializing', 'Running'];
    const states = seen.split('\n').flatMap((row) => (row.startsWith(`mysql-${ordinal} `) ? [row.split(/ +/)] : []));
    expect([...new Set(states.map(([, , state]) => state))]).toEqual(steps);
    expect(states.slice(-2).map(([, ready]) => ready)).toEqual(['1/2', '2/2']);
  }

  expect(
    await run(`kubectl run mysql-client --image=mysql:5.7 -i --rm --restart=Never --\\
  mysql -h mysql-0.mysql <<EOF
CREATE DATABASE test;
CREATE TABLE test.messages (message VARCHAR(250));
INSERT INTO test.messages VALUES ('hello');
EOF`),
  ).toBe(removed);
  expect(await run(clientOf('mysql-read'))).toBe(`${note}${table}${removed}`);
  expect(await run('kubectl exec mysql-1 -c mysql -- mysql -e "INSERT INTO test.messages VALUES (1)"')).toBe(
    'ERROR 1290 (HY000) at line 1: The MySQL server is running with the --super-read-only option so it cannot execute this statement\ncommand terminated with exit code 1\n[1]',
  );
  const loop = watch(
    `kubectl run mysql-client-loop --image=mysql:5.7 -i -t --rm --restart=Never --\\\n  bash -ic "while sleep 1; do mysql -h mysql-read -e 'SELECT @@server_id,NOW()'; done"`,
  );
  await loop.until(/\| +100 \|[^]*\| +10[12] \|[^]*\| +100 \|/);
  await run('sleep 20');
  expect(new Set(serverIds(loop.output))).toEqual(new Set(['100', '101', '102']));

  const idsWhile = async (line: string): Promise<ReadonlySet<string>> => {
    const from = loop.output.length;
    await run(line);
    return new Set(serverIds(loop.output.slice(from)));
  };
  expect(await run('kubectl exec mysql-2 -c mysql -- mv /usr/bin/mysql /usr/bin/mysql.off')).toBe('');
  await run('sleep 10');
  expect(await rows('kubectl get pod mysql-2', 0, 1, 2, 3)).toEqual(['mysql-2 1/2 Running 0']);
  expect(await idsWhile('sleep 20')).toEqual(new Set(['100', '101']));
  expect(await run('kubectl exec mysql-2 -c mysql -- mv /usr/bin/mysql.off /usr/bin/mysql')).toBe('');
  await run('sleep 10');
  expect(await rows('kubectl get pod mysql-2', 0, 1, 2, 3)).toEqual(['mysql-2 2/2 Running 0']);

  const uid = `kubectl get pod mysql-2 -o jsonpath='{.metadata.uid}'`;
  const before = await run(uid);
  expect(await run('kubectl delete pod mysql-2')).toBe('pod "mysql-2" deleted from default namespace\n');
  await settle();
  expect(await run(uid)).not.toBe(before);
  const [node] = await rows('kubectl get pod mysql-2 -o wide', 6);
  expect(await run(`kubectl drain ${node} --force --delete-emptydir-data --ignore-daemonsets`)).toMatch(
    new RegExp(`^node/${node} cordoned\n(?:Warning: .*\n)?[^]*pod/mysql-2 evicted\n[^]*node/${node} drained\n$`),
  );
  const moving = watch('kubectl get pod mysql-2 -o wide --watch');
  await moving.until(/mysql-2 +2\/2 +Running/);
  await moving.stop();
  expect((await rows('kubectl get pod mysql-2 -o wide', 6))[0]).not.toBe(node);
  expect(await run(`kubectl uncordon ${node}`)).toBe(`node/${node} uncordoned\n`);

  expect(await run('kubectl scale statefulset mysql  --replicas=5')).toBe('statefulset.apps/mysql scaled\n');
  const growing = watch('kubectl get pods -l app=mysql --watch');
  await growing.until(/mysql-4 +2\/2 +Running/);
  await growing.stop();
  expect(await run(clientOf('mysql-3.mysql'))).toBe(`${note}${table}${removed}`);
  expect(await run(`kubectl exec mysql-4 -c mysql -- mysql -N -e 'SELECT @@server_id'`)).toBe('104\n');
  expect(await run('kubectl scale statefulset mysql --replicas=3')).toBe('statefulset.apps/mysql scaled\n');
  await settle();
  expect(await rows('kubectl get pvc -l app=mysql', 0, 1)).toEqual(
    [0, 1, 2, 3, 4].map((ordinal) => `data-mysql-${ordinal} Bound`),
  );
  expect(await run('kubectl delete pvc data-mysql-3; kubectl delete pvc data-mysql-4')).toBe(
    'persistentvolumeclaim "data-mysql-3" deleted from default namespace\npersistentvolumeclaim "data-mysql-4" deleted from default namespace\n',
  );

  await run('kubectl run again --image=mysql:5.7 -i --rm --restart=Never -- sleep 1');
  if (!/mysql-client-loop/.test(await run('kubectl get pods'))) {
    throw new Error(`the loop ended:\n${loop.output.slice(-500)}`);
  }
  expect(await run('kubectl delete pod mysql-client-loop --now')).toBe(
    'pod "mysql-client-loop" deleted from default namespace\n',
  );
  await loop.stop();
  expect(await run('kubectl delete statefulset mysql')).toBe(
    'statefulset.apps "mysql" deleted from default namespace\n',
  );
  expect(await run('kubectl get pods -l app=mysql')).toMatch(/mysql-2 +2\/2 +Terminating/);
  await settle();
  expect(await run('kubectl get pods -l app=mysql')).toBe('No resources found in default namespace.\n');
  expect(await run('kubectl delete configmap,service,pvc -l app=mysql')).toBe(
    [
      'configmap "mysql"',
      'service "mysql"',
      'service "mysql-read"',
      ...[0, 1, 2].map((ordinal) => `persistentvolumeclaim "data-mysql-${ordinal}"`),
    ]
      .map((thing) => `${thing} deleted from default namespace\n`)
      .join(''),
  );
});

it('a replica keeps what it has while its source is away, and catches up', async () => {
  const { run, settle } = await openTutorial();
  for (const name of ['configmap', 'services', 'statefulset']) {
    await run(`kubectl apply -f ${exampleAt(`mysql/mysql-${name}.yaml`)}`);
  }
  await settle();
  const write = (sql: string): Promise<string> => run(`kubectl exec mysql-0 -c mysql -- mysql -e "${sql}"`);
  const read = (ordinal: number): Promise<string> =>
    run(`kubectl exec mysql-${ordinal} -c mysql -- mysql -N -e "SELECT * FROM t.a"`);
  await write("CREATE DATABASE t; CREATE TABLE t.a (n INT, name TEXT); INSERT INTO t.a VALUES (1, 'x')");
  expect(await read(2)).toBe('1\tx\n');
  expect(await run(`kubectl exec mysql-2 -c mysql -- mysql -e 'STOP SLAVE'`)).toBe('');
  await write("INSERT INTO t.a VALUES (2, 'y;z')");
  expect([await read(1), await read(2)]).toEqual(['1\tx\n2\ty;z\n', '1\tx\n']);
  await run(`kubectl exec mysql-2 -c mysql -- mysql -e 'START SLAVE'`);
  expect(await read(2)).toBe('1\tx\n2\ty;z\n');
  await run('kubectl delete pod mysql-0 --wait=false');
  expect(await read(1)).toBe('1\tx\n2\ty;z\n');
  await settle();
  expect(await read(0)).toBe('1\tx\n2\ty;z\n');
});
