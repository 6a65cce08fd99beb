/** The terminal's command lines against a real cluster: what would change something is refused, or asked about. */

import { resourceName, scheme } from '../../api/scheme.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import type { Transport } from '../../client/transport.ts';
import type { KubectlConfig } from '../../kubectl/io.ts';
import type { KubectlRunner } from '../bash/bash-terminal.ts';
import { loadKubectl, runLoadedKubectl } from '../kubectl-loader.ts';
import { editorFiles, kubectlStreams } from '../kubectl-streams.ts';
import type { LineHistory } from '../line-history.ts';
import type { FailedRequest, ShellRun, UrlReader } from '../shell.ts';
import type { ShellFiles, ShellIo } from '../shell-io.ts';
import { ShellLines } from '../shell-lines.ts';
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
  readonly #lines: ShellLines;
  /** Of commands that name none; follows the namespace that is shown. */
  namespace = 'default';

  constructor(options: LiveShellOptions) {
    this.#options = options;
    const { transport, files, readUrl, history } = options;
    this.#lines = new ShellLines({
      files,
      helpText,
      host: {
        nowMs: () => transport.clock.nowMs(),
        sleep: (delayMs, signal) => transport.clock.sleep(delayMs, signal),
        readUrl,
        // Nothing of this page stands on the network of a real cluster.
        visit: async (argv) => ({
          stdout: '',
          stderr: `bash: ${argv[0]}: this page is not on the cluster's network\n`,
          exitCode: 127,
          takesMs: 0,
          files: {},
        }),
        history: { list: () => history.list(), clear: () => history.clear() },
      },
    });
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
    const transport = this.#transportFor(line, failures);
    const { files, readUrl } = this.#options;
    const kubectl: KubectlRunner = async (args, streams, readable) => {
      await loadKubectl();
      return runLoadedKubectl(args, {
        ...kubectlStreams(io, streams),
        transport,
        files: readable,
        fetchUrl: readUrl,
        config: this.#config(),
        timeZoneOffsetMinutes: -new Date().getTimezoneOffset(),
      });
    };
    return { exitCode: await this.#lines.run(line, io, kubectl, editorFiles(files)), failures };
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
