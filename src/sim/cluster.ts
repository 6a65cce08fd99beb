/** The playground's cluster: every controller, the default nodes and classes, ready to take requests. */

import type { Controller } from '../api/controller.ts';
import type { FeatureGates } from '../api/feature-gates.ts';
import type { Timings } from '../api/timings.ts';
import { attachDetachController } from '../controllers/attach-detach.ts';
import { clusterRoleAggregationController } from '../controllers/cluster-role-aggregation.ts';
import { customResourceDefinitionController } from '../controllers/custom-resource-definition.ts';
import { deploymentController } from '../controllers/deployment/controller.ts';
import { disruptionController } from '../controllers/disruption.ts';
import { endpointSliceController } from '../controllers/endpoint-slice/controller.ts';
import { endpointsController } from '../controllers/endpoints.ts';
import { ephemeralVolumeController } from '../controllers/ephemeral-volume.ts';
import { eventTtl } from '../controllers/event-ttl.ts';
import { garbageCollector } from '../controllers/garbage-collector.ts';
import { jobController } from '../controllers/job/controller.ts';
import { ttlAfterFinishedController } from '../controllers/job/ttl.ts';
import { namespaceController } from '../controllers/namespace.ts';
import { nodeLifecycleController } from '../controllers/node-lifecycle.ts';
import { podGarbageCollector } from '../controllers/pod-gc.ts';
import { provisioner } from '../controllers/provisioner.ts';
import { replicaSetController } from '../controllers/replicaset/controller.ts';
import { resourceQuotaController } from '../controllers/resource-quota.ts';
import { scheduler } from '../controllers/scheduler/scheduler.ts';
import { rootCertificatePublisher, serviceAccountController } from '../controllers/service-account.ts';
import { statefulSetController } from '../controllers/statefulset/controller.ts';
import { taintEvictionController } from '../controllers/taint-eviction.ts';
import { volumeBinder } from '../controllers/volume-binder.ts';
import { volumeExpandController, volumeResizer } from '../controllers/volume-expand.ts';
import { claimProtection, volumeProtection } from '../controllers/volume-protection.ts';
import { kubelet } from '../node/kubelet.ts';
import type { NodeSpecification } from '../node/node-status.ts';
import { bootstrapRequests, defaultNodes, defaultStorageClasses, type StorageClassOptions } from './default-cluster.ts';
import { Simulation } from './simulation.ts';
import { defaultStartMs } from './simulation-options.ts';

/** The control plane, without what runs on nodes and without a provisioner. */
export const controlPlane: readonly Controller[] = [
  statefulSetController,
  deploymentController,
  replicaSetController,
  jobController,
  ttlAfterFinishedController,
  scheduler,
  volumeBinder,
  claimProtection,
  volumeProtection,
  attachDetachController,
  volumeExpandController,
  ephemeralVolumeController,
  endpointSliceController,
  endpointsController,
  disruptionController,
  resourceQuotaController,
  garbageCollector,
  clusterRoleAggregationController,
  customResourceDefinitionController,
  namespaceController,
  serviceAccountController,
  rootCertificatePublisher,
  nodeLifecycleController,
  taintEvictionController,
  podGarbageCollector,
  eventTtl,
];

/** What a cluster has beside its control plane. */
export const workers: readonly Controller[] = [provisioner, volumeResizer, kubelet];

export interface ClusterOptions {
  readonly seed?: number;
  readonly startMs?: number;
  /** A number of default nodes, or the nodes; default 3. */
  readonly nodes?: number | readonly NodeSpecification[];
  readonly storageClasses?: readonly StorageClassOptions[];
  readonly timings?: Partial<Timings>;
  readonly featureGates?: Partial<FeatureGates>;
  /** Default: the control plane and the workers. */
  readonly controllers?: readonly Controller[];
}

/** Settling the fresh cluster takes no more than this of its time. */
const settleMs = 1000;

/** A cluster whose default ServiceAccounts and the like already exist; its history starts there. */
export function createCluster(options: ClusterOptions = {}): Simulation {
  const { seed, startMs = defaultStartMs, nodes = 3, storageClasses, timings, featureGates } = options;
  const specifications = typeof nodes === 'number' ? defaultNodes(nodes) : nodes;
  const simulation = new Simulation({
    ...(seed === undefined ? {} : { seed }),
    startMs: startMs - settleMs,
    controllers: options.controllers ?? [...controlPlane, ...workers],
    ...(timings ? { timings } : {}),
    ...(featureGates ? { featureGates } : {}),
    bootstrap: bootstrapRequests(specifications, storageClasses ?? defaultStorageClasses, startMs - settleMs),
  });
  simulation.runUntil(startMs);
  simulation.beginHistory();
  return simulation;
}
