import { describe, expect, it } from 'vitest';
import type { Job, Pod } from '../../api/types.ts';
import { scenario, type Scenario } from '../../testing/scenario.ts';

const resource = 'jobs.batch';

const job = (command: string, spec: object = {}, restartPolicy = 'Never'): object => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'work' },
  spec: {
    template: {
      spec: { restartPolicy, containers: [{ name: 'c', image: 'busybox', command: ['sh', '-c', command] }] },
    },
    ...spec,
  },
});

function started(...given: Parameters<typeof job>): Scenario {
  const world = scenario();
  world.create(job(...given));
  world.run(60);
  return world;
}

const stored = (world: Scenario): Job => world.get(resource, 'work')!;
const conditions = (world: Scenario): readonly string[] =>
  (stored(world).status.conditions ?? []).map(({ type, status, reason }) => `${type} ${status} ${reason}`);

describe('a Job', () => {
  it('selects its Pods by labels of its own', () => {
    const { metadata, spec } = stored(started('exit 0'));
    const labels = {
      'batch.kubernetes.io/controller-uid': metadata.uid,
      'batch.kubernetes.io/job-name': 'work',
      'controller-uid': metadata.uid,
      'job-name': 'work',
    };
    expect(spec.selector).toEqual({ matchLabels: { 'batch.kubernetes.io/controller-uid': metadata.uid } });
    expect(spec.template.metadata!.labels).toEqual(labels);
    expect(metadata.labels).toEqual(labels);
    expect(spec).toMatchObject({ completions: 1, parallelism: 1, backoffLimit: 6, completionMode: 'NonIndexed' });
  });

  it('is complete when enough Pods succeeded, and no more than its parallelism ran at once', () => {
    const world = scenario();
    world.create(job('sleep 5', { completions: 5, parallelism: 2 }));
    for (let second = 0; second < 60; second++) {
      world.run(1);
      expect(stored(world).status.active ?? 0).toBeLessThanOrEqual(2);
    }
    expect(stored(world).status).toMatchObject({ succeeded: 5, ready: 0, terminating: 0, uncountedTerminatedPods: {} });
    expect(stored(world).status.active).toBeUndefined();
    expect(stored(world).status.completionTime).toBeDefined();
    expect(conditions(world)).toEqual([
      'SuccessCriteriaMet True CompletionsReached',
      'Complete True CompletionsReached',
    ]);
    expect(world.events('SuccessfulCreate')).toHaveLength(5);
    expect(world.events('Completed').filter((text) => text.includes('Job/'))).toEqual([
      'Normal Completed Job/work: Job completed',
    ]);
    expect(world.list('pods').some(({ metadata }) => metadata.finalizers)).toBe(false);
    expect(world.simulation.nextForegroundMs).toBeUndefined();
  });

  it('fails after as many failures as it may have, with longer pauses between them', () => {
    const world = started('exit 3', { backoffLimit: 2 });
    world.run(60);
    expect(stored(world).status).toMatchObject({ failed: 3 });
    expect(conditions(world)).toEqual(['FailureTarget True BackoffLimitExceeded', 'Failed True BackoffLimitExceeded']);
    expect(world.events('BackoffLimitExceeded')).toEqual([
      'Warning BackoffLimitExceeded Job/work: Job has reached the specified backoff limit',
    ]);
    const created = world.list('pods').map(({ metadata }) => Date.parse(metadata.creationTimestamp));
    const [first, second, third] = created.toSorted((a, b) => a - b) as [number, number, number];
    expect(second - first).toBeGreaterThanOrEqual(10_000);
    expect(third - second).toBeGreaterThanOrEqual(20_000);
  });

  it('restarts containers in place with OnFailure', () => {
    const world = started('test -f /done && exit 0; exit 1', { backoffLimit: 1 }, 'OnFailure');
    expect(world.events('SuccessfulCreate')).toHaveLength(1);
    expect(conditions(world)).toEqual(['FailureTarget True BackoffLimitExceeded', 'Failed True BackoffLimitExceeded']);
    expect(world.list('pods')).toHaveLength(0);
  });

  it('fails at its deadline and takes its Pods along', () => {
    const world = started('sleep 1000', { activeDeadlineSeconds: 20 });
    world.run(60);
    expect(conditions(world)).toEqual(['FailureTarget True DeadlineExceeded', 'Failed True DeadlineExceeded']);
    expect(stored(world).status).toMatchObject({ failed: 1, terminating: 0 });
    expect(world.list('pods')).toHaveLength(0);
  });

  it('runs no Pods while it is suspended', () => {
    const world = started('sleep 1000', { suspend: true });
    expect(world.list('pods')).toHaveLength(0);
    expect(conditions(world)).toEqual(['Suspended True JobSuspended']);
    world.patch(resource, 'work', { spec: { suspend: false } });
    world.run(30);
    expect(stored(world).status).toMatchObject({ active: 1, ready: 1 });
    expect(conditions(world)).toEqual(['Suspended False JobResumed']);
  });

  it('goes some time after its end, if it should', () => {
    const world = started('exit 0', { ttlSecondsAfterFinished: 100 });
    expect(conditions(world)).toContain('Complete True CompletionsReached');
    world.run(120);
    expect(world.get(resource, 'work')).toBeUndefined();
    expect(world.list('pods')).toHaveLength(0);
  });

  it('leaves no Pods behind when it is deleted', () => {
    const world = started('sleep 1000');
    world.delete(resource, 'work', { propagationPolicy: 'Background' });
    world.run(60);
    expect(world.list('pods')).toHaveLength(0);
  });

  it('leaves its Pods alone when its deletion does not say what becomes of them', () => {
    const world = started('sleep 1000');
    world.delete(resource, 'work');
    world.run(60);
    expect(world.get(resource, 'work')).toBeUndefined();
    expect(world.list('pods').map(({ metadata }) => [metadata.ownerReferences, metadata.finalizers])).toEqual([
      [undefined, undefined],
    ]);
  });

  it('is refused when its Pods would run for ever, or when it cannot be simulated', () => {
    const world = scenario();
    expect(() => world.create(job('exit 0', {}, 'Always'))).toThrow(
      'spec.template.spec.restartPolicy: Required value: valid values: [\\"OnFailure\\" \\"Never\\"]',
    );
    const indexed = { completionMode: 'Indexed', completions: 2 };
    expect(() => world.create(job('exit 0', { ...indexed, backoffLimitPerIndex: 1 }))).toThrow(
      'this cluster does not simulate Jobs with backoffLimitPerIndex',
    );
    expect(() => world.create(job('exit 0', { completionMode: 'Indexed', parallelism: 2 }))).toThrow(
      'spec.completions: Required value: when completion mode is Indexed',
    );
    expect(() => world.create(job('exit 0', { completionMode: 'Other', completions: 2 }))).toThrow(
      'spec.completionMode: Unsupported value: \\"Other\\": supported values: \\"Indexed\\", \\"NonIndexed\\"',
    );
  });

  it('gives each Pod an index of its own, and makes those again that fail', () => {
    const world = scenario();
    const command = 'echo $JOB_COMPLETION_INDEX; [ $JOB_COMPLETION_INDEX != 1 ] || sleep 30';
    world.create(job(command, { completionMode: 'Indexed', completions: 4, parallelism: 2 }));
    world.run(1);
    const key = 'batch.kubernetes.io/job-completion-index';
    const [pod] = world.list('pods');
    expect(world.list('pods').map(({ metadata }) => metadata.name.slice(0, 7))).toEqual(['work-0-', 'work-1-']);
    expect(pod!.metadata).toMatchObject({ labels: { [key]: '0' }, annotations: { [key]: '0' } });
    expect((pod as Pod).spec).toMatchObject({
      hostname: 'work-0',
      containers: [
        {
          env: [{ name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { fieldPath: `metadata.labels['${key}']` } } }],
        },
      ],
    });
    world.run(25);
    expect(stored(world).status).toMatchObject({ completedIndexes: '0,2,3', succeeded: 3, active: 1 });
    world.run(60);
    expect(stored(world).status).toMatchObject({ completedIndexes: '0-3', succeeded: 4 });
    expect(conditions(world)).toContain('Complete True CompletionsReached');
    const failing = scenario();
    failing.create(job('exit 1', { completionMode: 'Indexed', completions: 2, parallelism: 1, backoffLimit: 1 }));
    failing.run(120);
    expect(failing.list('pods').map(({ metadata }) => metadata.name.slice(0, 7))).toEqual(['work-0-', 'work-0-']);
    expect(conditions(failing)).toContain('Failed True BackoffLimitExceeded');
  });
});
