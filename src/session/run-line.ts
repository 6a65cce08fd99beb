/** Running a command line in the shown cluster, so that what it changes stands in links and on the timeline. */

import type { LineNotes } from './journal.ts';
import { LineRecord } from './line-record.ts';
import type { ShellIo } from './shell-io.ts';
import type { Shell, ShellRun } from './shell.ts';
import type { ShownCluster } from './shown-cluster.ts';

/** A command that runs longer than this in real time while the clock stands is told so. */
const pausedHintMs = 1500;

/** Runs a line that the shell has loaded. A line that changes something in an earlier moment forks. */
export async function runLine(line: string, io: ShellIo, shell: Shell, shown: ShownCluster): Promise<ShellRun> {
  if (shell.changes(line)) shown.forkIfTravelling();
  const { cluster } = shown;
  const isSingle = shell.isSingle(line, io);
  const notes = cluster.journal.begin(cluster.elapsedMs, line);
  const record = new LineRecord({
    line,
    isReplayable: isSingle && shell.namespace === 'default',
    elapsedMs: () => cluster.elapsedMs,
    keep: (step) => {
      cluster.keep(step);
      shown.publishSoon();
    },
  });
  const hint = setTimeout(() => {
    const { playing, live } = shown.store.getState().playback;
    if (!playing && live && cluster.transport.nextAlarmMs !== undefined)
      shown.notify('info', 'The clock is paused, so this command waits. Press play to let time pass.');
  }, pausedHintMs);
  try {
    const run = await shell.run(line, noted(io, notes), {
      onRequest: (request) => {
        if (!isSingle) shown.forkIfTravelling();
        record.onRequest(request);
      },
      onRead: (name, text) => {
        notes.read(name, text);
        record.onRead(name, text);
      },
      onAsk: () => {
        clearTimeout(hint);
        record.onAsk();
      },
    });
    notes.end(run.exitCode);
    return run;
  } finally {
    clearTimeout(hint);
    shown.publish();
  }
}

/** The same streams, taken down. */
function noted(io: ShellIo, notes: LineNotes): ShellIo {
  const print =
    (write: (text: string) => void) =>
    (text: string): void => {
      notes.print(text);
      write(text);
    };
  return { ...io, stdout: print((text) => io.stdout(text)), stderr: print((text) => io.stderr(text)) };
}
