/**
 * The session: one simulation, the files, the terminal and what is shown of it, behind a vanilla store. The page reads
 * the store and calls these functions; there is no other way to the engine.
 */

import { faultKey, faultValue, type Fault } from '../api/faults.ts';
import type { ObjectRef } from '../api/object.ts';
import { shellWord } from '../lib/shell-word.ts';
import { examples } from '../manifest/examples/catalogue.ts';
import { nginxExample } from '../manifest/examples/nginx.ts';
import { keepDraft, keptDraft } from './draft-keeper.ts';
import { nameForExample, readAddress, readExample, type FileLoader } from './example-loader.ts';
import type { ExportedFolder } from './export/exported-folder.ts';
import { faultComment } from './fault-comment.ts';
import type { ImportReport } from './import/import-report.ts';
import { unlessMissing } from './late-parts.ts';
import { loadLateParts } from './load-late-parts.ts';
import { describeAt, filesIn, type VolumeFile } from './look-closer.ts';
import { Openings } from './openings.ts';
import { recallDraft, recallSettings } from './persistence.ts';
import { defaultSpeed, Player } from './player.ts';
import { runLine } from './run-line.ts';
import { RunningCluster, type ClusterOrigin } from './running-cluster.ts';
import { SessionBase } from './session-base.ts';
import type { Reporter, Session, SessionOptions } from './session-contract.ts';
import { firstFile } from './session-files.ts';
import { linkAddress } from './share/link-address.ts';
import { encodeLink } from './share/link.ts';
import { openingOf } from './share/opening.ts';
import { openingOfFile } from './share/shared-file.ts';
import type { SharedSession, SharedView } from './share/shared-session.ts';
import type { ShellIo } from './shell-io.ts';
import { Shell, type ShellRun } from './shell.ts';
import { ShownCluster } from './shown-cluster.ts';
import type { SessionFile } from './state.ts';

export function createSession(options: SessionOptions): Session {
  return new PlaygroundSession(options);
}

class PlaygroundSession extends SessionBase implements Session {
  readonly ready: Promise<void>;
  readonly examples = examples;
  readonly #loadExample: FileLoader | undefined;
  readonly #shown: ShownCluster;
  readonly #player: Player;
  readonly #openings: Openings;
  #shell: Shell;

