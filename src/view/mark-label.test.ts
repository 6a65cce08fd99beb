import { expect, it } from 'vitest';
import { markLabel } from './mark-label.ts';

it('says a fault in two words', () => {
  expect(markLabel('fault pod/default/web-1/crash')).toBe('web-1 crashes');
  expect(markLabel('fault image/registry.k8s.io/nginx-slim:0.24/pull-error')).toBe('nginx-slim:0.24 pull error');
  expect(markLabel('fault zone-lost:zone-a')).toBe('zone-a lost');
  expect(markLabel('fault provisioner-down')).toBe('provisioner down');
  expect(markLabel('end node/node-1/down')).toBe('end: node-1 down');
});

it('says a command in two words', () => {
  const lines = [
    'kubectl apply -f manifest.yaml',
    'kubectl scale sts web --replicas=5 -n default',
    'kubectl set image statefulset/web nginx=nginx:2',
    'kubectl delete pod web-1 -n default --wait=false',
    `kubectl patch statefulset web -n default --type=merge -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}}}}'`,
  ];
  expect(lines.map(markLabel)).toEqual(['apply', 'scale 5', 'set image', 'delete web-1', 'partition 2']);
  expect(markLabel('kubectl label pod web-1 tier=cache old-')).toBe('label web-1');
  expect(markLabel("kubectl exec web-0 -- sh -c 'echo hello'")).toBe('exec web-0');
});
