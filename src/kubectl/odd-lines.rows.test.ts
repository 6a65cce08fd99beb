import { beforeAll, describe, expect, it } from 'vitest';
import { createCluster } from '../sim/cluster.ts';
import type { Simulation } from '../sim/simulation.ts';
import { runCommandLine } from '../testing/run-kubectl.ts';

const local = `error: you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
`;

describe('command lines that are not quite right', () => {
  let simulation: Simulation;
  const run = async (line: string): Promise<string> => {
    const { stdout, stderr } = await runCommandLine(simulation, line);
    return stdout + stderr;
  };

  beforeAll(async () => {
    simulation = createCluster();
    simulation.runUntil(simulation.nowMs + 5000);
    for (const line of [
      'create deployment front --image=nginx:1.27',
      'create configmap settings --from-literal=a=b',
      'create job once --image=busybox:1.36 -- true',
    ]) {
      expect((await runCommandLine(simulation, line)).exitCode).toBe(0);
    }
  });

  it.each([
    ['get cm settings -n nope', 'Error from server (NotFound): namespaces "nope" not found\n'],
    ['label cm settings nope-', 'label "nope" not found.\nconfigmap/settings labeled\n'],
    [
      'label cm nope settings x/y/z=1',
      /^Error from server \(NotFound\): configmaps "nope" not found\n.*ConfigMap "settings" is invalid/,
    ],
    ['annotate cm settings c=d --list', 'c=d\n'],
    ['annotate cm settings c=d --local --dry-run=server', /^error: cannot specify --local and --dry-run=server/],
    ['set image deploy front nginx=b --local', local],
    ['get deploy.v1beta1.apps -o name', 'deployment.apps/front\n'],
    ['get deployments.v1beta1.apps', 'error: the server doesn\'t have a resource type "deployments"\n'],
    ['set image --dry-run=foo', 'error: Invalid dry-run value (foo). Must be "none", "server", or "client".\n'],
    ['scale sts nope --replicas=2', 'Error from server (NotFound): statefulsets.apps "nope" not found\n'],
    ['rollout undo job once', 'error: no rollbacker has been implemented for "Job.batch"\n'],
    ['taint foo node-1 a=b:NoSchedule', 'the server doesn\'t have a resource type "foo"\n'],
    [
      'exec svc/kubernetes -- ls',
      "error: cannot attach to *v1.Service: invalid service 'kubernetes': Service is defined without a selector\n",
    ],
    ['get pods --user=nope', 'error: auth info "nope" does not exist\n'],
    ['get pods --context=nope', 'Error in configuration: context was not found for specified context: nope\n'],
    ['create configmap x --from-literal=a --from-file==f', 'error: key name for file path f missing\n'],
    [
      'create secret generic x --from-literal=..a=b',
      'error: "..a" is not valid key name for a Secret must not start with \'..\'\n',
    ],
    ['gets', 'error: unknown command "gets" for "kubectl"\n\nDid you mean this?\n\tset\n\tget\n'],
  ])('%s', async (line, said) => {
    if (typeof said === 'string') expect(await run(line)).toBe(said);
    else expect(await run(line)).toMatch(said);
  });

  it('takes old spellings of --dry-run, and says so once', async () => {
    const said = await run('create cm x --dry-run=true -o name');
    expect(said).toMatch(
      /^configmap\/x\nW\d{4} .* --dry-run=true is deprecated \(boolean value\) and can be replaced with --dry-run=client\.\n$/,
    );
    expect((await run('create cm x --dry-run')).split('is deprecated')).toHaveLength(2);
  });
});
