/** What a kubectl command of a shell reads and writes: the streams of its line, and the editor's files. */

import type { KubectlFiles, KubectlIo } from '../kubectl/io.ts';
import type { ShellFiles, ShellIo, ShellStreams } from './shell-io.ts';

/** The streams of one command in the line of `io`. */
export function kubectlStreams(
  io: ShellIo,
  streams: ShellStreams,
): Pick<KubectlIo, 'stdin' | 'stdout' | 'stderr' | 'signal' | 'readLine' | 'edit'> {
  const edit = streams.edit ?? io.edit;
  return {
    ...(streams.stdin === undefined ? {} : { stdin: streams.stdin }),
    stdout: (text) => streams.stdout(text),
    stderr: (text) => streams.stderr(text),
    signal: streams.signal ?? io.signal,
    ...(streams.isTerminal && io.readLine ? { readLine: io.readLine.bind(io) } : {}),
    ...(edit ? { edit: edit.bind(io) } : {}),
  };
}

/** The streams of a command that is its whole line. */
export const plainStreams = (io: ShellIo): ShellStreams => ({
  stdout: (text) => io.stdout(text),
  stderr: (text) => io.stderr(text),
  isTerminal: true,
});

/** The editor's files as the working directory of a command that runs in no bash. */
export function editorFiles(files: ShellFiles, onRead?: (name: string, text: string) => void): KubectlFiles {
  return {
    read: (path) => {
      const name = path.replace(/^\.\//, '');
      const text = files.read(name);
      if (text !== undefined) onRead?.(name, text);
      return text;
    },
    list: (directory) => (/^\.?\/?$/.test(directory) ? files.list() : undefined),
    write: (path, text) => files.write(path, text),
  };
}
