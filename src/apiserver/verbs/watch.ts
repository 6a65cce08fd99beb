/** Watches: what has changed since a revision, then each later write as the client's selectors see it. Models apiserver/pkg/storage/cacher. */

import type { StoreChange } from '../../api/change.ts';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ApiResponse } from '../../api/request.ts';
import { apiVersionOf } from '../../api/scheme.ts';
import { failure, StatusError } from '../../api/status.ts';
import type { WatchEvent } from '../../api/watch-event.ts';
import { representationOf } from '../accept.ts';
import { isSelected, listOptionsOf, revisionOf, type ListOptions } from '../list-options.ts';
import { presented, type RequestScope } from '../request-scope.ts';
import { toPartialMetadata, toTable } from '../table.ts';
import { tableMetadata, tableOptionsOf } from './get.ts';

export type OpenedWatch =
  | { readonly refusal: ApiResponse }
  | {
      readonly initial: readonly WatchEvent[];
      next(change: StoreChange): WatchEvent | undefined;
      /** How far the watch has come, for a client that may have to go on later. */
      bookmark?(): WatchEvent;
    };

/**
 * Opens a watch on a collection (or one object). `history` has the writes so far, the oldest first; the events before
 * the present are in `initial`, and `next` turns each later write into an event, or into nothing.
 */
export function openWatch(scope: RequestScope, history: readonly StoreChange[]): OpenedWatch {
  const options = listOptionsOf(scope, true);
  const revision = revisionOf(options.resourceVersion);
  const watch = new Watch(scope, options);
  const fromNow = revision === undefined || revision === 0 || options.sendInitialEvents === true;
  const bookmark = (): WatchEvent => watch.bookmark();
  if (fromNow) return { initial: watch.present(), next: (change) => watch.event(change), bookmark };
  const oldest = (history[0]?.revision ?? scope.server.store.state.revision + 1) - 1;
  if (revision < oldest) {
    const expired = failure(410, 'Expired', `too old resource version: ${revision} (${oldest})`);
    return { initial: [{ type: 'ERROR', object: expired as unknown as JsonValue }], next: () => undefined };
  }
  const initial: WatchEvent[] = [];
  for (let index = firstAfter(history, revision); index < history.length; index++) {
    const event = watch.event(history[index]!);
    if (event) initial.push(event);
  }
  return { initial, next: (change) => watch.event(change), bookmark };
}

function firstAfter(history: readonly StoreChange[], revision: number): number {
  let low = 0;
  let high = history.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (history[middle]!.revision <= revision) low = middle + 1;
    else high = middle;
  }
  return low;
}

class Watch {
  readonly #scope: RequestScope;
  readonly #options: ListOptions;
  #headersSent = false;

  constructor(scope: RequestScope, options: ListOptions) {
    this.#scope = scope;
    this.#options = options;
    representationOf(scope.accept, false);
  }

  /** The objects as they are, as if they had just been added; then, when asked for, the bookmark that ends them. */
  present(): readonly WatchEvent[] {
    const { resource, namespace, rules } = this.#scope;
    if (this.#options.sendInitialEvents === false) return [];
    const events = rules.reader
      .listAny(resource, namespace)
      .map((object) => presented(this.#scope.definition, object))
      .filter((object) => this.#concerns(object))
      .map((object) => this.#toEvent('ADDED', object));
    const bookmarked = this.#options.sendInitialEvents === true && this.#options.allowWatchBookmarks;
    return bookmarked ? [...events, this.bookmark({ 'k8s.io/initial-events-end': 'true' })] : events;
  }

  /** A write as this watch sees it: an object that starts or ceases to be selected is ADDED or DELETED. */
  event(change: StoreChange): WatchEvent | undefined {
    const { resource, namespace } = this.#scope;
    if (change.resource !== resource) return undefined;
    if (namespace !== undefined && change.object.metadata.namespace !== namespace) return undefined;
    const object = presented(this.#scope.definition, change.object);
    const previous = change.previous && presented(this.#scope.definition, change.previous);
    const is = change.type !== 'DELETED' && this.#concerns(object);
    const was = previous !== undefined && this.#concerns(previous);
    if (is) return this.#toEvent(was ? 'MODIFIED' : 'ADDED', object);
    if (!was) return undefined;
    const { resourceVersion } = object.metadata;
    const last = change.type === 'DELETED' ? object : previous;
    return this.#toEvent('DELETED', { ...last, metadata: { ...last.metadata, resourceVersion } });
  }

  #concerns(object: KubeObject): boolean {
    const { definition, name } = this.#scope;
    if (name !== undefined && object.metadata.name !== name) return false;
    return isSelected(definition, this.#options, object);
  }

  #toEvent(type: WatchEvent['type'], object: KubeObject): WatchEvent {
    return { type, object: this.#represent(object) };
  }

  #represent(object: KubeObject): JsonValue {
    switch (representationOf(this.#scope.accept, false)) {
      case 'object':
        return object as unknown as JsonValue;
      case 'metadata':
        return toPartialMetadata(object);
      case 'table': {
        const nowMs = this.#scope.server.clock.nowMs();
        const options = { ...tableOptionsOf(this.#scope), nowMs, noHeaders: this.#headersSent };
        this.#headersSent = true;
        return toTable(this.#scope.resource, [object], tableMetadata(object), options);
      }
    }
  }

  /** An object of the kind with nothing but the present revision (and the annotations given). */
  bookmark(annotations?: JsonObject): WatchEvent {
    const { row } = this.#scope.definition;
    const resourceVersion = String(this.#scope.server.store.state.revision);
    const object: JsonObject = {
      kind: row.kind,
      apiVersion: apiVersionOf(row),
      metadata: { resourceVersion, ...(annotations ? { annotations } : {}) },
    };
    return { type: 'BOOKMARK', object };
  }
}

/** Refusals of a watch as its answer. */
export function refusalOf(error: StatusError): OpenedWatch {
  return { refusal: { code: error.status.code, body: error.status as unknown as JsonValue } };
}
