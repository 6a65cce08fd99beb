/** Names of Go types that errors of decoding print and the OpenAPI document does not tell. */

/** Fields whose Go type has a name of its own, as errors of decoding print it; those without a package live in one named v1. */
const namedTypes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Container: {
    imagePullPolicy: 'PullPolicy',
    restartPolicy: 'ContainerRestartPolicy',
    terminationMessagePolicy: 'TerminationMessagePolicy',
  },
  ContainerPort: { protocol: 'Protocol' },
  CoreV1EndpointPort: { protocol: 'Protocol' },
  DiscoveryV1EndpointPort: { protocol: 'Protocol' },
  DeleteOptions: { propagationPolicy: 'DeletionPropagation' },
  EmptyDirVolumeSource: { medium: 'StorageMedium' },
  EndpointSlice: { addressType: 'AddressType' },
  HTTPGetAction: { scheme: 'URIScheme' },
  HostPathVolumeSource: { type: 'HostPathType' },
  LabelSelectorRequirement: { operator: 'LabelSelectorOperator' },
  NamespaceSpec: { finalizers: '[]FinalizerName' },
  NamespaceStatus: { phase: 'NamespacePhase' },
  NodeSelectorRequirement: { operator: 'NodeSelectorOperator' },
  PersistentVolumeClaimSpec: { accessModes: '[]PersistentVolumeAccessMode', volumeMode: 'PersistentVolumeMode' },
  PersistentVolumeClaimStatus: {
    accessModes: '[]PersistentVolumeAccessMode',
    capacity: 'ResourceList',
    phase: 'PersistentVolumeClaimPhase',
  },
  PersistentVolumeSpec: {
    accessModes: '[]PersistentVolumeAccessMode',
    capacity: 'ResourceList',
    persistentVolumeReclaimPolicy: 'PersistentVolumeReclaimPolicy',
    volumeMode: 'PersistentVolumeMode',
  },
  PodDisruptionBudgetSpec: { unhealthyPodEvictionPolicy: 'UnhealthyPodEvictionPolicyType' },
  PodSecurityContext: {
    seLinuxChangePolicy: 'PodSELinuxChangePolicy',
    supplementalGroupsPolicy: 'SupplementalGroupsPolicy',
    fsGroupChangePolicy: 'PodFSGroupChangePolicy',
  },
  PodSpec: {
    dnsPolicy: 'DNSPolicy',
    overhead: 'ResourceList',
    preemptionPolicy: 'PreemptionPolicy',
    restartPolicy: 'RestartPolicy',
  },
  PodStatus: { phase: 'PodPhase', qosClass: 'PodQOSClass' },
  ResourceRequirements: { limits: 'ResourceList', requests: 'ResourceList' },
  SeccompProfile: { type: 'SeccompProfileType' },
  Secret: { type: 'SecretType' },
  SecurityContext: { procMount: 'ProcMountType' },
  ServicePort: { protocol: 'Protocol' },
  ServiceSpec: {
    externalTrafficPolicy: 'ServiceExternalTrafficPolicy',
    internalTrafficPolicy: 'ServiceInternalTrafficPolicy',
    ipFamilies: '[]IPFamily',
    ipFamilyPolicy: 'IPFamilyPolicy',
    sessionAffinity: 'ServiceAffinity',
    type: 'ServiceType',
  },
  StatefulSetPersistentVolumeClaimRetentionPolicy: {
    whenDeleted: 'PersistentVolumeClaimRetentionPolicyType',
    whenScaled: 'PersistentVolumeClaimRetentionPolicyType',
  },
  StatefulSetSpec: { podManagementPolicy: 'PodManagementPolicyType' },
  StatefulSetUpdateStrategy: { type: 'StatefulSetUpdateStrategyType' },
  StorageClass: { reclaimPolicy: 'PersistentVolumeReclaimPolicy', volumeBindingMode: 'VolumeBindingMode' },
  Taint: { effect: 'TaintEffect' },
  Toleration: { effect: 'TaintEffect', operator: 'TolerationOperator' },
  TopologySpreadConstraint: {
    nodeAffinityPolicy: 'NodeInclusionPolicy',
    nodeTaintsPolicy: 'NodeInclusionPolicy',
    whenUnsatisfiable: 'UnsatisfiableConstraintAction',
  },
  VolumeMount: { recursiveReadOnly: 'RecursiveReadOnlyMode', mountPropagation: 'MountPropagationMode' },
  VolumeResourceRequirements: { limits: 'ResourceList', requests: 'ResourceList' },
  AppArmorProfile: { type: 'AppArmorProfileType' },
  AzureDiskVolumeSource: { cachingMode: 'AzureDataDiskCachingMode', kind: 'AzureDataDiskKind' },
  Capabilities: { add: '[]Capability', drop: '[]Capability' },
  ContainerResizePolicy: { resourceName: 'ResourceName', restartPolicy: 'ResourceResizeRestartPolicy' },
  ContainerStatus: { allocatedResources: 'ResourceList', stopSignal: 'Signal' },
  DeploymentStrategy: { type: 'DeploymentStrategyType' },
  EphemeralContainer: {
    imagePullPolicy: 'PullPolicy',
    restartPolicy: 'ContainerRestartPolicy',
    terminationMessagePolicy: 'TerminationMessagePolicy',
  },
  HTTPIngressPath: { pathType: 'PathType' },
  ImageVolumeSource: { pullPolicy: 'PullPolicy' },
  JobSpec: { completionMode: 'CompletionMode', podReplacementPolicy: 'PodReplacementPolicy' },
  Lifecycle: { stopSignal: 'Signal' },
  LoadBalancerIngress: { ipMode: 'LoadBalancerIPMode' },
  NetworkPolicyPort: { protocol: 'Protocol' },
  NetworkPolicySpec: { policyTypes: '[]PolicyType' },
  NodeStatus: { allocatable: 'ResourceList', capacity: 'ResourceList', phase: 'NodePhase' },
  ObjectMeta: { uid: 'types.UID' },
  ObjectReference: { uid: 'types.UID' },
  OwnerReference: { uid: 'types.UID' },
  PersistentVolumeStatus: { phase: 'PersistentVolumePhase' },
  PodCondition: { status: 'ConditionStatus', type: 'PodConditionType' },
  PodOS: { name: 'OSName' },
  PodReadinessGate: { conditionType: 'PodConditionType' },
  Preconditions: { uid: 'types.UID' },
  PriorityClass: { preemptionPolicy: 'PreemptionPolicy' },
};

/** The Go name of a field's own type such as `v1.PullPolicy` or `[]v1.IPFamily`, if it has one. */
export function namedTypeOf(type: string, field: string): string | undefined {
  const name = Object.hasOwn(namedTypes, type) ? namedTypes[type]![field] : undefined;
  if (name === undefined || !Object.hasOwn(namedTypes[type]!, field)) return undefined;
  if (name.includes('.')) return name;
  return name.startsWith('[]') ? `[]v1.${name.slice(2)}` : `v1.${name}`;
}
