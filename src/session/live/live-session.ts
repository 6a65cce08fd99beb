/**
 * A session that follows a real cluster: the same store and functions as that of the simulated one, so that the page
 * draws it the same way. What a real cluster cannot do (time, faults, links) does nothing here; the page offers none of it.
 */

import type { ObjectRef } from '../../api/object.ts';
import { rowByKind, scheme } from '../../api/scheme.ts';
import type { ApiRequest } from '../../api/request.ts';
import { HttpTransport } from '../../client/http-transport.ts';
import type { Transport } from '../../client/transport.ts';
import { shellWord } from '../../lib/shell-word.ts';
import { readAddress, type FileLoader } from '../example-loader.ts';
import type { SafeStorage } from '../persistence.ts';
import type { Session } from '../session-contract.ts';
import { firstFile } from '../session-files.ts';
import type { SharedSession } from '../share/shared-session.ts';
import type { ShellIo } from '../shell-io.ts';
import type { ShellRun } from '../shell.ts';
import type { Notice, SessionFile, SessionState } from '../state.ts';
import type { Followed, FoundCluster, Question, Scope } from './followed.ts';
import { LiveCluster } from './live-cluster.ts';
import { LiveMoments } from './live-moments.ts';
import { declinedText } from './guarded-transport.ts';
import { LiveShell } from './live-shell.ts';
import { UnofferedActions } from './unoffered-actions.ts';

export interface LiveSessionOptions {
  readonly cluster: FoundCluster;
  readonly scope: Scope;
  readonly files: readonly SessionFile[];
  readonly storage?: SafeStorage | undefined;
  readonly loadExample?: FileLoader;
  /** Default: HTTP to the cluster's address. */
  readonly transport?: Transport;
}

export interface LiveSession extends Session {
  readonly transport: Transport;
  showScope(scope: Scope): void;
  setReadOnly(isReadOnly: boolean): void;
  /** Answers the question that is open. */
  answer(id: number, isAllowed: boolean): void;
  /** Begins to follow. */
  start(): void;
  /** Closes all connections until `resume`. */
  hide(): void;
  resume(): void;
  /** Until it is started again, from the beginning. */
  stop(): void;
}

/** The picture follows the cluster at most this often; ages and staleness at least every second. */
const publishMs = 120;
const manyPublishMs = 400;
const manyPods = 300;
const tickMs = 1000;

export function createLiveSession(options: LiveSessionOptions): LiveSession {
  return new FollowingSession(options);
}

class FollowingSession extends UnofferedActions implements LiveSession {
  readonly ready = Promise.resolve();
  readonly examples = [];
  readonly transport: Transport;
  readonly #cluster: LiveCluster;
  readonly #found: FoundCluster;
  readonly #shell: LiveShell;
  #ticks: ReturnType<typeof setInterval> | undefined;
  #isReadOnly = true;
  #question: Question | undefined;
  #onAnswer: ((isAllowed: boolean) => void) | undefined;
  #travelMs: number | undefined;
  #publishing: ReturnType<typeof setTimeout> | undefined;
  readonly #moments: LiveMoments;
  #marks: SessionState['marks'] = [];

