/**
 * What the OpenAPI document does not tell about a field: whether upstream's Go struct holds a pointer or a value, and
 * whether its zero value is printed. Together they decide what is left of `""`, `0`, `false`, `{}` and `null`.
 */

/** Optional scalars behind a pointer: their zero values are kept. By type, field names separated by spaces. */
const pointerScalars: Readonly<Record<string, string>> = {
  AppArmorProfile: 'localhostProfile',
  AzureDiskVolumeSource: 'cachingMode fsType kind readOnly',
  AzureFilePersistentVolumeSource: 'secretNamespace',
  CSIVolumeSource: 'fsType readOnly',
  ClientIPConfig: 'timeoutSeconds',
  ClusterTrustBundleProjection: 'name optional signerName',
  ConfigMap: 'immutable',
  ConfigMapEnvSource: 'optional',
  ConfigMapKeySelector: 'optional',
  ConfigMapProjection: 'optional',
  ConfigMapVolumeSource: 'defaultMode optional',
  Container: 'restartPolicy',
  ContainerStatus: 'started stopSignal',
  CoreV1EndpointPort: 'appProtocol',
  CustomResourceDefinitionVersion: 'deprecationWarning',
  CustomResourceSubresourceScale: 'labelSelectorPath',
  DeleteOptions:
    'gracePeriodSeconds ignoreStoreReadErrorWithClusterBreakingPotential orphanDependents propagationPolicy',
  DeploymentSpec: 'progressDeadlineSeconds replicas revisionHistoryLimit',
  DeploymentStatus: 'collisionCount terminatingReplicas',
  DiscoveryV1EndpointPort: 'appProtocol name port protocol',
  DownwardAPIVolumeFile: 'mode',
  DownwardAPIVolumeSource: 'defaultMode',
  EmptyDirVolumeSource: 'sizeLimit',
  Endpoint: 'hostname nodeName zone',
  EndpointAddress: 'nodeName',
  EndpointConditions: 'ready serving terminating',
  EphemeralContainer: 'restartPolicy',
  FCVolumeSource: 'lun',
  FileKeySelector: 'optional',
  GRPCAction: 'service',
  HPAScalingRules: 'selectPolicy stabilizationWindowSeconds tolerance',
  HTTPIngressPath: 'pathType',
  HorizontalPodAutoscalerSpec: 'minReplicas',
  HorizontalPodAutoscalerSpecV1: 'minReplicas targetCPUUtilizationPercentage',
  HorizontalPodAutoscalerStatus: 'lastScaleTime observedGeneration',
  HorizontalPodAutoscalerStatusV1: 'currentCPUUtilizationPercentage lastScaleTime observedGeneration',
  HostPathVolumeSource: 'type',
  ISCSIPersistentVolumeSource: 'initiatorName',
  ISCSIVolumeSource: 'initiatorName',
  IngressClassParametersReference: 'apiGroup namespace scope',
  IngressPortStatus: 'error',
  IngressSpec: 'ingressClassName',
  JSONSchemaProps:
    'maxItems maxLength maxProperties maximum minItems minLength minProperties minimum multipleOf x-kubernetes-list-type x-kubernetes-map-type x-kubernetes-preserve-unknown-fields',
  JobSpec:
    'activeDeadlineSeconds backoffLimit backoffLimitPerIndex completionMode completions managedBy manualSelector maxFailedIndexes parallelism podReplacementPolicy suspend ttlSecondsAfterFinished',
  JobStatus: 'completionTime failedIndexes ready startTime terminating',
  KeyToPath: 'mode',
  LeaseSpec: 'acquireTime holderIdentity leaseDurationSeconds leaseTransitions preferredHolder renewTime strategy',
  Lifecycle: 'stopSignal',
  LoadBalancerIngress: 'ipMode',
  LocalVolumeSource: 'fsType',
  ManagedFieldsEntry: 'time',
  MetricTarget: 'averageUtilization averageValue value',
  MetricValueStatus: 'averageUtilization averageValue value',
  NetworkPolicyPort: 'endPort port protocol',
  NodeFeatures: 'supplementalGroupsPolicy',
  NodeRuntimeHandlerFeatures: 'recursiveReadOnlyMounts userNamespaces',
  NodeSwapStatus: 'capacity',
  ObjectMeta: 'deletionGracePeriodSeconds deletionTimestamp',
  OwnerReference: 'blockOwnerDeletion controller',
  PersistentVolumeClaimSpec: 'storageClassName volumeAttributesClassName volumeMode',
  PersistentVolumeClaimStatus: 'currentVolumeAttributesClassName',
  PersistentVolumeSpec: 'volumeAttributesClassName volumeMode',
  PersistentVolumeStatus: 'lastPhaseTransitionTime',
  PodCertificateProjection: 'maxExpirationSeconds',
  PodDNSConfigOption: 'value',
  PodDisruptionBudgetSpec: 'maxUnavailable minAvailable unhealthyPodEvictionPolicy',
  PodFailurePolicyOnExitCodesRequirement: 'containerName',
  PodResourceClaim: 'resourceClaimName resourceClaimTemplateName',
  PodResourceClaimStatus: 'resourceClaimName',
  PodSchedulingGroup: 'podGroupName',
  PodSecurityContext:
    'fsGroup fsGroupChangePolicy runAsGroup runAsNonRoot runAsUser seLinuxChangePolicy supplementalGroupsPolicy',
  PodSpec:
    'activeDeadlineSeconds automountServiceAccountToken enableServiceLinks hostUsers hostnameOverride preemptionPolicy ' +
    'priority runtimeClassName setHostnameAsFQDN shareProcessNamespace terminationGracePeriodSeconds',
  PodStatus: 'startTime',
  PortStatus: 'error',
  Preconditions: 'resourceVersion uid',
  PriorityClass: 'preemptionPolicy',
  Probe: 'terminationGracePeriodSeconds',
  ProjectedVolumeSource: 'defaultMode',
  ReplicaSetSpec: 'replicas',
  ReplicaSetStatus: 'terminatingReplicas',
  RollingUpdateDeployment: 'maxSurge maxUnavailable',
  RollingUpdateStatefulSetStrategy: 'maxUnavailable partition',
  SeccompProfile: 'localhostProfile',
  Secret: 'immutable',
  SecretEnvSource: 'optional',
  SecretKeySelector: 'optional',
  SecretProjection: 'optional',
  SecretVolumeSource: 'defaultMode optional',
  SecurityContext:
    'allowPrivilegeEscalation privileged procMount readOnlyRootFilesystem runAsGroup runAsNonRoot runAsUser',
  ServiceAccount: 'automountServiceAccountToken',
  ServiceAccountTokenProjection: 'expirationSeconds',
  ServicePort: 'appProtocol',
  ServiceSpec:
    'allocateLoadBalancerNodePorts internalTrafficPolicy ipFamilyPolicy loadBalancerClass trafficDistribution',
  StatefulSetSpec: 'replicas revisionHistoryLimit',
  StatefulSetStatus: 'collisionCount',
  StorageClass: 'allowVolumeExpansion reclaimPolicy volumeBindingMode',
  SuccessPolicyRule: 'succeededCount succeededIndexes',
  Taint: 'timeAdded',
  Toleration: 'tolerationSeconds',
  TopologySpreadConstraint: 'minDomains nodeAffinityPolicy nodeTaintsPolicy',
  TypedLocalObjectReference: 'apiGroup',
  TypedObjectReference: 'apiGroup namespace',
  VolumeMount: 'mountPropagation recursiveReadOnly',
  VolumeMountStatus: 'recursiveReadOnly',
  WindowsSecurityContextOptions: 'gmsaCredentialSpec gmsaCredentialSpecName hostProcess runAsUserName',
};

