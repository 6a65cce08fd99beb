/** What a command line runs with: its streams and its working directory. */

export interface ShellIo {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Whose variables, functions and directory the line sees; a line without one is alone. */
  readonly terminal?: object;
  /** Reads a line that is typed into a program in the foreground; undefined at Ctrl-D. */
  readonly readLine?: (prompt: string) => Promise<string | undefined>;
  /** Lets the user edit a text until it is saved; undefined when the editor could not be opened. */
  readonly edit?: (text: string) => Promise<string | undefined>;
}

/** The working directory: the editor's files. */
export interface ShellFiles {
  read(name: string): string | undefined;
  list(): readonly string[];
  write(name: string, text: string): void;
  remove?(name: string): void;
}

/** Where one command of a line reads and writes. */
export interface ShellStreams {
  /** What is piped in; absent when nothing is. */
  readonly stdin?: string;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Both standard input and output are the terminal. */
  readonly isTerminal: boolean;
  /** Edits a text, instead of the editor of the page. */
  readonly edit?: (text: string) => Promise<string | undefined>;
  /** Ends the command, instead of the signal of its line. */
  readonly signal?: AbortSignal;
}
