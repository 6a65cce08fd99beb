/** How Nodes are printed. Models printers.go printNode. */

import { nodeRoles } from '../../api/label-text.ts';
import type { Node, NodeSystemInfo } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, nameColumn } from './common-columns.ts';

function status({ spec, status: { conditions } }: Node): string {
  const ready = conditions?.findLast(({ type }) => type === 'Ready');
  const word = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
  return spec.unschedulable ? `${word},SchedulingDisabled` : word;
}

const address =
  (wanted: string) =>
  ({ status: { addresses } }: Node): string =>
    addresses?.find(({ type }) => type === wanted)?.address ?? '<none>';

const info =
  (text: (info: NodeSystemInfo) => string) =>
  ({ status: { nodeInfo } }: Node): string =>
    (nodeInfo && text(nodeInfo)) || '<unknown>';

const kernel = ({ kernelVersion, architecture }: NodeSystemInfo): string =>
  kernelVersion && architecture ? `${kernelVersion} (${architecture})` : kernelVersion;

export const nodeColumns: readonly TableColumn<Node>[] = [
  nameColumn,
  { name: 'Status', type: 'string', description: 'The status of the node', cell: status },
  {
    name: 'Roles',
    type: 'string',
    description: 'The roles of the node',
    cell: (node) => nodeRoles(node.metadata.labels),
  },
  ageColumn,
  {
    name: 'Version',
    type: 'string',
    description: 'Kubelet Version reported by the node.',
    cell: (node) => node.status.nodeInfo?.kubeletVersion ?? '',
  },
  {
    name: 'Internal-IP',
    type: 'string',
    description:
      "List of addresses reachable to the node. Queried from cloud provider, if available. More info: https://kubernetes.io/docs/reference/node/node-status/#addresses Note: This field is declared as mergeable, but the merge key is not sufficiently unique, which can cause data corruption when it is merged. Callers should instead use a full-replacement patch. See https://pr.k8s.io/79391 for an example. Consumers should assume that addresses can change during the lifetime of a Node. However, there are some exceptions where this may not be possible, such as Pods that inherit a Node's address in its own status or consumers of the downward API (status.hostIP).",
    priority: 1,
    cell: address('InternalIP'),
  },
  {
    name: 'External-IP',
    type: 'string',
    description:
      "List of addresses reachable to the node. Queried from cloud provider, if available. More info: https://kubernetes.io/docs/reference/node/node-status/#addresses Note: This field is declared as mergeable, but the merge key is not sufficiently unique, which can cause data corruption when it is merged. Callers should instead use a full-replacement patch. See https://pr.k8s.io/79391 for an example. Consumers should assume that addresses can change during the lifetime of a Node. However, there are some exceptions where this may not be possible, such as Pods that inherit a Node's address in its own status or consumers of the downward API (status.hostIP).",
    priority: 1,
    cell: address('ExternalIP'),
  },
  {
    name: 'OS-Image',
    type: 'string',
    description: 'OS Image reported by the node from /etc/os-release (e.g. Debian GNU/Linux 7 (wheezy)).',
    priority: 1,
    cell: info(({ osImage }) => osImage),
  },
  {
    name: 'Kernel-Version',
    type: 'string',
    description: "Kernel Version reported by the node from 'uname -r' (e.g. 3.16.0-0.bpo.4-amd64).",
    priority: 1,
    cell: info(kernel),
  },
  {
    name: 'Container-Runtime',
    type: 'string',
    description: 'ContainerRuntime Version reported by the node through runtime remote API (e.g. containerd://1.4.2).',
    priority: 1,
    cell: info(({ containerRuntimeVersion }) => containerRuntimeVersion),
  },
];
