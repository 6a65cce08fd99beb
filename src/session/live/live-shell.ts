/** Command lines against a real cluster: kubectl alone at once, anything else by the bash that is loaded when needed. */

import { resourceName, scheme } from '../../api/scheme.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import type { Transport } from '../../client/transport.ts';
import type { KubectlConfig, KubectlFiles } from '../../kubectl/io.ts';
import type { BashTerminal, KubectlRunner } from '../bash/bash-terminal.ts';
import { kubectlWords } from '../bash/needs-bash.ts';
import type { WorkingDirectory } from '../bash/working-directory.ts';
import { loadKubectl, runLoadedKubectl } from '../kubectl-loader.ts';
import type { LineHistory } from '../line-history.ts';
import type { FailedRequest, ShellRun, UrlReader } from '../shell.ts';
import type { ShellFiles, ShellIo, ShellStreams } from '../shell-io.ts';
import { guardedTransport } from './guarded-transport.ts';

export interface LiveShellOptions {
  readonly transport: Transport;
  readonly server: string;
  readonly files: ShellFiles;
  readonly readUrl: UrlReader;
  readonly history: LineHistory;
  readonly reader: () => ClusterReader;
  readonly namespaces: () => readonly string[];
  readonly isReadOnly: () => boolean;
  /** Asks the user, once for a line. */
  readonly confirm: (line: string, request: ApiRequest) => Promise<boolean>;
}

const helpText = `This terminal speaks kubectl (k for short) to the cluster that the page follows.
What would change something is refused while Changes is off, and asked about when it is on.
Files of the editor are in the working directory.
`;

export class LiveShell {
  readonly #options: LiveShellOptions;
  readonly #terminals = new WeakMap<object, BashTerminal>();
  #directory: Promise<WorkingDirectory> | undefined;
  /** Of commands that name none; follows the namespace that is shown. */
  namespace = 'default';

  constructor(options: LiveShellOptions) {
    this.#options = options;
  }

  async complete(line: string): Promise<readonly string[]> {
    const { completeLine } = await import('../../kubectl/complete.ts');
    const { reader, namespaces, files } = this.#options;
    const command = line.split(/[|;&(]|\b(?:do|then|else)\s/).at(-1) ?? '';
    return completeLine(command, {
      names: (row, namespace) =>
        reader()
          .listAny(resourceName(row), row.namespaced ? (namespace ?? this.namespace) : undefined)
          .map(({ metadata }) => metadata.name),
      resources: () => scheme,
      namespaces,
      files: () => files.list(),
    });
  }

  async run(line: string, io: ShellIo): Promise<ShellRun> {
    const failures: FailedRequest[] = [];
    if (/^\s*(?:#.*)?$/.test(line)) return { exitCode: 0, failures };
    if (line.trim() === 'help') {
      io.stdout(helpText);
      return { exitCode: 0, failures };
    }
    await loadKubectl();
    const transport = this.#transportFor(line, failures);
    const words = kubectlWords(line);
    const isPlain = (io.terminal && this.#terminals.get(io.terminal)?.isPlain) ?? true;
    if (words && isPlain) {
      const streams = {
        stdout: (text: string) => io.stdout(text),
        stderr: (text: string) => io.stderr(text),
        isTerminal: true,
      };
      const exitCode = await this.#kubectl(words, io, streams, transport, this.#ownFiles());
      if (io.terminal) this.#terminals.get(io.terminal)?.noteExitCode(exitCode);
      return { exitCode, failures };
    }
    const bash = await this.#bash(io.terminal).catch(() => undefined);
    if (!bash) {
      io.stderr('bash: the shell could not be loaded; single kubectl commands work without it\n');
      return { exitCode: 126, failures };
    }
    const kubectl: KubectlRunner = (args, streams, files) => this.#kubectl(args, io, streams, transport, files);
    return { exitCode: await bash.run(line, io, kubectl), failures };
  }

  /** What the line may do; the user is asked once for all of it. */
  #transportFor(line: string, failures: FailedRequest[]): Transport {
    const { transport, isReadOnly, confirm } = this.#options;
    let answer: Promise<boolean> | undefined;
    const guarded = guardedTransport(transport, {
      isReadOnly,
      allows: (request) => (answer ??= confirm(line, request)),
    });
    return {
      ...guarded,
      request: async (request): Promise<ApiResponse> => {
        const response = await guarded.request(request);
        if (response.code >= 400) failures.push({ request, response });
        return response;
      },
    };
  }

  async #bash(terminal: object | undefined): Promise<BashTerminal> {
    const known = terminal && this.#terminals.get(terminal);
    if (known) return known;
    const [library, { BashTerminal: Terminal }, { createWorkingDirectory }] = await Promise.all([
      import('just-bash/browser'),
      import('../bash/bash-terminal.ts'),
      import('../bash/working-directory.ts'),
    ]);
    const { transport, files, readUrl, history } = this.#options;
    this.#directory ??= createWorkingDirectory(library.InMemoryFs, files);
    const bash = new Terminal(library, await this.#directory, {
      nowMs: () => transport.clock.nowMs(),
      sleep: (delayMs, signal) => transport.clock.sleep(delayMs, signal),
      readUrl,
      // Nothing of this page stands on the network of a real cluster.
      visit: (argv) =>
        Promise.resolve({
          stdout: '',
          stderr: `bash: ${argv[0]}: this page is not on the cluster's network\n`,
          exitCode: 127,
          takesMs: 0,
          files: {},
        }),
      history: { list: () => history.list(), clear: () => history.clear() },
    });
    if (terminal) this.#terminals.set(terminal, bash);
    return bash;
  }

  #ownFiles(): KubectlFiles {
    const { files } = this.#options;
    return {
      read: (path) => files.read(path.replace(/^\.\//, '')),
      list: (directory) => (/^\.?\/?$/.test(directory) ? files.list() : undefined),
      write: (path, text) => files.write(path, text),
    };
  }

  #kubectl(
    args: readonly string[],
    io: ShellIo,
    streams: ShellStreams,
    transport: Transport,
    files: KubectlFiles,
  ): Promise<number> {
    return runLoadedKubectl(args, {
      transport,
      ...(streams.stdin === undefined ? {} : { stdin: streams.stdin }),
      stdout: (text) => streams.stdout(text),
      stderr: (text) => streams.stderr(text),
      fetchUrl: (url) => this.#options.readUrl(url),
      signal: streams.signal ?? io.signal,
      config: this.#config(),
      files,
      timeZoneOffsetMinutes: -new Date().getTimezoneOffset(),
      ...(streams.isTerminal && io.readLine ? { readLine: io.readLine.bind(io) } : {}),
      ...(io.edit ? { edit: io.edit.bind(io) } : {}),
    });
  }

  #config(): KubectlConfig {
    return {
      namespace: this.namespace,
      context: 'kubectl-proxy',
      cluster: 'kubectl-proxy',
      user: '',
      server: this.#options.server,
      setNamespace: (namespace) => {
        this.namespace = namespace;
      },
    };
  }
}
