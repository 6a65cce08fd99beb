/** Storage of drivers that do not run here is played by the simulated provisioner, so that new claims get volumes. */

import type { KubeObject } from '../../api/object.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/types.ts';
import { storageSystemOf } from '../../controllers/provisioners.ts';
import {
  betaStorageProvisionerAnnotation,
  noProvisioner,
  provisionedByAnnotation,
  storageProvisionerAnnotation,
} from '../../controllers/volume-claims.ts';
import { defaultProvisioner } from '../default-cluster.ts';
import type { GivenObjects } from './given-object.ts';
import type { ImportNotes } from './import-notes.ts';

const isForeign = (provisioner: string | undefined): provisioner is string =>
  provisioner !== undefined && provisioner !== noProvisioner && storageSystemOf(provisioner) === undefined;

export function playForeignStorage(given: GivenObjects, notes: ImportNotes): void {
  for (const storageClass of given.list<StorageClass & KubeObject>('storageclasses.storage.k8s.io')) {
    const { provisioner } = storageClass;
    if (!isForeign(provisioner)) continue;
    const played = { ...storageClass, provisioner: defaultProvisioner };
    given.set('storageclasses.storage.k8s.io', played);
    notes.add(
      'changed',
      `StorageClass ${storageClass.metadata.name}`,
      `${provisioner} does not run here: ${defaultProvisioner} makes its volumes.`,
    );
  }
  for (const resource of ['persistentvolumeclaims', 'persistentvolumes']) {
    for (const object of given.list<PersistentVolumeClaim | PersistentVolume>(resource)) {
      const annotations = { ...object.metadata.annotations };
      const foreign = [storageProvisionerAnnotation, betaStorageProvisionerAnnotation, provisionedByAnnotation].filter(
        (key) => isForeign(annotations[key]),
      );
      if (foreign.length === 0) continue;
      for (const key of foreign) annotations[key] = defaultProvisioner;
      given.set(resource, { ...object, metadata: { ...object.metadata, annotations } });
      notes.add(
        'changed',
        `${object.kind} ${object.metadata.name}`,
        `its annotations name ${defaultProvisioner} in place of the driver that made it.`,
      );
    }
  }
}
