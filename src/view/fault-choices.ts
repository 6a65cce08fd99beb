/** Everything that can be broken on purpose in a cluster as it is now, in groups for menus and the command palette. */

import { faultKey, type Fault } from '../api/faults.ts';
import type { ClusterReader } from '../api/reader.ts';
import { faultText } from './fault-text.ts';

export interface FaultChoice {
  readonly fault: Fault;
  /** What it does, without its subject: `crashes`. */
  readonly label: string;
}

export interface FaultSubject {
  /** `web-1`, `node-2`, `nginx:1.27`. */
  readonly name: string;
  readonly choices: readonly FaultChoice[];
}

export interface FaultGroup {
  readonly title: 'Pods' | 'Nodes' | 'Images' | 'Storage' | 'DNS';
  readonly subjects: readonly FaultSubject[];
}

/** Menus with more Pods than this are of no use; the menu on the card still has them. */
const maxPods = 24;

/** A choice whose label is what `faultText` says after the subject. */
function choice(fault: Fault, subject: string): FaultChoice {
  const text = faultText(fault);
  return { fault, label: text.startsWith(`${subject} `) ? text.slice(subject.length + 1) : text };
}

const podFaults = ['crash', 'fail-readiness', 'fail-liveness', 'hang-on-start'] as const;
const imageFaults = ['pull-error', 'slow-pull'] as const;
const nodeFaults = ['down', 'partitioned'] as const;

function imagesOf(reader: ClusterReader): readonly string[] {
  const templates = reader.list('statefulsets.apps').map(({ spec }) => spec.template.spec);
  const specs = [...templates, ...reader.list('pods').map(({ spec }) => spec)];
  const images = specs.flatMap((spec) => [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]);
  return [...new Set(images.flatMap(({ image }) => image ?? []))];
}

/** The Pods that exist, the nodes with their zones, the images in use. Groups without subjects are left out. */
export function faultGroups(reader: ClusterReader): readonly FaultGroup[] {
  const pods = reader.list('pods').filter(({ metadata }) => metadata.namespace !== 'kube-system');
  const nodes = reader.list('nodes').map(({ metadata }) => metadata);
  const zones = [...new Set(nodes.flatMap(({ labels }) => labels?.['topology.kubernetes.io/zone'] ?? []))];
  const groups: readonly FaultGroup[] = [
    {
      title: 'Pods',
      subjects: pods.slice(0, maxPods).map(({ metadata: { name, namespace = '' } }) => ({
        name,
        choices: podFaults.map((type) => choice({ type, namespace, pod: name }, name)),
      })),
    },
    {
      title: 'Nodes',
      subjects: nodes.map(({ name }) => ({
        name,
        choices: nodeFaults.map((type) => choice({ type, node: name }, name)),
      })),
    },
    {
      title: 'Images',
      subjects: imagesOf(reader).map((image) => ({
        name: image,
        choices: imageFaults.map((type) => choice({ type, image }, image)),
      })),
    },
    {
      title: 'Storage',
      subjects: [
        {
          name: '',
          choices: [
            { fault: { type: 'provisioner-down' }, label: 'Provisioner is down' },
            ...zones.map((zone): FaultChoice => ({
              fault: { type: 'zone-lost', zone },
              label: `${zone} is lost, with its nodes`,
            })),
          ],
        },
      ],
    },
    {
      title: 'DNS',
      subjects: [
        {
          name: '',
          choices: [{ fault: { type: 'dns-negative-cache' }, label: 'Resolvers remember “no such name” for 30 s' }],
        },
      ],
    },
  ];
  return groups.filter(({ subjects }) => subjects.length > 0);
}

export interface ClassAction {
  readonly label: string;
  readonly line: string;
}

/** Taking a StorageClass away, and bringing back those that claims and templates ask for. */
export function classActions(reader: ClusterReader): readonly ClassAction[] {
  const classes = reader.list('storageclasses.storage.k8s.io');
  const templates = reader.list('statefulsets.apps').flatMap(({ spec }) => spec.volumeClaimTemplates ?? []);
  const wanted = [...reader.list('persistentvolumeclaims'), ...templates].flatMap(
    ({ spec }) => spec.storageClassName ?? [],
  );
  const missing = [...new Set(wanted)].filter((name) => !classes.some(({ metadata }) => metadata.name === name));
  return [
    ...classes.map(({ metadata: { name } }) => ({
      label: `Take the class ${name} away`,
      line: `kubectl delete storageclass ${name}`,
    })),
    ...missing.map((name) => ({ label: `Make the class ${name}`, line: classLine(name) })),
  ];
}

function classLine(name: string): string {
  const manifest = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'playground.local/dynamic',
  };
  return `echo '${JSON.stringify(manifest)}' | kubectl apply -f -`;
}

/** The choices in force. */
export function activeFaults(faults: readonly Fault[]): ReadonlySet<string> {
  return new Set(faults.map(faultKey));
}
