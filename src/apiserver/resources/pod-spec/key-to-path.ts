/** Validation of one key of a ConfigMap or Secret that is put under a path. Models pkg/apis/core/validation validateKeyToPath. */

import { required, type FieldError } from '../../../api/field-error.ts';
import type { KeyToPath } from '../../../api/types.ts';
import { checkFileMode, checkNonReservedPath } from '../checks.ts';

/** Errors of one `items` entry of a ConfigMap or Secret volume. */
export function checkKeyToPath({ key, path: file, mode }: KeyToPath, path: string): FieldError[] {
  return [
    ...(key ? [] : [required(`${path}.key`)]),
    ...(file ? [] : [required(`${path}.path`)]),
    ...checkNonReservedPath(file ?? '', `${path}.path`),
    ...checkFileMode(mode, `${path}.mode`),
  ];
}
