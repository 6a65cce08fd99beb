/** What server-side apply merges: upstream's `listType`, `listMapKey` and `mapType` markers. */

import { ownValue } from '../lib/own-value.ts';
import type { JsonValue } from './json.ts';
import { structure } from './schema/structure.ts';

/** How a value is owned: as a whole, or by its parts. */
export type ApplyRule =
  | { readonly kind: 'atomic' }
  /** An object whose fields are owned one by one, by the rule of each. */
  | { readonly kind: 'struct'; readonly fieldRule: (field: string) => ApplyRule }
  /** A list of objects told apart by keys. */
  | { readonly kind: 'keyed'; readonly keys: readonly string[]; readonly item: ApplyRule }
  /** A list of different primitives. */
  | { readonly kind: 'set' };

export const atomicRule: ApplyRule = { kind: 'atomic' };
/** A map whose entries are owned one by one, each as a whole. */
const mapRule: ApplyRule = { kind: 'struct', fieldRule: () => atomicRule };

/** Lists that are merged, by type and field: their keys, or `-` for sets. All other lists are atomic. */
const mergedLists: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Container: {
    env: 'name',
    ports: 'containerPort protocol',
    volumeDevices: 'devicePath',
    volumeMounts: 'mountPath',
  },
  EphemeralContainer: {
    env: 'name',
    ports: 'containerPort protocol',
    volumeDevices: 'devicePath',
    volumeMounts: 'mountPath',
  },
  NamespaceStatus: { conditions: 'type' },
  NodeSpec: { podCIDRs: '-' },
  NodeStatus: { addresses: 'type', conditions: 'type' },
  ObjectMeta: { finalizers: '-', ownerReferences: 'uid' },
  PersistentVolumeClaimStatus: { conditions: 'type' },
  PodDisruptionBudgetStatus: { conditions: 'type' },
  PodSpec: {
    containers: 'name',
    ephemeralContainers: 'name',
    hostAliases: 'ip',
    imagePullSecrets: 'name',
    initContainers: 'name',
    resourceClaims: 'name',
    schedulingGates: 'name',
    topologySpreadConstraints: 'topologyKey whenUnsatisfiable',
    volumes: 'name',
  },
  PodStatus: { conditions: 'type', podIPs: 'ip' },
  ResourceRequirements: { claims: 'name' },
  ServiceAccount: { secrets: 'name' },
  ServiceSpec: { ports: 'port protocol' },
  ServiceStatus: { conditions: 'type' },
  StatefulSetStatus: { conditions: 'type' },
};

/** Values of keys that a list's element may leave out. */
export const keyDefaults: Readonly<Record<string, JsonValue>> = { protocol: 'TCP' };

const atomicTypes: ReadonlySet<string> = new Set([
  'ConfigMapKeySelector',
  'FileKeySelector',
  'LabelSelector',
  'LocalObjectReference',
  'NodeSelector',
  'NodeSelectorTerm',
  'ObjectFieldSelector',
  'ObjectReference',
  'OwnerReference',
  'ResourceFieldSelector',
  'SecretKeySelector',
  'SecretReference',
  'TypedLocalObjectReference',
]);

/** True for structs that are owned as a whole. */
export function isAtomicType(type: string): boolean {
  return atomicTypes.has(type);
}

const atomicMaps: ReadonlySet<string> = new Set(['PodSpec.nodeSelector', 'ServiceSpec.selector']);

const structRules = new Map<string, ApplyRule>();

/** The rule of a type, a key of `structure.ts`. */
export function structRule(type: string): ApplyRule {
  const known = structRules.get(type);
  if (known) return known;
  const rule: ApplyRule = { kind: 'struct', fieldRule: (field) => fieldRuleOf(type, field) };
  structRules.set(type, rule);
  return rule;
}

function fieldRuleOf(type: string, field: string): ApplyRule {
  const expression = ownValue(ownValue(structure, type), field)?.replace(/^!/, '') ?? 'any';
  if (expression.startsWith('map[string]')) return atomicMaps.has(`${type}.${field}`) ? atomicRule : mapRule;
  if (!expression.startsWith('[]')) {
    return Object.hasOwn(structure, expression) && !atomicTypes.has(expression) ? structRule(expression) : atomicRule;
  }
  const keys = ownValue(ownValue(mergedLists, type), field);
  if (keys === undefined) return atomicRule;
  return keys === '-'
    ? { kind: 'set' }
    : { kind: 'keyed', keys: keys.split(' '), item: structRule(expression.slice(2)) };
}
