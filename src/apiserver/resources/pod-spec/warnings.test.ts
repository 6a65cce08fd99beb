import { expect, it } from 'vitest';
import type { ObjectMeta, PodSpec } from '../../../api/types.ts';
import { podSpecWarnings, podTemplateWarnings } from './warnings.ts';

const container = (more: object): object => ({ containers: [{ name: 'c', image: 'nginx', ...more }] });

it.each<[string, object, readonly string[]]>([
  [
    'a variable that comes twice',
    container({
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
        { name: 'PATH', value: '/bin' },
        { name: 'PATH', value: '$(PATH):/sbin' },
      ],
    }),
    ['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply'],
  ],
  [
    'a port that comes twice',
    container({ ports: [{ containerPort: 80 }, { containerPort: 80 }, { containerPort: 80, hostPort: 8080 }] }),
    [
      'spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]',
      'spec.containers[0].ports[2]: overlapping port definition with spec.containers[0].ports[0]',
      'spec.containers[0].ports[2]: overlapping port definition with spec.containers[0].ports[1]',
    ],
  ],
  [
    'a port name in two containers',
    {
      containers: [
        { name: 'a', image: 'x', ports: [{ containerPort: 80, name: 'http' }] },
        { name: 'b', image: 'x', ports: [{ containerPort: 81, name: 'http' }] },
      ],
    },
    [
      'spec.containers[1].ports[0]: duplicate port name "http" with spec.containers[0].ports[0], services and probes that select ports by name will use spec.containers[0].ports[0]',
    ],
  ],
  [
    'fractions of bytes',
    container({ resources: { limits: { memory: '100m' }, requests: { 'ephemeral-storage': '1500m' } } }),
    [
      'spec.containers[0].resources.limits[memory]: fractional byte value "100m" is invalid, must be an integer',
      'spec.containers[0].resources.requests[ephemeral-storage]: fractional byte value "1500m" is invalid, must be an integer',
    ],
  ],
  [
    'selectors that match nothing',
    {
      ...container({}),
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone' }] } },
    },
    [
      'spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod',
      'spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: a null labelSelector results in matching no pod',
    ],
  ],
  [
    'old names of node labels',
    { ...container({}), nodeSelector: { 'beta.kubernetes.io/os': 'linux' } },
    ['spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead'],
  ],
  [
    'addresses and secrets that come twice',
    {
      ...container({}),
      hostAliases: [{ ip: '1.1.1.1' }, { ip: '1.1.1.1' }],
      imagePullSecrets: [{ name: 'a' }, { name: 'a' }],
    },
    ['spec.hostAliases[1].ip: duplicate ip "1.1.1.1"', 'spec.imagePullSecrets[1].name: duplicate name "a"'],
  ],
  [
    'a negative grace period',
    { ...container({}), terminationGracePeriodSeconds: -1 },
    ['spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1'],
  ],
  [
    'repositories as volumes',
    { ...container({}), volumes: [{ name: 'g', gitRepo: { repository: 'a' } }] },
    ['spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+'],
  ],
  ['nothing', container({ env: [{ name: 'A' }], ports: [{ containerPort: 80 }, { containerPort: 81 }] }), []],
])('warns about %s', (_what, spec, warnings) => {
  expect(podSpecWarnings(spec as PodSpec, { name: 'p' } as ObjectMeta)).toEqual(warnings);
});

it('puts the path of a template in front', () => {
  const metadata = { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default' } } as never;
  expect(podTemplateWarnings({ metadata, spec: container({}) as PodSpec }, 'spec.template')).toEqual([
    'spec.template.metadata.annotations[seccomp.security.alpha.kubernetes.io/pod]: non-functional in v1.27+; use the "seccompProfile" field instead',
  ]);
});
