import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';

const resource = 'clusterroles.rbac.authorization.k8s.io';
const role = (name: string, labels: object, more: object): object => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name, labels },
  ...more,
});
const reads = (what: string): object => ({ apiGroups: [''], resources: [what], verbs: ['get'] });
const selectors = (...labels: readonly string[]): object => ({
  aggregationRule: { clusterRoleSelectors: labels.map((label) => ({ matchLabels: { [label]: 'true' } })) },
});

describe('cluster role aggregation', () => {
  it('gathers the rules of matching roles, follows their changes, and chains', () => {
    const { create, run, get, patch, delete: remove } = scenario({ nodes: 0 });
    create(
      role('monitoring', { 'to-all': 'true' }, { ...selectors('to-monitoring'), rules: [reads('forgotten')] }),
      role('pods', { 'to-monitoring': 'true' }, { rules: [reads('pods'), reads('services')] }),
      role('nodes', { 'to-monitoring': 'true' }, { rules: [reads('nodes'), reads('pods')] }),
      role('all', {}, selectors('to-all')),
      role('other', {}, { rules: [reads('secrets')] }),
    );
    run(1);
    const names = (name: string) => get(resource, name)?.rules?.map(({ resources }) => resources?.[0]);
    expect(names('monitoring')).toEqual(['nodes', 'pods', 'services']);
    expect(names('all')).toEqual(['nodes', 'pods', 'services']);
    patch(resource, 'other', { metadata: { labels: { 'to-monitoring': 'true' } } });
    remove(resource, 'nodes');
    run(1);
    expect(names('all')).toEqual(['secrets', 'pods', 'services']);
    remove(resource, 'pods');
    remove(resource, 'other');
    run(1);
    expect(names('all') ?? []).toEqual([]);
  });
});
