import { describe, expect, it } from 'vitest';
import { headlessService, statefulSet } from '../testing/manifests.ts';
import { scenario } from '../testing/scenario.ts';
import { narrate } from './narration.ts';

describe('narration', () => {
  it('tells a rolling update so that it is understood without the picture', () => {
    const cluster = scenario();
    cluster.create(headlessService('web'), statefulSet('web', { replicas: 2 }));
    cluster.run(30);
    const before = cluster.simulation.history.changes.length;
    const { currentRevision } = cluster.get('statefulsets.apps', 'web')!.status;
    cluster.patch('statefulsets.apps', 'web', {
      spec: { template: { spec: { containers: [{ name: 'nginx', image: 'nginx:1.28' }] } } },
    });
    cluster.run(60);
    const { updateRevision } = cluster.get('statefulsets.apps', 'web')!.status;
    const [old, now] = [currentRevision!, updateRevision!];
    const changes = cluster.simulation.history.changes;
    const told = narrate(changes).slice(narrate(changes.slice(0, before)).length);
    const nodes = ['web-0', 'web-1'].map((name) => cluster.get('pods', name)!.spec.nodeName!);
    expect(now).not.toBe(old);
    expect(told.map(({ text }) => text)).toEqual([
      'web gets a new Pod template.',
      'The StatefulSet controller deletes web-1 to replace it by one with the new Pod template. It has 10 seconds to stop.',
      `The rolling update of web to revision ${now} begins, from the highest ordinal down.`,
      'web-1 is gone.',
      `The StatefulSet controller creates web-1 at revision ${now}.`,
      `web-1 is scheduled to ${nodes[1]}.`,
      'web-1 is Ready: 2 of 2 Pods of web are.',
      'The StatefulSet controller deletes web-0 to replace it by one with the new Pod template. It has 10 seconds to stop.',
      'web-0 is gone.',
      `The StatefulSet controller creates web-0 at revision ${now}.`,
      `web-0 is scheduled to ${nodes[0]}.`,
      'web-0 is Ready: 2 of 2 Pods of web are.',
      `The rolling update of web is done: every Pod has revision ${now}.`,
    ]);
  });

  it('marks what is trouble', () => {
    const cluster = scenario();
    cluster.create(headlessService('web'), statefulSet('web', { replicas: 1, image: 'nginx:does-not-exist' }));
    cluster.run(30);
    const trouble = narrate(cluster.simulation.history.changes).filter(({ isTrouble }) => isTrouble);
    expect(trouble[0]!.text).toBe('web-0 fails: ErrImagePull.');
  });
});
