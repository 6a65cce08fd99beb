/**
 * The real cluster as the page sees it: what is followed, how the connection is, and the record of what was seen. Starts
 * again when something else is to be shown; holds no connection while the page is hidden.
 */

import type { KubeObject } from '../../api/object.ts';
import type { ResourceName } from '../../api/scheme.ts';
import type { Event, StatefulSet } from '../../api/types.ts';
import { getRequest } from '../../client/request.ts';
import type { Transport } from '../../client/transport.ts';
import { followedResources, presentOnly, watchCluster } from './cluster-watch.ts';
import type { ResourceState } from './follow-resource.ts';
import type { Health, Scope, Unseen } from './followed.ts';
import { listPages } from './list-pages.ts';
import { LiveRecord } from './live-record.ts';
import { requestWithin } from './with-limit.ts';

const setsResource = 'statefulsets.apps';
const askMs = 20_000;
const mostNamespaces = 2000;
/** Silence of polls and watches after which the cluster counts as gone, if nothing said so before. */
const lostMs = 30_000;
/** One request that fails means little when another has just been answered. */
const answeredMs = 2500;

export class LiveCluster {
  readonly #transport: Transport;
  readonly #onChange: () => void;
  #scope: Scope;
  #record: LiveRecord;
  #abort = new AbortController();
  #states = new Map<ResourceName, ResourceState>();
  /** The same moment by the server's clock and by that of the machine, which times silence. */
  #asOfMs: number | undefined;
  #heardMs = Number.NEGATIVE_INFINITY;
  #lost: { readonly sinceMs: number; readonly reason: string } | undefined;
  /** Resources whose first answer is not there yet: until then nothing is a change. */
  #awaited = new Set<ResourceName>();
  #isPaused = false;
  /** Moments at which something was not seen for a while. */
  gaps: readonly { readonly atMs: number; readonly text: string }[] = [];
  namespaces: readonly string[] | undefined;
  /** Names of all StatefulSets of the namespace, also of those that are not shown. */
  readonly #sets = new Set<string>();

  constructor(transport: Transport, scope: Scope, onChange: () => void) {
    this.#transport = transport;
    this.#onChange = onChange;
    this.#scope = scope;
    this.#record = new LiveRecord(transport.clock.nowMs(), presentOnly);
  }

  get record(): LiveRecord {
    return this.#record;
  }

  get scope(): Scope {
    return this.#scope;
  }

  get asOfMs(): number | undefined {
    return this.#asOfMs;
  }

