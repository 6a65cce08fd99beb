/**
 * Objects as upstream's internal Go structs print them: Go field names, Go field order, empty fields included. Field
 * errors show such values, and the refusal of an update shows the difference of two of them.
 */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { structure } from '../../api/schema/structure.ts';
import { blockDiff } from '../../lib/block-diff.ts';
import { selectorValue } from './label-selector.ts';
import { isPointerScalar, isValueStruct } from '../decoding/go-fields.ts';

const containerFields =
  'name image command args workingDir ports envFrom env resources resizePolicy restartPolicy restartPolicyRules ' +
  'volumeMounts volumeDevices livenessProbe readinessProbe startupProbe lifecycle terminationMessagePath ' +
  'terminationMessagePolicy imagePullPolicy securityContext stdin stdinOnce tty';

/** Fields by their JSON names, in the order of the internal struct (pkg/apis/core/types.go). */
const fieldOrder: Readonly<Record<string, string>> = {
  Affinity: 'nodeAffinity podAffinity podAntiAffinity',
  AppArmorProfile: 'type localhostProfile',
  Capabilities: 'add drop',
  ConfigMapEnvSource: 'name optional',
  ConfigMapKeySelector: 'name key optional',
  ConfigMapProjection: 'name items optional',
  ConfigMapVolumeSource: 'name items defaultMode optional',
  Container: containerFields,
  ContainerPort: 'name hostPort containerPort protocol hostIP',
  ContainerResizePolicy: 'resourceName restartPolicy',
  ContainerRestartRule: 'action exitCodes',
  ContainerRestartRuleOnExitCodes: 'operator values',
  CSIPersistentVolumeSource:
    'driver volumeHandle readOnly fsType volumeAttributes controllerPublishSecretRef nodeStageSecretRef ' +
    'nodePublishSecretRef controllerExpandSecretRef nodeExpandSecretRef',
  CSIVolumeSource: 'driver readOnly fsType volumeAttributes nodePublishSecretRef',
  DeploymentStrategy: 'type rollingUpdate',
  DownwardAPIProjection: 'items',
  DownwardAPIVolumeFile: 'path fieldRef resourceFieldRef mode',
  DownwardAPIVolumeSource: 'items defaultMode',
  EmptyDirVolumeSource: 'medium sizeLimit',
  EnvFromSource: 'prefix configMapRef secretRef',
  EnvVar: 'name value valueFrom',
  EnvVarSource: 'fieldRef resourceFieldRef configMapKeyRef secretKeyRef fileKeyRef',
  EphemeralContainer: `${containerFields} targetContainerName`,
  EphemeralVolumeSource: 'volumeClaimTemplate',
  ExecAction: 'command',
  FileKeySelector: 'volumeName path key optional',
  GitRepoVolumeSource: 'repository revision directory',
  GRPCAction: 'port service',
  HostAlias: 'ip hostnames',
  HostPathVolumeSource: 'path type',
  HTTPGetAction: 'path port host scheme httpHeaders',
  HTTPHeader: 'name value',
  ImageVolumeSource: 'reference pullPolicy',
  KeyToPath: 'key path mode',
  Lifecycle: 'postStart preStop stopSignal',
  LifecycleHandler: 'exec httpGet tcpSocket sleep',
  LocalObjectReference: 'name',
  LocalVolumeSource: 'path fsType',
  NFSVolumeSource: 'server path readOnly',
  NodeAffinity: 'requiredDuringSchedulingIgnoredDuringExecution preferredDuringSchedulingIgnoredDuringExecution',
  NodeSelector: 'nodeSelectorTerms',
  NodeSelectorRequirement: 'key operator values',
  NodeSelectorTerm: 'matchExpressions matchFields',
  ObjectFieldSelector: 'apiVersion fieldPath',
  PersistentVolumeClaimSpec:
    'accessModes selector resources volumeName storageClassName volumeMode dataSource dataSourceRef ' +
    'volumeAttributesClassName',
  PersistentVolumeClaimVolumeSource: 'claimName readOnly',
  PersistentVolumeSpec:
    'gcePersistentDisk awsElasticBlockStore hostPath glusterfs nfs rbd quobyte iscsi flexVolume cinder cephfs fc ' +
    'flocker azureFile vsphereVolume azureDisk photonPersistentDisk portworxVolume scaleIO local storageos csi',
  PodAffinity: 'requiredDuringSchedulingIgnoredDuringExecution preferredDuringSchedulingIgnoredDuringExecution',
  PodAffinityTerm: 'labelSelector namespaces topologyKey namespaceSelector matchLabelKeys mismatchLabelKeys',
  PodAntiAffinity: 'requiredDuringSchedulingIgnoredDuringExecution preferredDuringSchedulingIgnoredDuringExecution',
  PodDisruptionBudgetSpec: 'minAvailable selector maxUnavailable unhealthyPodEvictionPolicy',
  PodDNSConfig: 'nameservers searches options',
  PodDNSConfigOption: 'name value',
  PodOS: 'name',
  PodReadinessGate: 'conditionType',
  PodResourceClaim: 'name resourceClaimName resourceClaimTemplateName',
  PodSchedulingGate: 'name',
  PodSchedulingGroup: 'podGroupName',
  PodSecurityContext:
    'seLinuxOptions windowsOptions runAsUser runAsGroup runAsNonRoot supplementalGroups supplementalGroupsPolicy ' +
    'fsGroup fsGroupChangePolicy sysctls seccompProfile appArmorProfile seLinuxChangePolicy',
  PodSpec:
    'volumes initContainers containers ephemeralContainers restartPolicy terminationGracePeriodSeconds ' +
    'activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName automountServiceAccountToken nodeName ' +
    'securityContext imagePullSecrets hostname subdomain setHostnameAsFQDN affinity schedulerName tolerations ' +
    'hostAliases priorityClassName priority preemptionPolicy dnsConfig readinessGates runtimeClassName overhead ' +
    'enableServiceLinks topologySpreadConstraints os schedulingGates resourceClaims resources hostnameOverride ' +
    'schedulingGroup',
  PreferredSchedulingTerm: 'weight preference',
  Probe:
    'exec httpGet tcpSocket grpc initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold ' +
    'terminationGracePeriodSeconds',
  ProjectedVolumeSource: 'sources defaultMode',
  ResourceClaim: 'name request',
  ResourceFieldSelector: 'containerName resource divisor',
  ResourceRequirements: 'limits requests claims',
  RoleRef: 'apiGroup kind name',
  RollingUpdateDeployment: 'maxUnavailable maxSurge',
  RollingUpdateStatefulSetStrategy: 'partition maxUnavailable',
  SeccompProfile: 'type localhostProfile',
  SecretEnvSource: 'name optional',
  SecretKeySelector: 'name key optional',
  SecretProjection: 'name items optional',
  SecretReference: 'name namespace',
  SecretVolumeSource: 'secretName items defaultMode optional',
  SecurityContext:
    'capabilities privileged seLinuxOptions windowsOptions runAsUser runAsGroup runAsNonRoot readOnlyRootFilesystem ' +
    'allowPrivilegeEscalation procMount seccompProfile appArmorProfile',
  SELinuxOptions: 'user role type level',
  ServiceAccountTokenProjection: 'audience expirationSeconds path',
  ServicePort: 'name protocol appProtocol port targetPort nodePort',
  SleepAction: 'seconds',
  StatefulSetUpdateStrategy: 'type rollingUpdate',
  Sysctl: 'name value',
  Taint: 'key value effect timeAdded',
  TCPSocketAction: 'port host',
  Toleration: 'key operator value effect tolerationSeconds',
  TopologySpreadConstraint:
    'maxSkew topologyKey whenUnsatisfiable labelSelector minDomains nodeAffinityPolicy nodeTaintsPolicy matchLabelKeys',
  TypedLocalObjectReference: 'apiGroup kind name',
  TypedObjectReference: 'apiGroup kind name namespace',
  Volume:
    'name hostPath emptyDir gcePersistentDisk awsElasticBlockStore gitRepo secret nfs iscsi glusterfs ' +
    'persistentVolumeClaim rbd quobyte flexVolume cinder cephfs flocker downwardAPI fc azureFile configMap ' +
    'vsphereVolume azureDisk photonPersistentDisk projected portworxVolume scaleIO storageos csi ephemeral image',
  VolumeDevice: 'name devicePath',
  VolumeMount: 'name readOnly recursiveReadOnly mountPath subPath mountPropagation subPathExpr',
  VolumeNodeAffinity: 'required',
  VolumeProjection: 'secret downwardAPI configMap serviceAccountToken clusterTrustBundle podCertificate',
  VolumeResourceRequirements: 'limits requests',
  WeightedPodAffinityTerm: 'weight podAffinityTerm',
  WindowsSecurityContextOptions: 'gmsaCredentialSpecName gmsaCredentialSpec runAsUserName hostProcess',
};

