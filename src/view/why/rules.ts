/**
 * What each reason of a decision means: the rule by its name, the rule in plain words, and its page. The sentence about
 * the case at hand is the decision's own.
 */

import { docs } from './docs.ts';
import { text, type RuleText } from './rule-text.ts';
import { storageRules } from './storage-rules.ts';

const ordered = text(
  'OrderedReady',
  'With podManagementPolicy OrderedReady, Pods are created one after the other from the lowest ordinal up, each only when all before it are Running and Ready.',
  docs.orderedReady,
);
const orderedDown = text(
  'OrderedReady',
  'With podManagementPolicy OrderedReady, Pods are removed one at a time from the highest ordinal down, and only while all Pods before them are Running and Ready.',
  docs.guarantees,
);
const oneAtATime = text(
  'RollingUpdate',
  'A rolling update replaces one Pod at a time from the highest ordinal down, and goes on only when the replaced Pod is Running and Ready.',
  docs.rollingUpdates,
);
const minReady = text(
  'minReadySeconds',
  'A Pod counts as available only after it has been Ready without a break for minReadySeconds.',
  docs.minReadySeconds,
);
const scheduling = text(
  'Scheduler',
  'The scheduler binds a Pod to a node that passes every filter; while no node does, the Pod stays Pending and is tried again when something in the cluster changes.',
  docs.pending,
);
const image = text(
  'Image pull',
  'The kubelet tries to pull an image again after a back-off that doubles from 10 seconds up to 5 minutes.',
  docs.images,
);
const readiness = text(
  'Readiness probe',
  'A container is ready while its readiness probe succeeds. Until then its Pod is not Ready: Services do not send to it, and an ordered StatefulSet waits for it.',
  docs.probes,
);
const liveness = text(
  'Liveness probe',
  'When the liveness probe fails failureThreshold times in a row, the kubelet restarts the container.',
  docs.probes,
);
const startup = text(
  'Startup probe',
  'Until the startup probe has succeeded the other probes do not run; when it fails too often the container is restarted.',
  docs.probes,
);
const preemption = text(
  'Preemption',
  'A Pod that fits nowhere makes the scheduler evict Pods of lower priority when that gives it room; it then waits until they have ended.',
  docs.preemption,
);
const quota = text(
  'ResourceQuota',
  'A ResourceQuota limits what the objects of a namespace may take together.',
  docs.quota,
);