  get sets(): readonly string[] {
    return [...this.#sets].toSorted();
  }

  /** True once every resource has been read or refused. */
  get isRead(): boolean {
    return this.#awaited.size === 0;
  }

  get health(): Health {
    if (this.#isPaused) return { type: 'paused' };
    if (this.#lost) return { type: 'lost', ...this.#lost };
    if (this.#asOfMs !== undefined && Date.now() - this.#heardMs > lostMs) {
      return { type: 'lost', sinceMs: this.#asOfMs, reason: 'nothing was heard of it' };
    }
    if (this.#awaited.size === 0) return { type: 'following' };
    const pods = this.#states.get('pods');
    const count = pods?.type === 'reading' && pods.count > 0 ? `: ${pods.count} Pods so far` : '';
    return { type: 'reading', text: `Reading namespace ${this.#scope.namespace}${count}` };
  }

  /** What is not visible, in the server's words. */
  get unseen(): readonly Unseen[] {
    return [...this.#states].flatMap(([resource, state]) =>
      state.type === 'refused' ? [{ resource, message: state.message }] : [],
    );
  }

  get cut(): readonly string[] {
    return [...this.#states].flatMap(([resource, state]) => {
      const left = state.type === 'following' ? state.left : 0;
      return left > 0 ? [`${left} more ${resource} are not read`] : [];
    });
  }

  /** Shows something else, from now on. */
  show(scope: Scope): void {
    this.#scope = scope;
    this.#record = new LiveRecord(this.#nowMs(), presentOnly);
    this.gaps = [];
    this.#states.clear();
    this.#awaited = new Set(followedResources);
    this.#lost = undefined;
    this.#connect();
  }

  /** Holds no connection until it goes on: a hidden page needs none. */
  pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#abort.abort();
    this.#gap('# not followed: the page is hidden');
    this.#onChange();
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#gap('# followed again: what happened in between is seen as of now');
    this.#connect();
  }

  stop(): void {
    this.#abort.abort();
  }

  #nowMs(): number {
    return this.#transport.clock.nowMs();
  }

  #gap(text: string, atMs = this.#nowMs()): void {
    this.gaps = [...this.gaps.slice(-199), { atMs, text }];
  }

  #connect(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    void this.#follow(this.#abort.signal);
    void this.#readNamespaces(this.#abort.signal);
    this.#onChange();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const selector = await this.#setSelector(signal);
    if (signal.aborted) return;
    watchCluster(this.#transport, this.#scope, selector, this.#sink(signal), signal);
  }

  /** The labels by which the server finds the Pods of the set that is shown; undefined when it is not to be had. */
  async #setSelector(signal: AbortSignal): Promise<string | undefined> {
    const { set, namespace } = this.#scope;
    if (set === undefined) return undefined;
    try {
      const request = getRequest({ resource: 'statefulsets.apps', namespace, name: set });
      const response = await requestWithin(this.#transport, request, askMs, signal);
      if (response.code !== 200) return undefined;
      const { matchLabels = {}, matchExpressions = [] } = (response.body as unknown as StatefulSet).spec.selector;
      const labels = Object.entries(matchLabels);
      if (labels.length === 0 || matchExpressions.length > 0) return undefined;
      return labels.map(([key, value]) => `${key}=${value}`).join(',');
    } catch {
      return undefined;
    }
  }

  async #readNamespaces(signal: AbortSignal): Promise<void> {
    try {
      const { objects } = await listPages(this.#transport, { resource: 'namespaces' }, mostNamespaces, signal);
      this.namespaces = objects.map(({ metadata }) => metadata.name);
    } catch {
      // Who may not list them types a name.
      if (!signal.aborted) this.namespaces = undefined;
    }
    if (!signal.aborted) this.#onChange();
  }

  #sink(signal: AbortSignal): Parameters<typeof watchCluster>[3] {
    const record = this.#record;
    const unless =
      <T extends readonly unknown[]>(act: (...args: T) => void): ((...args: T) => void) =>
      (...args) => {
        if (signal.aborted || record !== this.#record) return;
        act(...args);
        this.#onChange();
      };
    return {
      reader: () => record.reader(),
      heard: unless(() => this.#heard()),
      replace: unless((resource: ResourceName, objects: readonly KubeObject[]) => {
        if (resource === setsResource) {
          this.#sets.clear();
          for (const { metadata } of objects) this.#sets.add(metadata.name);
        }
        const wanted = objects.filter((object) => this.#isWanted(resource, object));
        record.replace(resource, wanted, this.#seenAtMs(resource));
        this.#settle(resource);
      }),
      put: unless((resource: ResourceName, object: KubeObject) => {
        if (resource === setsResource) this.#sets.add(object.metadata.name);
        if (this.#isWanted(resource, object)) record.put(resource, object, this.#seenAtMs(resource));
      }),
      remove: unless((resource: ResourceName, object: KubeObject) => {
        if (resource === setsResource) this.#sets.delete(object.metadata.name);
        record.remove(resource, object, this.#nowMs());
      }),
      state: unless((resource: ResourceName, state: ResourceState) => this.#note(resource, state)),
    };
  }

  /** What was there when the page began to look stands just before the beginning: it did not happen then. */
  #seenAtMs(resource: ResourceName): number {
    return this.#awaited.size > 0 || presentOnly.has(resource) ? this.#record.startMs - 1 : this.#nowMs();
  }

  #settle(resource: ResourceName): void {
    if (this.#awaited.delete(resource) && this.#awaited.size === 0) this.#record.begin(this.#nowMs());
  }

  #heard(): void {
    this.#asOfMs = this.#nowMs();
    this.#heardMs = Date.now();
    if (!this.#lost) return;
    this.#lost = undefined;
    this.#gap('# answers again: what happened in between is seen as of now');
  }

  #note(resource: ResourceName, state: ResourceState): void {
    const before = this.#states.get(resource);
    if (state.type === 'lost') return this.#lose(state.reason);
    // A list that is read again is no news.
    if (state.type === 'reading' && before && before.type !== 'reading') return;
    this.#states.set(resource, state);
    if (state.type === 'refused') {
      this.#heard();
      this.#settle(resource);
    }
    // What is seen only now has been there before, and what is no longer seen may be there still: the record begins anew.
    const isTurned = before && [before.type, state.type].toSorted().join(' ') === 'following refused';
    if (isTurned && !presentOnly.has(resource)) queueMicrotask(() => this.show(this.#scope));
  }

  #lose(reason: string): void {
    if (this.#lost || Date.now() - this.#heardMs < answeredMs) return;
    this.#lost = { sinceMs: Math.max(this.#asOfMs ?? Number.NEGATIVE_INFINITY, this.#record.startMs), reason };
    this.#gap('# no answer: what is shown may be old', this.#lost.sinceMs);
  }

  /** Objects that belong to what is shown; the server has selected the rest. */
  #isWanted(resource: ResourceName, object: KubeObject): boolean {
    const { set, others } = this.#scope;
    const { name } = object.metadata;
    if (resource === 'events') return others || this.#isAboutShown(object as Event & KubeObject);
    if (set === undefined) return true;
    if (resource === 'statefulsets.apps') return name === set;
    if (resource === 'pods') return new RegExp(`^${escape(set)}-\\d+$`).test(name);
    if (resource === 'persistentvolumeclaims') return new RegExp(`-${escape(set)}-\\d+$`).test(name);
    return true;
  }

  #isAboutShown({ involvedObject: { kind, name = '' } }: Event): boolean {
    const { set } = this.#scope;
    if (kind === 'StatefulSet') return set === undefined || name === set;
    if (kind !== 'Pod' && kind !== 'PersistentVolumeClaim') return set === undefined && kind !== 'ReplicaSet';
    const member = /^(.+)-\d+$/.exec(name)?.[1];
    if (member === undefined) return false;
    if (set !== undefined) return member === set || member.endsWith(`-${set}`);
    const sets = this.#record.reader().list('statefulsets.apps');
    return sets.some(({ metadata }) => member === metadata.name || member.endsWith(`-${metadata.name}`));
  }
}

const escape = (text: string): string => text.replaceAll(/[.\\^$*+?()[\]{}|-]/g, '\\$&');