  constructor({ storage, link, search, seed, files: given, loadExample }: SessionOptions) {
    const opening = openingOf(link, search);
    const ownFiles = opening.plan ? opening.files : given;
    const draft = ownFiles ? undefined : recallDraft(storage);
    const cluster = new RunningCluster({ seed: opening.seed ?? seed ?? 1, nodes: opening.nodes });
    const { startMs, nowMs } = cluster.simulation;
    super(storage, {
      files: ownFiles ?? draft ?? [{ name: firstFile, text: nginxExample }],
      moment: cluster.moment(),
      playback: { speed: recallSettings(storage).speed ?? defaultSpeed, settled: false, startMs, endMs: nowMs },
    });
    this.#loadExample = loadExample;
    this.#shown = new ShownCluster(this.store, cluster, (tone, text) => this.notify(tone, text));
    this.#shell = this.#shellOf(cluster);
    this.#player = new Player({ shown: this.#shown, storage, isHeld: () => this.#openings.isOpening });
    this.#openings = new Openings({
      shown: this.#shown,
      player: this.#player,
      bookmarks: this.bookmarks,
      storage,
      loadExample,
      reset: (origin) => this.#reset(origin),
      restart: (origin) => this.#restart(origin),
      backToDraft: () => this.backToDraft(),
      notify: (tone, text, action) => this.notify(tone, text, action),
    });
    if (opening.problems.length > 0) {
      const instead = draft ? 'your last draft' : 'the example';
      const rest = opening.plan ? '' : ` The playground opened with ${instead} instead.`;
      this.notify('error', opening.problems.join('\n') + rest);
    }
    if (opening.rescued !== undefined) this.#openings.rescue(opening.rescued);
    this.ready = opening.plan ? this.#openings.open(opening.plan, opening.start) : this.#openFresh(given === undefined);
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

  advance(realMs: number): void {
    this.#player.advance(realMs);
  }

  play(): void {
    this.#player.play();
  }

  pause(): void {
    this.#player.pause();
  }

  setSpeed(speed: number): void {
    this.#player.setSpeed(speed);
  }

  step(): void {
    this.#player.step();
  }

  stepBack(): void {
    this.#player.stepBack();
  }

  runUntilSettled(): void {
    this.#player.runUntilSettled();
  }

  passTime(ms: number): void {
    this.#player.passTime(ms);
  }

  seek(atMs: number): void {
    this.#player.seek(atMs);
  }

  backToNow(): void {
    this.#player.backToNow();
  }

  undoFork(): void {
    if (!this.#shown.cluster.undoFork()) return;
    this.pause();
    this.#shown.publish();
  }

  setFault(fault: Fault, on: boolean): void {
    if (this.#openings.isOpening) return;
    this.#shown.forkIfTravelling();
    const { cluster } = this.#shown;
    const value = on ? faultValue(fault) : undefined;
    if (!unlessMissing(() => cluster.simulation.setFault(faultKey(fault), value))) {
      void loadLateParts().then(() => this.setFault(fault, on));
      return;
    }
    cluster.keep({ atMs: cluster.elapsedMs, fault: faultKey(fault), value });
    this.pageLines.comment(faultComment(fault, on));
    this.#shown.publish();
  }

  describe(ref: ObjectRef): Promise<string> {
    const { simulation, shownMs } = this.#shown.cluster;
    return describeAt(simulation, shownMs, ref);
  }

  filesOf(volume: string): readonly VolumeFile[] {
    return filesIn(this.#shown.cluster.memory(), volume);
  }

  completeTerminal(line: string): Promise<readonly string[]> {
    return this.#shell.complete(line);
  }

  shared(view?: SharedView): SharedSession {
    const { files, moment, playback, selection } = this.store.getState();
    const { origin, simulation, steps, elapsedMs } = this.#shown.cluster;
    const bookmarks = this.bookmarks.shared(simulation.startMs);
    const wholeView: SharedView = { ...(selection ? { selection } : {}), ...view };
    return {
      files,
      seed: origin.seed,
      ...(origin.nodes === undefined ? {} : { nodes: origin.nodes }),
      ...(origin.start ? { start: origin.start.shared } : {}),
      steps,
      endMs: elapsedMs,
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
    await this.#openings.openInstead(openingOf(fragment, search));
  }

  async openSharedFile(text: string): Promise<void> {
    await loadLateParts();
    await this.#openings.openInstead(openingOfFile(text));
  }

  async importCluster(text: string, atMs: number): Promise<ImportReport | undefined> {
    const { loadClusterStart } = await import('./import/load-cluster-start.ts');
    const { openingOfCluster } = await loadClusterStart();
    const opening = openingOfCluster({ text, atMs }, this.store.getState().files);
    await this.#openings.openInstead(opening);
    return opening.plan ? this.imported() : undefined;
  }

  imported(): ImportReport | undefined {
    return this.#shown.cluster.origin.start?.report;
  }

  leaveImport(): void {
    if (this.imported()) this.#reset(this.#ownOrigin);
  }

  async exportFolder(): Promise<ExportedFolder> {
    const { exportFolder } = await import('./export/export-folder.ts');
    return exportFolder(this.shared(), this.#shown.cluster.simulation);
  }

  async reporter(): Promise<Reporter> {
    const [{ collectReport }] = await Promise.all([import('./report/collect-report.ts'), loadLateParts()]);
    return (base, view) => {
      const { simulation, journal } = this.#shown.cluster;
      const [shared, link] = [this.shared(view), this.shareLink(base, view)];
      return collectReport({ simulation, state: this.store.getState(), shared, journal: journal.entries, link });
    };
  }

  endOpening(): void {
    this.#openings.end();
  }

  keptDraft(): readonly SessionFile[] | undefined {
    return keptDraft(this.storage, this.store.getState().files);
  }

  backToDraft(): void {
    const draft = this.keptDraft();
    if (!draft) return;
    keepDraft(this.storage, draft);
    this.#reset(this.#ownOrigin);
    this.files.replace(draft);
    this.notify('info', 'Your draft is back. Apply it to see it in the cluster.');
    this.play();
  }

  reset(): void {
    this.#reset(this.#shown.cluster.origin);
  }

  protected async run(line: string, io: ShellIo): Promise<ShellRun> {
    await this.#openings.done();
    await this.#shell.load(line);
    return runLine(line, io, this.#shell, this.#shown);
  }

  protected applyLine(file: string): string {
    return `kubectl apply -f ${shellWord(file)}`;
  }

  /** That of the cluster as it would be, had none been taken over. */
  get #ownOrigin(): ClusterOrigin {
    const { seed, nodes } = this.#shown.cluster.origin;
    return { seed, nodes };
  }

  /** A fresh cluster, in which nothing is left of what was shown; the files stay. */
  #reset(origin: ClusterOrigin): void {
    this.#openings.leave();
    this.#player.forget();
    this.#restart(origin);
    this.store.setState({ appliedTexts: {}, diagnostics: [], selection: undefined, echoes: [], bookmarks: [] });
    this.#shown.publish();
  }

  #restart(origin: ClusterOrigin): void {
    this.#shown.restart(origin);
    this.#shell = this.#shellOf(this.#shown.cluster);
  }

  #shellOf({ simulation, transport }: RunningCluster): Shell {
    const readUrl = (url: string): Promise<string | undefined> => readAddress(url, this.#loadExample);
    return new Shell(simulation, transport, this.directory(), readUrl, this.lines);
  }

  async #openFresh(appliesFirst: boolean): Promise<void> {
    const [file] = this.store.getState().files;
    if (file && appliesFirst && !recallDraft(this.storage)) await this.apply(file.name);
    this.play();
  }
}
