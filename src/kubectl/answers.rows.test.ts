import { beforeAll, describe, expect, it } from 'vitest';
import { createCluster } from '../sim/cluster.ts';
import type { Simulation } from '../sim/simulation.ts';
import { runCommandLine } from '../testing/run-kubectl.ts';

/** A command line, what it prints, and what it says is wrong. Read off a real kubectl. */
type Row = readonly [line: string, stdout: string, stderr?: string];

const web = `apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80, name: http}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: "nginx:1.27"}]}
`;
const files = { 'web.yaml': web };

let simulation: Simulation;

beforeAll(async () => {
  simulation = createCluster({ seed: 5 });
  await runCommandLine(simulation, 'apply -f web.yaml', { files });
  await runCommandLine(simulation, 'create configmap settings --from-literal=a-key=1');
  await runCommandLine(simulation, 'create rolebinding readers --clusterrole=view --user=a');
  await runCommandLine(simulation, 'create service externalname outside --external-name=example.com');
  simulation.runUntil(simulation.nowMs + 30_000);
});

function answers(rows: readonly Row[]): void {
  it.each(rows.map(([line, stdout, stderr]) => [line, stdout, stderr ?? ''] as const))(
    '%s',
    async (line, stdout, stderr) => {
      const answer = await runCommandLine(simulation, line, { files, stdin: 'X=1\n# none\nY=2\n' });
      expect({ stdout: answer.stdout, stderr: answer.stderr }).toEqual({ stdout, stderr });
    },
  );
}

const notStored = 'no visitor method exists for { Service}';
const reference = 'invalid reference format';

describe('get and describe', () => {
  answers([
    ['get STS', '', `error: the server doesn't have a resource type "STS"\n`],
    ['get StatefulSets -o name', 'statefulset.apps/web\n'],
    ['get --raw nope', '', 'error: --raw must be a valid URL path: parse "nope": invalid URI for request\n'],
    ["get sts -o go-template='{{range .items}}{{.metadata.nope.foo}}{{end}}'", '<no value>'],
    [
      "get sts -o go-template='{{.nope.foo}}' --allow-missing-template-keys=false",
      expect.stringContaining('Error executing template') as never,
      expect.stringContaining('map has no entry for key "nope"') as never,
    ],
    ['describe svc outside', expect.stringContaining('External Name:') as never],
    ['describe -f web.yaml', expect.stringContaining('IP Family Policy:         SingleStack') as never],
  ]);

  it('sorts labels as pairs', async () => {
    await runCommandLine(simulation, 'label pod web-0 a=1 a1=2');
    const { stdout } = await runCommandLine(simulation, 'get pod web-0 --show-labels --no-headers');
    expect(stdout).toContain(' a1=2,a=1,app=web,');
  });
});

describe('rollout', () => {
  answers([
    ['rollout history svc/web', '', `error: error retrieving history for "Service", ${notStored}\n`],
    ['rollout undo svc/outside', '', `error: error retrieving rollbacker for "Service", ${notStored}\n`],
    ['rollout history sts -l app=none', ''],
    [
      'rollout status sts/web sts/nope',
      'partitioned roll out complete: 1 new pods have been updated...\n',
      'Error from server (NotFound): statefulsets.apps "nope" not found\n',
    ],
  ]);

  it('shows in a dry run of undo what would come', async () => {
    await runCommandLine(simulation, 'set image sts/web nginx=nginx:1.28');
    simulation.runUntil(simulation.nowMs + 60_000);
    const { stdout } = await runCommandLine(simulation, 'rollout undo sts/web --dry-run=client');
    expect(stdout.split('\n')[0]).toBe('statefulset.apps/web will roll back to Pod Template:');
  });
});

