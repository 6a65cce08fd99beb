/** A terminal in an empty cluster for tests that walk through the pages of kubernetes.io. */

import { readFile } from 'node:fs/promises';
import { openTerminal, TestTerminal } from './test-terminal.ts';

export interface Tutorial {
  readonly terminal: TestTerminal;
  /** Types a line and waits for its end. */
  run(line: string): Promise<string>;
  /** Lets time pass until nothing happens any more. */
  settle(): Promise<void>;
  /** A second terminal in which a line goes on until Ctrl-C. */
  watch(line: string): Watching;
  /** The words in some columns of a table's rows, titles left out. */
  rows(line: string, ...columns: readonly number[]): Promise<readonly string[]>;
}

export interface Watching {
  readonly output: string;
  /** Lets time pass until the output matches. */
  until(pattern: RegExp): Promise<void>;
  /** Presses Ctrl-C, and gives everything that was printed. */
  stop(): Promise<string>;
}

const examples = 'https://k8s.io/examples/application';

/** The address of a manifest below the examples of kubernetes.io. */
export const exampleAt = (path: string): string => `${examples}/${path}`;

export async function openTutorial(nodes = 3): Promise<Tutorial> {
  const loadExample = (file: string): Promise<string | undefined> =>
    readFile(`public/examples/${file}`, 'utf8').catch(() => undefined);
  const terminal = await openTerminal({ loadExample, search: `?nodes=${nodes}` });
  const { session } = terminal;
  const run = (line: string): Promise<string> => terminal.run(line);
  const settle = async (): Promise<void> => {
    session.pause();
    session.runUntilSettled();
    while (session.store.getState().playback.playing) session.advance(16);
    session.play();
    const [notice] = session.store.getState().notices;
    if (notice) throw new Error(notice.text);
  };
  const watch = (line: string): Watching => {
    const other = new TestTerminal(session);
    const running = other.start(line);
    return {
      get output() {
        return other.output;
      },
      until: (pattern) => other.drive(() => pattern.test(other.output)),
      stop: async () => {
        other.interrupt();
        await other.drive(running.done);
        return other.output;
      },
    };
  };
  const rows = async (line: string, ...columns: readonly number[]): Promise<readonly string[]> =>
    (await run(line))
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => columns.map((column) => row.split(/ {2,}/)[column]).join(' '));
  await run('kubectl delete -f manifest.yaml; kubectl delete pvc --all');
  await settle();
  return { terminal, run, settle, watch, rows };
}
