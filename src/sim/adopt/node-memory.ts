/** What nodes and controllers would remember had they seen the cluster come to where it is. */

import type { JsonValue } from '../../api/json.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { Pod } from '../../api/types.ts';
import { attachedName, volumesOfPod } from '../../controllers/attach-plan.ts';
import { adoptPod } from '../../node/adopt-pod.ts';
import { podKeyOf } from '../../node/pod-key.ts';
import type { NodeRuntime } from '../../node/runtime-state.ts';
import type { AdoptedState } from './adopt-object.ts';

/** `reader` shows the cluster with all its objects. `nodeOf` is what the kubelet knows of a node already. */
export function memoryOfCluster(
  reader: ClusterReader,
  nowMs: number,
  nodeOf: (name: string) => NodeRuntime | undefined,
): AdoptedState['memory'] {
  const kubelet: Record<string, JsonValue> = {};
  const attached = new Map<string, Map<string, JsonValue>>();
  const pods = reader.list('pods');
  for (const pod of pods) {
    const runtime = adoptPod(pod, nowMs);
    const node = pod.spec.nodeName;
    if (!node || !runtime) continue;
    kubelet[`pod/${podKeyOf(pod)}`] = runtime as unknown as JsonValue;
    for (const { image } of runtime.containers) if (image) kubelet[`image/${node}/${image}`] = { readyAtMs: nowMs };
    if (pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') continue;
    const volumes = attached.get(node) ?? new Map<string, JsonValue>();
    for (const volume of volumesOfPod(pod, reader)) {
      const { name } = volume.metadata;
      volumes.set(name, { volume: name, name: attachedName(volume) ?? '', attachedAtMs: nowMs, isReported: true });
    }
    if (volumes.size > 0) attached.set(node, volumes);
  }
  for (const { metadata } of reader.list('nodes')) {
    const node = nodeOf(metadata.name);
    if (node)
      kubelet[`node/${metadata.name}`] = {
        ...node,
        lastAddress: lastAddressOf(node.index, pods),
      } as unknown as JsonValue;
  }
  return {
    kubelet,
    'attachdetach-controller': Object.fromEntries(
      [...attached].map(([node, list]) => [`attached/${node}`, [...list.values()]]),
    ),
  };
}

/** Addresses are given out in order (node/pod-sandbox.ts): the next one comes after those in use. */
function lastAddressOf(index: number, pods: readonly Pod[]): number {
  let last = 0;
  for (const { status } of pods) {
    const [, second, third, fourth] = /^10\.(\d+)\.(\d+)\.(\d+)$/.exec(status.podIP ?? '') ?? [];
    const block = Number(second) - 244;
    if (Number(third) !== index || !(block >= 0 && block < 12)) continue;
    last = Math.max(last, block * 253 + Number(fourth) - 1);
  }
  return last;
}
