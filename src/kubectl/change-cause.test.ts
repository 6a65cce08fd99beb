import { describe, expect, it } from 'vitest';
import { nginxExample } from '../manifest/examples/nginx.ts';
import { runCommandLine } from '../testing/run-kubectl.ts';
import { scenario } from '../testing/scenario.ts';

const warning = 'Flag --record has been deprecated, --record will be removed in the future\n';
const cause = String.raw`-o "jsonpath={.metadata.annotations.kubernetes\\.io/change-cause}"`;

describe('--record', () => {
  const { simulation, ...world } = scenario();
  const set = 'sts/web-statefulset';
  const run = async (line: string): Promise<string> => {
    const { stdout, stderr } = await runCommandLine(simulation, line, { files: { 'web.yaml': nginxExample } });
    return stderr + stdout;
  };

  it.each([
    ['apply -f web.yaml --record', 'kubectl apply --filename=web.yaml --record=true', set],
    [`set image ${set} "*=nginx:1.26" --record`, `kubectl set image ${set} *=nginx:1.26 --record=true`, set],
    [`scale ${set} --replicas=3 --record=true`, `kubectl scale ${set} --replicas=3 --record=true`, set],
    [`annotate ${set} a=b --record`, `kubectl annotate ${set} a=b --record=true`, set],
    [`label ${set} a=b --record -n default`, `kubectl label ${set} a=b --record=true --namespace=default`, set],
    [
      `patch ${set} -p {"spec":{"minReadySeconds":1}} --record`,
      `kubectl patch ${set} --patch={"spec":{"minReadySeconds":1}} --record=true`,
      set,
    ],
    ['run one --image=x --record', 'kubectl run one --image=x --record=true', 'pod/one'],
    [
      'set selector svc nginx-headless-service app=x --record',
      'kubectl set selector svc nginx-headless-service app=x --record=true',
      'svc/nginx-headless-service',
    ],
  ])('%s', async (line, recorded, object) => {
    const quoted = line.replace(/(\{.*\})/, `'$1'`);
    const said = await run(quoted);
    world.run(1);
    expect(said.startsWith(warning)).toBe(true);
    expect(said).not.toContain('error');
    expect(await run(`get ${object} ${cause}`)).toBe(recorded);
  });

  it('is the cause that the history tells', async () => {
    world.run(10);
    expect(await run(`rollout history ${set}`)).toContain('kubectl set image sts/web-statefulset *=nginx:1.26');
    expect(await run(`scale ${set} --replicas=2 --record=false`)).toBe(
      `${warning}statefulset.apps/web-statefulset scaled\n`,
    );
    expect(await run(`get ${set} ${cause}`)).toContain('kubectl patch');
    expect(await run('delete pod one --record')).toContain('unknown flag: --record');
  });

  it('server-side diffs are those of the manager that applies', async () => {
    const { exitCode, stderr } = await runCommandLine(simulation, 'diff -f web.yaml --server-side', {
      files: { 'web.yaml': nginxExample.replace('replicas: 2', 'replicas: 4') },
    });
    expect([exitCode, stderr.includes('Conflict')]).toEqual([1, false]);
  });

  it('subresources are printed in every format', async () => {
    expect(await run(`get ${set} --subresource=scale -o jsonpath={.kind}`)).toBe('Scale');
    expect(await run(`get ${set} --subresource=status -o name`)).toBe('statefulset.apps/web-statefulset\n');
  });
});
