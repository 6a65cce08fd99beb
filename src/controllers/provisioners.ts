/** The storage systems of the simulated cluster: which provisioner names are served, and what their volumes are like. */

export interface StorageSystem {
  /** `provisioner` of a StorageClass. */
  readonly provisioner: string;
  /** Name of the CSI driver, which can have no slash. */
  readonly driver: string;
  /** `csi`: attached to a node before it is mounted; `hostPath`: a folder that needs no attaching. */
  readonly source: 'csi' | 'hostPath';
  /** Works as external-provisioner does: events on the claim, its own finalizer on the volume, topology. */
  readonly sidecar: boolean;
}

/**
 * Served by the provisioner controller; claims of other provisioners wait for ever. The last one is minikube's, which
 * the Cassandra tutorial's StorageClass names.
 */
export const storageSystems: readonly StorageSystem[] = [
  { provisioner: 'playground.local/dynamic', driver: 'dynamic.playground.local', source: 'csi', sidecar: true },
  { provisioner: 'playground.local/fake', driver: '', source: 'hostPath', sidecar: false },
  { provisioner: 'k8s.io/minikube-hostpath', driver: '', source: 'hostPath', sidecar: false },
];

export function storageSystemOf(provisioner: string | undefined): StorageSystem | undefined {
  return storageSystems.find((system) => system.provisioner === provisioner);
}