describe('set', () => {
  const places = "'A' already has a value (1), and --overwrite is false";
  answers([
    ['set env sts/web A=1 B', '', 'error: all resources must be specified before environment changes: sts/web A=1 B\n'],
    ['set env sts/web 1A=b', '', expect.stringMatching(/^error: "1A" is not a valid key name: a valid env/) as never],
    ['set env sts/web A=1', 'statefulset.apps/web env updated\n'],
    ['set env sts/web A=2 --overwrite=false', '', `error: statefulsets/web ${places}\n`],
    [
      'set env sts/web --from=configmap/settings',
      'statefulset.apps/web env updated\n',
      'Warning: key a-key transferred to A_KEY\n',
    ],
    [
      'set env sts/web --from=cm/settings --prefix=P_',
      'statefulset.apps/web env updated\n',
      'Warning: key a-key transferred to A_KEY\n',
    ],
    ['set env sts/web --from=foo', '', `error: the server doesn't have a resource type "foo"\n`],
    ['set env sts/web -', 'statefulset.apps/web env updated\n'],
    [
      'set env sts/web --list',
      '# StatefulSet web, container nginx\nA=1\n# A_KEY from configmap settings, key a-key\n' +
        '# P_A_KEY from configmap settings, key a-key\nX=1\nY=2\n',
    ],
    [
      'set env sts/web --keys=a',
      '',
      'error: when specifying --keys, a configmap or secret must be provided with --from\n',
    ],
    [
      'set resources sts/web --limits=cpu=-1',
      '',
      'error: failed to patch resources update to pod template StatefulSet.apps "web" is invalid: ' +
        'spec.template.spec.containers[0].resources.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0\n',
    ],
    ['set resources sts/web --limits=cpu=-1 --dry-run=client -o name', 'statefulset.apps/web\n'],
    ['set selector', '', 'error: one selector is required\n'],
    ['set selector svc web', '', 'error: resource(s) were provided, but no name was specified\n'],
    ["set selector svc web 'app in (x)'", '', 'error: match expression [{app In [x]}] not supported on this object\n'],
    [
      'set selector svc web app=web --resource-version=1',
      '',
      'Error from server (Conflict): Operation cannot be fulfilled on services "web": the object has been modified; ' +
        'please apply your changes to the latest version and try again\n',
    ],
    [
      'set image -f web.yaml nginx=nginx:9 --local -o name',
      'statefulset.apps/web\n',
      'error: service/web the object is not a pod or does not have a pod template: *v1.Service\n',
    ],
    [
      'label --local pod web-0 a=b',
      '',
      'error: can only use local files by -f pod.yaml or --filename=pod.json when --local=true is set\n',
    ],
  ]);

  it('works on files alone when it shall be local', async () => {
    const { stdout } = await runCommandLine(simulation, 'label --local -f web.yaml a=b -o yaml', { files });
    expect(stdout).not.toContain('namespace:');
    expect(stdout.match(/^ {4}a: b$/gm)).toHaveLength(2);
  });
});

describe('create and run', () => {
  const port = 'create service clusterip x --dry-run=client -o name --tcp=';
  answers([
    [`${port}abc`, '', 'error: strconv.ParseUint: parsing "abc": invalid syntax\n'],
    [`${port}70000`, '', 'error: strconv.ParseUint: parsing "70000": value out of range\n'],
    [`${port}80:0`, '', 'error: must be between 1 and 65535, inclusive\n'],
    [`${port}80:a_b`, '', 'error: must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)\n'],
    [`${port}80 --clusterip=None`, 'service/x\n'],
    [
      "create pdb p --selector='app in (a' --min-available=1",
      '',
      `error: couldn't parse the selector string "app in (a": unable to parse requirement: found '', expected: ',' or ')'\n`,
    ],
    [
      "create pdb p --selector='a!=b' --min-available=1 --dry-run=client",
      '',
      'error: "!=" is not a valid label selector operator\n',
    ],
    ['run x --image=NGINX', '', `error: Invalid image name "NGINX": ${reference}\n`],
    ['run x --image=a:b:c', '', `error: Invalid image name "a:b:c": ${reference}\n`],
    ['run x --image=nginx --port=abc', '', 'error: strconv.Atoi: parsing "abc": invalid syntax\n'],
    [
      'run x --image=nginx --image-pull-policy=foo',
      '',
      "error: invalid image pull policy: foo\nSee 'kubectl run -h' for help and examples\n",
    ],
    [
      'run x --image=nginx --rm',
      '',
      "error: --rm should only be used for attached containers\nSee 'kubectl run -h' for help and examples\n",
    ],
  ]);
});

