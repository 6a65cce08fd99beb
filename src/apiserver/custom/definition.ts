/** The rules of the kinds that a CustomResourceDefinition brings. Models apiextensions-apiserver/pkg/registry/customresource strategy.go. */

import { customResource, isDefinition, servedVersions } from '../../api/custom-resources.ts';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import { compareVersions } from '../../api/kube-version.ts';
import type { KubeObject } from '../../api/object.ts';
import { failure, StatusError } from '../../api/status.ts';
import type { CustomResourceDefinition, CustomResourceDefinitionVersion } from '../../api/types.ts';
import { withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { firstGeneration } from '../resources/generation.ts';
import { semanticallyEqual } from '../resources/semantic-equality.ts';
import { objectApplyRule } from './apply-rules.ts';
import { customColumns, templateOf, valueAt } from './columns.ts';
import { decodeCustom } from './decode.ts';
import { defaultObject } from './defaults.ts';
import { pruneObject } from './prune.ts';
import type { Schema } from './schema.ts';
import { validateValue } from './validate-value.ts';

type CustomObject = KubeObject & { readonly status?: JsonValue };

const known = new WeakMap<CustomResourceDefinition, readonly ResourceDefinition[]>();

/** One per served version of an established definition. */
export function customDefinitions(crd: CustomResourceDefinition): readonly ResourceDefinition[] {
  const before = known.get(crd);
  if (before) return before;
  const established = isDefinition(crd, 'Established');
  const definitions = established ? servedVersions(crd).map((version) => definitionOf(crd, version)) : [];
  known.set(crd, definitions);
  return definitions;
}

function definitionOf(crd: CustomResourceDefinition, version: CustomResourceDefinitionVersion): ResourceDefinition {
  const row = customResource(crd, version);
  const schema: Schema = version.schema?.openAPIV3Schema ?? {};
  const apiVersion = `${row.group}/${row.version}`;
  const hasStatus = row.subresources.includes('status');
  const scale = version.subresources?.scale;
  const defaulted = <T extends object>(object: T): T =>
    defaultObject(object as unknown as JsonObject, schema) as unknown as T;
  const warning = deprecationWarning(crd, version);
  const selectable = (version.selectableFields ?? []).map(
    ({ jsonPath = '' }) => [jsonPath.slice(1), templateOf(jsonPath)] as const,
  );
  return {
    row,
    ...(warning === undefined ? {} : { deprecationWarning: warning }),
    allowUnconditionalUpdate: false,
    allowCreateOnUpdate: false,
    setDefaults: defaulted,
    admit(object, _context, old) {
      if (!old && !row.verbs.includes('create')) throw terminating(row.group, row.plural);
      return object;
    },
    prepareForCreate: (object) =>
      firstGeneration(hasStatus ? withFields<CustomObject>(object, { status: undefined }) : object),
    prepareForUpdate: (object: CustomObject, old: CustomObject) =>
      nextGeneration(hasStatus ? withFields(object, { status: old.status }) : object, old, hasStatus),
    validate: (object) => validateValue(object as unknown as JsonValue, schema, ''),
    validateUpdate: (object, old) =>
      validateValue(object as unknown as JsonValue, schema, '', old as unknown as JsonValue),
    validateStatusUpdate: (object, old) =>
      validateValue(object as unknown as JsonValue, schema, '', old as unknown as JsonValue),
    ...(selectable.length === 0
      ? {}
      : {
          selectableFields: (object) =>
            Object.fromEntries(
              selectable.map(([field, template]) => [
                field,
                String(valueAt(template, object as unknown as JsonValue) ?? ''),
              ]),
            ),
        }),
    custom: {
      decode: (body) => decodeCustom(body, schema),
      present: presenter(apiVersion, schema),
      schema: schema as unknown as JsonObject,
      applyRule: objectApplyRule(schema),
      columns: customColumns(version.additionalPrinterColumns),
      ...(scale ? { scale } : {}),
    },
  };
}

/** Stored objects in a version: its apiVersion, its fields, its defaults. The same object gives the same result. */
function presenter(apiVersion: string, schema: Schema): <T extends KubeObject>(stored: T) => T {
  const presented = new WeakMap<KubeObject, KubeObject>();
  return <T extends KubeObject>(stored: T): T => {
    const before = presented.get(stored);
    if (before) return before as T;
    const pruned = pruneObject(stored as unknown as JsonObject, schema, []);
    const object = withFields<KubeObject>(defaultObject(pruned, schema) as unknown as T, { apiVersion });
    presented.set(stored, object);
    return object as T;
  };
}

/** Everything but metadata (and a status of its own) counts. */
function nextGeneration(object: CustomObject, old: CustomObject, hasStatus: boolean): CustomObject {
  const { metadata: _metadata, apiVersion: _version, ...rest } = object;
  const { metadata: _oldMetadata, apiVersion: _oldVersion, ...oldRest } = old;
  const ignored = hasStatus ? { status: undefined } : {};
  const same = semanticallyEqual({ ...rest, ...ignored }, { ...oldRest, ...ignored });
  const generation = (old.metadata.generation ?? 0) + (same ? 0 : 1);
  return withFields(object, { metadata: withFields(object.metadata, { generation }) });
}

function terminating(group: string, kind: string): StatusError {
  const message = 'create not allowed while custom resource definition is terminating';
  return new StatusError(failure(405, 'MethodNotAllowed', message, { group, kind }));
}

/** Models defaultDeprecationWarning. */
function deprecationWarning(
  crd: CustomResourceDefinition,
  { name, deprecated, deprecationWarning: own }: CustomResourceDefinitionVersion,
): string | undefined {
  if (!deprecated) return undefined;
  if (own !== undefined) return own;
  const { group, names } = crd.spec;
  const better = servedVersions(crd).find((other) => !other.deprecated && compareVersions(other.name, name) < 0);
  const use = better ? `; use ${group}/${better.name} ${names.kind}` : '';
  return `${group}/${name} ${names.kind} is deprecated${use}`;
}
