/** What clients send and want to get: JSON or YAML, and protobuf in requests alone. Models apiserver/pkg/endpoints/handlers/negotiation. */

import { failure, type Status } from '../api/status.ts';

export type Format = 'json' | 'yaml';

const formats: Readonly<Record<string, Format>> = {
  'application/json': 'json',
  'application/yaml': 'yaml',
  'application/*': 'json',
  '*/*': 'json',
  'text/json': 'json',
  'text/yaml': 'yaml',
};

/** The first format that `Accept` names and that can be had; undefined for none. Clauses come in the order of their `q`. */
export function formatOf(accept: string | undefined): Format | undefined {
  if (accept === undefined || accept.trim() === '') return 'json';
  const clauses = accept.split(',').map((clause) => clause.split(';').map((part) => part.trim()));
  const quality = (clause: readonly string[]): number =>
    Number(clause.find((part) => part.startsWith('q='))?.slice(2) ?? '1');
  const wanted = clauses.toSorted((a, b) => quality(b) - quality(a)).map(([type = '']) => type.toLowerCase());
  return wanted.map((type) => (Object.hasOwn(formats, type) ? formats[type] : undefined)).find(Boolean);
}

export const protobufType = 'application/vnd.kubernetes.protobuf';

const bodyTypes = ['application/json', 'application/yaml', protobufType];

/** The type of a body without its parameters. */
export function bareType(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]!.trim().toLowerCase();
}

/** The Status of a body whose type nobody reads; undefined when all is well. Patches have types of their own. */
export function unsupportedBody(method: string, contentType: string | undefined): Status | undefined {
  const type = bareType(contentType);
  if (method === 'PATCH' || type === '' || bodyTypes.includes(type)) return undefined;
  const message = `the body of the request was in an unknown format - accepted media types include: ${bodyTypes.join(', ')}`;
  return failure(415, 'UnsupportedMediaType', message, {});
}
