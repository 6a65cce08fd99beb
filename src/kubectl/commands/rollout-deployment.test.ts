import { describe, expect, it } from 'vitest';
import { runCommandLine as kubectl } from '../../testing/run-kubectl.ts';
import { scenario } from '../../testing/scenario.ts';
import type { Scenario } from '../../testing/scenario.ts';

function started(): Scenario {
  const world = scenario();
  world.create({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', annotations: { 'kubernetes.io/change-cause': 'first' } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx:1.25' }] } },
    },
  });
  world.run(60);
  return world;
}

describe('kubectl rollout of a Deployment', () => {
  it('follows, shows and undoes its revisions', async () => {
    const { simulation, ...world } = started();
    const run = async (line: string): Promise<string> => {
      const { stdout, stderr } = await kubectl(simulation, line);
      return stdout + stderr;
    };
    expect(await run('set image deploy/web c=nginx:1.26')).toBe('deployment.apps/web image updated\n');
    const status = await run('rollout status deployment web');
    expect(status).toContain(
      'Waiting for deployment "web" rollout to finish: 1 out of 2 new replicas have been updated...\n',
    );
    expect(status).toContain(
      'Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...\n',
    );
    expect(status.endsWith('deployment "web" successfully rolled out\n')).toBe(true);
    expect(await run('rollout history deploy/web')).toBe(
      'deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         first\n2         first\n\n',
    );
    expect(await run('rollout history deploy/web --revision=1')).toMatch(
      /^deployment.apps\/web with revision #1\nPod Template:\n {2}Labels:\tapp=web\n\tpod-template-hash=[a-z0-9]+\n/,
    );
    expect(await run('rollout undo deploy/web')).toBe('deployment.apps/web rolled back\n');
    expect(await run('rollout undo deploy/web --to-revision=7')).toBe(
      'error: unable to find specified revision 7 in history\n',
    );
    await run('rollout status deployment web');
    expect(world.get('deployments.apps', 'web')!.spec.template.spec.containers[0]!.image).toBe('nginx:1.25');
    expect(await run('rollout history deploy/web')).toContain('\n2         first\n3         first\n');
    expect(await run('rollout undo deploy/web --to-revision=3')).toBe(
      'deployment.apps/web skipped rollback (current template already matches revision 3)\n',
    );
  });

  it('is paused, refuses to be restarted or undone, and is resumed', async () => {
    const { simulation } = started();
    const run = async (line: string): Promise<string> => {
      const { stdout, stderr } = await kubectl(simulation, line);
      return stdout + stderr;
    };
    expect(await run('rollout pause deploy/web')).toBe('deployment.apps/web paused\n');
    expect(await run('rollout pause deploy/web')).toBe('error: deployments.apps "web" is already paused\n');
    expect(await run('rollout restart deploy/web')).toBe(
      'error: deployments.apps "web" can\'t restart paused deployment (run rollout resume first)\n',
    );
    expect(await run('rollout resume deploy/web')).toBe('deployment.apps/web resumed\n');
    expect(await run('rollout restart deploy/web')).toBe('deployment.apps/web restarted\n');
    expect(await run('scale deploy/web --replicas=4')).toBe('deployment.apps/web scaled\n');
    await run('rollout status deploy/web');
    expect(await run('get deploy,rs')).toMatch(
      /^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\ndeployment\.apps\/web +4\/4 +4 +4 +\w+\n\nNAME +DESIRED +CURRENT +READY +AGE\n(replicaset\.apps\/web-\w+ +(0 +0 +0|4 +4 +4) +\w+\n){2}$/,
    );
    const described = await run('describe deployment web');
    expect(described).toMatch(/Replicas: +4 desired \| 4 updated \| 4 total \| 4 available \| 0 unavailable\n/);
    expect(described).toMatch(/ {2}Progressing +True +NewReplicaSetAvailable\n/);
  });
});