describe('nodes', () => {
  const taint = 'taint nodes node-1';
  const selected = 'error: cannot specify both a node name and a --selector option';
  answers([
    [`${taint} a=b`, '', expect.stringMatching(/^error: invalid taint spec: a=b, name part must consist of/) as never],
    [`${taint} a=b:NoSchedule --dry-run=client`, 'node/node-1 tainted\n'],
    [`${taint} a=b:NoSchedule`, 'node/node-1 tainted\n'],
    [`${taint} a=c:NoSchedule --overwrite`, 'node/node-1 modified\n'],
    [
      `${taint} a=b:NoSchedule a=c:NoSchedule`,
      '',
      "error: duplicated taints with the same key and effect: {a c NoSchedule <nil>}\nSee 'kubectl taint -h' for help and examples\n",
    ],
    [
      `${taint} a=b:NoSchedule a:NoSchedule-`,
      '',
      'error: can not both modify and remove the following taint(s) in the same command: a=NoSchedule\n',
    ],
    [`${taint} a-`, 'node/node-1 untainted\n'],
    ['taint pod web-0 a=b:NoSchedule', '', 'error: invalid resource type pod, only node types are supported\n'],
    ['cordon node-1 -l x=y', '', `${selected}\nSee 'kubectl cordon -h' for help and examples\n`],
    [
      "drain node-1 --pod-selector='app in (x'",
      '',
      'error: --pod-selector=<pod_selector> must be a valid label selector\n',
    ],
  ]);
});

