/** The tutorial "Deploying Cassandra with a StatefulSet", typed from its first command to its last. */

import { expect, it } from 'vitest';
import { exampleAt, openTutorial } from '../../testing/tutorial.ts';

/** State and address of each member of the ring. */
const membersOf = (status: string): readonly string[] =>
  status.split('\n').flatMap((line) => (/^[UD][NLJM] /.exec(line) ? [line.split(/ +/).slice(0, 2).join(' ')] : []));

it('Cassandra runs from its first command to its last', { timeout: 60_000 }, async () => {
  const { terminal, run, settle, watch, rows } = await openTutorial(4);
  expect(await run(`kubectl apply -f ${exampleAt('cassandra/cassandra-service.yaml')}`)).toBe(
    'service/cassandra created\n',
  );
  expect(await rows('kubectl get svc cassandra', 0, 1, 2, 4)).toEqual(['cassandra ClusterIP None 9042/TCP']);
  expect(await run(`kubectl apply -f ${exampleAt('cassandra/cassandra-statefulset.yaml')}`)).toBe(
    'statefulset.apps/cassandra created\nstorageclass.storage.k8s.io/fast created\n',
  );
  expect(await rows('kubectl get statefulset cassandra', 0, 1)).toEqual(['cassandra 0/3']);
  const watching = watch('kubectl get pods -l="app=cassandra" -w');
  await watching.until(/cassandra-1 +0\/1 +Running/);
  const joining = membersOf(await run('kubectl exec -it cassandra-0 -- nodetool status'));
  expect(joining[0]).toMatch(/^UN 10\.244\./);
  expect(joining[1]).toMatch(/^UJ 10\.244\./);
  await watching.until(/cassandra-2 +1\/1 +Running/);
  await watching.stop();
  expect(await rows('kubectl get pods -l="app=cassandra"', 0, 1, 2)).toEqual(
    [0, 1, 2].map((ordinal) => `cassandra-${ordinal} 1/1 Running`),
  );
  const status = await run('kubectl exec -it cassandra-0 -- nodetool status');
  expect(status).toMatch(
    /^Datacenter: DC1-K8Demo\n={22}\nStatus=Up\/Down\n\|\/ State=Normal\/Leaving\/Joining\/Moving\n--  Address +Load +Tokens +Owns \(effective\) +Host ID +Rack\n(?:UN  10\.244\.\d+\.\d+ +[\d.]+ KiB +32 +\d+\.\d% +[\da-f-]{36}  Rack1-K8Demo\n){3}$/,
  );

  terminal.edits = (text) => text.replace('  replicas: 3\n', '  replicas: 4\n');
  expect(await run('kubectl edit statefulset cassandra')).toBe('statefulset.apps/cassandra edited\n');
  await settle();
  expect(await rows('kubectl get statefulset cassandra', 0, 1)).toEqual(['cassandra 4/4']);
  terminal.edits = (text) => text;
  expect(await run('kubectl edit statefulset cassandra')).toBe('Edit cancelled, no changes made.\n');

  await run('kubectl scale statefulset cassandra --replicas=3');
  await settle();
  const states = membersOf(await run('kubectl exec -it cassandra-0 -- nodetool status')).map((line) =>
    line.slice(0, 2),
  );
  expect(states).toEqual(['UN', 'UN', 'UN', 'DN']);

  const cleaning = await run(
    `grace=$(kubectl get pod cassandra-0 -o=jsonpath='{.spec.terminationGracePeriodSeconds}') \\\n  && kubectl delete statefulset -l app=cassandra \\\n  && echo "Sleeping \${grace} seconds" 1>&2 \\\n  && sleep $grace \\\n  && kubectl delete persistentvolumeclaim -l app=cassandra`,
  );
  const claims = [0, 1, 2, 3].map(
    (ordinal) => `persistentvolumeclaim "cassandra-data-cassandra-${ordinal}" deleted from default namespace\n`,
  );
  expect(cleaning).toBe(
    `statefulset.apps "cassandra" deleted from default namespace\nSleeping 500 seconds\n${claims.join('')}`,
  );
  expect(await run('kubectl delete service -l app=cassandra')).toBe(
    'service "cassandra" deleted from default namespace\n',
  );
  expect(await run('kubectl get pods,pvc,svc -l app=cassandra')).toBe('No resources found in default namespace.\n');
});
