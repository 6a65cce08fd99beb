/**
 * The session: one simulation, the files, the terminal and what is shown of it, behind a vanilla store. The page reads
 * the store and calls these functions; there is no other way to the engine.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { faultKey, faultValue, type Fault } from '../api/faults.ts';
import type { ObjectRef } from '../api/object.ts';
import { examples } from '../manifest/examples/catalogue.ts';
import { nginxExample } from '../manifest/examples/nginx.ts';
import { createCluster } from '../sim/cluster.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { DroppedFuture } from '../sim/simulation-options.ts';
import { Bookmarks } from './bookmarks.ts';
import { diagnose } from './diagnose.ts';
import { nameForExample, readAddress, readExample, type FileLoader } from './example-loader.ts';
import { faultComment } from './fault-comment.ts';
import type { ExportedFolder } from './export/exported-folder.ts';
import type { ClusterStart } from './import/cluster-start.ts';
import type { ImportReport } from './import/import-report.ts';
import { unlessMissing, withLateParts } from './late-parts.ts';
import { LineHistory } from './line-history.ts';
import { loadLateParts } from './load-late-parts.ts';
import { describeAt, filesIn, type VolumeFile } from './look-closer.ts';
import { LineRecord } from './line-record.ts';
import { MomentSource } from './moment-source.ts';
import { PageLines, type PageRun } from './page-lines.ts';
import { keepDraft, keptDraft } from './draft-keeper.ts';
import { openPlan, type Opened } from './opener.ts';
import { recallDraft, recallSettings, rememberSettings, type SafeStorage } from './persistence.ts';
import type { Session, SessionOptions } from './session-contract.ts';
import { firstFile, SessionFiles } from './session-files.ts';
import { passFor, runFor, settleFor } from './settle.ts';
import { linkAddress } from './share/link-address.ts';
import { encodeLink } from './share/link.ts';
import { openingOf, type Opening } from './share/opening.ts';
import { openingOfFile } from './share/shared-file.ts';
import type { SharedSession, SharedStart, SharedStep, SharedView } from './share/shared-session.ts';
import type { ShellIo } from './shell-io.ts';
import { Shell, type ShellRun } from './shell.ts';
import { shellWord } from '../lib/shell-word.ts';
import { SimulationTransport } from './simulation-transport.ts';
import type { Notice, SessionFile, SessionState, Theme } from './state.ts';

const defaultSpeed = 1;
const minSpeed = 0.25;
const maxSpeed = 16;
/** Longest time that one frame may make up for, and real time that its syncs may take: the tab stays responsive. */
const maxFrameMs = 250;
const frameMs = 12;
/** "Run until settled": most cluster time, real time of the first go and of each frame after it. */
const settleLimitMs = 3_600_000;
const firstSettleMs = 100;
const frameSettleMs = 25;
/** A command that runs longer than this in real time while the clock stands is told so. */
const pausedHintMs = 1500;
const maxEchoes = 200;
/** What a running line changes is shown at most this often (real time). */
const publishDelayMs = 16;

export function createSession(options: SessionOptions): Session {
  return new PlaygroundSession(options);
}

class PlaygroundSession implements Session {
  readonly store: StoreApi<SessionState>;
  readonly ready: Promise<void>;
  readonly lines: LineHistory;
  readonly examples = examples;
  readonly #loadExample: FileLoader | undefined;
  readonly #storage: SafeStorage | undefined;
  readonly #files: SessionFiles;
  readonly #bookmarks: Bookmarks;
  #seed: number;
  /** The cluster that was taken over, when it began as none of its own. */
  #start: ClusterStart | undefined;
  #nodes: number | undefined;
  /** Set while inputs are replayed: nothing else acts then. */
  #opening: AbortController | undefined;
  #replaying: Promise<unknown> | undefined;
  readonly #appliesFirst: boolean;
  #simulation!: Simulation;
  #transport!: SimulationTransport;
  #shell!: Shell;
  #moments!: MomentSource;
  /** Steps of the user so far, for links. Times are relative to the start. */
  #steps: readonly SharedStep[] = [];
  #dropped: { readonly future: DroppedFuture; readonly steps: readonly SharedStep[] } | undefined;
  /** Cluster time that frames have not yet used. */
  #owedMs = 0;
  #travelMs: number | undefined;
  #settling: { readonly untilMs: number; readonly resume: boolean; readonly passes?: boolean } | undefined;
  #nextId = 1;
  #publishing: ReturnType<typeof setTimeout> | undefined;
  readonly #pageLines = new PageLines((echo) => {
    this.store.setState({
      echoes: [...this.store.getState().echoes.slice(-maxEchoes), { id: this.#nextId++, ...echo }],
    });
  });

