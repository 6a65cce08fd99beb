/** In which order Go's structs have their fields, for the JSON of objects that kubectl holds as structs. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';

/** `Type: field field:TypeOfTheField …`, for types whose order is not that of the alphabet. */
const declarations = `
AWSElasticBlockStoreVolumeSource: volumeID fsType partition readOnly
Affinity: nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity
AppArmorProfile: type localhostProfile
AttachedVolume: name devicePath
AzureDiskVolumeSource: diskName diskURI cachingMode fsType readOnly kind
AzureFileVolumeSource: secretName shareName readOnly
CSIVolumeSource: driver readOnly fsType volumeAttributes nodePublishSecretRef
CephFSVolumeSource: monitors path user secretFile secretRef readOnly
CinderVolumeSource: volumeID fsType readOnly secretRef
ClusterRole: kind apiVersion metadata:ObjectMeta rules:PolicyRule aggregationRule
ClusterRoleBinding: kind apiVersion metadata:ObjectMeta subjects:Subject roleRef
ClusterTrustBundleProjection: name signerName labelSelector:LabelSelector optional path
Condition: type status observedGeneration lastTransitionTime reason message
ConfigMap: kind apiVersion metadata:ObjectMeta immutable data binaryData
ConfigMapKeySelector: name key optional
ConfigMapProjection: name items:KeyToPath optional
ConfigMapVolumeSource: name items:KeyToPath defaultMode optional
Container: name image command args workingDir ports:ContainerPort envFrom:EnvFromSource env:EnvVar resources:ResourceRequirements resizePolicy restartPolicy restartPolicyRules volumeMounts:VolumeMount volumeDevices:VolumeDevice livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle:Lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext:SecurityContext stdin stdinOnce tty
ContainerPort: name hostPort containerPort protocol hostIP
ContainerState: waiting:ContainerStateWaiting running terminated:ContainerStateTerminated
ContainerStateTerminated: exitCode signal reason message startedAt finishedAt containerID
ContainerStateWaiting: reason message
ContainerStatus: name state:ContainerState lastState:ContainerState ready restartCount image imageID containerID started allocatedResources resources:ResourceRequirements volumeMounts:VolumeMountStatus user:ContainerUser allocatedResourcesStatus:ResourceStatus stopSignal
ContainerUser: linux:LinuxContainerUser
CrossVersionObjectReference: kind name apiVersion
CronJob: kind apiVersion metadata:ObjectMeta spec:CronJobSpec status
CronJobSpec: schedule timeZone startingDeadlineSeconds concurrencyPolicy suspend jobTemplate:JobTemplateSpec successfulJobsHistoryLimit failedJobsHistoryLimit
Deployment: kind apiVersion metadata:ObjectMeta spec:DeploymentSpec status:DeploymentStatus
DeploymentCondition: type status lastUpdateTime lastTransitionTime reason message
DeploymentSpec: replicas selector:LabelSelector template:PodTemplateSpec strategy:DeploymentStrategy minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds
DeploymentStatus: observedGeneration replicas updatedReplicas readyReplicas availableReplicas unavailableReplicas terminatingReplicas conditions:DeploymentCondition collisionCount
DeploymentStrategy: type rollingUpdate:RollingUpdateDeployment
DownwardAPIProjection: items:DownwardAPIVolumeFile
DownwardAPIVolumeFile: path fieldRef resourceFieldRef:ResourceFieldSelector mode
DownwardAPIVolumeSource: items:DownwardAPIVolumeFile defaultMode
EnvFromSource: prefix configMapRef secretRef
EnvVar: name value valueFrom:EnvVarSource
EnvVarSource: fieldRef resourceFieldRef:ResourceFieldSelector configMapKeyRef:ConfigMapKeySelector secretKeyRef:SecretKeySelector fileKeyRef:FileKeySelector
EphemeralContainer: name image command args workingDir ports:ContainerPort envFrom:EnvFromSource env:EnvVar resources:ResourceRequirements resizePolicy restartPolicy restartPolicyRules volumeMounts:VolumeMount volumeDevices:VolumeDevice livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle:Lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext:SecurityContext stdin stdinOnce tty targetContainerName
EphemeralVolumeSource: volumeClaimTemplate:PersistentVolumeClaimTemplate
FCVolumeSource: targetWWNs lun fsType readOnly wwids
FileKeySelector: volumeName path key optional
FlexVolumeSource: driver fsType secretRef readOnly options
GCEPersistentDiskVolumeSource: pdName fsType partition readOnly
GitRepoVolumeSource: repository revision directory
HTTPGetAction: path port host scheme httpHeaders
HTTPIngressPath: path pathType backend:IngressBackend
HTTPIngressRuleValue: paths:HTTPIngressPath
HorizontalPodAutoscaler: kind apiVersion metadata:ObjectMeta spec:HorizontalPodAutoscalerSpec status:HorizontalPodAutoscalerStatus
HorizontalPodAutoscalerCondition: type status lastTransitionTime reason message
HorizontalPodAutoscalerSpec: scaleTargetRef:CrossVersionObjectReference minReplicas maxReplicas metrics:MetricSpec behavior
HorizontalPodAutoscalerStatus: observedGeneration lastScaleTime currentReplicas desiredReplicas currentMetrics conditions:HorizontalPodAutoscalerCondition
HostAlias: ip hostnames
ISCSIVolumeSource: targetPortal iqn lun iscsiInterface fsType readOnly portals chapAuthDiscovery chapAuthSession secretRef initiatorName
ImageVolumeSource: reference pullPolicy
Ingress: kind apiVersion metadata:ObjectMeta spec:IngressSpec status:IngressStatus
IngressBackend: service resource
IngressLoadBalancerIngress: ip hostname ports:IngressPortStatus
IngressLoadBalancerStatus: ingress:IngressLoadBalancerIngress
IngressPortStatus: port protocol error
IngressRule: host http:HTTPIngressRuleValue
IngressSpec: ingressClassName defaultBackend:IngressBackend tls rules:IngressRule
IngressStatus: loadBalancer:IngressLoadBalancerStatus
Job: kind apiVersion metadata:ObjectMeta spec:JobSpec status:JobStatus
JobCondition: type status lastProbeTime lastTransitionTime reason message
JobSpec: parallelism completions activeDeadlineSeconds podFailurePolicy:PodFailurePolicy successPolicy:SuccessPolicy backoffLimit backoffLimitPerIndex maxFailedIndexes selector:LabelSelector manualSelector template:PodTemplateSpec ttlSecondsAfterFinished completionMode suspend podReplacementPolicy managedBy
JobStatus: conditions:JobCondition startTime completionTime active succeeded failed terminating completedIndexes failedIndexes uncountedTerminatedPods:UncountedTerminatedPods ready
JobTemplateSpec: metadata:ObjectMeta spec:JobSpec
KeyToPath: key path mode
LabelSelector: matchLabels matchExpressions
Lifecycle: postStart:LifecycleHandler preStop:LifecycleHandler stopSignal
LifecycleHandler: exec httpGet:HTTPGetAction tcpSocket:TCPSocketAction sleep
LinuxContainerUser: uid gid supplementalGroups
LoadBalancerIngress: ip hostname ipMode ports:PortStatus
LoadBalancerStatus: ingress:LoadBalancerIngress
ManagedFieldsEntry: manager operation apiVersion time fieldsType fieldsV1 subresource
MetricSpec: type object pods resource:ResourceMetricSource containerResource external
MetricTarget: type value averageValue averageUtilization
ModifyVolumeStatus: targetVolumeAttributesClassName status
NFSVolumeSource: server path readOnly
Namespace: kind apiVersion metadata:ObjectMeta spec status:NamespaceStatus
NamespaceCondition: type status lastTransitionTime reason message
NamespaceStatus: phase conditions:NamespaceCondition
Node: kind apiVersion metadata:ObjectMeta spec:NodeSpec status:NodeStatus
NodeAddress: type address
NodeAffinity: requiredDuringSchedulingIgnoredDuringExecution preferredDuringSchedulingIgnoredDuringExecution:PreferredSchedulingTerm
NodeCondition: type status lastHeartbeatTime lastTransitionTime reason message
NodeSpec: podCIDR podCIDRs providerID unschedulable taints:Taint configSource externalID
NodeStatus: capacity allocatable phase conditions:NodeCondition addresses:NodeAddress daemonEndpoints nodeInfo:NodeSystemInfo images volumesInUse volumesAttached:AttachedVolume config runtimeHandlers features declaredFeatures
NodeSystemInfo: machineID systemUUID bootID kernelVersion osImage containerRuntimeVersion kubeletVersion kubeProxyVersion operatingSystem architecture swap
ObjectMeta: name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences:OwnerReference finalizers managedFields:ManagedFieldsEntry
ObjectReference: kind namespace name uid apiVersion resourceVersion fieldPath
OwnerReference: apiVersion kind name uid controller blockOwnerDeletion
PersistentVolumeClaim: kind apiVersion metadata:ObjectMeta spec:PersistentVolumeClaimSpec status:PersistentVolumeClaimStatus
PersistentVolumeClaimCondition: type status lastProbeTime lastTransitionTime reason message
PersistentVolumeClaimSpec: accessModes selector:LabelSelector resources volumeName storageClassName volumeMode dataSource dataSourceRef volumeAttributesClassName
PersistentVolumeClaimStatus: phase accessModes capacity conditions:PersistentVolumeClaimCondition allocatedResources allocatedResourceStatuses currentVolumeAttributesClassName modifyVolumeStatus:ModifyVolumeStatus
PersistentVolumeClaimTemplate: metadata:ObjectMeta spec:PersistentVolumeClaimSpec
PhotonPersistentDiskVolumeSource: pdID fsType
Pod: kind apiVersion metadata:ObjectMeta spec:PodSpec status:PodStatus
PodAffinity: requiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm preferredDuringSchedulingIgnoredDuringExecution:WeightedPodAffinityTerm
PodAffinityTerm: labelSelector:LabelSelector namespaces topologyKey namespaceSelector:LabelSelector matchLabelKeys mismatchLabelKeys
PodAntiAffinity: requiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm preferredDuringSchedulingIgnoredDuringExecution:WeightedPodAffinityTerm
PodCertificateProjection: signerName keyType maxExpirationSeconds credentialBundlePath keyPath certificateChainPath userAnnotations
PodCondition: type observedGeneration status lastProbeTime lastTransitionTime reason message
PodDNSConfig: nameservers searches options
PodDisruptionBudget: kind apiVersion metadata:ObjectMeta spec:PodDisruptionBudgetSpec status:PodDisruptionBudgetStatus
PodDisruptionBudgetSpec: minAvailable selector:LabelSelector maxUnavailable unhealthyPodEvictionPolicy
PodDisruptionBudgetStatus: observedGeneration disruptedPods disruptionsAllowed currentHealthy desiredHealthy expectedPods conditions:Condition
PodFailurePolicy: rules:PodFailurePolicyRule
PodFailurePolicyOnPodConditionsPattern: type status
PodFailurePolicyRule: action onExitCodes onPodConditions:PodFailurePolicyOnPodConditionsPattern
PodSecurityContext: seLinuxOptions:SELinuxOptions windowsOptions:WindowsSecurityContextOptions runAsUser runAsGroup runAsNonRoot supplementalGroups supplementalGroupsPolicy fsGroup sysctls fsGroupChangePolicy seccompProfile:SeccompProfile appArmorProfile:AppArmorProfile seLinuxChangePolicy
PodSpec: volumes:Volume initContainers:Container containers:Container ephemeralContainers:EphemeralContainer restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName serviceAccount automountServiceAccountToken nodeName hostNetwork hostPID hostIPC shareProcessNamespace securityContext:PodSecurityContext imagePullSecrets hostname subdomain affinity:Affinity schedulerName tolerations:Toleration hostAliases:HostAlias priorityClassName priority dnsConfig:PodDNSConfig readinessGates runtimeClassName enableServiceLinks preemptionPolicy overhead topologySpreadConstraints:TopologySpreadConstraint setHostnameAsFQDN os hostUsers schedulingGates resourceClaims resources:ResourceRequirements hostnameOverride schedulingGroup
PodStatus: observedGeneration phase conditions:PodCondition message reason nominatedNodeName hostIP hostIPs podIP podIPs startTime initContainerStatuses:ContainerStatus containerStatuses:ContainerStatus qosClass ephemeralContainerStatuses:ContainerStatus resize resourceClaimStatuses allocatedResources extendedResourceClaimStatus nodeAllocatableResourceClaimStatuses resources:ResourceRequirements
PodTemplateSpec: metadata:ObjectMeta spec:PodSpec
PolicyRule: verbs apiGroups resources resourceNames nonResourceURLs
PortStatus: port protocol error
PortworxVolumeSource: volumeID fsType readOnly
PreferredSchedulingTerm: weight preference
PriorityClass: kind apiVersion metadata:ObjectMeta value globalDefault description preemptionPolicy
Probe: exec httpGet:HTTPGetAction tcpSocket:TCPSocketAction grpc initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold terminationGracePeriodSeconds
ProjectedVolumeSource: sources:VolumeProjection defaultMode
QuobyteVolumeSource: registry volume readOnly user group tenant
RBDVolumeSource: monitors image fsType pool user keyring secretRef readOnly
ReplicaSet: kind apiVersion metadata:ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus
ReplicaSetCondition: type status lastTransitionTime reason message
ReplicaSetSpec: replicas minReadySeconds selector:LabelSelector template:PodTemplateSpec
ReplicaSetStatus: replicas fullyLabeledReplicas readyReplicas availableReplicas terminatingReplicas observedGeneration conditions:ReplicaSetCondition
ResourceFieldSelector: containerName resource divisor
ResourceHealth: resourceID health message
ResourceMetricSource: name target:MetricTarget
ResourceQuota: kind apiVersion metadata:ObjectMeta spec:ResourceQuotaSpec status
ResourceQuotaSpec: hard scopes scopeSelector:ScopeSelector
ResourceRequirements: limits requests claims
ResourceStatus: name resources:ResourceHealth
Role: kind apiVersion metadata:ObjectMeta rules:PolicyRule
RoleBinding: kind apiVersion metadata:ObjectMeta subjects:Subject roleRef
RollingUpdateDeployment: maxUnavailable maxSurge
RollingUpdateStatefulSetStrategy: partition maxUnavailable
SELinuxOptions: user role type level
ScaleIOVolumeSource: gateway system secretRef sslEnabled protectionDomain storagePool storageMode volumeName fsType readOnly
ScopeSelector: matchExpressions:ScopedResourceSelectorRequirement
ScopedResourceSelectorRequirement: scopeName operator values
SeccompProfile: type localhostProfile
Secret: kind apiVersion metadata:ObjectMeta immutable data stringData type
SecretKeySelector: name key optional
SecretProjection: name items:KeyToPath optional
SecretVolumeSource: secretName items:KeyToPath defaultMode optional
SecurityContext: capabilities privileged seLinuxOptions:SELinuxOptions windowsOptions:WindowsSecurityContextOptions runAsUser runAsGroup runAsNonRoot readOnlyRootFilesystem allowPrivilegeEscalation procMount seccompProfile:SeccompProfile appArmorProfile:AppArmorProfile
Service: kind apiVersion metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus
ServiceAccount: kind apiVersion metadata:ObjectMeta secrets:ObjectReference imagePullSecrets automountServiceAccountToken
ServicePort: name protocol appProtocol port targetPort nodePort
ServiceSpec: ports:ServicePort selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy trafficDistribution
ServiceStatus: loadBalancer:LoadBalancerStatus conditions:Condition
StatefulSet: kind apiVersion metadata:ObjectMeta spec:StatefulSetSpec status:StatefulSetStatus
StatefulSetCondition: type status lastTransitionTime reason message
StatefulSetSpec: replicas selector:LabelSelector template:PodTemplateSpec volumeClaimTemplates:PersistentVolumeClaim serviceName podManagementPolicy updateStrategy:StatefulSetUpdateStrategy revisionHistoryLimit minReadySeconds persistentVolumeClaimRetentionPolicy ordinals
StatefulSetStatus: observedGeneration replicas readyReplicas currentReplicas updatedReplicas currentRevision updateRevision collisionCount conditions:StatefulSetCondition availableReplicas
StatefulSetUpdateStrategy: type rollingUpdate:RollingUpdateStatefulSetStrategy
StorageOSVolumeSource: volumeName volumeNamespace fsType readOnly secretRef
Subject: kind apiGroup name namespace
SuccessPolicy: rules:SuccessPolicyRule
SuccessPolicyRule: succeededIndexes succeededCount
TCPSocketAction: port host
Taint: key value effect timeAdded
Toleration: key operator value effect tolerationSeconds
TopologySpreadConstraint: maxSkew topologyKey whenUnsatisfiable labelSelector:LabelSelector minDomains nodeAffinityPolicy nodeTaintsPolicy matchLabelKeys
UncountedTerminatedPods: succeeded failed
Volume: name hostPath emptyDir gcePersistentDisk:GCEPersistentDiskVolumeSource awsElasticBlockStore:AWSElasticBlockStoreVolumeSource gitRepo:GitRepoVolumeSource secret:SecretVolumeSource nfs:NFSVolumeSource iscsi:ISCSIVolumeSource glusterfs persistentVolumeClaim rbd:RBDVolumeSource flexVolume:FlexVolumeSource cinder:CinderVolumeSource cephfs:CephFSVolumeSource flocker downwardAPI:DownwardAPIVolumeSource fc:FCVolumeSource azureFile:AzureFileVolumeSource configMap:ConfigMapVolumeSource vsphereVolume:VsphereVirtualDiskVolumeSource quobyte:QuobyteVolumeSource azureDisk:AzureDiskVolumeSource photonPersistentDisk:PhotonPersistentDiskVolumeSource projected:ProjectedVolumeSource portworxVolume:PortworxVolumeSource scaleIO:ScaleIOVolumeSource storageos:StorageOSVolumeSource csi:CSIVolumeSource ephemeral:EphemeralVolumeSource image:ImageVolumeSource
VolumeDevice: name devicePath
VolumeMount: name readOnly recursiveReadOnly mountPath subPath mountPropagation subPathExpr
VolumeMountStatus: name mountPath readOnly recursiveReadOnly volumeStatus
VolumeProjection: secret:SecretProjection downwardAPI:DownwardAPIProjection configMap:ConfigMapProjection serviceAccountToken clusterTrustBundle:ClusterTrustBundleProjection podCertificate:PodCertificateProjection
VsphereVirtualDiskVolumeSource: volumePath fsType storagePolicyName storagePolicyID
WeightedPodAffinityTerm: weight podAffinityTerm:PodAffinityTerm
WindowsSecurityContextOptions: gmsaCredentialSpecName gmsaCredentialSpec runAsUserName hostProcess
`;

type Fields = ReadonlyMap<string, string | undefined>;

const typesByName: ReadonlyMap<string, Fields> = new Map(
  declarations
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', ...fields] = line.split(/:? /);
      const typed = fields.map((field) => field.split(':')).map(([own = '', type]) => [own, type] as const);
      return [name, new Map(typed)] as const;
    }),
);

/** The object with its fields in the order of its kind's struct; what is no struct is sorted. */
export function inFieldOrder(object: JsonObject): JsonObject {
  return ordered(object, String(object['kind'])) as JsonObject;
}

function ordered(value: JsonValue, type: string | undefined): JsonValue {
  if (Array.isArray(value)) return value.map((item) => ordered(item as JsonValue, type));
  if (!isJsonObject(value)) return value;
  const fields = type === undefined ? undefined : typesByName.get(type);
  const rank = new Map([...(fields?.keys() ?? [])].map((field, index) => [field, index]));
  const place = (key: string): number => rank.get(key) ?? rank.size;
  const present = Object.keys(value).filter((key) => value[key] !== undefined);
  const keys = present.toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  return Object.fromEntries(keys.map((key) => [key, ordered(value[key] ?? null, fields?.get(key))]));
}
