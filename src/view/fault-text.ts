/** Faults in words, and which objects they hit. */

import type { Fault } from '../api/faults.ts';
import type { ObjectRef } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';

const podWords = {
  crash: 'crashes',
  'fail-readiness': 'fails its readiness probe',
  'fail-liveness': 'fails its liveness probe',
  'hang-on-start': 'hangs when it starts',
} as const;

const nodeWords = { down: 'is down', partitioned: 'is cut off from the network' } as const;
const imageWords = { 'pull-error': 'cannot be pulled', 'slow-pull': 'pulls slowly' } as const;

/** `web-1 crashes`, `node-2 is down`: a fault as a short sentence without its full stop. */
export function faultText(fault: Fault): string {
  if (fault.type === 'provisioner-down') return 'the storage provisioner is down';
  if (fault.type === 'dns-negative-cache') return 'resolvers remember for 30 s that a name did not exist';
  if (fault.type === 'zone-lost') return `${fault.zone} is lost, with its nodes and its storage`;
  if ('node' in fault) return `${fault.node} ${nodeWords[fault.type]}`;
  if ('image' in fault) return `${fault.image} ${imageWords[fault.type]}`;
  return `${fault.pod} ${podWords[fault.type]}`;
}

function zoneOf(node: string, reader: ClusterReader): string | undefined {
  return reader.get('nodes', undefined, node)?.metadata.labels?.['topology.kubernetes.io/zone'];
}

function hitsPod(fault: Fault, ref: ObjectRef, reader: ClusterReader): boolean {
  if ('pod' in fault) return fault.pod === ref.name && fault.namespace === (ref.namespace ?? '');
  const spec = reader.get('pods', ref.namespace, ref.name)?.spec;
  if ('node' in fault) return spec?.nodeName === fault.node;
  if (fault.type === 'zone-lost') return spec?.nodeName !== undefined && zoneOf(spec.nodeName, reader) === fault.zone;
  if (!('image' in fault)) return false;
  return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].some(({ image }) => image === fault.image);
}

function isZonal(ref: ObjectRef, zone: string, reader: ClusterReader): boolean {
  const name =
    ref.kind === 'PersistentVolume'
      ? ref.name
      : reader.get('persistentvolumeclaims', ref.namespace, ref.name)?.spec.volumeName;
  const volume = name ? reader.get('persistentvolumes', undefined, name) : undefined;
  const terms = volume?.spec.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return terms.some(({ matchExpressions }) => matchExpressions?.some(({ values }) => values?.includes(zone)));
}

/** Stands for a zone, which is no object, where an object is asked for. */
export function zoneRef(zone: string): ObjectRef {
  return { kind: 'Zone', name: zone };
}

/** A claim that waits for the provisioner, or a class whose volumes it makes. */
function needsProvisioner(ref: ObjectRef, reader: ClusterReader): boolean {
  if (ref.kind === 'StorageClass') {
    const provisioner = reader.get('storageclasses.storage.k8s.io', undefined, ref.name)?.provisioner;
    return provisioner !== undefined && provisioner !== 'kubernetes.io/no-provisioner';
  }
  return reader.get('persistentvolumeclaims', ref.namespace, ref.name)?.status.phase === 'Pending';
}

/** The faults in force that hit an object. */
export function faultsOn(faults: readonly Fault[], ref: ObjectRef, reader: ClusterReader): readonly Fault[] {
  if (faults.length === 0) return [];
  return faults.filter((fault) => {
    if (ref.kind === 'Pod') return hitsPod(fault, ref, reader);
    if (ref.kind === 'Node' && fault.type === 'zone-lost') return zoneOf(ref.name, reader) === fault.zone;
    if (ref.kind === 'Node') return 'node' in fault && fault.node === ref.name;
    if (ref.kind === 'Zone') return fault.type === 'zone-lost' && fault.zone === ref.name;
    if (ref.kind === 'Service') return fault.type === 'dns-negative-cache';
    const isClaim = ref.kind === 'PersistentVolumeClaim';
    if (fault.type === 'zone-lost') {
      return (isClaim || ref.kind === 'PersistentVolume') && isZonal(ref, fault.zone, reader);
    }
    return (
      fault.type === 'provisioner-down' && (isClaim || ref.kind === 'StorageClass') && needsProvisioner(ref, reader)
    );
  });
}
