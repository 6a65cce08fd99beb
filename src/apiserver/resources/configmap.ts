/** Rules of ConfigMaps. Models pkg/apis/core/validation ValidateConfigMap and pkg/registry/core/configmap. */

import { invalid, tooLong, type FieldError } from '../../api/field-error.ts';
import { byteLength } from '../../api/names.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ConfigMap } from '../../api/types.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkDataKeys, checkImmutable, decodedLength, mostDataBytes } from './config-data.ts';
import { schemeRow } from './scheme-row.ts';

type StoredMap = ConfigMap & KubeObject;

function validate({ data = {}, binaryData = {} }: StoredMap): readonly FieldError[] {
  const shared = Object.keys(data).filter((key) => Object.hasOwn(binaryData, key));
  const bytes =
    Object.values(data).reduce((sum, value) => sum + byteLength(value), 0) +
    Object.values(binaryData).reduce((sum, value) => sum + decodedLength(value), 0);
  return [
    ...checkDataKeys(data, 'data'),
    ...shared.map((key) => invalid(`data[${key}]`, key, 'duplicate of key present in binaryData')),
    ...checkDataKeys(binaryData, 'binaryData'),
    ...(bytes > mostDataBytes ? [tooLong('[]', mostDataBytes)] : []),
  ];
}

export const configMapDefinition: ResourceDefinition<StoredMap> = {
  row: schemeRow('configmaps'),
  validate,
  validateUpdate: (map, old) => [...checkImmutable(map, old, ['data', 'binaryData']), ...validate(map)],
};
