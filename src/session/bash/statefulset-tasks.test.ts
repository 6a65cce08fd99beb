/** The task pages about StatefulSets: deleting, force deleting Pods, scaling, debugging. */

import { expect, it } from 'vitest';
import { openTutorial, type Tutorial } from '../../testing/tutorial.ts';

const manifest = `apiVersion: v1
kind: Service
metadata:
  name: myapp
  labels: {app.kubernetes.io/name: MyApp}
spec:
  clusterIP: None
  ports: [{port: 80}]
  selector: {app.kubernetes.io/name: MyApp}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: myapp
  labels: {app.kubernetes.io/name: MyApp}
spec:
  serviceName: myapp
  replicas: 2
  selector:
    matchLabels: {app.kubernetes.io/name: MyApp}
  template:
    metadata:
      labels: {app.kubernetes.io/name: MyApp}
    spec:
      terminationGracePeriodSeconds: 10
      initContainers:
        - name: prepare
          image: busybox:1.28
          command: [sh, -c, 'echo prepared > /data/state; echo prepared']
          volumeMounts: [{name: data, mountPath: /data}]
      containers:
        - name: web
          image: nginx:1.27
          ports: [{containerPort: 80}]
          volumeMounts: [{name: data, mountPath: /data}]
        - name: crasher
          image: busybox:1.28
          command: [sh, -c, 'echo run $(cat /data/state); test -f /data/ok || exit 3; sleep 100000']
          volumeMounts: [{name: data, mountPath: /data}]
  volumeClaimTemplates:
    - metadata:
        name: data
        labels: {app.kubernetes.io/name: MyApp}
      spec:
        accessModes: [ReadWriteOnce]
        resources: {requests: {storage: 1Gi}}
`;

async function withApp(nodes?: number): Promise<Tutorial> {
  const tutorial = await openTutorial(nodes);
  tutorial.terminal.session.addFile('myapp.yaml', manifest);
  await tutorial.run('kubectl apply -f myapp.yaml; sleep 20');
  return tutorial;
}

it('Delete a StatefulSet', async () => {
  const { run, settle, rows } = await withApp();
  await run('kubectl exec myapp-0 -c web -- touch /data/ok');
  await run('sleep 120; kubectl exec myapp-1 -c web -- touch /data/ok; sleep 120');
  expect(await rows('kubectl get pods -l app.kubernetes.io/name=MyApp', 0, 1)).toEqual(['myapp-0 2/2', 'myapp-1 2/2']);
  expect(await run('kubectl delete -f myapp.yaml --cascade=orphan')).toBe(
    'service "myapp" deleted from default namespace\nstatefulset.apps "myapp" deleted from default namespace\n',
  );
  await settle();
  expect(await run('kubectl get pods -l app.kubernetes.io/name=MyApp -o name')).toBe('pod/myapp-0\npod/myapp-1\n');
  expect(await run('kubectl delete pods -l app.kubernetes.io/name=MyApp')).toBe(
    'pod "myapp-0" deleted from default namespace\npod "myapp-1" deleted from default namespace\n',
  );
  await run('kubectl apply -f myapp.yaml');
  await settle();
  expect(await run('kubectl delete statefulsets myapp')).toBe(
    'statefulset.apps "myapp" deleted from default namespace\n',
  );
  expect(await run('kubectl delete service myapp')).toBe('service "myapp" deleted from default namespace\n');
  await settle();
  await run('kubectl apply -f myapp.yaml');
  await settle();
  await run(`grace=$(kubectl get pods myapp-0 --template '{{.spec.terminationGracePeriodSeconds}}')`);
  expect(await run('kubectl delete statefulset -l app.kubernetes.io/name=MyApp')).toBe(
    'statefulset.apps "myapp" deleted from default namespace\n',
  );
  expect(await run('echo $grace; sleep $grace; kubectl get pods')).toBe(
    '10\nNo resources found in default namespace.\n',
  );
  expect(await run('kubectl delete pvc -l app.kubernetes.io/name=MyApp')).toBe(
    'persistentvolumeclaim "data-myapp-0" deleted from default namespace\npersistentvolumeclaim "data-myapp-1" deleted from default namespace\n',
  );
  expect(await run('kubectl delete -f myapp.yaml')).toMatch(
    /^service "myapp" deleted from default namespace\nError from server \(NotFound\): .*statefulsets\.apps "myapp" not found\n\[1\]$/,
  );
});

