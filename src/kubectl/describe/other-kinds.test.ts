import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { rowByKind } from '../../api/scheme.ts';
import type { KubectlClient } from '../client.ts';
import { describerOf } from './registry.ts';

const metadata = { name: 'web', namespace: 'default', uid: '1', creationTimestamp: '2026-11-23T05:42:04Z' };

function describeObject(object: unknown): Promise<string> {
  const kubeObject = object as KubeObject;
  const row = rowByKind(kubeObject.apiVersion, kubeObject.kind)!;
  const client = { send: async () => ({ items: [] }) } as unknown as KubectlClient;
  const clock = { nowMs: Date.UTC(2026, 10, 23, 5, 42, 16), timeZoneOffsetMinutes: 0 };
  return describerOf(row)(kubeObject, { client, clock, showEvents: true });
}

describe('kubectl describe', () => {
  it('puts the verbs of a resource together', async () => {
    const rules = [
      { apiGroups: ['', 'apps'], resources: ['pods', 'statefulsets/scale'], verbs: ['get', 'list'] },
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['a'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['delete'] },
      { nonResourceURLs: ['/healthz'], verbs: ['get', 'head'] },
    ];
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules };
    expect(await describeObject(role)).toBe(`Name:         web
Labels:       <none>
Annotations:  <none>
PolicyRule:
  Resources                Non-Resource URLs  Resource Names  Verbs
  ---------                -----------------  --------------  -----
  pods                     []                 []              [get list delete]
  statefulsets/scale       []                 []              [get list]
  pods.apps                []                 []              [get list]
  statefulsets.apps/scale  []                 []              [get list]
                           [/healthz]         []              [get]
  secrets                  []                 [a]             [get]
                           [/healthz]         []              [head]
`);
  });

  it('says what a network policy allows', async () => {
    const spec = {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [
            { ipBlock: { cidr: '172.17.0.0/16', except: ['172.17.1.0/24'] } },
            { podSelector: { matchLabels: { role: 'frontend' } }, namespaceSelector: {} },
          ],
          ports: [
            { port: 6379, protocol: 'TCP' },
            { port: 32000, endPort: 32768 },
          ],
        },
        {},
      ],
    };
    const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec };
    expect(await describeObject(policy)).toBe(`Name:         web
Namespace:    default
Created on:   2026-11-23 05:42:04 +0000 UTC
Labels:       <none>
Annotations:  <none>
Spec:
  PodSelector:     <none> (Allowing the specific traffic to all pods in this namespace)
  Allowing ingress traffic:
    To Port: 6379/TCP
    To Port Range: 32000-32768/TCP
    From:
      IPBlock:
        CIDR: 172.17.0.0/16
        Except: 172.17.1.0/24
    From:
      NamespaceSelector: <none>
      PodSelector: role=frontend
    ----------
    To Port: <any> (traffic allowed to all ports)
    From: <any> (traffic not restricted by source)
  Allowing egress traffic:
    <none> (Selected pods are isolated for egress connectivity)
  Policy Types: Ingress, Egress
`);
  });

  it('describes an autoscaler', async () => {
    const autoscaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: {
        minReplicas: 1,
        maxReplicas: 3,
        scaleTargetRef: { kind: 'StatefulSet', name: 'web' },
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
          { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1Gi' } } },
          { type: 'Pods', pods: { metric: { name: 'hits' }, target: { type: 'AverageValue', averageValue: '10' } } },
        ],
      },
      status: { desiredReplicas: 0 },
    };
    expect(await describeObject(autoscaler)).toBe(`Name:                                                  web
Namespace:                                             default
Labels:                                                <none>
Annotations:                                           <none>
CreationTimestamp:                                     Mon, 23 Nov 2026 05:42:04 +0000
Reference:                                             StatefulSet/web
Metrics:                                               ( current / target )
  resource cpu on pods  (as a percentage of request):  <unknown> / 80%
  resource memory on pods:                             <unknown> / 1Gi
  "hits" on pods:                                      <unknown> / 10
Min replicas:                                          1
Max replicas:                                          3
StatefulSet pods:                                      0 current / 0 desired
Events:                                                <none>
`);
  });
});
