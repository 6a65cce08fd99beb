/** The pages of kubernetes.io that explanations point to. */

import type { WhyDoc } from './why-model.ts';

function page(title: string, path: string): WhyDoc {
  return { title, url: `https://kubernetes.io/docs/${path}` };
}

const statefulSet = 'concepts/workloads/controllers/statefulset/';
const volumes = 'concepts/storage/persistent-volumes/';
const lifecycle = 'concepts/workloads/pods/pod-lifecycle/';

export const docs = {
  guarantees: page('Deployment and scaling guarantees', `${statefulSet}#deployment-and-scaling-guarantees`),
  orderedReady: page('OrderedReady Pod management', `${statefulSet}#orderedready-pod-management`),
  partitions: page('Partitioned rolling updates', `${statefulSet}#partitions`),
  maxUnavailable: page('Maximum unavailable Pods', `${statefulSet}#maximum-unavailable-pods`),
  rollingUpdates: page('Rolling updates of a StatefulSet', `${statefulSet}#rolling-updates`),
  forcedRollback: page('Forced rollback', `${statefulSet}#forced-rollback`),
  updateStrategies: page('Update strategies', `${statefulSet}#update-strategies`),
  minReadySeconds: page('Minimum ready seconds', `${statefulSet}#minimum-ready-seconds`),
  retention: page('PersistentVolumeClaim retention', `${statefulSet}#persistentvolumeclaim-retention`),
  networkId: page('Stable network ID', `${statefulSet}#stable-network-id`),
  stableStorage: page('Stable storage', `${statefulSet}#stable-storage`),
  podSelector: page('Pod selector', `${statefulSet}#pod-selector`),
  identity: page('Pod identity', `${statefulSet}#pod-identity`),
  limitations: page('Limitations of StatefulSets', `${statefulSet}#limitations`),
  deleteSet: page('Delete a StatefulSet', 'tasks/run-application/delete-stateful-set/'),
  forceDelete: page(
    'Force delete StatefulSet Pods',
    'tasks/run-application/force-delete-stateful-set-pod/#force-deletion',
  ),
  atMostOne: page(
    'StatefulSet considerations: at most one',
    'tasks/run-application/force-delete-stateful-set-pod/#statefulset-considerations',
  ),
  budget: page('Pod disruption budgets', 'concepts/workloads/pods/disruptions/#pod-disruption-budgets'),
  taintEviction: page(
    'Taint based evictions',
    'concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions',
  ),
  taints: page('Taints and tolerations', 'concepts/scheduling-eviction/taint-and-toleration/'),
  heartbeats: page('Node heartbeats', 'concepts/architecture/nodes/#node-heartbeats'),
  cordon: page('Manual Node administration', 'concepts/architecture/nodes/#manual-node-administration'),
  affinity: page('Assigning Pods to Nodes', 'concepts/scheduling-eviction/assign-pod-node/#affinity-and-anti-affinity'),
  nodeName: page('nodeName', 'concepts/scheduling-eviction/assign-pod-node/#nodename'),
  spread: page('Pod topology spread constraints', 'concepts/scheduling-eviction/topology-spread-constraints/'),
  gates: page('Pod scheduling readiness', 'concepts/scheduling-eviction/pod-scheduling-readiness/'),
  preemption: page('Pod priority and preemption', 'concepts/scheduling-eviction/pod-priority-preemption/#preemption'),
  resources: page(
    'Pods pending with FailedScheduling',
    'concepts/configuration/manage-resources-containers/#my-pods-are-pending-with-event-message-failedscheduling',
  ),
  pending: page('Debug Pods: my Pod stays pending', 'tasks/debug/debug-application/debug-pods/#my-pod-stays-pending'),
  bindingMode: page('Volume binding mode', 'concepts/storage/storage-classes/#volume-binding-mode'),
  provisioner: page('Provisioner', 'concepts/storage/storage-classes/#provisioner'),
  storageClass: page('The class of a claim', `${volumes}#class-1`),
  binding: page('Binding of volumes', `${volumes}#binding`),
  reclaiming: page('Reclaiming', `${volumes}#reclaiming`),
  accessModes: page('Access modes', `${volumes}#access-modes`),
  protection: page('Storage object in use protection', `${volumes}#storage-object-in-use-protection`),
  expanding: page('Expanding claims', `${volumes}#expanding-persistent-volumes-claims`),
  finalizers: page('Finalizers', 'concepts/overview/working-with-objects/finalizers/#how-finalizers-work'),
  restarts: page('How Pods handle problems with containers', `${lifecycle}#container-restarts`),
  termination: page('Termination of Pods', `${lifecycle}#pod-termination`),
  probes: page('Container probes', `${lifecycle}#container-probes`),
  readinessGates: page('Pod readiness', `${lifecycle}#pod-readiness-gate`),
  phases: page('Pod lifecycle', `${lifecycle}#pod-phase`),
  images: page('ImagePullBackOff', 'concepts/containers/images/#imagepullbackoff'),
  initContainers: page('Init containers', 'concepts/workloads/pods/init-containers/#understanding-init-containers'),
  headless: page('Headless Services', 'concepts/services-networking/service/#headless-services'),
  dns: page('DNS for Services and Pods', 'concepts/services-networking/dns-pod-service/#pods'),
  quota: page('Resource quotas', 'concepts/policy/resource-quotas/'),
  configMap: page('Configure a Pod to use a ConfigMap', 'tasks/configure-pod-container/configure-pod-configmap/'),
} as const;
