/** Rules of Secrets. Models pkg/apis/core/validation ValidateSecret and pkg/registry/core/secret strategy.go. */

import { invalid, required, tooLong, type FieldError } from '../../api/field-error.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Secret } from '../../api/types.ts';
import { decodeBase64, encodeBase64 } from '../../lib/base64.ts';
import { withDefaults, withFields } from '../../lib/sharing.ts';
import { parseJsonText } from '../decoding/json-text.ts';
import type { ResourceDefinition } from '../resource.ts';
import { immutableError } from './checks.ts';
import { checkDataKeys, checkImmutable, decodedLength, mostDataBytes } from './config-data.ts';
import { schemeRow } from './scheme-row.ts';

type StoredSecret = Secret & KubeObject;

const accountKey = 'kubernetes.io/service-account.name';

/** Texts given in `stringData` are stored as base64 in `data`. */
function setDefaults(secret: StoredSecret): StoredSecret {
  const typed = withDefaults<StoredSecret>(secret, { type: 'Opaque' });
  if (!typed.stringData) return typed;
  const encoded = Object.entries(typed.stringData).map(([key, text]) => [key, encodeBase64(text)] as const);
  const data = { ...typed.data, ...Object.fromEntries(encoded) };
  return withFields<StoredSecret>(typed, { data, stringData: undefined });
}

/** What Go says about a text that should be a JSON object; nothing when it is one. */
function objectFault(text: string): string | undefined {
  const parsed = parseJsonText(text);
  if ('error' in parsed) return parsed.error;
  const { value } = parsed;
  if (value === null || (typeof value === 'object' && !Array.isArray(value))) return undefined;
  const found = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `json: cannot unmarshal ${found} into Go value of type map[string]interface {}`;
}

function checkDockerConfig(data: Readonly<Record<string, string>>, key: string): FieldError[] {
  const path = `data[${key}]`;
  const text = data[key];
  if (text === undefined) return [required(path)];
  const fault = objectFault(decodeBase64(text) ?? '');
  return fault === undefined ? [] : [invalid(path, '<secret contents redacted>', fault)];
}

function checkType({ type, data = {}, metadata }: StoredSecret): FieldError[] {
  const missing = (...keys: string[]): FieldError[] => keys.map((key) => required(`data[${key}]`));
  switch (type) {
    case 'kubernetes.io/service-account-token':
      return metadata.annotations?.[accountKey] ? [] : [required(`metadata.annotations[${accountKey}]`)];
    case 'kubernetes.io/dockercfg':
      return checkDockerConfig(data, '.dockercfg');
    case 'kubernetes.io/dockerconfigjson':
      return checkDockerConfig(data, '.dockerconfigjson');
    case 'kubernetes.io/basic-auth':
      return data['username'] === undefined && data['password'] === undefined ? missing('username', 'password') : [];
    case 'kubernetes.io/ssh-auth':
      return data['ssh-privatekey'] ? [] : missing('ssh-privatekey');
    case 'kubernetes.io/tls':
      return missing(...['tls.crt', 'tls.key'].filter((key) => data[key] === undefined));
    default:
      return [];
  }
}

function validate(secret: StoredSecret): readonly FieldError[] {
  const { data = {} } = secret;
  const bytes = Object.values(data).reduce((sum, value) => sum + decodedLength(value), 0);
  return [
    ...checkDataKeys(data, 'data'),
    ...(bytes > mostDataBytes ? [tooLong('data', mostDataBytes)] : []),
    ...checkType(secret),
  ];
}

/** Only what is no PEM at all is noticed; upstream also looks whether key and certificate belong together. */
function warnings({ type, data = {} }: StoredSecret): readonly string[] {
  if (type !== 'kubernetes.io/tls') return [];
  const isPem = (key: string): boolean => /-----BEGIN [^-]+-----/.test(decodeBase64(data[key] ?? '') ?? '');
  if (!isPem('tls.crt')) return ['tls: failed to find any PEM data in certificate input'];
  return isPem('tls.key') ? [] : ['tls: failed to find any PEM data in key input'];
}

export const secretDefinition: ResourceDefinition<StoredSecret> = {
  row: schemeRow('secrets'),
  setDefaults,
  validate,
  validateUpdate: (secret, old) => [
    ...(secret.type === old.type ? [] : [invalid('type', secret.type ?? '', immutableError)]),
    ...checkImmutable(secret, old, ['data']),
    ...validate(secret),
  ],
  warnings,
  selectableFields: (secret) => ({ type: secret.type ?? '' }),
};
