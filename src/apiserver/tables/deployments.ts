/** How Deployments and ReplicaSets are printed. Models printers.go printDeployment and printReplicaSet. */

import { formatSelector } from '../../api/selector.ts';
import type { Deployment, LabelSelector, ReplicaSet } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, containerColumns, nameColumn } from './common-columns.ts';

function selectorColumn<T extends { readonly spec: { readonly selector?: LabelSelector } }>(
  description: string,
): TableColumn<T> {
  return {
    name: 'Selector',
    type: 'string',
    description,
    priority: 1,
    cell: ({ spec }) => formatSelector(spec.selector),
  };
}

export const deploymentColumns: readonly TableColumn<Deployment>[] = [
  nameColumn,
  {
    name: 'Ready',
    type: 'string',
    description: 'Number of the pod with ready state',
    cell: ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
  },
  {
    name: 'Up-to-date',
    type: 'string',
    description: 'Total number of non-terminated pods targeted by this deployment that have the desired template spec.',
    cell: ({ status }) => status.updatedReplicas ?? 0,
  },
  {
    name: 'Available',
    type: 'string',
    description: 'Total number of available pods (ready for at least minReadySeconds) targeted by this deployment.',
    cell: ({ status }) => status.availableReplicas ?? 0,
  },
  ageColumn,
  ...containerColumns<Deployment>(({ spec }) => spec.template.spec.containers),
  selectorColumn(
    'Label selector for pods. Existing ReplicaSets whose pods are selected by this will be the ones affected by this deployment.',
  ),
];

export const replicaSetColumns: readonly TableColumn<ReplicaSet>[] = [
  nameColumn,
  {
    name: 'Desired',
    type: 'integer',
    description:
      'Replicas is the number of desired pods. This is a pointer to distinguish between explicit zero and unspecified. Defaults to 1. More info: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset',
    cell: ({ spec }) => spec.replicas ?? 0,
  },
  {
    name: 'Current',
    type: 'integer',
    description:
      'Replicas is the most recently observed number of non-terminating pods. More info: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset',
    cell: ({ status }) => status.replicas,
  },
  {
    name: 'Ready',
    type: 'integer',
    description: 'The number of non-terminating pods targeted by this ReplicaSet with a Ready Condition.',
    cell: ({ status }) => status.readyReplicas ?? 0,
  },
  ageColumn,
  ...containerColumns<ReplicaSet>(({ spec }) => spec.template?.spec.containers ?? []),
  selectorColumn(
    "Selector is a label query over pods that should match the replica count. Label keys and values that must match in order to be controlled by this replica set. It must match the pod template's labels. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors",
  ),
];
