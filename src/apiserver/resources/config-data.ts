/** Keys and sizes of data in ConfigMaps and Secrets, and the rule that an immutable one stays as it is. */

import { forbiddenField, type FieldError } from '../../api/field-error.ts';
import { invalidEach } from './checks.ts';
import { configKeyErrors } from '../../api/config-key.ts';
import { semanticallyEqual } from './semantic-equality.ts';

type Data = Readonly<Record<string, string>>;

/** Most bytes that all values together may have: 1 MiB. */
export const mostDataBytes = 1_048_576;

/** Errors of the keys of `data` or `binaryData`. */
export function checkDataKeys(data: Data, path: string): FieldError[] {
  return Object.keys(data).flatMap((key) => invalidEach(`${path}[${key}]`, key, configKeyErrors(key)));
}

/** Bytes that a base64 text stands for. */
export function decodedLength(base64: string): number {
  const padding = /=*$/.exec(base64)?.[0].length ?? 0;
  return Math.floor((base64.length * 3) / 4) - padding;
}

interface Fixable {
  readonly immutable?: boolean;
}

/** Errors of a change of one that was made immutable; `fields` in upstream's order. */
export function checkImmutable<T extends Fixable>(
  object: T,
  old: T,
  fields: readonly (keyof T & string)[],
): FieldError[] {
  if (old.immutable !== true) return [];
  const detail = 'field is immutable when `immutable` is set';
  const changed = fields.filter((field) => !semanticallyEqual(object[field] ?? {}, old[field] ?? {}));
  return [...(object.immutable === true ? [] : ['immutable']), ...changed].map((field) =>
    forbiddenField(field, detail),
  );
}
