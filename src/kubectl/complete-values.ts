/** Completion of the values of flags. */

import type { CompletionSource } from './complete-source.ts';

const outputFormats = [
  'custom-columns-file=',
  'custom-columns=',
  'go-template-file=',
  'go-template=',
  'json',
  'jsonpath-as-json=',
  'jsonpath-file=',
  'jsonpath=',
  'kyaml',
  'name',
  'template=',
  'templatefile=',
  'wide',
  'yaml',
];
const patchTypes = ['json', 'merge', 'strategic'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

/** Conditions by the plural of what has them. */
const conditions: Readonly<Record<string, readonly string[]>> = {
  customresourcedefinitions: ['Established', 'NamesAccepted'],
  deployments: ['Available', 'Progressing', 'ReplicaFailure'],
  jobs: ['Complete', 'Failed', 'SuccessCriteriaMet', 'Suspended'],
  nodes: ['DiskPressure', 'MemoryPressure', 'PIDPressure', 'Ready'],
  persistentvolumeclaims: ['FileSystemResizePending', 'Resizing'],
  poddisruptionbudgets: ['DisruptionAllowed'],
  pods: ['ContainersReady', 'DisruptionTarget', 'Initialized', 'PodReadyToStartContainers', 'PodScheduled', 'Ready'],
};

/** What a flag's value depends on. */
export interface FlagPlace {
  readonly verb: string;
  /** The Pod of the command line, where there is one. */
  readonly pod: string | undefined;
  readonly namespace: string | undefined;
  /** The plural of the type of the command line. */
  readonly plural: string | undefined;
}

function waitConditions(plural: string | undefined): readonly string[] {
  const known = plural !== undefined && Object.hasOwn(conditions, plural) ? conditions[plural]! : conditions['pods']!;
  return ['create', 'delete', 'jsonpath=', ...known.map((name) => `condition=${name}`)];
}

/** Values that a flag may take, by its name or its letter; undefined when it takes none that is known. */
export function flagValues(flag: string, place: FlagPlace, source: CompletionSource): readonly string[] | undefined {
  switch (flag) {
    case '-f':
    case '--filename':
    case '--patch-file':
      return source.files();
    case '-n':
    case '--namespace':
      return source.namespaces();
    case '--context':
      return source.contexts?.();
    case '-o':
    case '--output':
      return outputFormats;
    case '-c':
    case '--container':
      return place.pod === undefined ? [] : source.containers?.(place.pod, place.namespace);
    case '--for':
      return place.verb === 'wait' ? waitConditions(place.plural) : undefined;
    case '--cascade':
      return ['background', 'foreground', 'orphan'];
    case '--dry-run':
      return ['client', 'none', 'server'];
    case '--validate':
      return ['ignore', 'strict', 'warn'];
    case '--type':
      return place.verb === 'patch' ? patchTypes : undefined;
    case '--subresource':
      return ['resize', 'scale', 'status'];
    case '--restart':
      return ['Always', 'Never', 'OnFailure'];
    case '--image-pull-policy':
      return pullPolicies;
    case '--sort-by':
      return ['.metadata.creationTimestamp', '.metadata.name'];
    default:
      return undefined;
  }
}
