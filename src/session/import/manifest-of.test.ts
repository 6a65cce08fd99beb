import { expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { manifestOf } from './manifest-of.ts';

const service = (namespace: string, name: string, annotations?: Record<string, string>): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, annotations },
    spec: {},
  }) as unknown as KubeObject;

const namesIn = (text: string): readonly string[] => [...text.matchAll(/^ {2}name: (.*)/gm)].map(([, name]) => name!);

it('writes what somebody made, and nothing that the cluster has of itself', () => {
  const applied = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
  const objects = [
    service('default', 'kubernetes'),
    service('kube-system', 'kube-dns'),
    service('kube-system', 'metrics-server', applied),
    service('default', 'nginx'),
    service('shop', 'kubernetes'),
  ];
  expect(namesIn(manifestOf(objects))).toEqual(['metrics-server', 'nginx', 'kubernetes']);
});
