/** Reads of an earlier moment: an API server over the objects as they were, which can write nothing. */

import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { defaultFeatureGates } from '../api/feature-gates.ts';
import { ApiServer, type ApiServerState } from '../apiserver/api-server.ts';
import { assert } from '../lib/assert.ts';
import { createRandom } from '../lib/random.ts';
import { userActor } from './simulation-options.ts';

/** Answers a GET over the given objects. */
export function answerRead(state: ApiServerState, nowMs: number, request: ApiRequest): ApiResponse {
  assert(request.method === 'GET', `the past is only read: ${request.method} ${request.path}`);
  const server = new ApiServer({
    clock: { nowMs: () => nowMs },
    random: createRandom(1),
    featureGates: defaultFeatureGates,
    onChange: () => undefined,
  });
  server.restore(state);
  return server.handle(request, userActor);
}
