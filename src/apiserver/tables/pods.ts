/** How Pods are printed. Models printers.go printPod. */

import { podSummary } from '../../api/pod-summary.ts';
import type { Pod } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, nameColumn } from './common-columns.ts';

function readinessGates({ spec, status }: Pod): string {
  const gates = spec.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const open = gates.filter(
    (gate) => status.conditions?.find(({ type }) => type === gate.conditionType)?.status === 'True',
  );
  return `${open.length}/${gates.length}`;
}

export const podColumns: readonly TableColumn<Pod>[] = [
  nameColumn,
  {
    name: 'Ready',
    type: 'string',
    description: 'The aggregate readiness state of this pod for accepting traffic.',
    cell(pod, nowMs) {
      const { ready, total } = podSummary(pod, nowMs);
      return `${ready}/${total}`;
    },
  },
  {
    name: 'Status',
    type: 'string',
    description: 'The aggregate status of the containers in this pod.',
    cell: (pod, nowMs) => podSummary(pod, nowMs).status,
  },
  {
    name: 'Restarts',
    type: 'string',
    description:
      'The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.',
    cell(pod, nowMs) {
      const { restarts, lastRestartAgo } = podSummary(pod, nowMs);
      return lastRestartAgo ? `${restarts} (${lastRestartAgo} ago)` : String(restarts);
    },
  },
  ageColumn,
  {
    name: 'IP',
    type: 'string',
    description:
      'podIP address allocated to the pod. Routable at least within the cluster. Empty if not yet allocated.',
    priority: 1,
    cell: ({ status }) => status.podIPs?.[0]?.ip || '<none>',
  },
  {
    name: 'Node',
    type: 'string',
    description:
      'NodeName indicates in which node this pod is scheduled. If empty, this pod is a candidate for scheduling by the scheduler defined in schedulerName. Once this field is set, the kubelet for this node becomes responsible for the lifecycle of this pod. This field should not be used to express a desire for the pod to be scheduled on a specific node. https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
    priority: 1,
    cell: ({ spec }) => spec.nodeName || '<none>',
  },
  {
    name: 'Nominated Node',
    type: 'string',
    description:
      'nominatedNodeName is set only when this pod preempts other pods on the node, but it cannot be scheduled right away as preemption victims receive their graceful termination periods. This field does not guarantee that the pod will be scheduled on this node. Scheduler may decide to place the pod elsewhere if other nodes become available sooner. Scheduler may also decide to give the resources on this node to a higher priority pod that is created after preemption. As a result, this field may be different than PodSpec.nodeName when the pod is scheduled.',
    priority: 1,
    cell: ({ status }) => status.nominatedNodeName || '<none>',
  },
  {
    name: 'Readiness Gates',
    type: 'string',
    description:
      'If specified, all readiness gates will be evaluated for pod readiness. A pod is ready when all its containers are ready AND all conditions specified in the readiness gates have status equal to "True" More info: https://git.k8s.io/enhancements/keps/sig-network/580-pod-readiness-gates',
    priority: 1,
    cell: readinessGates,
  },
];
