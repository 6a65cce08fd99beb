/** One version of a CustomResourceDefinition. Models validateCustomResourceDefinitionVersion. */

import { invalid, notSupported, required, type FieldError } from '../../../api/field-error.ts';
import { dns1035LabelErrors } from '../../../api/names.ts';
import type {
  CustomResourceColumnDefinition,
  CustomResourceDefinitionVersion,
  CustomResourceSubresourceScale,
} from '../../../api/types.ts';
import { templateOf } from '../../custom/columns.ts';
import { checkEnum } from '../checks.ts';
import { validateSchema } from './validate-schema.ts';

const columnTypes = ['boolean', 'date', 'integer', 'number', 'string'];
const columnFormats = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

export function validateVersion(version: CustomResourceDefinitionVersion, path: string): readonly FieldError[] {
  const { name, schema, deprecated, deprecationWarning, additionalPrinterColumns: columns = [] } = version;
  const nameErrors = dns1035LabelErrors(name ?? '');
  const schemaPath = `${path}.schema.openAPIV3Schema`;
  return [
    ...(nameErrors.length > 0 ? [invalid(`${path}.name`, name, nameErrors.join(','))] : []),
    ...(deprecationWarning !== undefined && !deprecated
      ? [invalid(`${path}.deprecationWarning`, deprecationWarning, 'can only be set for deprecated versions')]
      : []),
    ...(schema?.openAPIV3Schema
      ? validateSchema(schema.openAPIV3Schema, schemaPath)
      : [required(schemaPath, 'schemas are required')]),
    ...validateScale(version.subresources?.scale, `${path}.subresources.scale`),
    ...columns.flatMap((column, index) => validateColumn(column, `${path}.additionalPrinterColumns[${index}]`)),
  ];
}

function validateColumn(column: CustomResourceColumnDefinition, path: string): readonly FieldError[] {
  const { name, type, format, jsonPath } = column;
  return [
    ...(name ? [] : [required(`${path}.name`)]),
    ...checkEnum(type, `${path}.type`, columnTypes),
    ...(format && !columnFormats.includes(format) ? [notSupported(`${path}.format`, format, columnFormats)] : []),
    ...(jsonPath ? validatePath(jsonPath, `${path}.jsonPath`) : [required(`${path}.jsonPath`)]),
  ];
}

/** Models validateSimpleJSONPath. */
function validatePath(jsonPath: string, path: string): readonly FieldError[] {
  if (!templateOf(jsonPath)) return [invalid(path, jsonPath, 'is an invalid path')];
  return jsonPath.startsWith('.') ? [] : [invalid(path, jsonPath, 'must be a simple json path starting with .')];
}

function validateScale(scale: CustomResourceSubresourceScale | undefined, path: string): readonly FieldError[] {
  if (!scale) return [];
  const below = (value: string | undefined, field: string, roots: readonly string[]): readonly FieldError[] => {
    if (!value) return [required(`${path}.${field}`)];
    if (!/^(?:\.[A-Za-z_][\w-]*)+$/.test(value)) return [invalid(`${path}.${field}`, value, 'is an invalid path')];
    if (roots.some((root) => value.startsWith(`${root}.`))) return [];
    return [invalid(`${path}.${field}`, value, `should be a json path under ${roots.join(' or ')}`)];
  };
  return [
    ...below(scale.specReplicasPath, 'specReplicasPath', ['.spec']),
    ...below(scale.statusReplicasPath, 'statusReplicasPath', ['.status']),
    ...(scale.labelSelectorPath ? below(scale.labelSelectorPath, 'labelSelectorPath', ['.spec', '.status']) : []),
  ];
}
