/**
 * Follows one resource of a real cluster: list, watch from there, again with back-off when the connection breaks, and a
 * new list when the revision has expired. Models client-go tools/cache Reflector.
 */

import { isJsonObject, type JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ApiResponse } from '../../api/request.ts';
import { pathOf } from '../../client/request.ts';
import type { Transport, WatchEvent } from '../../client/transport.ts';
import { listPages, Refused, selectorsOf, type Selection } from './list-pages.ts';
import { NoAnswer, pause } from './with-limit.ts';

export type ResourceState =
  | { readonly type: 'reading'; readonly count: number }
  | { readonly type: 'following'; readonly left: number }
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'lost'; readonly reason: string };

/** Hears what the cluster says of the resource. */
export interface ResourceSink {
  /** Everything that there is now. */
  replace(objects: readonly KubeObject[]): void;
  change(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: KubeObject): void;
  state(state: ResourceState): void;
  /** Something was heard, if only a bookmark. */
  heard(): void;
}

export interface FollowOptions {
  readonly transport: Transport;
  readonly selection: Selection;
  readonly sink: ResourceSink;
  /** More objects than this are not read. */
  readonly most: number;
  /** New objects are taken also when not all old ones were read. */
  readonly takesNew?: boolean;
  readonly signal: AbortSignal;
}

const firstBackoffMs = 800;
const lastBackoffMs = 30_000;
/** Rights change rarely; still, somebody may be granting them just now. */
const refusedMs = 30_000;
const watchSeconds = 290;
/** A watch that says nothing at all for so long (bookmarks come about once a minute) has broken silently. */
const silenceMs = 180_000;
/** A watch that ends sooner was no watch. */
const shortMs = 1500;

type Ending = { readonly type: 'ended'; readonly lastedMs: number } | { readonly type: 'expired' } | Refusal;
interface Refusal {
  readonly type: 'refused';
  readonly response: ApiResponse;
}

/** Resolves when the signal is aborted. */
export async function followResource(options: FollowOptions): Promise<void> {
  const { signal, sink } = options;
  let failures = 0;
  const failed = (): Promise<void> => {
    const delayMs = Math.min(lastBackoffMs, firstBackoffMs * 2 ** failures++);
    return pause(delayMs * (0.8 + 0.4 * Math.random()), signal);
  };
  while (!signal.aborted) {
    try {
      await listAndWatch(options, () => (failures = 0));
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Refused && isRefusal(error.response.code)) {
        sink.state({ type: 'refused', message: error.message });
        await pause(refusedMs, signal);
      } else if (error instanceof Refused || error instanceof NoAnswer) {
        sink.state({ type: 'lost', reason: error.message });
        await failed();
      } else throw error;
    }
  }
}

/** It will not help to ask again soon: not allowed, or not served. */
const isRefusal = (code: number): boolean => code === 401 || code === 403 || code === 404 || code === 405;

/** Returns when everything has to be listed again. */
async function listAndWatch(options: FollowOptions, onSuccess: () => void): Promise<void> {
  const { transport, selection, sink, most, takesNew, signal } = options;
  sink.state({ type: 'reading', count: 0 });
  const { objects, resourceVersion, left } = await listPages(transport, selection, most, signal, (count) => {
    sink.heard();
    sink.state({ type: 'reading', count });
  });
  sink.replace(objects);
  sink.state({ type: 'following', left });
  onSuccess();
  // Of what was not read no changes are wanted either: a watch would tell of all.
  const known = left > 0 && !takesNew ? new Set(objects.map(({ metadata }) => metadata.uid)) : undefined;
  let revision = resourceVersion;
  let short = 0;
  while (!signal.aborted) {
    const ending = await watchOnce(options, revision, known, (next) => {
      revision = next;
      short = 0;
    });
    if (ending.type === 'expired' || signal.aborted) return;
    if (ending.type === 'refused') throw new Refused(ending.response);
    short = ending.lastedMs < shortMs ? short + 1 : 0;
    // The server may be gone: a list tells, for a watch does not.
    if (short >= 2) throw new NoAnswer('its connections break off');
    if (short > 0) await pause(firstBackoffMs / 2, signal);
  }
}

function watchOnce(
  { transport, selection, sink, signal }: FollowOptions,
  resourceVersion: string,
  known: ReadonlySet<string> | undefined,
  onRevision: (revision: string) => void,
): Promise<Ending> {
  return new Promise((resolve) => {
    const beganMs = Date.now();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const end = (ending: Ending): void => {
      clearTimeout(silence);
      signal.removeEventListener('abort', onAbort);
      handle.close();
      resolve(ending);
    };
    const ended = (): Ending => ({ type: 'ended', lastedMs: Date.now() - beganMs });
    const onAbort = (): void => end(ended());
    const listen = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => end(ended()), silenceMs);
    };
    const onEvent = ({ type, object }: WatchEvent): void => {
      listen();
      sink.heard();
      if (!isJsonObject(object)) return;
      if (type === 'ERROR') return end(endingOf(object));
      const heard = object as unknown as KubeObject;
      onRevision(heard.metadata.resourceVersion);
      if (type === 'BOOKMARK' || (known && type !== 'ADDED' && !known.has(heard.metadata.uid))) return;
      if (known && type === 'ADDED') return;
      sink.change(type, heard);
    };
    const query = {
      ...selectorsOf(selection),
      watch: 'true',
      allowWatchBookmarks: 'true',
      timeoutSeconds: String(watchSeconds),
      resourceVersion,
    };
    const handle = transport.watch(
      { method: 'GET', path: pathOf(selection), query },
      {
        onEvent,
        onEnd: (response) => {
          if (!response) return end(ended());
          end(response.code === 410 ? { type: 'expired' } : { type: 'refused', response });
        },
      },
    );
    signal.addEventListener('abort', onAbort, { once: true });
    listen();
  });
}

/** An error inside the stream: an expired revision as 410, anything else as what it says. */
function endingOf(status: JsonObject): Ending {
  const code = Number(status['code'] ?? 500);
  return code === 410 ? { type: 'expired' } : { type: 'refused', response: { code, body: status } };
}
