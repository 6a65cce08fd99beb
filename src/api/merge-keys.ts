/** How the lists and structs of each type are merged: upstream's `patchStrategy` and `patchMergeKey` struct tags. */

import { ownValue } from '../lib/own-value.ts';
import { structure } from './schema/structure.ts';

export interface MergeRule {
  /** `replace` for lists without a rule: they are atomic. */
  readonly strategy: 'merge' | 'replace';
  /** Keys that the patch does not name are cleared from the element or struct. */
  readonly retainKeys: boolean;
  /** The key that tells a list's elements apart; empty for lists of primitives. */
  readonly mergeKey: string;
  /** The type of the field, or of the list's elements; undefined for maps and primitives. */
  readonly type: string | undefined;
}

/** Merged lists with their key, by type and field. A `*` marks `retainKeys`, a bare `-` a list of primitives. */
const mergedLists: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Container: { env: 'name', ports: 'containerPort', volumeDevices: 'devicePath', volumeMounts: 'mountPath' },
  ContainerStatus: { volumeMounts: 'mountPath' },
  DaemonSetStatus: { conditions: 'type' },
  DeploymentStatus: { conditions: 'type' },
  EphemeralContainer: { env: 'name', ports: 'containerPort', volumeDevices: 'devicePath', volumeMounts: 'mountPath' },
  JobStatus: { conditions: 'type' },
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
    resourceClaims: 'name*',
    schedulingGates: 'name',
    topologySpreadConstraints: 'topologyKey',
    volumes: 'name*',
  },
  PodStatus: { conditions: 'type', hostIPs: 'ip', podIPs: 'ip', resourceClaimStatuses: 'name*' },
  ReplicaSetStatus: { conditions: 'type' },
  ServiceAccount: { secrets: 'name' },
  ServiceSpec: { ports: 'port' },
  ServiceStatus: { conditions: 'type' },
  StatefulSetStatus: { conditions: 'type' },
};

/** Structs that are not merged field by field as others are. */
const structRules: Readonly<Record<string, Readonly<Record<string, 'replace' | 'retainKeys'>>>> = {
  DeploymentSpec: { strategy: 'retainKeys' },
  PodDisruptionBudgetSpec: { selector: 'replace' },
};

/**
 * The rule of a field of `type` (a key of `structure.ts`); undefined when the type has no such field. Without a type
 * (inside maps and raw data) everything is merged by key and lists are replaced.
 */
export function mergeRuleOf(type: string | undefined, field: string): MergeRule | undefined {
  if (type === undefined) return { strategy: 'replace', retainKeys: false, mergeKey: '', type: undefined };
  const expression = ownValue(ownValue(structure, type), field)?.replace(/^!/, '');
  if (expression === undefined) return undefined;
  const list = expression.startsWith('[]');
  const base = list ? expression.slice(2) : expression;
  const inner = Object.hasOwn(structure, base) ? base : undefined;
  const struct = ownValue(ownValue(structRules, type), field);
  if (!list) {
    return {
      strategy: struct === 'replace' ? 'replace' : 'merge',
      retainKeys: struct === 'retainKeys',
      mergeKey: '',
      type: inner,
    };
  }
  const key = ownValue(ownValue(mergedLists, type), field);
  if (key === undefined) return { strategy: 'replace', retainKeys: false, mergeKey: '', type: inner };
  const retainKeys = key.endsWith('*');
  return { strategy: 'merge', retainKeys, mergeKey: key === '-' ? '' : key.replace('*', ''), type: inner };
}
