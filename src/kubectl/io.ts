/** What a kubectl command may touch: a connection, streams, files and a signal. Everything else of the world is kept out. */

import type { Transport } from '../client/transport.ts';

/** The current context of a kubeconfig, already looked up. */
export interface KubectlConfig {
  readonly namespace: string;
  readonly context: string;
  readonly cluster: string;
  readonly user: string;
  /** URL of the API server, as `cluster-info` and connection errors show it. */
  readonly server: string;
  /** Keeps another namespace for the current context (`config set-context --current --namespace`). */
  setNamespace?(namespace: string): void;
}

/** Files that `-f`, `--patch-file` and the like can reach. */
export interface KubectlFiles {
  /** The text of a file, or undefined when there is none. */
  read(path: string): string | undefined;
  /** Names inside a directory in byte order, or undefined when it is not a directory. */
  list(directory: string): readonly string[] | undefined;
  write?(path: string, text: string): void;
}

export interface KubectlIo {
  readonly transport: Transport;
  /** All of standard input; absent when nothing is piped in. */
  readonly stdin?: string;
  stdout(text: string): void;
  stderr(text: string): void;
  readonly files: KubectlFiles;
  /** The text behind an `http(s)` manifest URL that is bundled with the page, or undefined. */
  fetchUrl?(url: string): Promise<string | undefined> | string | undefined;
  /** Texts behind the URLs of this command line; filled by means of `fetchUrl` before the command runs. */
  readonly urlTexts?: ReadonlyMap<string, string>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly config: KubectlConfig;
  /** Lets the user edit a text; undefined when the editor could not be opened. */
  edit?(text: string): Promise<string | undefined>;
  /**
   * Shows a prompt and reads a line that is typed into a program in the foreground; undefined at the end of input
   * (Ctrl-D). Absent when standard input is no terminal.
   */
  readLine?(prompt: string): Promise<string | undefined>;
  /** Minutes east of UTC of local times (`rollout restart`, `describe`); default 0. */
  readonly timeZoneOffsetMinutes?: number;
}
