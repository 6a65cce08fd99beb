/** Every resource that a 1.36 API server with default settings serves, in discovery order: what names and short names mean. */

import { rowByName, resourceName, type ResourceRow } from './scheme.ts';

/** A served resource with its verbs. `pathOf` takes it as it is. */
export interface ApiResource extends ResourceRow {
  readonly verbs: readonly string[];
}

interface Traits {
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly verbs?: string;
  /** Default: the kind. */
  readonly type?: string;
}

const usualVerbs = 'create,delete,deletecollection,get,list,patch,update,watch';

function row(apiVersion: string, kind: string, plural: string, namespaced: boolean, traits: Traits = {}): ApiResource {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const name = resourceName({ plural, group });
  return {
    group,
    version: apiVersion.slice(slash + 1),
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames: traits.shortNames ?? [],
    namespaced,
    categories: traits.categories ?? [],
    type: traits.type ?? kind,
    subresources: rowByName(name)?.subresources ?? [],
    verbs: (traits.verbs ?? usualVerbs).split(','),
  };
}

export const apiResources: readonly ApiResource[] = [
  row('v1', 'Binding', 'bindings', true, { verbs: 'create' }),
  row('v1', 'ComponentStatus', 'componentstatuses', false, { shortNames: ['cs'], verbs: 'get,list' }),
  row('v1', 'ConfigMap', 'configmaps', true, { shortNames: ['cm'] }),
  row('v1', 'Endpoints', 'endpoints', true, { shortNames: ['ep'] }),
  row('v1', 'Event', 'events', true, { shortNames: ['ev'] }),
  row('v1', 'LimitRange', 'limitranges', true, { shortNames: ['limits'] }),
  row('v1', 'Namespace', 'namespaces', false, {
    shortNames: ['ns'],
    verbs: 'create,delete,get,list,patch,update,watch',
  }),
  row('v1', 'Node', 'nodes', false, { shortNames: ['no'] }),
  row('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', true, { shortNames: ['pvc'] }),
  row('v1', 'PersistentVolume', 'persistentvolumes', false, { shortNames: ['pv'] }),
  row('v1', 'Pod', 'pods', true, { shortNames: ['po'], categories: ['all'] }),
  row('v1', 'PodTemplate', 'podtemplates', true),
  row('v1', 'ReplicationController', 'replicationcontrollers', true, { shortNames: ['rc'], categories: ['all'] }),
  row('v1', 'ResourceQuota', 'resourcequotas', true, { shortNames: ['quota'] }),
  row('v1', 'Secret', 'secrets', true),
  row('v1', 'ServiceAccount', 'serviceaccounts', true, { shortNames: ['sa'] }),
  row('v1', 'Service', 'services', true, { shortNames: ['svc'], categories: ['all'] }),
  row('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', 'mutatingadmissionpolicies', false, {
    categories: ['api-extensions'],
  }),
  row('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicyBinding', 'mutatingadmissionpolicybindings', false, {
    categories: ['api-extensions'],
  }),
  row('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', false, {
    categories: ['api-extensions'],
  }),
  row('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'validatingadmissionpolicies', false, {
    categories: ['api-extensions'],
  }),
  row(
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicyBinding',
    'validatingadmissionpolicybindings',
    false,
    { categories: ['api-extensions'] },
  ),
  row('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', false, {
    categories: ['api-extensions'],
  }),
  row('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'customresourcedefinitions', false, {
    shortNames: ['crd', 'crds'],
    categories: ['api-extensions'],
  }),
  row('apiregistration.k8s.io/v1', 'APIService', 'apiservices', false, { categories: ['api-extensions'] }),
  row('apps/v1', 'ControllerRevision', 'controllerrevisions', true),
  row('apps/v1', 'DaemonSet', 'daemonsets', true, { shortNames: ['ds'], categories: ['all'] }),
  row('apps/v1', 'Deployment', 'deployments', true, { shortNames: ['deploy'], categories: ['all'] }),
  row('apps/v1', 'ReplicaSet', 'replicasets', true, { shortNames: ['rs'], categories: ['all'] }),
  row('apps/v1', 'StatefulSet', 'statefulsets', true, { shortNames: ['sts'], categories: ['all'] }),
  row('authentication.k8s.io/v1', 'SelfSubjectReview', 'selfsubjectreviews', false, { verbs: 'create' }),
  row('authentication.k8s.io/v1', 'TokenReview', 'tokenreviews', false, { verbs: 'create' }),
  row('authorization.k8s.io/v1', 'LocalSubjectAccessReview', 'localsubjectaccessreviews', true, { verbs: 'create' }),
  row('authorization.k8s.io/v1', 'SelfSubjectAccessReview', 'selfsubjectaccessreviews', false, { verbs: 'create' }),
  row('authorization.k8s.io/v1', 'SelfSubjectRulesReview', 'selfsubjectrulesreviews', false, { verbs: 'create' }),
  row('authorization.k8s.io/v1', 'SubjectAccessReview', 'subjectaccessreviews', false, { verbs: 'create' }),
  row('autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', true, {
    shortNames: ['hpa'],
    categories: ['all'],
  }),
  row('autoscaling/v1', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', true, {
    shortNames: ['hpa'],
    categories: ['all'],
    type: 'HorizontalPodAutoscalerV1',
  }),
  row('batch/v1', 'CronJob', 'cronjobs', true, { shortNames: ['cj'], categories: ['all'] }),
  row('batch/v1', 'Job', 'jobs', true, { categories: ['all'] }),
  row('certificates.k8s.io/v1', 'CertificateSigningRequest', 'certificatesigningrequests', false, {
    shortNames: ['csr'],
  }),
  row('coordination.k8s.io/v1', 'Lease', 'leases', true),
  row('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices', true),
  row('events.k8s.io/v1', 'Event', 'events', true, { shortNames: ['ev'] }),
  row('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'flowschemas', false),
  row('flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration', 'prioritylevelconfigurations', false),
  row('networking.k8s.io/v1', 'IngressClass', 'ingressclasses', false),
  row('networking.k8s.io/v1', 'Ingress', 'ingresses', true, { shortNames: ['ing'] }),
  row('networking.k8s.io/v1', 'IPAddress', 'ipaddresses', false, { shortNames: ['ip'] }),
  row('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', true, { shortNames: ['netpol'] }),
  row('networking.k8s.io/v1', 'ServiceCIDR', 'servicecidrs', false),
  row('node.k8s.io/v1', 'RuntimeClass', 'runtimeclasses', false),
  row('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', true, { shortNames: ['pdb'] }),
  row('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'clusterrolebindings', false),
  row('rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', false),
  row('rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings', true),
  row('rbac.authorization.k8s.io/v1', 'Role', 'roles', true),
  row('resource.k8s.io/v1', 'DeviceClass', 'deviceclasses', false),
  row('resource.k8s.io/v1', 'ResourceClaim', 'resourceclaims', true),
  row('resource.k8s.io/v1', 'ResourceClaimTemplate', 'resourceclaimtemplates', true),
  row('resource.k8s.io/v1', 'ResourceSlice', 'resourceslices', false),
  row('scheduling.k8s.io/v1', 'PriorityClass', 'priorityclasses', false, { shortNames: ['pc'] }),
  row('storage.k8s.io/v1', 'CSIDriver', 'csidrivers', false),
  row('storage.k8s.io/v1', 'CSINode', 'csinodes', false),
  row('storage.k8s.io/v1', 'CSIStorageCapacity', 'csistoragecapacities', true),
  row('storage.k8s.io/v1', 'StorageClass', 'storageclasses', false, { shortNames: ['sc'] }),
  row('storage.k8s.io/v1', 'VolumeAttachment', 'volumeattachments', false),
  row('storage.k8s.io/v1', 'VolumeAttributesClass', 'volumeattributesclasses', false, { shortNames: ['vac'] }),
];

/** True when the cluster of the playground really has this resource (and not only its name). */
export function isSimulated(resource: ApiResource): boolean {
  return rowByName(resourceName(resource)) !== undefined;
}

/** The resource of an object's apiVersion and kind. */
export function apiResourceByKind(apiVersion: string, kind: string): ApiResource | undefined {
  return apiResources.find(
    (entry) => entry.kind === kind && (entry.group ? `${entry.group}/${entry.version}` : entry.version) === apiVersion,
  );
}
