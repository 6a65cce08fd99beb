/** The cluster of the recordings (conformance README, "The cluster all cases ran in"), and how its time passes between steps. */

import type { StoreChange } from '../../api/change.ts';
import type { FeatureGates } from '../../api/feature-gates.ts';
import { createScheduler, scheduler } from '../../controllers/scheduler/scheduler.ts';
import { provisioner } from '../../controllers/provisioner.ts';
import { controlPlane, createCluster } from '../../sim/cluster.ts';
import type { StorageClassOptions } from '../../sim/default-cluster.ts';
import { type Simulation } from '../../sim/simulation.ts';
import { defaultStartMs } from '../../sim/simulation-options.ts';
import { autoSwitch, fakeKubelet } from './fake-kubelet.ts';

const provisionerName = 'playground.local/fake';

const storageClasses: readonly StorageClassOptions[] = [
  { name: 'standard', isDefault: true, provisioner: provisionerName },
  { name: 'wait', volumeBindingMode: 'WaitForFirstConsumer', provisioner: provisionerName },
  { name: 'my-storage-class', provisioner: provisionerName },
  { name: 'expandable', allowVolumeExpansion: true, provisioner: provisionerName },
];

/** Which of equal nodes is taken is random upstream; recordings that came out the same twice are those of the first one. */
const firstFit = createScheduler('first');

const nodeNames = ['node-1', 'node-2', 'node-3'] as const;

/** A fresh cluster as for a recording. `fastNodes`: the settings of the cases about nodes. */
export function recordingCluster(options: {
  readonly auto: boolean;
  readonly featureGates?: Partial<FeatureGates>;
  readonly fastNodes: boolean;
}): Simulation {
  const simulation = createCluster({
    // Nobody starts on a whole second.
    startMs: defaultStartMs + 500,
    nodes: nodeNames.map((name, index) => ({ name, index: index + 1 })),
    storageClasses,
    controllers: [
      ...controlPlane.map((controller) => (controller === scheduler ? firstFit : controller)),
      provisioner,
      fakeKubelet(nodeNames),
    ],
    timings: {
      provisioningMs: { minMs: 20, maxMs: 20 },
      schedulingMs: { minMs: 1, maxMs: 1 },
      ...(options.fastNodes ? { nodeMonitorGraceMs: 6000, nodeMonitorPeriodMs: 1000, leaseRenewMs: 1000 } : {}),
    },
    ...(options.featureGates ? { featureGates: options.featureGates } : {}),
  });
  if (options.auto) setAuto(simulation, true);
  return simulation;
}

/** Switches the automatic kubelet. */
export function setAuto(simulation: Simulation, on: boolean): void {
  simulation.setFault(autoSwitch, on ? true : undefined);
}

const quietMs = 1300;
const quietUnscheduledMs = 3000;
const quietUnboundMs = 6000;

/** How long the recorder wanted nothing to change before it took a step for done. */
function quietTimeMs({ reader }: Simulation): number {
  const claims = reader.list('persistentvolumeclaims', 'default');
  const served = new Set(storageClasses.map(({ name }) => name));
  const unbound = claims.some(
    ({ spec, status }) => status.phase === 'Pending' && served.has(spec.storageClassName ?? ''),
  );
  if (unbound) return quietUnboundMs;
  const unscheduled = reader.list('pods', 'default').some(({ spec }) => !spec.nodeName);
  return unscheduled ? quietUnscheduledMs : quietMs;
}

const isQuietChange = ({ object, resource }: StoreChange): boolean =>
  object.metadata.namespace !== 'default' || resource === 'leases.coordination.k8s.io';

/** Lets time pass until nothing has changed in the namespace for as long as the recorder waited. */
export function settle(simulation: Simulation): void {
  const { changes } = simulation.history;
  let lastMs = simulation.nowMs;
  for (let syncs = 0; syncs < 100_000; syncs++) {
    const endMs = lastMs + quietTimeMs(simulation);
    const nextMs = simulation.nextMs;
    if (nextMs === undefined || nextMs > endMs) return void simulation.runUntil(endMs);
    const seen = changes.length;
    simulation.runUntil(nextMs);
    if (changes.slice(seen).some((change) => !isQuietChange(change))) lastMs = simulation.nowMs;
  }
}
