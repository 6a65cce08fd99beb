import { describe, expect, it } from 'vitest';
import { objectFacts } from './object-facts.ts';

const metadata = { name: 'a', uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };

const factsOf = (kind: string, rest: object): Record<string, string> =>
  Object.fromEntries(objectFacts({ apiVersion: 'v1', kind, metadata, ...rest }));

describe('the facts of an object', () => {
  it('say what a StorageClass does with claims', () => {
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    const standard = { metadata: { ...metadata, annotations }, provisioner: 'p', reclaimPolicy: 'Delete' };
    expect(factsOf('StorageClass', standard)).toMatchObject({ Default: expect.stringContaining('yes') as string });
    expect(factsOf('StorageClass', { provisioner: 'p' })).toMatchObject({ Default: 'no', Expansion: 'not allowed' });
  });

  it('count what a budget allows', () => {
    const status = { currentHealthy: 2, expectedPods: 3, desiredHealthy: 2, disruptionsAllowed: 1 };
    const facts = factsOf('PodDisruptionBudget', { spec: { maxUnavailable: 1 }, status });
    expect(facts).toMatchObject({ Healthy: '2 of 3 Pods', 'Must stay': '2 Pods', 'May be evicted': '1 Pod' });
    expect(facts).not.toHaveProperty('minAvailable');
  });

  it('tell how a Job ended', () => {
    const spec = { backoffLimit: 2, template: { spec: { containers: [{ name: 'c', image: 'busybox' }] } } };
    const conditions = [{ type: 'Failed', status: 'True' }];
    expect(factsOf('Job', { spec, status: { conditions, failed: 3 } })).toMatchObject({
      Status: 'Failed',
      Failed: '3 Pods',
    });
    expect(factsOf('Job', { spec })).toMatchObject({ Status: 'Running', Completions: '0 of 1' });
  });
});