  constructor(options: SessionOptions) {
    this.#storage = options.storage;
    this.lines = new LineHistory(options.storage);
    this.#loadExample = options.loadExample;
    const opening = openingOf(options.link, options.search);
    this.#seed = opening.seed ?? options.seed ?? 1;
    this.#nodes = opening.nodes;
    this.#appliesFirst = options.files === undefined;
    const given = opening.plan ? opening.files : options.files;
    const draft = given ? undefined : recallDraft(this.#storage);
    const files = given ?? draft ?? [{ name: firstFile, text: nginxExample }];
    const { theme, speed } = recallSettings(this.#storage);
    this.#startCluster();
    this.store = createStore<SessionState>(() => ({
      files,
      activeFile: files[0]?.name ?? firstFile,
      diagnostics: [],
      appliedTexts: {},
      applying: false,
      moment: this.#moments.live(),
      history: [],
      marks: [],
      bookmarks: [],
      playback: {
        playing: false,
        speed: speed ?? defaultSpeed,
        settled: false,
        startMs: this.#simulation.startMs,
        endMs: this.#simulation.nowMs,
        live: true,
        canUndoFork: false,
      },
      selection: undefined,
      echoes: [],
      theme: theme ?? 'auto',
      notices: [],
      opening: undefined,
      openedView: undefined,
    }));
    this.#files = new SessionFiles(this.store, this.#storage);
    this.#bookmarks = new Bookmarks(this.store);
    if (opening.problems.length > 0) {
      const instead = draft ? 'your last draft' : 'the example';
      const rest = opening.plan ? '' : ` The playground opened with ${instead} instead.`;
      this.notify('error', opening.problems.join('\n') + rest);
    }
    if (opening.rescued !== undefined) this.#rescue(opening.rescued);
    this.ready = opening.plan ? this.#open(opening.plan, opening.start) : this.#openFresh();
  }

  setText(file: string, text: string): void {
    this.#files.setText(file, text);
  }

  setActiveFile(name: string): void {
    this.store.setState({ activeFile: name });
  }

  addFile(name: string, text: string): void {
    this.#files.add(name, text);
  }

  async openExample(id: string): Promise<string | undefined> {
    const text = await readExample(id, this.#loadExample);
    if (text === undefined) {
      this.notify('error', `The example ${id} could not be loaded.`);
      return undefined;
    }
    const { files } = this.store.getState();
    const name = nameForExample({ id }, text, files);
    if (files.some((file) => file.name === name)) this.setActiveFile(name);
    else this.addFile(name, text);
    return name;
  }

  async apply(name = this.store.getState().activeFile): Promise<void> {
    const file = this.store.getState().files.find((other) => other.name === name);
    if (!file || this.store.getState().applying) return;
    this.store.setState({ applying: true });
    try {
      const { stderr, run } = await this.#echoed(`kubectl apply -f ${shellWord(name)}`);
      const found = await withLateParts(() => diagnose(file, run.failures, stderr));
      const { appliedTexts, diagnostics } = this.store.getState();
      this.store.setState({
        diagnostics: [...diagnostics.filter((other) => other.file !== name), ...found],
        ...(run.exitCode === 0 ? { appliedTexts: { ...appliedTexts, [name]: file.text } } : {}),
      });
    } finally {
      this.store.setState({ applying: false });
    }
  }

  advance(realMs: number): void {
    const { playback } = this.store.getState();
    if (this.#settling) {
      this.#settle(frameSettleMs);
      return;
    }
    if (!playback.playing) return;
    if (this.#travelMs !== undefined) {
      this.#travel(this.#travelMs + Math.min(realMs, maxFrameMs) * playback.speed);
      return;
    }
    this.#owedMs = Math.min(this.#owedMs + realMs * playback.speed, maxFrameMs * playback.speed);
    const wholeMs = Math.floor(this.#owedMs);
    if (wholeMs < 1) return;
    const beforeMs = this.#simulation.nowMs;
    const alarmMs = this.#transport.nextAlarmMs ?? Number.POSITIVE_INFINITY;
    const untilMs = Math.max(beforeMs, Math.min(beforeMs + wholeMs, alarmMs));
    runFor(frameMs, untilMs, this.#simulation);
    this.#owedMs -= this.#simulation.nowMs - beforeMs;
    this.#transport.ringAlarms();
    this.#publish();
  }

  play(): void {
    if (this.#opening) return;
    this.#settling = undefined;
    this.#setPlayback({ playing: true });
  }

  pause(): void {
    this.#owedMs = 0;
    this.#settling = undefined;
    this.#setPlayback({ playing: false });
  }

  setSpeed(speed: number): void {
    this.#setPlayback({ speed: Math.min(maxSpeed, Math.max(minSpeed, speed)) });
    rememberSettings(this.#storage, {
      theme: this.store.getState().theme,
      speed: this.store.getState().playback.speed,
    });
  }

  step(): void {
    if (this.#opening) return;
    this.pause();
    if (this.#travelMs !== undefined) {
      const next = this.#moments.nextMs(this.#travelMs);
      if (next === undefined) this.backToNow();
      else this.seek(next);
      return;
    }
    if (!unlessMissing(() => this.#simulation.step())) {
      void loadLateParts().then(() => this.step());
      return;
    }
    this.#transport.ringAlarms();
    this.#publish();
  }

  stepBack(): void {
    if (this.#opening) return;
    this.pause();
    const previous = this.#moments.previousMs(this.#travelMs ?? this.#simulation.nowMs);
    if (previous !== undefined) this.seek(previous);
  }

  runUntilSettled(): void {
    if (this.#opening) return;
    this.#travelMs = undefined;
    const { playing } = this.store.getState().playback;
    this.#settling = { untilMs: this.#simulation.nowMs + settleLimitMs, resume: this.#settling?.resume ?? playing };
    this.#settle(firstSettleMs);
  }

  passTime(ms: number): void {
    this.#travelMs = undefined;
    const resume = this.#settling?.resume ?? this.store.getState().playback.playing;
    this.#settling = { untilMs: this.#simulation.nowMs + ms, resume, passes: true };
    this.#settle(firstSettleMs);
  }

  seek(atMs: number): void {
    if (this.#opening) return;
    this.pause();
    this.#travel(Math.max(this.#simulation.startMs, atMs));
  }

  backToNow(): void {
    this.#travelMs = undefined;
    this.#publish();
  }

  setBookmark(label: string, atMs = this.store.getState().moment.atMs): void {
    this.#bookmarks.set(atMs, label);
  }

  removeBookmark(atMs: number): void {
    this.#bookmarks.remove(atMs);
  }

  undoFork(): void {
    const dropped = this.#dropped;
    if (!dropped) return;
    this.#transport.reset('time was turned back');
    this.#simulation.restoreFuture(dropped.future);
    this.#steps = dropped.steps;
    this.#dropped = undefined;
    this.#travelMs = undefined;
    this.pause();
    this.#moments.forget();
    this.#publish();
  }

  async command(line: string): Promise<number> {
    return (await this.#echoed(line)).run.exitCode;
  }

  setFault(fault: Fault, on: boolean): void {
    if (this.#opening) return;
    this.#forkIfTravelling();
    const value = on ? faultValue(fault) : undefined;
    if (!unlessMissing(() => this.#simulation.setFault(faultKey(fault), value))) {
      void loadLateParts().then(() => this.setFault(fault, on));
      return;
    }
    this.#steps = [...this.#steps, { atMs: this.#elapsedMs(), fault: faultKey(fault), value }];
    this.#pageLines.comment(faultComment(fault, on));
    this.#publish();
  }

  async runTerminal(line: string, io: ShellIo): Promise<number> {
    this.lines.add(line);
    return (await this.#run(line, io)).exitCode;
  }

  interruptPage(): boolean {
    return this.#pageLines.interrupt();
  }

  describe(ref: ObjectRef): Promise<string> {
    return describeAt(this.#simulation, this.#travelMs ?? this.#simulation.nowMs, ref);
  }

  filesOf(volume: string): readonly VolumeFile[] {
    return filesIn(this.#moments.memory(), volume);
  }

  completeTerminal(line: string): Promise<readonly string[]> {
    return this.#shell.complete(line);
  }

  select(ref: ObjectRef | undefined): void {
    this.store.setState({ selection: ref });
  }

  setTheme(theme: Theme): void {
    this.store.setState({ theme });
    rememberSettings(this.#storage, { theme, speed: this.store.getState().playback.speed });
  }

  notify(tone: Notice['tone'], text: string, action?: Notice['action']): void {
    const notice = { id: this.#nextId++, tone, text, ...(action ? { action } : {}) };
    this.store.setState({ notices: [...this.store.getState().notices.slice(-4), notice] });
  }

  dismissNotice(id: number): void {
    this.store.setState({ notices: this.store.getState().notices.filter((notice) => notice.id !== id) });
  }

  shared(view?: SharedView): SharedSession {
    const { files, moment, playback, selection } = this.store.getState();
    const bookmarks = this.#bookmarks.shared(this.#simulation.startMs);
    const wholeView: SharedView = { ...(selection ? { selection } : {}), ...view };
    return {
      files,
      seed: this.#seed,
      ...(this.#nodes === undefined ? {} : { nodes: this.#nodes }),
      ...(this.#start ? { start: this.#start.shared } : {}),
      steps: this.#steps,
      endMs: this.#elapsedMs(),
      ...(playback.playing ? {} : { cursorMs: moment.atMs - playback.startMs }),
      ...(Object.keys(wholeView).length > 0 ? { view: wholeView } : {}),
      ...(bookmarks === undefined ? {} : { bookmarks }),
    };
  }

  shareLink(base: string, view?: SharedView): string {
    return linkAddress(base, encodeLink(this.shared(view)));
  }

  async openLink(fragment: string, search?: string): Promise<void> {
    await loadLateParts();
    await this.#openInstead(openingOf(fragment, search));
  }

  async openSharedFile(text: string): Promise<void> {
    await loadLateParts();
    await this.#openInstead(openingOfFile(text));
  }

  async importCluster(text: string, atMs: number): Promise<ImportReport | undefined> {
    const { loadClusterStart } = await import('./import/load-cluster-start.ts');
    const { openingOfCluster } = await loadClusterStart();
    const opening = openingOfCluster({ text, atMs }, this.store.getState().files);
    await this.#openInstead(opening);
    return opening.plan ? this.imported() : undefined;
  }

  imported(): ImportReport | undefined {
    return this.#start?.report;
  }

  leaveImport(): void {
    if (!this.#start) return;
    this.#start = undefined;
    this.reset();
  }

  async exportFolder(): Promise<ExportedFolder> {
    const { exportFolder } = await import('./export/export-folder.ts');
    return exportFolder(this.shared(), this.#simulation);
  }

  endOpening(): void {
    this.#opening?.abort();
  }

  keptDraft(): readonly SessionFile[] | undefined {
    return keptDraft(this.#storage, this.store.getState().files);
  }

  backToDraft(): void {
    const draft = this.keptDraft();
    if (!draft) return;
    keepDraft(this.#storage, draft);
    this.#start = undefined;
    this.reset();
    this.#files.replace(draft);
    this.notify('info', 'Your draft is back. Apply it to see it in the cluster.');
    this.play();
  }

  reset(): void {
    this.#opening?.abort();
    this.#opening = undefined;
    this.#transport.reset('the cluster was made anew');
    this.#steps = [];
    this.#dropped = undefined;
    this.#travelMs = undefined;
    this.#owedMs = 0;
    this.#startCluster();
    this.store.setState({ appliedTexts: {}, diagnostics: [], selection: undefined, echoes: [], bookmarks: [] });
    this.#publish();
  }

  #startCluster(): void {
    this.#simulation =
      this.#start?.create(this.#seed) ??
      createCluster({ seed: this.#seed, ...(this.#nodes === undefined ? {} : { nodes: this.#nodes }) });
    this.#transport = new SimulationTransport(this.#simulation);
    this.#moments = new MomentSource(this.#simulation);
    const files = {
      read: (name: string) => this.store.getState().files.find((file) => file.name === name)?.text,
      list: () => this.store.getState().files.map((file) => file.name),
      write: (name: string, text: string) => {
        if (files.read(name) === undefined) this.addFile(name, text);
        else this.setText(name, text);
      },
      remove: (name: string) => this.#files.remove(name),
    };
    const readUrl = (url: string): Promise<string | undefined> => readAddress(url, this.#loadExample);
    this.#shell = new Shell(this.#simulation, this.#transport, files, readUrl, this.lines);
  }

  async #openFresh(): Promise<void> {
    const [file] = this.store.getState().files;
    if (file && this.#appliesFirst && !recallDraft(this.#storage)) {
      await this.apply(file.name);
    }
    this.play();
  }

  /** Puts something else in the place of what is shown. */
  async #openInstead({ plan, problems, seed, nodes, rescued, start }: Opening): Promise<void> {
    if (problems.length > 0) this.notify('error', problems.join('\n'));
    if (rescued !== undefined) this.#rescue(rescued);
    if (!plan) return;
    this.pause();
    this.#seed = seed ?? 1;
    this.#nodes = nodes;
    this.#start = undefined;
    this.reset();
    await this.#open(plan, start);
  }

  /** Replays inputs in a fresh cluster, up to the moment at which they were shared. */
  async #open(plan: NonNullable<Opening['plan']>, start?: SharedStart): Promise<void> {
    const abort = new AbortController();
    this.#opening = abort;
    if (start) await this.#takeOver(start);
    if (this.#opening !== abort) return;
    const onFiles = (files: readonly SessionFile[]): void => {
      const kept = keepDraft(this.#storage, files);
      this.store.setState({ files, activeFile: files[0]?.name ?? firstFile });
      if (!kept) return;
      const action = { label: 'Back to my draft', run: () => this.backToDraft() };
      this.notify('info', 'Your own draft is kept while you look at this.', action);
    };
    const opening = openPlan(plan, {
      store: this.store,
      simulation: this.#simulation,
      transport: this.#transport,
      loadExample: this.#loadExample,
      signal: abort.signal,
      onFiles,
    });
    this.#replaying = opening;
    try {
      const opened = await opening;
      if (this.#opening === abort) this.#show(opened);
    } catch (error) {
      if (this.#opening !== abort) return;
      const text = error instanceof Error ? error.message : String(error);
      this.notify('error', `This could be opened only in part: ${text}`);
    } finally {
      if (this.#opening === abort) {
        this.#opening = undefined;
        this.#publish();
      }
    }
  }

  /** Begins with the objects of another cluster. */
  async #takeOver(start: SharedStart): Promise<void> {
    try {
      const { loadClusterStart } = await import('./import/load-cluster-start.ts');
      const { clusterStart } = await loadClusterStart();
      this.#start = clusterStart(start);
      this.#transport.reset('the cluster was made anew');
      this.#startCluster();
    } catch (error) {
      this.#start = undefined;
      const why = error instanceof Error ? error.message : String(error);
      this.notify('error', `The cluster could not be taken over: ${why}`);
    }
    this.#publish();
  }

  #show({ plan, replayed, problems, diagnostics }: Opened): void {
    this.#opening = undefined;
    this.#steps = replayed.steps;
    this.#bookmarks.open(plan.bookmarks, this.#simulation.startMs);
    const { selection, ...openedView } = plan.view ?? {};
    this.store.setState({ appliedTexts: replayed.applied, diagnostics, selection, openedView });
    if (problems.length > 0) this.notify(plan.isUntried ? 'error' : 'info', problems.join('\n'));
    const { cursorMs, end, isPaused } = plan;
    // An address may ask for a moment before its last step.
    const wantedMs = cursorMs ?? (end.type === 'at' ? end.ms : this.#elapsedMs());
    this.#publish();
    if (wantedMs < this.#elapsedMs()) this.seek(this.#simulation.startMs + wantedMs);
    else if (cursorMs === undefined && !isPaused && !replayed.stopped) this.play();
  }

  /** The text of a damaged link as a file beside the others, not applied. */
  #rescue(text: string): void {
    const { files } = this.store.getState();
    const name = nameForExample({ id: 'rescued' }, text, files);
    this.store.setState({ files: [...files.filter((file) => file.name !== name), { name, text }], activeFile: name });
    this.notify('info', `The beginning of its manifest could be read: it is in ${name}, not applied.`);
  }

  /** Runs towards the settled state for about so many real milliseconds; large clusters take several frames. */
  #settle(budgetMs: number): void {
    const settling = this.#settling;
    if (!settling) return;
    const { done, settled } = settling.passes
      ? { done: passFor(budgetMs, settling.untilMs, this.#simulation, this.#transport), settled: true }
      : settleFor(budgetMs, settling.untilMs, this.#simulation, this.#transport);
    if (done) {
      this.#settling = undefined;
      this.#owedMs = 0;
    }
    this.#setPlayback({ playing: !done || settling.resume });
    this.#publish();
    if (done && !settled) this.notify('info', 'An hour of cluster time has passed and things are still happening.');
  }

  #elapsedMs(): number {
    return this.#simulation.nowMs - this.#simulation.startMs;
  }

  #travel(atMs: number): void {
    this.#travelMs = atMs >= this.#simulation.nowMs ? undefined : Math.round(atMs);
    this.#publish();
  }

  /** Acting while an earlier moment is shown: the time after it is dropped, and can be brought back. */
  #forkIfTravelling(): void {
    const atMs = this.#travelMs;
    if (atMs === undefined) return;
    this.#transport.reset('time was turned back');
    const future = this.#simulation.fork(atMs);
    this.#dropped = { future, steps: this.#steps };
    const elapsedMs = this.#elapsedMs();
    this.#steps = this.#steps.filter((step) => step.atMs <= elapsedMs);
    this.#travelMs = undefined;
    this.#moments.forget();
    this.notify('info', 'You acted in the past: what came after is dropped. Undo brings it back.');
    this.#publish();
  }

  async #echoed(line: string): Promise<PageRun> {
    const ended = await this.#pageLines.run(line, (io) => this.#run(line, io));
    const { exitCode } = ended.run;
    if (exitCode !== 0) this.notify('error', ended.stderr.trim() || `${line}: exit code ${exitCode}`);
    return ended;
  }

  /** Runs a line in the shell, keeping what it changes. */
  async #run(line: string, io: ShellIo): Promise<ShellRun> {
    if (this.#opening) await this.#replaying?.catch(() => undefined);
    await this.#shell.load(line);
    if (this.#shell.changes(line)) this.#forkIfTravelling();
    const isSingle = this.#shell.isSingle(line, io);
    const record = new LineRecord({
      line,
      isReplayable: isSingle && this.#shell.namespace === 'default',
      elapsedMs: () => this.#elapsedMs(),
      keep: (step) => {
        this.#steps = [...this.#steps, step];
        this.#publishSoon();
      },
    });
    const hint = setTimeout(() => {
      const { playing, live } = this.store.getState().playback;
      if (!playing && live && this.#transport.nextAlarmMs !== undefined)
        this.notify('info', 'The clock is paused, so this command waits. Press play to let time pass.');
    }, pausedHintMs);
    try {
      return await this.#shell.run(line, io, {
        onRequest: (request) => {
          if (!isSingle) this.#forkIfTravelling();
          record.onRequest(request);
        },
        onRead: (name, text) => record.onRead(name, text),
        onAsk: () => {
          clearTimeout(hint);
          record.onAsk();
        },
      });
    } finally {
      clearTimeout(hint);
      this.#publish();
    }
  }

  /** Shows what a line has changed before the line has ended: while the clock stands, no frame would. */
  #publishSoon(): void {
    if (this.#publishing) return;
    this.#publishing = setTimeout(() => {
      this.#publishing = undefined;
      this.#publish();
    }, publishDelayMs);
  }

  #setPlayback(change: Partial<SessionState['playback']>): void {
    this.store.setState({ playback: { ...this.store.getState().playback, ...change } });
  }

  #publish(): void {
    const { playback, history } = this.store.getState();
    const { changes } = this.#simulation.history;
    const live = this.#travelMs === undefined;
    const grown = changes.length !== history.length || changes.at(-1) !== history.at(-1);
    this.store.setState({
      moment: this.#travelMs === undefined ? this.#moments.live() : this.#moments.at(this.#travelMs),
      ...(grown ? { history: changes.slice() } : {}),
      marks: this.#moments.marks(this.#steps),
      playback: {
        ...playback,
        settled: this.#simulation.nextForegroundMs === undefined,
        startMs: this.#simulation.startMs,
        endMs: this.#simulation.nowMs,
        live,
        canUndoFork: this.#dropped !== undefined,
        playing: playback.playing,
      },
    });
  }
}
