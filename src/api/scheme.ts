/** Which kinds exist, how their REST resources are called and what they can do. Facts only; rules live with each kind. */

/** One row per kind that the API server serves. */
export interface ResourceRow {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Kind of its lists; default the kind with `List` behind it. */
  readonly listKind?: string;
  /** Plural name, as in paths. */
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly categories: readonly string[];
  /** Key of the kind's type in `schema/structure.ts`; empty for custom resources, which have a schema of their own. */
  readonly type: string;
  readonly subresources: readonly string[];
}

/** `pods`, `statefulsets.apps` …: the plural with its group, as error messages name a resource. */
export type ResourceName = string;

type Traits = Partial<Pick<ResourceRow, 'shortNames' | 'categories' | 'type' | 'subresources' | 'singular'>>;

function row(apiVersion: string, kind: string, plural: string, namespaced: boolean, traits: Traits = {}): ResourceRow {
  const [group, version] = apiVersion.includes('/') ? (apiVersion.split('/') as [string, string]) : ['', apiVersion];
  return {
    group,
    version,
    kind,
    plural,
    namespaced,
    singular: traits.singular ?? kind.toLowerCase(),
    shortNames: traits.shortNames ?? [],
    categories: traits.categories ?? [],
    type: traits.type ?? kind,
    subresources: traits.subresources ?? [],
  };
}

const all = ['all'];
const status = ['status'];

export const scheme: readonly ResourceRow[] = [
  row('v1', 'ConfigMap', 'configmaps', true, { shortNames: ['cm'] }),
  row('v1', 'Endpoints', 'endpoints', true, { shortNames: ['ep'] }),
  row('v1', 'Event', 'events', true, { shortNames: ['ev'] }),
  row('v1', 'LimitRange', 'limitranges', true, { shortNames: ['limits'] }),
  row('v1', 'Namespace', 'namespaces', false, { shortNames: ['ns'], subresources: ['status', 'finalize'] }),
  row('v1', 'Node', 'nodes', false, { shortNames: ['no'], subresources: status }),
  row('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', true, { shortNames: ['pvc'], subresources: status }),
  row('v1', 'PersistentVolume', 'persistentvolumes', false, { shortNames: ['pv'], subresources: status }),
  row('v1', 'Pod', 'pods', true, {
    shortNames: ['po'],
    categories: all,
    subresources: ['status', 'binding', 'eviction', 'log', 'exec', 'attach', 'proxy'],
  }),
  row('v1', 'ResourceQuota', 'resourcequotas', true, { shortNames: ['quota'], subresources: status }),
  row('v1', 'Secret', 'secrets', true),
  row('v1', 'ServiceAccount', 'serviceaccounts', true, { shortNames: ['sa'] }),
  row('v1', 'Service', 'services', true, {
    shortNames: ['svc'],
    categories: all,
    subresources: ['status', 'proxy'],
  }),
  row('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'customresourcedefinitions', false, {
    shortNames: ['crd', 'crds'],
    categories: ['api-extensions'],
    subresources: status,
  }),
  row('apps/v1', 'ControllerRevision', 'controllerrevisions', true),
  row('apps/v1', 'Deployment', 'deployments', true, {
    shortNames: ['deploy'],
    categories: all,
    subresources: ['status', 'scale'],
  }),
  row('apps/v1', 'ReplicaSet', 'replicasets', true, {
    shortNames: ['rs'],
    categories: all,
    subresources: ['status', 'scale'],
  }),
  row('apps/v1', 'StatefulSet', 'statefulsets', true, {
    shortNames: ['sts'],
    categories: all,
    subresources: ['status', 'scale'],
  }),
  row('autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', true, {
    shortNames: ['hpa'],
    categories: all,
    subresources: status,
  }),
  row('batch/v1', 'Job', 'jobs', true, { categories: all, subresources: status }),
  row('coordination.k8s.io/v1', 'Lease', 'leases', true),
  row('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices', true),
  row('networking.k8s.io/v1', 'Ingress', 'ingresses', true, { shortNames: ['ing'], subresources: status }),
  row('networking.k8s.io/v1', 'IngressClass', 'ingressclasses', false),
  row('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', true, { shortNames: ['netpol'] }),
  row('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', true, { shortNames: ['pdb'], subresources: status }),
  row('rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', false),
  row('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'clusterrolebindings', false),
  row('rbac.authorization.k8s.io/v1', 'Role', 'roles', true),
  row('rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings', true),
  row('scheduling.k8s.io/v1', 'PriorityClass', 'priorityclasses', false, { shortNames: ['pc'] }),
  row('storage.k8s.io/v1', 'StorageClass', 'storageclasses', false, { shortNames: ['sc'] }),
];

/** `pods`, `statefulsets.apps`. */
export function resourceName(row: Pick<ResourceRow, 'plural' | 'group'>): ResourceName {
  return row.group ? `${row.plural}.${row.group}` : row.plural;
}

/** `v1`, `apps/v1`. */
export function apiVersionOf(row: Pick<ResourceRow, 'version' | 'group'>): string {
  return row.group ? `${row.group}/${row.version}` : row.version;
}

const byName = new Map(scheme.map((entry) => [resourceName(entry), entry]));
const byKind = new Map(scheme.map((entry) => [`${apiVersionOf(entry)}/${entry.kind}`, entry]));

/** The row of a resource name such as `statefulsets.apps`. */
export function rowByName(name: ResourceName): ResourceRow | undefined {
  return byName.get(name);
}

/** The row of an object's apiVersion and kind. */
export function rowByKind(apiVersion: string, kind: string): ResourceRow | undefined {
  return byKind.get(`${apiVersion}/${kind}`);
}
