import { describe, expect, it } from 'vitest';
import { scheme } from '../api/scheme.ts';
import type { CompletionSource } from './complete-source.ts';
import { completeLine } from './complete.ts';

const names: Readonly<Record<string, readonly string[]>> = {
  pods: ['web-0', 'web-1', 'db-0'],
  statefulsets: ['web'],
  nodes: ['node-1'],
};
const source: CompletionSource = {
  names: ({ plural }, namespace) => (namespace === 'empty' ? [] : (names[plural] ?? [])),
  resources: () => scheme,
  namespaces: () => ['default', 'kube-system'],
  files: () => ['manifest.yaml', 'web.yaml'],
  containers: (pod) => (pod === 'web-0' ? ['nginx', 'sidecar'] : []),
  contexts: () => ['playground'],
  programs: () => ['grep', 'awk', 'curl'],
};

describe('completion', () => {
  it.each<[string, readonly string[]]>([
    ['gr', ['grep']],
    ['kub', ['kubectl']],
    ['grep kind m', ['manifest.yaml']],
    ['kubectl get pods > w', ['web.yaml']],
    ['cat < w', ['web.yaml']],
    ['kubectl rollo', ['rollout']],
    ['kubectl rollout sta', ['status']],
    ['kubectl rollout status sta', ['statefulset']],
    ['kubectl rollout status sts/', ['sts/web']],
    ['kubectl get pod web', ['web-0', 'web-1']],
    ['kubectl get pod/w', ['pod/web-0', 'pod/web-1']],
    ['kubectl get pods,statefuls', ['pods,statefulsets']],
    ['kubectl -n empty get pod w', []],
    ['kubectl logs pod/web-1', []],
    ['kubectl logs sts/w', ['sts/web']],
    ['kubectl exec web-0 -c ', ['nginx', 'sidecar']],
    ['kubectl logs pod/web-0 --container=s', ['--container=sidecar']],
    ['kubectl logs web-0 -n kube', ['kube-system']],
    ['kubectl wait pod/web-0 --for=condition=R', ['--for=condition=Ready']],
    ['kubectl wait deploy/x --for condition=A', ['condition=Available']],
    ['kubectl get sts -o jsonpath', ['jsonpath-as-json=', 'jsonpath-file=', 'jsonpath=']],
    ['kubectl get sts --output=ya', ['--output=yaml']],
    ['kubectl delete sts web --cascade=o', ['--cascade=orphan']],
    ['kubectl apply -f ', ['manifest.yaml', 'web.yaml']],
    ['kubectl config use-context ', ['playground']],
    ['kubectl cordon ', ['node-1']],
    ['kubectl cp web-', ['web-0:', 'web-1:']],
    ['kubectl exec web-0 -- l', []],
    ['kubectl scale sts web --rep', ['--replicas']],
  ])('%s', (line, expected) => {
    expect(completeLine(line, source)).toEqual(expected);
  });
});
