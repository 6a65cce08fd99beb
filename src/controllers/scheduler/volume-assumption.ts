/**
 * What happens between choosing a node and binding the Pod when claims wait for a first consumer: they are bound to
 * volumes, or provisioned, for that node. Models pkg/scheduler/framework/plugins/volumebinding binder.go BindPodVolumes.
 */

import type { SyncContext } from '../../api/controller.ts';
import type { Decision } from '../../api/decision.ts';
import { refOf } from '../../api/object.ts';
import type { ApiResponse } from '../../api/request.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../api/types.ts';
import { patchRequest } from '../../client/request.ts';
import { volumeAllowsNode } from '../volume-match.ts';
import { boundByControllerAnnotation, claimsOfPod, isFullyBound, selectedNodeAnnotation } from '../volume-claims.ts';
import type { ClaimBinding } from './volumes.ts';

/** Models VolumeBindingArgs.BindTimeoutSeconds. */
const bindTimeoutMs = 600_000;

const preBindError = (error: string): string => `running PreBind plugin "VolumeBinding": binding volumes: ${error}`;

function waitingDecisions(pod: Pod, nodeName: string, claims: readonly PersistentVolumeClaim[]): readonly Decision[] {
  const about = refOf(pod);
  const names = claims.map(({ metadata }) => metadata.name).join(', ');
  return [
    {
      about,
      verdict: 'waits',
      reason: 'VolumesNotBound',
      message: `${about.name} goes to ${nodeName} as soon as its volumes are bound there: ${names}.`,
      blockedBy: claims.map(refOf),
    },
  ];
}

function claimRefPatch(claim: PersistentVolumeClaim) {
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  return {
    metadata: { annotations: { [boundByControllerAnnotation]: 'yes' } },
    spec: {
      claimRef: {
        kind: 'PersistentVolumeClaim',
        apiVersion: 'v1',
        namespace: namespace ?? '',
        name,
        uid,
        resourceVersion,
      },
    },
  };
}

function applyBinding(
  { claim, volume }: ClaimBinding,
  nodeName: string,
  context: SyncContext,
): ApiResponse | undefined {
  if (volume) {
    const path = { resource: 'persistentvolumes', name: volume.metadata.name };
    return volume.spec.claimRef?.uid ? undefined : context.request(patchRequest(path, 'merge', claimRefPatch(claim)));
  }
  if (claim.metadata.annotations?.[selectedNodeAnnotation] === nodeName) return undefined;
  const { namespace, name } = claim.metadata;
  const annotations = { [selectedNodeAnnotation]: nodeName };
  const path = { resource: 'persistentvolumeclaims', namespace: namespace!, name };
  return context.request(patchRequest(path, 'merge', { metadata: { annotations } }));
}

/** Nominates the node and asks for the volumes there. */
export function assumeBindings(
  pod: Pod,
  nodeName: string,
  bindings: readonly ClaimBinding[],
  context: SyncContext,
): { readonly decisions: readonly Decision[]; readonly error?: string } {
  const { namespace, name } = pod.metadata;
  const path = { resource: 'pods', namespace: namespace!, name, subresource: 'status' };
  context.request(patchRequest(path, 'strategic', { status: { nominatedNodeName: nodeName } }));
  for (const binding of bindings) {
    const response = applyBinding(binding, nodeName, context);
    if (response && response.code >= 300) {
      const { message } = response.body as { readonly message?: string };
      return { decisions: [], error: preBindError(message ?? String(response.code)) };
    }
  }
  const claims = bindings.map(({ claim }) => claim);
  return { decisions: waitingDecisions(pod, nodeName, claims) };
}

export type BindingCheck =
  | { readonly state: 'bound' }
  | { readonly state: 'waiting'; readonly decisions: readonly Decision[] }
  | { readonly state: 'failed'; readonly error: string };

/** Whether the claims of a Pod are bound for its node by now. Models checkBindings. */
export function checkBindings(pod: Pod, nodeName: string, sinceMs: number, context: SyncContext): BindingCheck {
  const { reader, nowMs } = context;
  const failed = (error: string): BindingCheck => ({ state: 'failed', error: preBindError(error) });
  const node = reader.get('nodes', undefined, nodeName);
  if (!node) return failed(`node "${nodeName}" not found`);
  const open: PersistentVolumeClaim[] = [];
  for (const { claimName } of claimsOfPod(pod)) {
    const claim = reader.get('persistentvolumeclaims', pod.metadata.namespace, claimName);
    if (!claim) return failed(`persistentvolumeclaim "${claimName}" not found`);
    if (!isFullyBound(claim)) {
      if (!isOnItsWay(claim, nodeName, reader.list('persistentvolumes'))) {
        return failed(`provisioning failed for PVC "${claimName}"`);
      }
      open.push(claim);
      continue;
    }
    const volume = reader.get('persistentvolumes', undefined, claim.spec.volumeName!);
    if (volume && !volumeAllowsNode(volume, node)) {
      return failed(
        `pv "${volume.metadata.name}" node affinity doesn't match node "${nodeName}": no matching NodeSelectorTerms`,
      );
    }
  }
  if (open.length === 0) return { state: 'bound' };
  if (nowMs - sinceMs >= bindTimeoutMs) return failed('context deadline exceeded');
  return { state: 'waiting', decisions: waitingDecisions(pod, nodeName, open) };
}

/** The claim still names the node, or a volume names the claim. */
function isOnItsWay(claim: PersistentVolumeClaim, nodeName: string, volumes: readonly PersistentVolume[]): boolean {
  if (claim.metadata.annotations?.[selectedNodeAnnotation] === nodeName) return true;
  return volumes.some(({ spec }) => spec.claimRef?.uid === claim.metadata.uid);
}
