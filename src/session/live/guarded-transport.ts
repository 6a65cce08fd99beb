/**
 * The connection of the terminal and of clicks to a real cluster: what changes something is refused while the page only
 * reads, and asked about otherwise. What the proxy never passes is said without a request.
 */

import type { JsonValue } from '../../api/json.ts';
import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import { failure } from '../../api/status.ts';
import type { Transport } from '../../client/transport.ts';

export interface Guard {
  isReadOnly(): boolean;
  /** True when the user lets the request go. */
  allows(request: ApiRequest): Promise<boolean>;
}

/** Said of what is refused here; it never reached the cluster. */
export const readOnlyText = 'this page only reads: switch “Changes” on to let commands change the cluster';
/** Said of what its reader did not let go. */
export const declinedText = 'it was not confirmed: nothing was sent to the cluster';
const streamText =
  'kubectl proxy refuses exec, attach and port-forward by default; use kubectl in a terminal of your machine';

/** Questions to the server that are written as POST: nothing is stored. */
function isQuestion({ path, query }: ApiRequest): boolean {
  return /^\/apis\/(?:authorization|authentication)\.k8s\.io\//.test(path) || query?.['dryRun'] !== undefined;
}

const isStream = ({ path }: ApiRequest): boolean => /\/pods\/[^/]+\/(?:exec|attach|portforward)$/.test(path);

function refused(text: string): ApiResponse {
  const status = failure(403, 'Forbidden', text);
  return { code: 403, body: status as unknown as JsonValue };
}

export function guardedTransport(transport: Transport, guard: Guard): Transport {
  return {
    capabilities: transport.capabilities,
    clock: transport.clock,
    watch: (request, handlers) => transport.watch(request, handlers),
    request: async (request) => {
      if (isStream(request)) return refused(streamText);
      if (request.method === 'GET' || isQuestion(request)) return transport.request(request);
      if (guard.isReadOnly()) return refused(readOnlyText);
      return (await guard.allows(request)) ? transport.request(request) : refused(declinedText);
    },
  };
}