describe('the rest', () => {
  answers([
    ["patch sts web -p '{}' --dry-run=server", 'statefulset.apps/web patched (no change)\n'],
    ['replace', '', 'error: must specify one of -f and -k\n'],
    [
      'apply -f web.yaml --cascade=foo',
      '',
      'error: invalid cascade value (foo). Must be "background", "foreground", or "orphan"\n',
    ],
    ['diff -f web.yaml -l app=none', ''],
    ['delete -f web.yaml -l app=none', 'No resources found\n'],
    ['delete -f web.yaml -l app=web --dry-run=client', 'service "web" deleted from default namespace (dry run)\n'],
    ['get -f web.yaml -l app=web -o name', 'service/web\n'],
    ["delete -f web.yaml -l 'a='", 'No resources found\n'],
    [
      "delete -f web.yaml -l 'a in'",
      '',
      expect.stringMatching(
        /^error: the provided selector "a in" is not valid: unable to parse requirement: /,
      ) as never,
    ],
    ['create --raw=/api/v1/namespaces', '', 'error: must specify one of -f and -k\n'],
    ['create --raw=/x -f a -f b', '', 'error: --raw can only use a single local file or stdin\n'],
    ['create --raw=nope -f -', '', 'error: --raw must be a valid URL path: parse "nope": invalid URI for request\n'],
    ['delete --raw=/api/v1/namespaces/default/configmaps/none', '', expect.stringContaining('(NotFound)') as never],
    [
      'set subject rolebinding readers --user=b --group=g --serviceaccount=:c',
      'rolebinding.rbac.authorization.k8s.io/readers subjects updated\n',
    ],
    ['set subject rolebinding readers --user=a', ''],
    ['get rolebinding readers -o jsonpath={.subjects[*].name}', 'a b g c'],
    [
      'set subject svc web --user=a',
      '',
      'error: services/web setting subjects is only supported for RoleBinding/ClusterRoleBinding\n',
    ],
    [
      'set subject rolebinding readers',
      '',
      'error: you must specify at least one value of user, group or serviceaccount\n',
    ],
    ["patch --local -f web.yaml -p '{}' -o name", 'service/web\nstatefulset.apps/web\n'],
    ["patch --local sts web -p '{}'", '', 'error: cannot specify --local and server resources\n'],
    ["patch svc web --type=merge -p '{}' --dry-run=client", 'service/web patched (no change)\n'],
    ['patch svc web -p \'{"metadata":{"labels":{"a":null,"b":"1"}}}\' --dry-run=client', 'service/web patched\n'],
    ['run a --image=b --overrides=x --dry-run=client', '', 'error: Invalid JSON Patch\n'],
    [
      `run a --image=b --overrides='{"spec":{"restartPolicy":"Never"}}' --dry-run=client -o jsonpath={.spec.restartPolicy}`,
      'Never',
    ],
    [
      `run a --image=b --override-type=strategic --overrides='{"spec":{"containers":[{"name":"a","tty":true}]}}' --dry-run=client -o jsonpath={.spec.containers[0].image}`,
      'b',
    ],
    [
      'run a --image=b --expose --dry-run=client',
      '',
      expect.stringMatching(/^error: --port must be set when exposing a service\n/) as never,
    ],
    ['run a --image=b --expose --port=80 --dry-run=client', 'service/a created (dry run)\npod/a created (dry run)\n'],
    [
      'run a --image=b --expose --port=80 --labels=x=y --dry-run=client -o jsonpath={.spec.selector}{.spec.ports[0].targetPort}',
      '{"x":"y"}80',
    ],
    [
      `expose svc web --name=other --overrides='{"spec":{"type":"NodePort"}}' --dry-run=client -o jsonpath={.spec.type}`,
      'NodePort',
    ],
    [
      'create secret docker-registry hub --docker-username=u --docker-password=p --dry-run=client -o jsonpath={.data}',
      `{".dockerconfigjson":"${btoa('{"auths":{"https://index.docker.io/v1/":{"username":"u","password":"p","auth":"dTpw"}}}')}"}`,
    ],
    [
      'create secret docker-registry hub --docker-username=u',
      '',
      'error: either --from-file or the combination of --docker-username, --docker-password and --docker-server is required\n',
    ],
    [
      'create configmap c --from-literal=a=1 --append-hash --dry-run=client',
      'configmap/c-9dtcmmmm5t created (dry run)\n',
    ],
    [
      'create secret generic c --from-literal=a=1 --append-hash --dry-run=client',
      'secret/c-82m4hgf258 created (dry run)\n',
    ],
    ['explain sts --output=foo', '', 'error: unrecognized format: foo\n'],
    ['explain sts --api-version=apps/v9', '', `error: couldn't find resource for "apps/v9, Resource=statefulsets"\n`],
    ['explain sts --api-version=v1', '', 'error: GVR (/v1, Resource=statefulsets) not found in OpenAPI schema\n'],
    ['explain pods --api-version=a/b/c', '', 'error: unexpected GroupVersion string: a/b/c\n'],
    [
      'explain sts.spec.nope.foo',
      'GROUP:      apps\nKIND:       StatefulSet\nVERSION:    v1\n\n',
      'error: field "foo" does not exist\n',
    ],
    ['config view -o jsonpath={.kind}', 'Config'],
    [
      'config view -o foo',
      '',
      expect.stringMatching(/^error: unable to match a printer suitable for the output/) as never,
    ],
    [
      'config get-contexts -o foo',
      '',
      'error: --output foo is not available in kubectl config get-contexts; resetting to default output format\n',
    ],
    ["patch svc web -p '[]' --dry-run=client", '', 'error: invalid JSON document\n'],
    [`patch svc web -p '{"spec":{"ports":5}}' --dry-run=client`, 'service/web patched\n'],
    ['apply set-last-applied -f web.yaml', 'service/web configured\nstatefulset.apps/web configured\n'],
    ['apply set-last-applied -f web.yaml', 'set-last-applied web: no changes required.\n'.repeat(2)],
    ['diff -f web.yaml --force-conflicts', '', 'error: --force-conflicts only works with --server-side\n'],
    [
      'auth can-i foo bar',
      'yes\n',
      "Warning: the server doesn't have a resource type 'bar'\n\nWarning: verb 'foo' is not a known verb\n\n",
    ],
    [
      'logs web-0 --since-time=foo',
      '',
      'error: parsing time "foo" as "2006-01-02T15:04:05Z07:00": cannot parse "foo" as "2006"\n',
    ],
    ['logs web-0 --since=-1s', '', 'error: --since must be greater than 0\n'],
    ['logs web-0 --limit-bytes=-1', '', 'error: --limit-bytes must be greater than 0\n'],
  ]);

  it('sends what stands in a file as it is', async () => {
    const stdin = '{"metadata":{"name":"raw"},"data":{"a":"1"}}';
    const line = 'create --raw=/api/v1/namespaces/default/configmaps -f -';
    const { stdout } = await runCommandLine(simulation, line, { stdin });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'ConfigMap', data: { a: '1' } });
  });

  it('hides the data of Secrets in differences', async () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: b}\n';
    const { stdout } = await runCommandLine(simulation, 'diff -f -', { stdin: secret });
    expect(stdout).toContain("-null\n+apiVersion: v1\n+data:\n+  a: '***'\n");
  });

  it('waits one time for all objects', async () => {
    await runCommandLine(simulation, 'run alone --image=nginx');
    simulation.runUntil(simulation.nowMs + 30_000);
    const line = "wait pods --all --for=jsonpath='{.metadata.name}'=web-0 --timeout=2s";
    const { stdout, stderr } = await runCommandLine(simulation, line);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      'timed out waiting for the condition on pods/alone\ntimed out waiting for the condition on pods/web-0\n',
    );
  });
});
