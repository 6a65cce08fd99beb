/** Field checks that many kinds share. Models apimachinery/pkg/util/validation and pkg/apis/core/validation. */

import { invalid, notSupported, required, type FieldError } from '../../api/field-error.ts';
import type { IntOrString } from '../../api/json.ts';
import { dns1123LabelErrors, dns1123SubdomainErrors, labelValueErrors, qualifiedNameErrors } from '../../api/names.ts';

type Labels = Readonly<Record<string, string>>;

export const negativeError = 'must be greater than or equal to 0';
export const positiveError = 'must be greater than zero';
export const immutableError = 'field is immutable';
const maxInt32 = 2_147_483_647;

/** `must be between 1 and 65535, inclusive`. */
export function rangeError(low: number, high: number): string {
  return `must be between ${low} and ${high}, inclusive`;
}

function outOfRange(value: number, low: number, high: number, path: string): FieldError[] {
  return value < low || value > high ? [invalid(path, value, rangeError(low, high))] : [];
}

/** An error of every message about a value. */
export function invalidEach(path: string, value: string, messages: readonly string[]): FieldError[] {
  return messages.map((message) => invalid(path, value, message));
}

export function checkNonnegative(value: number | undefined, path: string): FieldError[] {
  return value !== undefined && value < 0 ? [invalid(path, value, negativeError)] : [];
}

export function checkDnsLabel(value: string, path: string): FieldError[] {
  return invalidEach(path, value, dns1123LabelErrors(value));
}

export function checkDnsSubdomain(value: string, path: string): FieldError[] {
  return invalidEach(path, value, dns1123SubdomainErrors(value));
}

/** A label key, an annotation key or another `prefix/name`. */
export function checkQualifiedName(value: string, path: string): FieldError[] {
  return invalidEach(path, value, qualifiedNameErrors(value));
}

export function checkLabelValue(value: string, path: string): FieldError[] {
  return invalidEach(path, value, labelValueErrors(value));
}

export function checkPortNumber(port: number, path: string): FieldError[] {
  return outOfRange(port, 1, 65_535, path);
}

/** Models validation.IsValidPortName. */
export function portNameErrors(name: string): readonly string[] {
  const errors: string[] = [];
  if (name.length > 15) errors.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(name)) errors.push('must contain at least one letter (a-z)');
  if (name.includes('--')) errors.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
}

/** A port by number, or by the name that a container gives it. */
export function checkPort(port: IntOrString | undefined, path: string): FieldError[] {
  return typeof port === 'string' ? invalidEach(path, port, portNameErrors(port)) : checkPortNumber(port ?? 0, path);
}

export function checkUserId(id: number | undefined, path: string): FieldError[] {
  return id === undefined ? [] : outOfRange(id, 0, maxInt32, path);
}

export function checkDeadline(seconds: number | undefined, path: string, low: number): FieldError[] {
  return seconds === undefined ? [] : outOfRange(seconds, low, maxInt32, path);
}

/** Required when empty, otherwise one of the values, printed in the order given. */
export function checkEnum(value: string | undefined, path: string, supported: readonly string[]): FieldError[] {
  if (!value) return [required(path)];
  return supported.includes(value) ? [] : [notSupported(path, value, supported)];
}

/** The same for a field that may be absent. */
export function checkOptionalEnum(value: string | undefined, path: string, supported: readonly string[]): FieldError[] {
  return value === undefined || supported.includes(value) ? [] : [notSupported(path, value, supported)];
}

export function checkRequired(value: string | undefined, path: string, detail = ''): FieldError[] {
  return value ? [] : [required(path, detail)];
}

/** No `..` between the slashes. Models validatePathNoBacksteps. */
export function checkNoBacksteps(path: string, field: string): FieldError[] {
  return path.split('/').includes('..') ? [invalid(field, path, "must not contain '..'")] : [];
}

/** Relative and without `..`. Models validateLocalDescendingPath. */
export function checkDescendingPath(path: string, field: string): FieldError[] {
  const absolute = path.startsWith('/') ? [invalid(field, path, 'must be a relative path')] : [];
  return [...absolute, ...checkNoBacksteps(path, field)];
}

/** The same, and it may not start with two dots. Models ValidateLocalNonReservedPath. */
export function checkNonReservedPath(path: string, field: string): FieldError[] {
  const errors = checkDescendingPath(path, field);
  const reserved = path.startsWith('..') && !path.startsWith('../');
  return reserved ? [...errors, invalid(field, path, "must not start with '..'")] : errors;
}

const fileModeError = 'must be a number between 0 and 0777 (octal), both inclusive';

export function checkFileMode(mode: number | undefined, path: string): FieldError[] {
  return mode !== undefined && (mode > 0o777 || mode < 0) ? [invalid(path, mode, fileModeError)] : [];
}

/** Labels with their keys in order, as Go prints a map. */
export function sortedMap(map: Labels): Labels {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
