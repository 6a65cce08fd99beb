/** POST pods/x/binding, or to bindings: the scheduler's decision. Models pkg/registry/core/pod/storage/storage.go BindingREST and LegacyBindingREST. */

import { errorListText, notSupported, required } from '../../api/field-error.ts';
import type { JsonValue } from '../../api/json.ts';
import type { ApiResponse } from '../../api/request.ts';
import type { KubeObject } from '../../api/object.ts';
import { badRequest, conflict, notFound, StatusError } from '../../api/status.ts';
import type { Binding, ObjectMeta, Pod, PodCondition } from '../../api/types.ts';
import { formatTime } from '../../lib/time.ts';
import { decodeBody } from '../decoding/decode-body.ts';
import { storedObject, untypedFailure, validateWriteOptions, type RequestScope } from '../request-scope.ts';
import { checkNamespace, inRequestNamespace } from '../verbs/create.ts';

const bindingKind = { group: '', version: 'v1', kind: 'Binding', type: 'Binding' };

export const success: JsonValue = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };

export function handleBinding(scope: RequestScope): ApiResponse {
  validateWriteOptions(scope, 'CreateOptions');
  const binding = inRequestNamespace(decodeBody(scope, bindingKind), scope.namespace ?? '') as Binding & KubeObject;
  checkNamespace(scope, binding);
  const name = binding.metadata.name ?? '';
  if (scope.name !== undefined && scope.name !== name) {
    throw new StatusError(badRequest('name in URL does not match name in Binding object'));
  }
  checkTarget(binding);
  const pod = storedObject({ ...scope, name }) as Pod | undefined;
  if (!pod) throw new StatusError(notFound(scope.definition.row, name));
  checkPreconditions(scope, binding, pod);
  checkPod(pod);
  if (!scope.dryRun) scope.server.store.put(scope.resource, bound(pod, binding, scope.rules.nowMs), pod, scope.actor);
  return { code: 201, body: success };
}

/** Models validation.ValidatePodBinding, whose errors nobody makes a 422 of. */
function checkTarget({ target: { kind = '', name = '' } }: Binding): void {
  const isNode = kind === '' || kind === 'Node';
  if (!isNode || name === '') throw targetRefusal(isNode, kind, name);
}

function targetRefusal(isNode: boolean, kind: string, name: string): StatusError {
  const errors = [
    ...(isNode ? [] : [notSupported('target.kind', kind, ['Node', '<empty>'])]),
    ...(name === '' ? [required('target.name')] : []),
  ];
  return new StatusError(untypedFailure(errorListText(errors)));
}

/** The uid of a Binding that names its Pod itself is wiped before anybody looks at it. Models WipeObjectMetaSystemFields. */
function checkPreconditions(scope: RequestScope, { metadata }: Binding & KubeObject, { metadata: has }: Pod): void {
  if (scope.name !== undefined && metadata.uid && metadata.uid !== has.uid) {
    throw preconditionRefusal(scope, has, 'UID', metadata.uid, has.uid);
  }
  if (metadata.resourceVersion && metadata.resourceVersion !== has.resourceVersion) {
    throw preconditionRefusal(scope, has, 'ResourceVersion', metadata.resourceVersion, has.resourceVersion);
  }
}

function preconditionRefusal(
  scope: RequestScope,
  { namespace, name }: ObjectMeta,
  what: string,
  wanted: string,
  found: string,
): StatusError {
  const fault = `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${found}`;
  const error = `StorageError: invalid object, Code: 4, Key: /registry/pods/${namespace}/${name}, ResourceVersion: 0, AdditionalErrorMsg: ${fault}`;
  return new StatusError(conflict(scope.definition.row, name, error));
}

function checkPod(pod: Pod): void {
  const { name, deletionTimestamp } = pod.metadata;
  const refuse = (error: string): StatusError =>
    new StatusError(conflict({ group: '', plural: 'pods/binding' }, name, error));
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
