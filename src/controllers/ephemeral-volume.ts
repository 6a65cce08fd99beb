/**
 * ephemeral-volume-controller: makes the claims of Pods' `ephemeral` volumes. One key per Pod.
 * Models pkg/controller/volume/ephemeral controller.go.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, SyncContext, SyncResult } from '../api/controller.ts';
import { isTerminating, refOf } from '../api/object.ts';
import type { PersistentVolumeClaim, Pod } from '../api/types.ts';
import { createRequest } from '../client/request.ts';
import { claimsOfPod, isOwnedByPod } from './volume-claims.ts';

export const ephemeralVolumeController: Controller = {
  name: 'ephemeral-volume-controller',
  keysFor(change) {
    if (change.resource === 'pods' && change.type === 'ADDED') {
      const pod = (change as StoreChange<Pod>).object;
      return claimsOfPod(pod).some(({ ephemeral }) => ephemeral) ? [change.key] : [];
    }
    if (change.resource !== 'persistentvolumeclaims' || change.type !== 'DELETED') return [];
    const { namespace, ownerReferences } = (change as StoreChange<PersistentVolumeClaim>).object.metadata;
    const owner = ownerReferences?.find(({ controller, kind }) => controller && kind === 'Pod');
    return owner ? [`${namespace}/${owner.name}`] : [];
  },
  sync,
};

function sync(key: string, { reader, request }: SyncContext): SyncResult {
  const [namespace, name] = key.split('/') as [string, string];
  const pod = reader.get('pods', namespace, name);
  if (!pod || isTerminating(pod)) return {};
  for (const { name: volumeName, ephemeral } of pod.spec.volumes ?? []) {
    const template = ephemeral?.volumeClaimTemplate;
    if (!template) continue;
    const claimName = `${name}-${volumeName}`;
    const present = reader.get('persistentvolumeclaims', namespace, claimName);
    if (present && isOwnedByPod(present, pod)) continue;
    if (present) {
      const message = `${claimName} is not used for ${name}: it was not made for this Pod.`;
      return {
        decisions: [
          { about: refOf(pod), verdict: 'refuses', reason: 'ClaimNotOwned', message, blockedBy: [refOf(present)] },
        ],
      };
    }
    const { labels, annotations } = template.metadata ?? {};
    const owner = {
      apiVersion: 'v1',
      kind: 'Pod',
      name,
      uid: pod.metadata.uid,
      controller: true,
      blockOwnerDeletion: true,
    };
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: claimName,
        namespace,
        ...(labels ? { labels } : {}),
        ...(annotations ? { annotations } : {}),
        ownerReferences: [owner],
      },
      spec: template.spec,
    };
    const response = request(createRequest({ resource: 'persistentvolumeclaims', namespace }, claim));
    if (response.code >= 300) return { error: JSON.stringify(response.body) };
  }
  return {};
}
