/**
 * Rules of CustomResourceDefinitions. Models apiextensions-apiserver/pkg/registry/customresourcedefinition strategy.go and
 * pkg/apis/apiextensions/{v1/defaults.go,validation}. Names are accepted in custom/accept-names.ts, the kinds that they
 * bring are in custom/definition.ts. Neither CEL rules nor conversion webhooks are run: both are warned of.
 */

import { cleanupFinalizer } from '../../api/custom-resources.ts';
import { invalid, type FieldError } from '../../api/field-error.ts';
import type {
  CustomResourceDefinition,
  CustomResourceDefinitionNames,
  CustomResourceDefinitionVersion,
} from '../../api/types.ts';
import { mapShared, withDefaults, withFields } from '../../lib/sharing.ts';
import { formatTime } from '../../lib/time.ts';
import type { ResourceDefinition, RuleContext } from '../resource.ts';
import { normalSchema } from './customresourcedefinition/normal-schema.ts';
import { validateSpec } from './customresourcedefinition/validate.ts';
import { validateSpecUpdate } from './customresourcedefinition/validate-update.ts';
import { definitionWarnings } from './customresourcedefinition/warnings.ts';
import { firstGeneration, nextGeneration } from './generation.ts';
import { schemeRow } from './scheme-row.ts';

function withDefaultNames(names: CustomResourceDefinitionNames): CustomResourceDefinitionNames {
  const { kind = '' } = names;
  if (kind === '') return names;
  return withDefaults(names, { singular: kind.toLowerCase(), listKind: `${kind}List` });
}

function setDefaults(crd: CustomResourceDefinition): CustomResourceDefinition {
  const { spec } = crd;
  const names = spec.names ? withDefaultNames(spec.names) : spec.names;
  const conversion = spec.conversion ?? { strategy: 'None' };
  const versions = mapShared(spec.versions ?? [], withNormalSchema);
  return withFields(crd, { spec: withFields(spec, { names, conversion, versions }) });
}

function withNormalSchema(version: CustomResourceDefinitionVersion): CustomResourceDefinitionVersion {
  const { schema } = version;
  if (!schema?.openAPIV3Schema) return version;
  const openAPIV3Schema = normalSchema(schema.openAPIV3Schema);
  return openAPIV3Schema === schema.openAPIV3Schema ? version : { ...version, schema: { openAPIV3Schema } };
}

/** Versions that objects are or were stored in: the storage version joins them. */
function withStoredVersion(crd: CustomResourceDefinition): CustomResourceDefinition {
  const storage = crd.spec.versions?.find((version) => version.storage)?.name;
  const stored = crd.status.storedVersions ?? [];
  if (storage === undefined || stored.includes(storage)) return crd;
  return { ...crd, status: { ...crd.status, storedVersions: [...stored, storage] } };
}

function validateName({ metadata, spec }: CustomResourceDefinition): readonly FieldError[] {
  if (metadata.name === `${spec.names?.plural ?? ''}.${spec.group}`) return [];
  return [invalid('metadata.name', metadata.name, 'must be spec.names.plural+"."+spec.group')];
}

const validate = (crd: CustomResourceDefinition, _context: RuleContext): readonly FieldError[] => [
  ...validateName(crd),
  ...validateSpec(crd),
];

/** Its objects go first. Models REST.Delete of the registry. */
function markForDeletion(crd: CustomResourceDefinition, { nowMs }: RuleContext): CustomResourceDefinition {
  const finalizers = [...new Set([...(crd.metadata.finalizers ?? []), cleanupFinalizer])];
  const terminating = {
    lastTransitionTime: formatTime(nowMs),
    message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
    reason: 'InstanceDeletionPending',
    status: 'True',
    type: 'Terminating',
  };
  const conditions = [...(crd.status.conditions ?? []).filter(({ type }) => type !== 'Terminating'), terminating];
  return { ...crd, metadata: { ...crd.metadata, finalizers }, status: { ...crd.status, conditions } };
}

export const customResourceDefinitionDefinition: ResourceDefinition<CustomResourceDefinition> = {
  row: schemeRow('customresourcedefinitions.apiextensions.k8s.io'),
  setDefaults,
  prepareForCreate: (crd) =>
    withStoredVersion(
      firstGeneration({
        ...crd,
        status: { conditions: [], acceptedNames: { plural: '', kind: '' }, storedVersions: [] },
      }),
    ),
  prepareForUpdate: (crd, old) => withStoredVersion(nextGeneration(withFields(crd, { status: old.status }), old)),
  prepareForStatusUpdate: (crd, old) => withFields(old, { status: crd.status, metadata: statusMetadata(crd, old) }),
  validate,
  validateUpdate: (crd, old) =>
    crd.spec === old.spec ? [] : [...validateSpec(crd, old), ...validateSpecUpdate(crd, old)],
  warnings: (crd, old) => (crd.spec === old?.spec ? [] : definitionWarnings(crd.spec)),
  allowUnconditionalUpdate: false,
  markForDeletion,
};

/** The status subresource may take finalizers off, which is how the clean-up ends. */
function statusMetadata(
  { metadata }: CustomResourceDefinition,
  old: CustomResourceDefinition,
): CustomResourceDefinition['metadata'] {
  return withFields(old.metadata, { finalizers: metadata.finalizers });
}
