/** The API server: REST requests in, answers and stored objects out. Synchronous; never throws for any request. */

import { defaultFeatureGates, type FeatureGates } from '../api/feature-gates.ts';
import type { StoreChange } from '../api/change.ts';
import type { JsonValue } from '../api/json.ts';
import { definitionResource } from '../api/custom-resources.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { failure, StatusError } from '../api/status.ts';
import { MissingPart } from '../lib/missing-part.ts';
import type { Random } from '../lib/random.ts';
import { discoveryResponse, notFoundResponse } from './discovery.ts';
import { dispatch } from './dispatch.ts';
import { acceptNames } from './custom/accept-names.ts';
import { scopeOf, type ConnectPod, type ServerContext } from './request-scope.ts';
import { routeOf } from './routing.ts';
import { servedOf } from './served.ts';
import { Store, type ApiServerState } from './store.ts';
import { unsimulatedResponse } from './unsimulated.ts';
import { openWatch, type OpenedWatch } from './verbs/watch.ts';

export { readerOf, type ApiServerState } from './store.ts';

export interface ApiServerOptions {
  readonly clock: { nowMs(): number };
  readonly random: Random;
  readonly featureGates?: Partial<FeatureGates>;
  /** Called after every write, when the reader shows it already. */
  onChange(change: StoreChange): void;
  /** Answers `pods/…/log` and `pods/…/exec`; without it there are none. */
  readonly connectPod?: ConnectPod;
}

export class ApiServer {
  /** Live view on the stored objects. */
  readonly reader: ClusterReader;
  readonly #context: ServerContext;

  constructor(options: ApiServerOptions) {
    const { clock, random, featureGates, connectPod } = options;
    const store = new Store({ clock, onChange: (change) => options.onChange(change) });
    this.reader = store.reader;
    this.#context = { store, clock, random, featureGates: { ...defaultFeatureGates, ...featureGates }, connectPod };
  }

  /** Everything the server remembers, as immutable plain data. */
  get state(): ApiServerState {
    return this.#context.store.state;
  }

  restore(state: ApiServerState): void {
    this.#context.store.state = state;
  }

  /** Answers any request but a watch. `actor` is who asks, and is recorded with what is written. */
  handle(request: ApiRequest, actor: string): ApiResponse {
    return answer(() => {
      const served = servedOf(this.reader);
      const route = routeOf(request.path, served);
      if (route.type === 'unsimulated') return unsimulatedResponse(route, request, this.#context.clock.nowMs());
      if (route.type !== 'resource') return discoveryResponse(route, request, served);
      const scope = scopeOf(this.#context, route, request, actor);
      const response = dispatch(scope, request.method);
      if (route.resource === definitionResource && request.method !== 'GET' && !scope.dryRun) {
        acceptNames(this.#context);
      }
      return scope.warnings.length > 0 ? { ...response, warnings: [...new Set(scope.warnings)] } : response;
    });
  }

  /**
   * Opens a watch. `history` has the writes before now, the oldest first. `initial` are the events of the past,
   * `next` makes an event of each later write, or nothing when the watch does not concern it.
   */
  openWatch(request: ApiRequest, history: readonly StoreChange[]): OpenedWatch {
    let opened: OpenedWatch | undefined;
    const response = answer(() => {
      const route = routeOf(request.path, servedOf(this.reader));
      if (route.type === 'unsimulated') opened = { initial: [], next: () => undefined };
      if (route.type !== 'resource' || route.subresource) return notFoundResponse();
      opened = openWatch(scopeOf(this.#context, route, request, 'watch'), history);
      return { code: 200, body: null };
    });
    return opened ?? { refusal: response };
  }
}

/** Refusals are answers; so are faults of our own, which must not take the cluster down. */
function answer(handle: () => ApiResponse): ApiResponse {
  try {
    return handle();
  } catch (error) {
    if (error instanceof StatusError) return { code: error.status.code, body: error.status as unknown as JsonValue };
    if (error instanceof MissingPart) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const status = failure(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
    return { code: 500, body: status as unknown as JsonValue };
  }
}
