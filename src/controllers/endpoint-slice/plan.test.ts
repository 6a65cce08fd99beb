import { describe, expect, it } from 'vitest';
import type { EndpointSlice, Pod, Service } from '../../api/types.ts';
import { buildNode, buildPod, metadata } from '../../testing/builders.ts';
import { readerOver } from '../../testing/objects.ts';
import { planSlices, type SliceWrite } from './plan.ts';

const node = buildNode('node-1', { labels: { 'topology.kubernetes.io/zone': 'zone-a' } });
const reader = readerOver([node]);

function service(spec: Partial<Service['spec']> = {}): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata('web', { namespace: 'default' }),
    spec: { clusterIP: 'None', ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'web' }], ...spec },
    status: {},
  };
}

function pod(index: number, { ready = true, terminating = false, port = 8080 } = {}): Pod {
  return buildPod(`web-${index}`, {
    meta: terminating ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {},
    spec: {
      nodeName: 'node-1',
      hostname: `web-${index}`,
      subdomain: 'web',
      containers: [{ name: 'main', ports: [{ name: 'web', containerPort: port }] }],
    },
    status: {
      phase: 'Running',
      podIP: `10.244.1.${index + 1}`,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  });
}

const conditionsOf = (write: SliceWrite | undefined) => write?.endpoints.map(({ conditions }) => conditions);

/** The slice as it stands after a write. */
function stored(write: SliceWrite, name = 'web-abcde'): EndpointSlice {
  const { addressType, endpoints, ports } = write;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: metadata(name),
    addressType,
    endpoints,
    ports,
  };
}

describe('planSlices', () => {
  it.each<[string, { ready?: boolean; terminating?: boolean }, boolean, boolean[]]>([
    ['a ready Pod', {}, false, [true, true, false]],
    ['a Pod that is not ready', { ready: false }, false, [false, false, false]],
    ['a ready Pod that terminates', { terminating: true }, false, [false, true, true]],
    ['a terminating Pod that is not ready', { ready: false, terminating: true }, false, [false, false, true]],
    ['a ready Pod, published all the same', {}, true, [true, true, false]],
    [
      'a terminating Pod that is not ready, published all the same',
      { ready: false, terminating: true },
      true,
      [true, false, true],
    ],
    ['a Pod that is not ready, published all the same', { ready: false }, true, [true, false, false]],
    ['a terminating Pod, published all the same', { terminating: true }, true, [true, true, true]],
  ])('gives the conditions of %s', (_title, state, publishNotReadyAddresses, [ready, serving, terminating]) => {
    const { writes } = planSlices(service({ publishNotReadyAddresses }), [pod(0, state)], [], reader);
    expect(conditionsOf(writes[0])).toEqual([{ ready, serving, terminating }]);
  });

  it('resolves ports per Pod, and names only Pods of its own subdomain', () => {
    const stranger = { ...pod(1, { port: 9090 }), spec: { ...pod(1, { port: 9090 }).spec, subdomain: 'other' } };
    const { writes } = planSlices(service(), [pod(0), stranger], [], reader);
    expect(writes.map(({ ports, endpoints }) => [ports[0]?.port, endpoints[0]?.hostname, endpoints[0]?.zone])).toEqual([
      [8080, 'web-0', 'zone-a'],
      [9090, undefined, 'zone-a'],
    ]);
  });

  it('keeps a placeholder while there is no endpoint, and writes it over afterwards', () => {
    const first = planSlices(service(), [], [], reader);
    expect(first.writes).toEqual([{ addressType: 'IPv4', endpoints: [], ports: [] }]);
    const placeholder = stored(first.writes[0]!);
    expect(planSlices(service(), [], [placeholder], reader)).toMatchObject({ writes: [], deletes: [] });
    const filled = planSlices(service(), [pod(0)], [placeholder], reader);
    expect(filled.deletes).toEqual([]);
    expect(filled.writes.map(({ slice, endpoints }) => [slice, endpoints.length])).toEqual([[placeholder, 1]]);
    const emptied = planSlices(service(), [], [stored(filled.writes[0]!)], reader);
    expect(emptied.writes.map(({ slice, endpoints }) => [slice?.metadata.name, endpoints.length])).toEqual([
      ['web-abcde', 0],
    ]);
  });

  it('splits at a hundred and leaves slices alone that do not change', () => {
    const pods = Array.from({ length: 150 }, (_, index) => pod(index));
    const { writes } = planSlices(service(), pods, [], reader);
    expect(writes.map(({ endpoints }) => endpoints.length)).toEqual([100, 50]);
    const slices = writes.map((write, index) => stored(write, `web-${index}`));
    const next = planSlices(service(), [...pods, pod(150)], slices, reader);
    expect(next.writes.map(({ slice, endpoints }) => [slice?.metadata.name, endpoints.length])).toEqual([
      ['web-1', 51],
    ]);
  });

  it('leaves out Pods without address, finished ones and those on unknown nodes', () => {
    const none = { ...pod(0), status: { phase: 'Running' } };
    const done = { ...pod(1), status: { ...pod(1).status, phase: 'Succeeded' } };
    const lost = { ...pod(2), spec: { ...pod(2).spec, nodeName: 'gone' } };
    const plan = planSlices(service(), [none, done, lost], [], reader);
    expect(plan.writes.flatMap(({ endpoints }) => endpoints)).toEqual([]);
    expect(plan.withoutNode).toEqual([lost]);
  });
});
