import { describe, expect, it } from 'vitest';
import {
  duplicate,
  fieldErrorText,
  fieldNotFound,
  forbiddenField,
  invalid,
  invalidStatus,
  notSupported,
  required,
  tooLong,
  tooMany,
  type FieldError,
} from './field-error.ts';
import { alreadyExists, badRequest, conflict, forbidden, methodNotSupported, notFound, type Status } from './status.ts';

const sets = { group: 'apps', plural: 'statefulsets' };
const pods = { group: '', plural: 'pods' };

describe('a Status', () => {
  it.each<[Status, number, string, string]>([
    [notFound(sets, 'web'), 404, 'NotFound', 'statefulsets.apps "web" not found'],
    [notFound(pods, 'web-0'), 404, 'NotFound', 'pods "web-0" not found'],
    [alreadyExists(sets, 'web'), 409, 'AlreadyExists', 'statefulsets.apps "web" already exists'],
    [conflict(sets, 'web', 'why'), 409, 'Conflict', 'Operation cannot be fulfilled on statefulsets.apps "web": why'],
    [forbidden(pods, 'web-0', 'why'), 403, 'Forbidden', 'pods "web-0" is forbidden: why'],
    [badRequest('why'), 400, 'BadRequest', 'why'],
    [
      methodNotSupported(pods, 'create'),
      405,
      'MethodNotAllowed',
      'create is not supported on resources of kind "pods"',
    ],
    [
      invalidStatus('StatefulSet', 'apps', 'web', [required('a')]),
      422,
      'Invalid',
      'StatefulSet.apps "web" is invalid: a: Required value',
    ],
    [
      invalidStatus('Pod', '', 'web-0', [required('a'), required('b'), required('a')]),
      422,
      'Invalid',
      'Pod "web-0" is invalid: [a: Required value, b: Required value]',
    ],
  ])('%# of reason', (status, code, reason, message) => {
    expect(status).toMatchObject({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message });
  });

  it('names the plural, but of invalid objects the kind', () => {
    expect(notFound(sets, 'web').details).toEqual({ name: 'web', group: 'apps', kind: 'statefulsets' });
    expect(invalidStatus('StatefulSet', 'apps', 'web', [required('a', 'why')]).details).toEqual({
      name: 'web',
      group: 'apps',
      kind: 'StatefulSet',
      causes: [{ reason: 'FieldValueRequired', message: 'Required value: why', field: 'a' }],
    });
  });
});

it.each<[FieldError, string]>([
  [required('a.b'), 'a.b: Required value'],
  [required('a.b', 'why'), 'a.b: Required value: why'],
  [invalid('a', 'x', 'why'), 'a: Invalid value: "x": why'],
  [invalid('a', 5, 'why'), 'a: Invalid value: 5: why'],
  [invalid('a', true, 'why'), 'a: Invalid value: true: why'],
  [invalid('a', null, 'why'), 'a: Invalid value: null: why'],
  [invalid('a', { b: ['<c>'] }, 'why'), String.raw`a: Invalid value: {"b":["\u003cc\u003e"]}: why`],
  [invalid('a', 'x\u00a0"', 'why'), String.raw`a: Invalid value: "x\u00a0\"": why`],
  [notSupported('a', 'x', ['B', 'C']), 'a: Unsupported value: "x": supported values: "B", "C"'],
  [duplicate('a[1]', 'x'), 'a[1]: Duplicate value: "x"'],
  [fieldNotFound('a', 'x'), 'a: Not found: "x"'],
  [forbiddenField('a', 'why'), 'a: Forbidden: why'],
  [tooLong('a', 5), 'a: Too long: may not be more than 5 bytes'],
  [tooMany('a', 7, 5), 'a: Too many: 7: must have at most 5 items'],
])('field error %#', (error, text) => {
  expect(fieldErrorText(error)).toBe(text);
});
