/** The scale subresource: replicas as an autoscaling/v1 Scale. Models ScaleREST of pkg/registry/apps/{statefulset,deployment,replicaset}/storage. */

import { structRule } from '../../api/apply-schema.ts';
import { invalid, invalidStatus } from '../../api/field-error.ts';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { ApiResponse } from '../../api/request.ts';
import { apiVersionOf } from '../../api/scheme.ts';
import { formatSelector } from '../../api/selector.ts';
import { badRequest, isStatus, notFound, StatusError } from '../../api/status.ts';
import type { Deployment, ManagedFieldsEntry, ReplicaSet, Scale, StatefulSet } from '../../api/types.ts';
import { customSizes, segmentsOf, withReplicas } from '../custom/sizes.ts';
import { decodeBody } from '../decoding/decode-body.ts';
import { applyConfiguration, managersOf } from '../patch/apply.ts';
import { patchedObject } from '../patch/apply-patch.ts';
import { fromScale, toScale } from '../patch/scale-managers.ts';
import { applyRuleOf, storedObject, validateWriteOptions, type RequestScope } from '../request-scope.ts';
import { applierOf, applyContentType, configurationOf } from '../verbs/apply.ts';
import { inRequestNamespace } from '../verbs/create.ts';
import { represent } from '../verbs/get.ts';
import { updateObject } from '../verbs/update.ts';

const scaleKind = { group: 'autoscaling', version: 'v1', kind: 'Scale', type: 'Scale' };

type Scalable = StatefulSet | Deployment | ReplicaSet;

/** How many there shall be and are, whatever the kind calls it. */
interface Sizes {
  readonly replicas: number | undefined;
  readonly current: number;
  readonly selector: string;
}

/** What is scaled. Writes do not find the subresource, reads do not find the object itself. */
function storedSet(scope: RequestScope, plural = scope.definition.row.plural): Scalable {
  const set = storedObject(scope) as Scalable | undefined;
  if (!set) throw new StatusError(notFound({ ...scope.definition.row, plural }, scope.name!));
  return set;
}

const scaleOfPlural = ({ definition: { row, custom } }: RequestScope): string =>
  custom ? row.plural : `${row.plural}/scale`;

function sizesOf({ definition }: RequestScope, set: Scalable): Sizes {
  const { custom, row } = definition;
  if (!custom) {
    const { spec, status } = set;
    return { replicas: spec.replicas, current: status.replicas ?? 0, selector: formatSelector(spec.selector) };
  }
  if (!custom.scale) throw new StatusError(notFound(row, set.metadata.name));
  return customSizes(set as unknown as JsonObject, custom.scale);
}

function scaleOf(scope: RequestScope, set: Scalable): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = set.metadata;
  const { replicas, current, selector } = sizesOf(scope, set);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, ...(namespace ? { namespace } : {}), uid, resourceVersion, creationTimestamp },
    spec: replicas ? { replicas } : {},
    status: { replicas: current, ...(selector === '' ? {} : { selector }) },
  };
}

/** Stores the replicas of a Scale. */
function update(
  scope: RequestScope,
  set: Scalable,
  wanted: Scale,
  managedFields?: readonly ManagedFieldsEntry[],
): ApiResponse {
  const { name, uid, resourceVersion } = wanted.metadata;
  if (name !== scope.name) {
    const message = `the name of the object (${name}) does not match the name on the URL (${scope.name})`;
    throw new StatusError(badRequest(message));
  }
  const placed = inRequestNamespace(wanted, scope.namespace ?? '');
  const replicas = placed.spec.replicas ?? 0;
  if (replicas < 0) {
    const error = invalid('spec.replicas', replicas, 'must be greater than or equal to 0');
    throw new StatusError(invalidStatus('Scale', 'autoscaling', name, [error]));
  }
  const metadata = {
    ...set.metadata,
    uid: uid || set.metadata.uid,
    resourceVersion: resourceVersion || set.metadata.resourceVersion,
  };
  const scale = scope.definition.custom?.scale;
  const resized = scale ? withReplicas(set, scale, replicas) : { ...set, spec: { ...set.spec, replicas } };
  const candidate = { ...resized, metadata } as Scalable;
  const stored = updateObject(scope, set, candidate, 'main', managedFields) as Scalable;
  return { code: 200, body: scaleOf(scope, stored) as unknown as JsonValue };
}

/** Server-side apply: the managers of the replicas are those of the object's own field. */
function apply(scope: RequestScope): ApiResponse {
  const applier = applierOf(scope, apiVersionOf(scaleKind));
  const set = storedSet(scope, scaleOfPlural(scope));
  const config = configurationOf(scope, scaleKind);
  const apiVersion = apiVersionOf(scope.definition.row);
  const path = segmentsOf(scope.definition.custom?.scale?.specReplicasPath ?? '.spec.replicas');
  const live = set as unknown as JsonObject;
  const managers = managersOf(live, applyRuleOf(scope.definition), { apiVersion, time: applier.time });
  const scale = scaleOf(scope, set);
  const known = toScale(managers, path);
  const managed = known ? { ...scale, metadata: { ...scale.metadata, managedFields: known } } : scale;
  const applied = applyConfiguration(managed as unknown as JsonObject, config, structRule('Scale'), applier);
  if (isStatus(applied)) throw new StatusError(applied);
  const { managedFields: _, ...metadata } = (applied.object as unknown as Scale).metadata;
  const body = { ...applied.object, metadata } as unknown as JsonValue;
  const wanted = decodeBody({ ...scope, body, query: {} }, scaleKind) as Scale;
  return update(scope, set, wanted, fromScale(managers, applied.managedFields, path, apiVersion));
}

export const handleScale = {
  get: (scope: RequestScope): ApiResponse => ({
    code: 200,
    body: represent(scope, scaleOf(scope, storedSet(scope)), 'scales.autoscaling'),
  }),
  update(scope: RequestScope): ApiResponse {
    validateWriteOptions(scope, 'UpdateOptions');
    const scale = decodeBody(scope, scaleKind) as Scale;
    return update(scope, storedSet(scope, scaleOfPlural(scope)), scale);
  },
  patch(scope: RequestScope): ApiResponse {
    validateWriteOptions(scope, 'PatchOptions');
    if (scope.contentType.startsWith(applyContentType)) return apply(scope);
    const set = storedSet(scope, scaleOfPlural(scope));
    const patched = patchedObject(scope, scaleOf(scope, set) as unknown as JsonObject, 'Scale');
    return update(scope, set, patched as unknown as Scale);
  },
};