/** Structs held as values: always printed, at least as `{}`. `metadata` is one everywhere. */
const valueStructs: Readonly<Record<string, string>> = {
  Binding: 'target',
  ClusterRoleBinding: 'roleRef',
  Container: 'resources',
  ContainerResourceMetricSource: 'target',
  ContainerStatus: 'lastState state',
  CustomResourceDefinition: 'spec status',
  CustomResourceDefinitionSpec: 'names',
  CustomResourceDefinitionStatus: 'acceptedNames',
  Deployment: 'spec status',
  DeploymentSpec: 'strategy template',
  Endpoint: 'conditions',
  EphemeralContainer: 'resources',
  Event: 'involvedObject source',
  ExternalMetricSource: 'metric target',
  HTTPIngressPath: 'backend',
  HorizontalPodAutoscaler: 'spec status',
  HorizontalPodAutoscalerSpec: 'scaleTargetRef',
  HorizontalPodAutoscalerSpecV1: 'scaleTargetRef',
  HorizontalPodAutoscalerV1: 'spec status',
  Ingress: 'spec status',
  IngressClass: 'spec',
  IngressServiceBackend: 'port',
  IngressStatus: 'loadBalancer',
  Job: 'spec status',
  JobSpec: 'template',
  Lease: 'spec',
  LimitRange: 'spec',
  Namespace: 'spec status',
  NetworkPolicy: 'spec',
  NetworkPolicySpec: 'podSelector',
  Node: 'spec status',
  NodeDaemonEndpoints: 'kubeletEndpoint',
  NodeStatus: 'daemonEndpoints nodeInfo',
  ObjectMetricSource: 'describedObject metric target',
  PersistentVolume: 'spec status',
  PersistentVolumeClaim: 'spec status',
  PersistentVolumeClaimSpec: 'resources',
  PersistentVolumeClaimTemplate: 'spec',
  Pod: 'spec status',
  PodDisruptionBudget: 'spec status',
  PodTemplateSpec: 'spec',
  PodsMetricSource: 'metric target',
  PreferredSchedulingTerm: 'preference',
  ReplicaSet: 'spec status',
  ReplicaSetSpec: 'template',
  ResourceMetricSource: 'target',
  ResourceQuota: 'spec status',
  RoleBinding: 'roleRef',
  Scale: 'spec status',
  Service: 'spec status',
  ServiceStatus: 'loadBalancer',
  StatefulSet: 'spec status',
  StatefulSetSpec: 'template updateStrategy',
  WeightedPodAffinityTerm: 'podAffinityTerm',
};

