/** Validation of ObjectMeta. Models apimachinery/pkg/api/validation objectmeta.go. */

import { forbiddenField, invalid, required, tooLong, type FieldError } from '../api/field-error.ts';
import type { JsonValue } from '../api/json.ts';
import {
  byteLength,
  dns1123LabelErrors,
  labelValueErrors,
  nameIsDnsSubdomain,
  pathSegmentErrors,
  qualifiedNameErrors,
} from '../api/names.ts';
import type { KubeObject } from '../api/object.ts';
import type { ObjectMeta, OwnerReference } from '../api/types.ts';
import type { ResourceDefinition } from './resource.ts';

const annotationBytesLimit = 262_144;

type StringMap = Readonly<Record<string, string>>;

/** Errors of labels at `field`: keys and values. Also for selectors of kinds that validate theirs as labels. */
export function validateLabels(labels: StringMap | undefined, field: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(labels ?? {})) {
    for (const message of qualifiedNameErrors(key)) errors.push(invalid(field, key, message));
    for (const message of labelValueErrors(value)) errors.push(invalid(field, value, message));
  }
  return errors;
}

/** Errors of annotations at `field`: keys, and the size of all together. */
export function validateAnnotations(annotations: StringMap | undefined, field: string): FieldError[] {
  const errors: FieldError[] = [];
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    for (const message of qualifiedNameErrors(key.toLowerCase())) errors.push(invalid(field, key, message));
    bytes += byteLength(key) + byteLength(value);
  }
  if (bytes > annotationBytesLimit) errors.push(tooLong(field, annotationBytesLimit));
  return errors;
}

function validateOwnerReferences(owners: readonly OwnerReference[] | undefined, field: string): FieldError[] {
  const errors: FieldError[] = [];
  let controller: string | undefined;
  for (const owner of owners ?? []) {
    if (!/^(?:[^/]*\/)?[^/]+$/.test(owner.apiVersion)) {
      errors.push(invalid(`${field}.apiVersion`, owner.apiVersion, 'version must not be empty'));
    }
    for (const part of ['kind', 'name', 'uid'] as const) {
      if (!owner[part]) errors.push(invalid(`${field}.${part}`, owner[part], 'must not be empty'));
    }
    if (owner.apiVersion === 'v1' && owner.kind === 'Event') {
      errors.push(invalid(field, owner as unknown as JsonValue, '/v1, Kind=Event is disallowed from being an owner'));
    }
    if (owner.controller !== true) continue;
    const name = `${owner.kind}/${owner.name}`;
    if (controller === undefined) {
      controller = name;
      continue;
    }
    const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`;
    errors.push(invalid(field, owners as unknown as JsonValue, detail));
  }
  return errors;
}

const standardFinalizers: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

function validateFinalizers(finalizers: readonly string[] | undefined, field: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const finalizer of finalizers ?? []) {
    for (const message of qualifiedNameErrors(finalizer)) errors.push(invalid(field, finalizer, message));
  }
  if (finalizers?.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    const detail = 'finalizer orphan and foregroundDeletion cannot be both set';
    errors.push(invalid(field, finalizers, detail));
  }
  return errors;
}

/** Models pkg/apis/core/validation validateKubeFinalizerName. */
function validateFinalizerNames(finalizers: readonly string[] | undefined): FieldError[] {
  const detail = 'name is neither a standard finalizer name nor is it fully qualified';
  return (finalizers ?? []).flatMap((finalizer, index) =>
    finalizer.includes('/') || standardFinalizers.has(finalizer)
      ? []
      : [invalid(`metadata.finalizers[${index}]`, finalizer, detail)],
  );
}

type NameRule = (name: string, prefix: boolean) => readonly string[];

/** Models ValidateObjectMeta(Accessor): everything that can be said about metadata alone. */
function validateMeta(metadata: ObjectMeta, namespaced: boolean, nameRule: NameRule): FieldError[] {
  const errors: FieldError[] = [];
  if (metadata.generateName) {
    for (const message of nameRule(metadata.generateName, true)) {
      errors.push(invalid('metadata.generateName', metadata.generateName, message));
    }
  }
  if (!metadata.name) errors.push(required('metadata.name', 'name or generateName is required'));
  else
    for (const message of nameRule(metadata.name, false)) errors.push(invalid('metadata.name', metadata.name, message));
  if (namespaced) {
    if (!metadata.namespace) errors.push(required('metadata.namespace'));
    else
      for (const message of dns1123LabelErrors(metadata.namespace))
        errors.push(invalid('metadata.namespace', metadata.namespace, message));
  } else if (metadata.namespace) {
    errors.push(forbiddenField('metadata.namespace', 'not allowed on this type'));
  }
  if (metadata.generation !== undefined && metadata.generation < 0) {
    errors.push(invalid('metadata.generation', metadata.generation, 'must be greater than or equal to 0'));
  }
  return [
    ...errors,
    ...validateLabels(metadata.labels, 'metadata.labels'),
    ...validateAnnotations(metadata.annotations, 'metadata.annotations'),
    ...validateOwnerReferences(metadata.ownerReferences, 'metadata.ownerReferences'),
    ...validateFinalizers(metadata.finalizers, 'metadata.finalizers'),
  ];
}

/** Errors of a new object's metadata. */
export function validateMetadata(definition: ResourceDefinition, object: KubeObject): readonly FieldError[] {
  const { metadata } = object;
  const errors = validateMeta(metadata, definition.row.namespaced, definition.validateName ?? nameIsDnsSubdomain);
  return [...errors, ...validateFinalizerNames(metadata.finalizers)];
}

const immutableFields = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const;

/** Models ValidateObjectMetaAccessorUpdate. */
function validateMetaUpdate(metadata: ObjectMeta, old: ObjectMeta): FieldError[] {
  const errors: FieldError[] = [];
  if (old.deletionTimestamp !== undefined && metadata.finalizers !== old.finalizers) {
    const added = (metadata.finalizers ?? []).filter((finalizer) => !old.finalizers?.includes(finalizer));
    if (added.length > 0) {
      const list = `[]string{${[...new Set(added)]
        .sort()
        .map((finalizer) => JSON.stringify(finalizer))
        .join(', ')}}`;
      const detail = `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`;
      errors.push(forbiddenField('metadata.finalizers', detail));
    }
  }
  for (const field of immutableFields) {
    if (metadata[field] !== old[field])
      errors.push(invalid(`metadata.${field}`, metadata[field] ?? null, 'field is immutable'));
  }
  if (metadata === old) return errors;
  return [
    ...errors,
    ...(metadata.labels === old.labels ? [] : validateLabels(metadata.labels, 'metadata.labels')),
    ...(metadata.annotations === old.annotations
      ? []
      : validateAnnotations(metadata.annotations, 'metadata.annotations')),
    ...(metadata.ownerReferences === old.ownerReferences
      ? []
      : validateOwnerReferences(metadata.ownerReferences, 'metadata.ownerReferences')),
  ];
}

/**
 * Errors of updated metadata. Upstream checks it as a whole, then against the old one, and the strategy of every kind
 * does the latter again: the errors of the second check come twice in a Status's causes.
 */
export function validateMetadataUpdate(
  definition: ResourceDefinition,
  object: KubeObject,
  old: KubeObject,
): readonly FieldError[] {
  if (object.metadata === old.metadata) return [];
  const changes = validateMetaUpdate(object.metadata, old.metadata);
  return [...validateMeta(object.metadata, definition.row.namespaced, pathSegmentErrors), ...changes, ...changes];
}