  constructor({ cluster, scope, files, storage, loadExample, transport }: LiveSessionOptions) {
    const connection = transport ?? new HttpTransport({ baseUrl: cluster.baseUrl });
    const followed = new LiveCluster(connection, scope, () => this.#publishSoon());
    const moments = new LiveMoments(followed);
    const nowMs = connection.clock.nowMs();
    super(storage, {
      files: files.length > 0 ? files : [{ name: firstFile, text: '' }],
      moment: moments.present(nowMs),
      playback: { speed: 1, settled: true, startMs: nowMs, endMs: nowMs },
    });
    this.transport = connection;
    this.#found = cluster;
    this.#cluster = followed;
    this.#moments = moments;
    this.#shell = new LiveShell({
      transport: this.transport,
      server: cluster.baseUrl,
      files: this.directory(),
      readUrl: (url) => readAddress(url, loadExample),
      history: this.lines,
      reader: () => this.#cluster.record.reader(),
      namespaces: () => this.#cluster.namespaces ?? [],
      isReadOnly: () => this.#isReadOnly,
      confirm: (line, request) => this.#confirm(line, request),
    });
    this.#shell.namespace = scope.namespace;
  }

  override notify(tone: Notice['tone'], text: string, action?: Notice['action']): void {
    // Who has said no need not be warned.
    if (text.endsWith(declinedText)) super.notify('info', 'Nothing was sent to the cluster.');
    else super.notify(tone, text, action);
  }

  start(): void {
    this.#cluster.show(this.#cluster.scope);
    this.#ticks = setInterval(() => this.#publish(), tickMs);
    this.#publish();
  }

  showScope(scope: Scope): void {
    this.#travelMs = undefined;
    this.#shell.namespace = scope.namespace;
    this.store.setState({ selection: undefined, bookmarks: [] });
    this.#cluster.show(scope);
    this.#publish();
  }

  setReadOnly(isReadOnly: boolean): void {
    this.#isReadOnly = isReadOnly;
    if (isReadOnly && this.#question) this.answer(this.#question.id, false);
    this.#publish();
  }

  answer(id: number, isAllowed: boolean): void {
    if (this.#question?.id !== id) return;
    const tell = this.#onAnswer;
    this.#question = undefined;
    this.#onAnswer = undefined;
    tell?.(isAllowed);
    this.#publish();
  }

  hide(): void {
    this.#cluster.pause();
  }

  resume(): void {
    this.#cluster.resume();
  }

  stop(): void {
    clearInterval(this.#ticks);
    clearTimeout(this.#publishing);
    if (this.#question) this.answer(this.#question.id, false);
    this.#cluster.stop();
    this.pageLines.interrupt();
  }

  /** Looks at a moment that was seen; the cluster knows nothing of it. */
  seek(atMs: number): void {
    const { startMs, endMs } = this.store.getState().playback;
    this.#travelMs = atMs >= endMs ? undefined : Math.max(startMs, Math.round(atMs));
    this.#publish();
  }

  backToNow(): void {
    this.#travelMs = undefined;
    this.#publish();
  }

  step(): void {
    const atMs = this.#travelMs;
    if (atMs === undefined) return;
    const next = this.#cluster.record.changes.find((change) => change.atMs > atMs);
    if (next) this.seek(next.atMs);
    else this.backToNow();
  }

  stepBack(): void {
    const { changes, startMs } = this.#cluster.record;
    const atMs = this.#travelMs ?? this.transport.clock.nowMs();
    const previous = changes.findLast((change) => change.atMs < atMs && change.atMs >= startMs);
    this.seek(previous?.atMs ?? startMs);
  }

  completeTerminal(line: string): Promise<readonly string[]> {
    return this.#shell.complete(line);
  }

  async describe(ref: ObjectRef): Promise<string> {
    let text = '';
    const print = (more: string): void => void (text += more);
    const row = scheme.find(({ kind }) => kind === ref.kind) ?? rowByKind('v1', ref.kind);
    const kind = row?.singular ?? ref.kind.toLowerCase();
    const namespace = ref.namespace ? ` -n ${shellWord(ref.namespace)}` : '';
    const io = { stdout: print, stderr: print, signal: new AbortController().signal };
    await this.#shell.run(`kubectl describe ${kind} ${shellWord(ref.name)}${namespace}`, io);
    return text;
  }

  runUntilSettled(): void {
    this.backToNow();
  }

  /** The files alone: the state of a real cluster is not shared. */
  shared(): SharedSession {
    return { files: this.store.getState().files, seed: 1, steps: [], endMs: 0 };
  }

  protected run(line: string, io: ShellIo): Promise<ShellRun> {
    return this.#shell.run(line, io);
  }

  protected applyLine(file: string): string {
    return `kubectl apply -n ${shellWord(this.#cluster.scope.namespace)} -f ${shellWord(file)}`;
  }

  /** One question at a time; a second one is refused. */
  #confirm(line: string, { method, path }: ApiRequest): Promise<boolean> {
    if (this.#question) return Promise.resolve(false);
    const takesAway = method === 'DELETE' || path.endsWith('/eviction');
    const request = `${method} ${path}`;
    this.#question = { id: this.nextId(), line, request, takesAway };
    this.#publish();
    return new Promise((resolve) => (this.#onAnswer = resolve));
  }

  #publishSoon(): void {
    if (this.#publishing) return;
    const isLarge = this.#cluster.record.reader().list('pods').length > manyPods;
    this.#publishing = setTimeout(() => this.#publish(), isLarge ? manyPublishMs : publishMs);
  }

  #publish(): void {
    clearTimeout(this.#publishing);
    this.#publishing = undefined;
    const cluster = this.#cluster;
    const { record, health } = cluster;
    const { playback, history } = this.store.getState();
    // The present of a cluster that does not answer is not known: its time stands where it was heard last.
    const isKnown = health.type === 'following' || health.type === 'reading';
    const nowMs = isKnown ? this.transport.clock.nowMs() : (cluster.asOfMs ?? this.transport.clock.nowMs());
    const { changes } = record;
    const isGrown = changes.length !== history.length || changes.at(-1) !== history.at(-1);
    if (this.#marks.length !== cluster.gaps.length || this.#marks.at(-1)?.atMs !== cluster.gaps.at(-1)?.atMs) {
      this.#marks = cluster.gaps.map(({ atMs, text }) => ({ atMs, label: text }));
    }
    const endMs = Math.max(nowMs, changes.at(-1)?.atMs ?? 0, record.startMs);
    this.store.setState({
      moment: this.#travelMs === undefined ? this.#moments.present(endMs) : this.#moments.at(this.#travelMs),
      ...(isGrown ? { history: changes.slice() } : {}),
      marks: this.#marks,
      playback: { ...playback, startMs: record.startMs, endMs, live: this.#travelMs === undefined },
      followed: this.#followed(),
    });
  }

  /** The same object while it says the same. */
  #followed(): Followed {
    const cluster = this.#cluster;
    const { health } = cluster;
    const asOfMs = health.type === 'following' ? undefined : cluster.asOfMs;
    const ageMs = asOfMs === undefined ? 0 : Math.floor((this.transport.clock.nowMs() - asOfMs) / 1000) * 1000;
    const next: Followed = {
      cluster: this.#found,
      scope: cluster.scope,
      namespaces: cluster.namespaces,
      sets: cluster.sets,
      health,
      asOfMs,
      ageMs,
      unseen: cluster.unseen,
      cut: cluster.cut,
      isReadOnly: this.#isReadOnly,
      question: this.#question,
    };
    const before = this.store.getState().followed;
    if (!before) return next;
    const isSame = before.namespaces === next.namespaces && textOf(before) === textOf(next);
    return isSame ? before : next;
  }
}

/** What a state says, but for the names of namespaces, which may be many. */
const textOf = (followed: Followed): string => JSON.stringify({ ...followed, namespaces: undefined });
