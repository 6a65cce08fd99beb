import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { Node, PodSpec } from '../../api/types.ts';
import { createRandom } from '../../lib/random.ts';
import { buildClaim, buildNode, buildPod, buildVolume } from '../../testing/builders.ts';
import { readerOver } from '../../testing/objects.ts';
import { planScheduling } from './plan.ts';
import { takeSnapshot } from './snapshot.ts';

const helpless = 'Preemption is not helpful for scheduling';
const noVictims = 'No preemption victims found for incoming pod';

/** Why a Pod finds no place on the only node, and what preemption could do about it. */
type Row = readonly [what: string, spec: Partial<PodSpec>, objects: readonly KubeObject[], reason: string, why: string];

const node = (spec: object = {}, labels: object = {}): Node => {
  const plain = buildNode('node-1', { spec });
  return { ...plain, metadata: { ...plain.metadata, labels: { ...plain.metadata.labels, ...labels } } } as Node;
};
const taint = (effect: string): object => ({ taints: [{ key: 'dedicated', value: 'db', effect }] });
const labels = { app: 'web' };
const term = { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' };
const spread = (topologyKey: string): Partial<PodSpec> => ({
  topologySpreadConstraints: [
    { topologyKey, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: labels } },
  ],
});
const container = (more: object): Partial<PodSpec> => ({ containers: [{ name: 'c', image: 'i', ...more }] });
const requests = (list: Readonly<Record<string, string>>): Partial<PodSpec> =>
  container({ resources: { requests: list } });
const onHost = container({ ports: [{ containerPort: 80, hostPort: 80, protocol: 'TCP' }] });
const neighbour = (spec: Partial<PodSpec>): KubeObject =>
  buildPod('neighbour', { meta: { labels }, spec: { ...spec, nodeName: 'node-1' } });
const nodeAffinity = (operator: string, values?: readonly string[]): Partial<PodSpec> => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator, ...(values ? { values } : {}) }] }],
      },
    },
  } as never,
});
const withClaim: Partial<PodSpec> = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };

const rows: readonly Row[] = [
  ['a cordon', {}, [node({ unschedulable: true })], 'node(s) were unschedulable', helpless],
  ['a NoSchedule taint', {}, [node(taint('NoSchedule'))], 'node(s) had untolerated taint(s)', helpless],
  ['a NoExecute taint', {}, [node(taint('NoExecute'))], 'node(s) had untolerated taint(s)', helpless],
  [
    'a toleration of another effect',
    { tolerations: [{ key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }] },
    [node(taint('NoSchedule'))],
    'node(s) had untolerated taint(s)',
    helpless,
  ],
  [
    'a toleration of another value',
    { tolerations: [{ key: 'dedicated', value: 'web' }] },
    [node(taint('NoSchedule'))],
    'node(s) had untolerated taint(s)',
    helpless,
  ],
  [
    'a node selector',
    { nodeSelector: { disk: 'ssd' } },
    [node()],
    "node(s) didn't match Pod's node affinity/selector",
    helpless,
  ],
  [
    'node affinity',
    nodeAffinity('Gt', ['5']),
    [node({}, { disk: '5' })],
    "node(s) didn't match Pod's node affinity/selector",
    helpless,
  ],
  [
    'a port of the host',
    onHost,
    [node(), neighbour(onHost)],
    "node(s) didn't have free ports for the requested pod ports",
    noVictims,
  ],
  ['too much memory', requests({ memory: '1Ti' }), [node()], 'Insufficient memory', helpless],
  [
    'a resource that no node has',
    requests({ 'example.com/gpu': '1' }),
    [node()],
    'Insufficient example.com/gpu',
    helpless,
  ],
  [
    'two resources at once',
    requests({ cpu: '99', memory: '1Ti' }),
    [node()],
    'Insufficient cpu, 1 Insufficient memory',
    helpless,
  ],
  [
    'anti-affinity of its own',
    { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } },
    [node(), neighbour({})],
    "node(s) didn't match pod anti-affinity rules",
    noVictims,
  ],
  [
    'anti-affinity of others',
    {},
    [node(), neighbour({ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } })],
    "node(s) didn't satisfy existing pods anti-affinity rules",
    noVictims,
  ],
  [
    'affinity to nobody',
    {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { ...term, labelSelector: { matchLabels: { app: 'nobody' } } },
          ],
        },
      },
    },
    [node()],
    "node(s) didn't match pod affinity rules",
    helpless,
  ],
  [
    'spreading by a label that the node does not have',
    spread('rack'),
    [node()],
    "node(s) didn't match pod topology spread constraints (missing required label)",
    helpless,
  ],
  [
    'a volume of another node',
    withClaim,
    [
      node(),
      buildClaim('data', {
        meta: { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } },
        spec: { volumeName: 'pv-1' },
        phase: 'Bound',
      }),
      buildVolume('pv-1', {
        spec: {
          nodeAffinity: {
            required: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node-9'] }] },
              ],
            },
          },
        } as never,
      }),
    ],
    "node(s) didn't match PersistentVolume's node affinity",
    helpless,
  ],
];

function messageOf(spec: Partial<PodSpec>, objects: readonly KubeObject[]): string {
  const reader = readerOver(objects);
  const pod = buildPod('web-9', { meta: { labels }, spec });
  const result = planScheduling(pod, takeSnapshot(reader), reader, createRandom(1));
  return result.type === 'unschedulable' ? result.message : `bind ${result.node.metadata.name}`;
}

describe('why a node is refused', () => {
  it.each(rows)('%s', (_what, spec, objects, reason, why) => {
    expect(messageOf(spec, objects)).toBe(
      `0/1 nodes are available: 1 ${reason}. no new claims to deallocate, preemption: 0/1 nodes are available: 1 ${why}.`,
    );
  });
});

describe('what does not keep a Pod away', () => {
  const tolerating = (toleration: object): Partial<PodSpec> => ({ tolerations: [toleration] });
  it.each<[string, Partial<PodSpec>, readonly KubeObject[]]>([
    ['a PreferNoSchedule taint', {}, [node(taint('PreferNoSchedule'))]],
    ['a taint that it tolerates', tolerating({ key: 'dedicated', value: 'db' }), [node(taint('NoSchedule'))]],
    ['a taint, when it tolerates all', tolerating({ operator: 'Exists' }), [node(taint('NoSchedule'))]],
    [
      'a cordon that it tolerates',
      tolerating({ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }),
      [node({ unschedulable: true })],
    ],
    ['node affinity that fits', nodeAffinity('Gt', ['4']), [node({}, { disk: '5' })]],
    ['affinity to what does not exist', nodeAffinity('DoesNotExist'), [node()]],
    ['a skew that is still allowed', spread('kubernetes.io/hostname'), [node()]],
    [
      'the port of a Pod that is done',
      onHost,
      [node(), { ...neighbour(onHost), status: { phase: 'Succeeded' } } as never],
    ],
  ])('%s', (_what, spec, objects) => {
    expect(messageOf(spec, objects)).toBe('bind node-1');
  });
});