it('Force Delete StatefulSet Pods', async () => {
  const { terminal, run, settle, rows } = await withApp();
  await run('kubectl exec myapp-0 -c web -- touch /data/ok');
  await run('sleep 120; kubectl exec myapp-1 -c web -- touch /data/ok; sleep 120');
  const uid = `kubectl get pod myapp-1 -o jsonpath='{.metadata.uid}'`;
  let before = await run(uid);
  const again = async (): Promise<void> => {
    await settle();
    const after = await run(uid);
    expect(after).toMatch(/^[\da-f-]{36}$/);
    expect(after).not.toBe(before);
    before = after;
  };
  expect(await run('kubectl delete pods myapp-1')).toBe('pod "myapp-1" deleted from default namespace\n');
  await again();
  expect(await run('kubectl delete pods myapp-1 --grace-period=0 --force')).toBe(
    'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\npod "myapp-1" force deleted from default namespace\n',
  );
  await again();
  expect(await run('kubectl delete pods myapp-1 --grace-period=0')).toBe(
    'pod "myapp-1" deleted from default namespace\n',
  );
  await again();

  // A Pod of a node that went away, and one that waits for somebody's finalizer.
  const [node] = await rows('kubectl get pod myapp-1 -o wide', 6);
  terminal.session.setFault({ type: 'down', node: node! }, true);
  await run('kubectl delete pods myapp-1 --wait=false; sleep 60');
  expect((await rows('kubectl get pod myapp-1', 2))[0]).toMatch(/^Terminating/);
  expect(await run('kubectl delete pods myapp-1 --grace-period=0 --force')).toContain('force deleted');
  await again();
  terminal.session.setFault({ type: 'down', node: node! }, false);
  await settle();
  await run(`kubectl patch pod myapp-0 -p '{"metadata":{"finalizers":["example.com/hold"]}}'`);
  await run('kubectl delete pods myapp-0 --wait=false');
  await settle();
  expect((await rows('kubectl get pod myapp-0', 2))[0]).toMatch(/Terminating|Completed|Error/);
  expect(await run(`kubectl patch pod myapp-0 -p '{"metadata":{"finalizers":null}}'`)).toBe('pod/myapp-0 patched\n');
  await settle();
  expect(await rows('kubectl get pod myapp-0', 1, 2)).toEqual(['2/2 Running']);
});

it('Scale a StatefulSet', async () => {
  const { terminal, run, settle, rows } = await openTutorial();
  expect(await run('kubectl version')).toMatch(
    /^Client Version: v1\.36\.\d+\nKustomize Version: .*\nServer Version: v1\.36/,
  );
  const small = manifest.replace(/ {8}- name: crasher[^]*?(?= {2}volumeClaimTemplates)/, '');
  terminal.session.addFile('myapp.yaml', small);
  await run('kubectl apply -f myapp.yaml');
  await settle();
  expect(await rows('kubectl get statefulsets myapp', 0, 1)).toEqual(['myapp 2/2']);
  expect(await run('kubectl scale statefulsets myapp --replicas=4')).toBe('statefulset.apps/myapp scaled\n');
  await settle();
  expect(await rows('kubectl get statefulsets myapp', 1)).toEqual(['4/4']);
  terminal.session.setText('myapp.yaml', small.replace('replicas: 2', 'replicas: 3'));
  expect(await run('kubectl apply -f myapp.yaml')).toBe('service/myapp unchanged\nstatefulset.apps/myapp configured\n');
  await settle();
  expect(await rows('kubectl get statefulsets myapp', 1)).toEqual(['3/3']);
  const opened: string[] = [];
  terminal.edits = (text) => {
    opened.push(text);
    return text.replace(/^ {2}replicas: -?\d+$/m, opened.length === 1 ? '  replicas: -1' : '  replicas: 5');
  };
  expect(await run('kubectl edit statefulsets myapp')).toBe(
    'error: statefulsets.apps "myapp" is invalid\nstatefulset.apps/myapp edited\n',
  );
  expect(opened[0]).toMatch(/^# Please edit the object below\. Lines beginning with a '#' will be ignored,\n/);
  expect(opened[1]).toContain(
    '#\n# statefulsets.apps "myapp" was not valid:\n# * spec.replicas: Invalid value: -1: must be greater than or equal to 0\n#\n',
  );
  await settle();
  expect(await rows('kubectl get statefulsets myapp', 1)).toEqual(['5/5']);
  expect(await run(`kubectl patch statefulsets myapp -p '{"spec":{"replicas":1}}'`)).toBe(
    'statefulset.apps/myapp patched\n',
  );
  await settle();
  expect(await rows('kubectl get statefulsets myapp', 1)).toEqual(['1/1']);
});

it('Debug a StatefulSet', async () => {
  const { run, rows } = await withApp();
  expect((await rows('kubectl get pods -l app.kubernetes.io/name=MyApp', 0, 1, 2)).join()).toMatch(
    /^myapp-0 1\/2 (?:CrashLoopBackOff|Error)$/,
  );
  expect(await run('kubectl describe pod myapp-0')).toMatch(
    /crasher:[^]*Last State: +Terminated\n +Reason: +Error\n +Exit Code: +3[^]*Back-off restarting failed container crasher/,
  );
  expect(await run('kubectl logs myapp-0')).toMatch(
    /^Defaulted container "web" out of: web, crasher, prepare \(init\)\n/,
  );
  expect(await run('kubectl logs myapp-0 -c prepare')).toBe('prepared\n');
  expect(await run('kubectl logs myapp-0 -c crasher')).toBe('run prepared\n');
  expect(await run('kubectl logs myapp-0 -c crasher -p')).toBe('run prepared\n');
  expect(await run('kubectl exec myapp-0 -c crasher -- true')).toContain('container not found ("crasher")');
  await run('kubectl exec myapp-0 -c web -- touch /data/ok');
  await run('sleep 120');
  expect((await rows('kubectl get pod myapp-0', 1, 2))[0]).toBe('2/2 Running');
});
