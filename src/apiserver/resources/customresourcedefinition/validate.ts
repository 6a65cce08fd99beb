/** Models apiextensions-apiserver/pkg/apis/apiextensions/validation ValidateCustomResourceDefinition. */

import { invalid, notSupported, required, type FieldError } from '../../../api/field-error.ts';
import type { JsonValue } from '../../../api/json.ts';
import { dns1035LabelErrors, dns1123SubdomainErrors } from '../../../api/names.ts';
import type {
  CustomResourceConversion,
  CustomResourceDefinition,
  CustomResourceDefinitionNames,
  CustomResourceDefinitionSpec,
} from '../../../api/types.ts';
import { approvalAnnotation, approvalFault, needsApproval } from '../../custom/approval.ts';
import { checkEnum } from '../checks.ts';
import { validateVersion } from './validate-version.ts';

const approvalHint = `protected groups must have approval annotation "${approvalAnnotation}", see https://github.com/kubernetes/enhancements/pull/1111`;

export function validateSpec(crd: CustomResourceDefinition, old?: CustomResourceDefinition): readonly FieldError[] {
  const { spec } = crd;
  const versions = spec.versions ?? [];
  const names = versions.map(({ name }) => name);
  const shown = versions as unknown as JsonValue;
  return [
    ...validateGroup(spec.group),
    ...checkEnum(spec.scope, 'spec.scope', ['Cluster', 'Namespaced']),
    ...(spec.preserveUnknownFields === true ? [invalid('spec.preserveUnknownFields', true, 'must be false')] : []),
    ...versions.flatMap((version, index) => {
      const before = old?.spec.versions.find(({ name }) => name === version.name);
      return version === before ? [] : validateVersion(version, `spec.versions[${index}]`);
    }),
    ...(new Set(names).size < names.length
      ? [invalid('spec.versions', shown, 'must contain unique version names')]
      : []),
    ...(versions.filter(({ storage }) => storage).length === 1
      ? []
      : [invalid('spec.versions', shown, 'must have exactly one version marked as storage version')]),
    ...validateRequiredNames(spec),
    ...validateNames(spec.names, 'spec.names'),
    ...validateConversion(spec.conversion),
    ...validateApproval(crd),
  ];
}

function validateGroup(group: string): readonly FieldError[] {
  if (!group) return [required('spec.group')];
  const errors = dns1123SubdomainErrors(group);
  if (errors.length > 0) return [invalid('spec.group', group, errors.join(','))];
  return group.includes('.') ? [] : [invalid('spec.group', group, 'should be a domain with at least one dot')];
}

function validateRequiredNames({ names }: CustomResourceDefinitionSpec): readonly FieldError[] {
  return (['plural', 'singular', 'kind', 'listKind'] as const).flatMap((field) =>
    names?.[field] ? [] : [required(`spec.names.${field}`)],
  );
}

/** Empty names are reported as missing, and then as no labels too, as upstream does. */
function validateNames(names: CustomResourceDefinitionNames, path: string): readonly FieldError[] {
  const { plural = '', singular = '', kind = '', listKind = '', shortNames = [], categories = [] } = names ?? {};
  const label = (value: string, field: string): readonly FieldError[] => {
    const errors = dns1035LabelErrors(value);
    return errors.length > 0 ? [invalid(`${path}.${field}`, value, errors.join(','))] : [];
  };
  const kindLabel = (value: string, field: string): readonly FieldError[] => {
    const errors = dns1035LabelErrors(value.toLowerCase());
    const detail = `may have mixed case, but should otherwise match: ${errors.join(',')}`;
    return errors.length > 0 ? [invalid(`${path}.${field}`, value, detail)] : [];
  };
  return [
    ...label(plural, 'plural'),
    ...label(singular, 'singular'),
    ...kindLabel(kind, 'kind'),
    ...kindLabel(listKind, 'listKind'),
    ...shortNames.flatMap((name, index) => label(name, `shortNames[${index}]`)),
    ...(kind !== '' && kind === listKind
      ? [invalid(`${path}.listKind`, listKind, 'kind and listKind may not be the same')]
      : []),
    ...categories.flatMap((category, index) => label(category, `categories[${index}]`)),
  ];
}

function validateConversion(conversion: CustomResourceConversion | undefined): readonly FieldError[] {
  if (!conversion) return [];
  const { strategy, webhook } = conversion;
  if (!strategy) return [required('spec.conversion.strategy')];
  if (strategy !== 'None' && strategy !== 'Webhook') {
    return [notSupported('spec.conversion.strategy', strategy, ['None', 'Webhook'])];
  }
  if (strategy === 'None') return [];
  return [
    ...(webhook?.clientConfig
      ? []
      : [required('spec.conversion.webhookClientConfig', 'required when strategy is set to Webhook')]),
    ...(webhook?.conversionReviewVersions?.length ? [] : [required('spec.conversion.conversionReviewVersions')]),
  ];
}

function validateApproval({ metadata, spec }: CustomResourceDefinition): readonly FieldError[] {
  if (!needsApproval(spec.group ?? '')) return [];
  const annotation = metadata.annotations?.[approvalAnnotation];
  const field = `metadata.annotations[${approvalAnnotation}]`;
  switch (approvalFault(annotation)) {
    case 'missing':
      return [required(field, approvalHint)];
    case 'invalid':
      return [invalid(field, annotation ?? '', approvalHint)];
    default:
      return [];
  }
}
