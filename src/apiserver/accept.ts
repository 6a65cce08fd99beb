/** Which representation a client accepts. Models apiserver/pkg/endpoints/handlers/negotiation. */

import { failure, StatusError } from '../api/status.ts';

/** The objects themselves, a table for printing, or only their metadata. */
export type Representation = 'object' | 'table' | 'metadata';

const mediaTypes: ReadonlySet<string> = new Set(['application/json', 'application/yaml', 'application/*', '*/*']);

/** The first clause that can be served. `as` may name the type of one object or of a list. Throws a 406 Status. */
export function representationOf(accept: string, listed: boolean): Representation {
  for (const clause of accept.split(',')) {
    const [type, ...parameters] = clause.split(';').map((part) => part.trim());
    if (!mediaTypes.has(type!)) continue;
    const as = parameters.find((parameter) => parameter.startsWith('as='))?.slice('as='.length);
    if (as === undefined) return 'object';
    if (!parameters.includes('g=meta.k8s.io')) continue;
    if (as === 'Table') return 'table';
    if (as === (listed ? 'PartialObjectMetadataList' : 'PartialObjectMetadata')) return 'metadata';
  }
  throw new StatusError(notAcceptable);
}

/** The answer to a client that takes nothing of what there is. */
export const notAcceptable = failure(
  406,
  'NotAcceptable',
  '406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf, application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch',
  {},
);
