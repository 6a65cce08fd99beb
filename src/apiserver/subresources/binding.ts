/** POST pods/x/binding: the scheduler's decision. Models pkg/registry/core/pod/storage/storage.go BindingREST. */

import { invalid, invalidStatus, required } from '../../api/field-error.ts';
import type { JsonValue } from '../../api/json.ts';
import type { ApiResponse } from '../../api/request.ts';
import { conflict, notFound, StatusError } from '../../api/status.ts';
import type { Binding, Pod, PodCondition } from '../../api/types.ts';
import { formatTime } from '../../lib/time.ts';
import { decodeBody } from '../decoding/decode-body.ts';
import { storedObject, type RequestScope } from '../request-scope.ts';

const bindingKind = { group: '', version: 'v1', kind: 'Binding', type: 'Binding' };

export const success: JsonValue = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };

export function handleBinding(scope: RequestScope): ApiResponse {
  const binding = decodeBody(scope, bindingKind) as Binding;
  checkTarget(binding);
  const pod = storedObject(scope) as Pod | undefined;
  if (!pod) throw new StatusError(notFound(scope.definition.row, scope.name!));
  checkPod(binding, pod);
  if (!scope.dryRun) scope.server.store.put(scope.resource, bound(pod, binding, scope.rules.nowMs), pod, scope.actor);
  return { code: 201, body: success };
}

/** Models validation.ValidatePodBinding. */
function checkTarget(binding: Binding): void {
  const { kind = '', name = '' } = binding.target;
  const errors = [
    ...(kind === '' || kind === 'Node'
      ? []
      : [
          {
            ...invalid('target.kind', kind, ''),
            type: 'FieldValueNotSupported' as const,
            body: `Unsupported value: "${kind}": supported values: "Node", "<empty>"`,
          },
        ]),
    ...(name === '' ? [required('target.name')] : []),
  ];
  if (errors.length > 0) throw new StatusError(invalidStatus('Binding', '', binding.metadata.name ?? '', errors));
}

function checkPod(binding: Binding, pod: Pod): void {
  const { name, uid, deletionTimestamp } = pod.metadata;
  const refuse = (error: string): StatusError =>
    new StatusError(conflict({ group: '', plural: 'pods/binding' }, name, error));
  if (binding.metadata.uid && binding.metadata.uid !== uid) {
    throw refuse(`Precondition failed: UID in precondition: ${binding.metadata.uid}, UID in object meta: ${uid}`);
  }
  if (deletionTimestamp !== undefined) throw refuse(`pod ${name} is being deleted, cannot be assigned to a host`);
  if (pod.spec.nodeName) throw refuse(`pod ${name} is already assigned to node ${JSON.stringify(pod.spec.nodeName)}`);
  if (pod.spec.schedulingGates?.length) throw refuse(`pod ${name} has non-empty .spec.schedulingGates`);
}

function bound(pod: Pod, binding: Binding, nowMs: number): Pod {
  const { annotations, labels } = binding.metadata;
  const condition: PodCondition = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null as never,
    lastTransitionTime: formatTime(nowMs),
  };
  const { nominatedNodeName: _cleared, ...status } = pod.status;
  const others = (pod.status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      ...(annotations ? { annotations: { ...pod.metadata.annotations, ...annotations } } : {}),
      ...(labels ? { labels: { ...labels, ...pod.metadata.labels } } : {}),
    },
    spec: { ...pod.spec, nodeName: binding.target.name ?? '' },
    status: { ...status, conditions: [...others, condition] },
  };
}