/** Optional fields without `omitempty`: their zero value is printed. */
const printedZeros: Readonly<Record<string, string>> = {
  ClusterRole: 'rules',
  EndpointSlice: 'endpoints ports',
  Event: 'reportingComponent reportingInstance',
  GRPCAction: 'service',
  HorizontalPodAutoscalerStatus: 'currentMetrics desiredReplicas',
  PodDisruptionBudgetStatus: 'currentHealthy desiredHealthy disruptionsAllowed expectedPods',
  PriorityClass: 'value',
  Role: 'rules',
  RoleRef: 'apiGroup',
  StatefulSetSpec: 'serviceName',
  StatefulSetStatus: 'availableReplicas',
  TypedLocalObjectReference: 'apiGroup',
  TypedObjectReference: 'apiGroup',
};

const has = (table: Readonly<Record<string, string>>, type: string, field: string): boolean =>
  Object.hasOwn(table, type) && ` ${table[type]} `.includes(` ${field} `);

/** True when the Go field of a scalar is a pointer. */
export function isPointerScalar(type: string, field: string): boolean {
  return has(pointerScalars, type, field);
}

/** True when the Go field of a struct is a value, not a pointer. */
export function isValueStruct(type: string, field: string): boolean {
  return (field === 'metadata' && type !== 'ObjectMeta') || has(valueStructs, type, field);
}

/** True when an optional field is printed although it is empty. */
export function isPrintedWhenEmpty(type: string, field: string): boolean {
  return has(printedZeros, type, field);
}
