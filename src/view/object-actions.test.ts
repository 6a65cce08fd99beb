import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../api/object.ts';
import { buildPod, metadata } from '../testing/builders.ts';
import { objectActions } from './object-actions.ts';

const object = (apiVersion: string, kind: string, spec: object, namespace?: string): KubeObject =>
  ({ apiVersion, kind, metadata: metadata('web', namespace ? { namespace } : {}), spec }) as unknown as KubeObject;
const lines = (of: KubeObject): readonly string[] => objectActions(of).map(({ line }) => line);

describe('the actions of an object', () => {
  it('are kubectl commands on that very object', () => {
    expect(lines(object('apps/v1', 'StatefulSet', { replicas: 2 }, 'shop'))).toEqual([
      'kubectl describe statefulset web -n shop',
      'kubectl scale statefulset web --replicas=3 -n shop',
      'kubectl scale statefulset web --replicas=1 -n shop',
      'kubectl rollout restart statefulset web -n shop',
      'kubectl rollout undo statefulset web -n shop',
      'kubectl delete statefulset web -n shop --wait=false',
      'kubectl delete statefulset web -n shop --cascade=orphan --wait=false',
    ]);
    expect(lines(buildPod('web-0'))).toContain(
      'kubectl delete pod web-0 -n default --grace-period=0 --force --wait=false',
    );
    expect(lines(object('v1', 'PersistentVolume', {}))).toContain('kubectl delete persistentvolume web --wait=false');
  });

  it('offer the way back from a state that lasts', () => {
    expect(lines(object('v1', 'Node', { unschedulable: true }))).toContain('kubectl uncordon web');
    expect(lines(object('v1', 'Node', {}))).toContain('kubectl cordon web');
    expect(lines(object('apps/v1', 'Deployment', { paused: true }, 'a'))).toContain(
      'kubectl rollout resume deployment web -n a',
    );
    expect(lines(object('batch/v1', 'Job', { suspend: true }, 'a'))).toContain(
      `kubectl patch job web -n a -p '{"spec":{"suspend":false}}'`,
    );
    expect(lines(object('v1', 'Service', { publishNotReadyAddresses: true }, 'a'))).toContain(
      `kubectl patch service web -n a -p '{"spec":{"publishNotReadyAddresses":false}}'`,
    );
  });

  it('never scale below nothing', () => {
    expect(lines(object('apps/v1', 'ReplicaSet', { replicas: 0 }, 'a')).join()).not.toContain('replicas=-1');
  });
});