/** Fields of a Pod spec that the internal form keeps in its security context. */
const movedToSecurityContext = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'];

/** Go names that are more than the JSON name with a capital. */
const goNames: Readonly<Record<string, string>> = {
  apiGroup: 'APIGroup',
  apiVersion: 'APIVersion',
  awsElasticBlockStore: 'AWSElasticBlockStore',
  cephfs: 'CephFS',
  csi: 'CSI',
  dnsConfig: 'DNSConfig',
  dnsPolicy: 'DNSPolicy',
  fc: 'FC',
  fsGroup: 'FSGroup',
  fsGroupChangePolicy: 'FSGroupChangePolicy',
  fsType: 'FSType',
  gcePersistentDisk: 'GCEPersistentDisk',
  gmsaCredentialSpec: 'GMSACredentialSpec',
  gmsaCredentialSpecName: 'GMSACredentialSpecName',
  grpc: 'GRPC',
  httpGet: 'HTTPGet',
  httpHeaders: 'HTTPHeaders',
  ip: 'IP',
  iscsi: 'ISCSI',
  nfs: 'NFS',
  os: 'OS',
  rbd: 'RBD',
  seLinuxChangePolicy: 'SELinuxChangePolicy',
  seLinuxOptions: 'SELinuxOptions',
  storageos: 'StorageOS',
  tcpSocket: 'TCPSocket',
  tty: 'TTY',
};