/** By `Decision.reason`. */
const rules: Readonly<Record<string, RuleText>> = {
  ...storageRules,
  CreatesPod: text(
    'StatefulSet controller',
    'Each ordinal that has no Pod gets one, with the name, the claims and the DNS name of its place.',
    docs.identity,
  ),
  DeletesFinishedPod: text(
    'StatefulSet controller',
    'A member whose containers have all ended is deleted and made again.',
    docs.guarantees,
  ),
  RepairsPod: text(
    'StatefulSet controller',
    'Identity and storage of a member are kept as the StatefulSet says.',
    docs.identity,
  ),
  ScalesDown: orderedDown,
  DeletesForUpdate: oneAtATime,
  WaitsForRemoval: text(
    'At most one Pod per identity',
    'A Pod of the same name is created only when the old one is gone from the API server: two Pods must never act as the same member.',
    docs.atMostOne,
  ),
  RequestRefused: text(
    'API server',
    'The API server refused the request of the controller, which tries again with a growing back-off.',
    docs.guarantees,
  ),
  SetBeingDeleted: text(
    'Deletion',
    'A StatefulSet that is being deleted manages its Pods no more; the garbage collector removes them without order.',
    docs.deleteSet,
  ),
  PredecessorNotReady: ordered,
  PredecessorTerminating: ordered,
  PredecessorNotAvailable: minReady,
  ScaleDownWaitsForReplicas: orderedDown,
  ScaleDownTerminating: orderedDown,
  ScaleDownBlocked: orderedDown,
  ForcedRollback: text(
    'Forced rollback (known issue)',
    'In OrderedReady the controller waits for a broken Pod to become Ready before it replaces it – even when the template has been reverted. A Pod that never will must be deleted by hand.',
    docs.forcedRollback,
  ),
  UpdateNotReady: oneAtATime,
  UpdateTerminating: oneAtATime,
  UpdateNotAvailable: minReady,
  UpdateWaitsForScaling: text(
    'RollingUpdate',
    'Scaling down is finished before Pods are replaced.',
    docs.rollingUpdates,
  ),
  MaxUnavailableReached: text(
    'maxUnavailable',
    'No more than maxUnavailable Pods may be unavailable during an update.',
    docs.maxUnavailable,
  ),
  OnDelete: text(
    'OnDelete',
    'With updateStrategy OnDelete the controller replaces no Pod by itself: each gets the new revision when somebody deletes it.',
    docs.updateStrategies,
  ),
  PartitionHolds: text(
    'Partition',
    'Only ordinals at or above the partition get the update revision. Those below keep the current one, and come back with it when they are deleted.',
    docs.partitions,
  ),
  AdoptsPod: text(
    'Adoption',
    'A Pod without a controller whose labels match spec.selector is taken over.',
    docs.podSelector,
  ),
  ReleasesPod: text('Release', 'A Pod whose labels no longer match spec.selector is let go.', docs.podSelector),
  ClaimNotOwned: text('At most one owner', 'What has another controller is not touched.', docs.podSelector),
  SufficientPods: text('PodDisruptionBudget', 'An eviction is allowed while enough Pods stay healthy.', docs.budget),
  InsufficientPods: text(
    'PodDisruptionBudget',
    'An eviction – kubectl drain makes them – is refused with 429 Too Many Requests when fewer Pods than the budget demands would stay healthy. Deleting a Pod does not ask the budget.',
    docs.budget,
  ),
  SyncFailed: text('PodDisruptionBudget', 'A budget whose Pods cannot be counted allows nothing.', docs.budget),
  GracePeriod: text(
    'Node heartbeats',
    'A kubelet renews its Lease every 10 seconds. After a grace period without news the node is Unknown.',
    docs.heartbeats,
  ),
  NodeQuarantined: text(
    'Pod garbage collection',
    'Pods of a Node object that is gone are removed after a short quarantine.',
    docs.atMostOne,
  ),
  Unschedulable: scheduling,
  SchedulingGated: text(
    'Scheduling gates',
    'A Pod with schedulingGates is not looked at until all of them are removed.',
    docs.gates,
  ),
  NodeUnschedulable: text('Cordoned node', 'A cordoned node (spec.unschedulable) takes no new Pods.', docs.cordon),
  NodeName: text('nodeName', 'The Pod names the node that it must run on.', docs.nodeName),
  TaintToleration: text(
    'Taint',
    'A node with a NoSchedule or NoExecute taint takes only Pods that tolerate it.',
    docs.taints,
  ),
  NodeAffinity: text('Node affinity', 'The Pod asks for node labels that this node does not have.', docs.affinity),
  NodePorts: text('Host ports', 'A port of the node can be used once.', docs.pending),
  NodeResourcesFit: text(
    'Resource requests',
    'The requests of all Pods on a node must fit into what it can give; usage does not count.',
    docs.resources,
  ),
  VolumeRestrictions: text('ReadWriteOncePod', 'Such a volume is used by one Pod at a time.', docs.accessModes),
  VolumeBinding: text(
    'Volume binding',
    'The node must be able to reach the volumes of the Pod’s claims.',
    docs.bindingMode,
  ),
  VolumeZone: text(
    'Zone of the volume',
    'A volume that lives in one zone can only be used there, so its Pod goes back there.',
    docs.bindingMode,
  ),
  PodTopologySpread: text('Topology spread', 'Pods must be spread over zones or nodes within maxSkew.', docs.spread),
  InterPodAffinity: text('Pod (anti-)affinity', 'The Pod must run near others, or away from them.', docs.affinity),
  StartingContainer: text('Kubelet', 'The container runtime is starting the container.', docs.phases),
  CreatingSandbox: text(
    'Kubelet',
    'A Pod first gets its sandbox with its network and address, then its containers.',
    docs.phases,
  ),
  PullingImage: text('Image pull', 'A container starts when its image is on the node.', docs.images),
  ErrImagePull: image,
  ImagePullBackOff: image,
  InvalidImageName: text('Image pull', 'A name that is no image name is never tried.', docs.images),
  ErrImageNeverPull: text('imagePullPolicy Never', 'The image must already be on the node.', docs.images),
  CrashLoopBackOff: text(
    'CrashLoopBackOff',
    'A container that ends again and again is restarted after a back-off that doubles from 10 seconds up to 5 minutes; 10 minutes of running resets it.',
    docs.restarts,
  ),
  CreateContainerConfigError: text(
    'Container configuration',
    'A ConfigMap or Secret that the container refers to must exist.',
    docs.configMap,
  ),
  InitContainerRunning: text(
    'Init containers',
    'Init containers run one after the other, each to its end, before the others start.',
    docs.initContainers,
  ),
  GracePeriodRunning: text(
    'Grace period',
    'On deletion the containers get SIGTERM, and SIGKILL when the grace period is over.',
    docs.termination,
  ),
  ReadinessProbeFailing: readiness,
  ReadinessProbePending: readiness,
  LivenessProbeFailing: liveness,
  LivenessProbePending: liveness,
  StartupProbeFailing: startup,
  StartupProbePending: startup,
  FailedMount: text('Volumes', 'Containers start when all volumes of the Pod are mounted.', docs.phases),
  PodReady: text('Ready', 'Its Ready condition is True: Services send to it, and the order goes on.', docs.phases),
  PodState: text('Pod lifecycle', 'A Pod is Ready when all its containers are ready.', docs.phases),
  NodeDoesNotConfirm: text(
    'At most one Pod per identity',
    'A Pod is gone only when its kubelet has confirmed that it stopped. Forcing it away frees the name at once, and if the node still runs the old Pod, two Pods with the same identity and the same volume exist.',
    docs.forceDelete,
  ),
  TolerationSeconds: text(
    'tolerationSeconds',
    'Pods tolerate the taints not-ready and unreachable for 300 seconds by default; then the taint eviction controller deletes them.',
    docs.taintEviction,
  ),
  NodeNotReady: text(
    'Node heartbeats',
    'A node that is silent for about 50 seconds becomes Unknown and gets the taint node.kubernetes.io/unreachable: no new Pods, and those on it are deleted when they no longer tolerate it.',
    docs.heartbeats,
  ),
  NodeReady: text('Ready', 'Its kubelet reports.', docs.heartbeats),
  NotReadyAddress: text(
    'publishNotReadyAddresses',
    'A headless Service publishes only Ready Pods in DNS, unless publishNotReadyAddresses is true – which members need that must find each other before they are Ready.',
    docs.headless,
  ),
  NotHeadless: text(
    'serviceName',
    'A StatefulSet is meant to be governed by a headless Service (clusterIP: None).',
    docs.networkId,
  ),
  ServiceMissing: text(
    'serviceName',
    'A StatefulSet does not create its governing Service and does not wait for it: without it the Pods run, but their names do not resolve.',
    docs.limitations,
  ),
  SelectsNothing: text('Selector', 'A Service publishes the Pods whose labels match its selector.', docs.dns),
  ServicePublishes: text('Endpoints', 'A Service publishes the Ready Pods that its selector matches.', docs.dns),
  RolloutStuck: text(
    'Rolling update waits',
    'A rolling update goes on only when the replaced Pod is Running and Ready. Reverting the template is not enough: the broken Pod must be deleted by hand (known issue, forced rollback).',
    docs.forcedRollback,
  ),
  ScaledDown: text('Replicas', 'A StatefulSet has Pods for its ordinals only.', docs.guarantees),
  Settled: text('Settled', ''),
  SetReady: text('Ready', 'There is nothing to do for the controller.', docs.guarantees),
  Finalizers: text(
    'Finalizers',
    'An object that is deleted stays until every finalizer has been removed by the one that set it.',
    docs.finalizers,
  ),
  WaitsForVictims: preemption,
  Preempted: preemption,
  OtherScheduler: text('schedulerName', 'Only the scheduler that a Pod names may bind it.', docs.pending),
  NotRestarted: text(
    'restartPolicy',
    'Whether a container that ended is started again is said by the restartPolicy.',
    docs.restarts,
  ),
  RunContainerError: text('Container runtime', 'The container runtime could not start the container.', docs.phases),
  ReadinessGatesNotReady: text(
    'Readiness gates',
    'A Pod with readiness gates is Ready only when somebody has set each of these conditions to True.',
    docs.readinessGates,
  ),
  NodeSilent: text(
    'Node heartbeats',
    'What a node does not report is unknown: its Pods keep the state that was seen last.',
    docs.heartbeats,
  ),
  EvictionRefused: text(
    'PodDisruptionBudget',
    'An eviction is refused while it would leave fewer healthy Pods than the budget demands.',
    docs.budget,
  ),
  TaintTolerated: text(
    'Tolerations',
    'A toleration without tolerationSeconds keeps a Pod on a tainted node for ever.',
    docs.taints,
  ),
  WaitsForDependents: text(
    'Foreground deletion',
    'An object that is deleted in the foreground goes after the dependents that block it.',
    docs.finalizers,
  ),
  QuotaWantsRequests: text(
    'ResourceQuota',
    'Under a quota for CPU or memory every container must say what it requests, or is limited to.',
    docs.quota,
  ),
  QuotaHasRoom: quota,
  QuotaExhausted: quota,
  OutsideLimits: text(
    'LimitRange',
    'A LimitRange bounds what single Pods, containers and claims of a namespace may ask for.',
    docs.quota,
  ),
  ServiceAccountNotFound: text('ServiceAccount', 'The ServiceAccount of a Pod must exist.', docs.phases),
  QuotaExceeded: text(
    'ResourceQuota',
    'A ResourceQuota limits what a namespace may hold; what goes beyond is refused with 403 Forbidden, and the controller tries again.',
    docs.quota,
  ),
};

/** The rule behind a reason; reasons without a text of their own are told by their sentence alone. */
export function ruleOfReason(reason: string): RuleText {
  const known = Object.hasOwn(rules, reason) ? rules[reason] : undefined;
  if (known) return known;
  if (reason.startsWith('Unschedulable')) {
    const plugin = reason.slice('Unschedulable'.length);
    return (Object.hasOwn(rules, plugin) ? rules[plugin] : undefined) ?? scheduling;
  }
  return { rule: reason.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '), because: '' };
}
