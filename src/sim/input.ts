/** What comes from outside: together with the seed it determines a history completely. */

import type { JsonValue } from '../api/json.ts';
import type { ApiRequest } from '../api/request.ts';

export type Input =
  | { readonly atMs: number; readonly type: 'request'; readonly request: ApiRequest; readonly actor: string }
  | { readonly atMs: number; readonly type: 'fault'; readonly key: string; readonly value: JsonValue | undefined };