/** Pointers in v1 that are plain values in the internal structs. */
const plainInternally: Readonly<Record<string, string>> = {
  RollingUpdateStatefulSetStrategy: 'partition',
  ServiceAccountTokenProjection: 'expirationSeconds',
};

function goName(field: string): string {
  return goNames[field] ?? `${field[0]!.toUpperCase()}${field.slice(1)}`;
}

function zeroOf(owner: string, field: string, expression: string): JsonValue {
  const isPlain = plainInternally[owner] === field;
  if (isPointerScalar(owner, field) && !isPlain) return null;
  switch (expression) {
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'int32':
    case 'int64':
    case 'IntOrString':
      return 0;
    case 'Quantity':
      return '0';
    default:
      return isValueStruct(owner, field) ? internalValue(expression, {}) : null;
  }
}

function sortKeys(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function convert(expression: string, value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => convert(expression.slice(2), item));
  if (!isJsonObject(value)) return value;
  return expression.startsWith('map[') ? sortKeys(value) : internalValue(expression, value);
}

function fieldValue(type: string, field: string, object: JsonObject): JsonValue {
  const expression = (structure[type]?.[field] ?? 'any').replace(/^!/, '');
  const value = object[field];
  return value === undefined || value === null ? zeroOf(type, field, expression) : convert(expression, value);
}

/** An object of the named API type in the internal form. A type that is not known here stays as it is. */
export function internalValue(type: string, object: object): JsonValue {
  const order = Object.hasOwn(fieldOrder, type) ? fieldOrder[type] : undefined;
  const source = object as JsonObject;
  if (type === 'LabelSelector') return selectorValue(source);
  if (type === 'PersistentVolumeClaimTemplate') return internalClaimTemplate(source);
  if (!order) return source;
  const entries = order.split(' ').map((field): readonly [string, JsonValue] => {
    if (type === 'PodSpec' && field === 'securityContext') return ['SecurityContext', internalSecurityContext(source)];
    return [goName(field), fieldValue(type, field, source)];
  });
  return Object.fromEntries(entries);
}

function internalSecurityContext(spec: JsonObject): JsonValue {
  const context = spec['securityContext'];
  if (!isJsonObject(context)) return null;
  const moved = movedToSecurityContext.map((field) => [goName(field), fieldValue('PodSpec', field, spec)] as const);
  const own = internalValue('PodSecurityContext', context);
  return { ...Object.fromEntries(moved), ...(own as JsonObject) };
}

/** The metadata is embedded in the internal struct, so that its fields stand beside the spec. */
function internalClaimTemplate({ metadata, spec }: JsonObject): JsonValue {
  const claim = isJsonObject(spec) ? spec : {};
  return { ...(metadata as JsonObject | undefined), Spec: internalValue('PersistentVolumeClaimSpec', claim) };
}

/** What differs between two objects of a type, as the refusal of an update shows it. Models apimachinery/pkg/util/diff. */
export function internalDiff(type: string, old: object, object: object): string {
  const lines = (value: object): string[] =>
    JSON.stringify(internalValue(type, value), null, 1)
      .split('\n')
      .map((line) => `${line}\n`);
  return blockDiff(lines(old), lines(object), 3);
}
