/**
 * The terminal's command lines. A single kubectl command is run here, at once; everything else is read by a bash, which
 * is loaded when a line needs it first. The working directory holds the editor's files.
 */

import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { resourceName } from '../api/scheme.ts';
import type { Transport } from '../client/transport.ts';
import { completeLine } from '../kubectl/complete.ts';
import type { KubectlConfig, KubectlFiles } from '../kubectl/io.ts';
import { runKubectl } from '../kubectl/run-kubectl.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { BashTerminal, KubectlRunner } from './bash/bash-terminal.ts';
import { changesSomething, kubectlWords } from './bash/needs-bash.ts';
import type { WorkingDirectory } from './bash/working-directory.ts';
import type { LineHistory } from './line-history.ts';
import type { ShellFiles, ShellIo, ShellStreams } from './shell-io.ts';
import type { SimulationTransport } from './simulation-transport.ts';

/** Reads the text behind a manifest's address; undefined when the page has none for it. */
export type UrlReader = (url: string) => Promise<string | undefined>;

/** A request that the API server refused. */
export interface FailedRequest {
  readonly request: ApiRequest;
  readonly response: ApiResponse;
}

export interface ShellRun {
  readonly exitCode: number;
  readonly failures: readonly FailedRequest[];
}

const helpText = `This terminal speaks kubectl (k for short). Files of the editor are in the working directory.

  kubectl apply -f manifest.yaml        create or change what the manifest says
  kubectl get pods -w                   watch Pods come and go (Ctrl-C ends it)
  kubectl scale statefulset web --replicas=5
  kubectl rollout status statefulset/web
  kubectl describe pod web-0

Also: ls, cat FILE, clear, help.
`;

export class Shell {
  readonly #simulation: Simulation;
  readonly #transport: SimulationTransport;
  readonly #files: ShellFiles;
  readonly #readUrl: UrlReader;
  readonly #urlTexts = new Map<string, string>();
  readonly #history: LineHistory | undefined;
  readonly #terminals = new WeakMap<object, BashTerminal>();
  #directory: Promise<WorkingDirectory> | undefined;
  #namespace = 'default';

  constructor(
    simulation: Simulation,
    transport: SimulationTransport,
    files: ShellFiles,
    readUrl: UrlReader,
    history?: LineHistory,
  ) {
    this.#readUrl = readUrl;
    this.#history = history;
    this.#simulation = simulation;
    this.#transport = transport;
    this.#files = files;
  }

  /** False when the line certainly only reads. */
  changes(line: string): boolean {
    return changesSomething(line);
  }

  /** True for a line that is one kubectl command and nothing else. */
  isSingle(line: string, { terminal }: Pick<ShellIo, 'terminal'> = {}): boolean {
    const isPlain = (terminal && this.#terminals.get(terminal)?.isPlain) ?? true;
    return isPlain && kubectlWords(line) !== undefined;
  }

  /** Reads what the addresses on a line lead to, so that running the line takes no real time for it. */
  async load(line: string): Promise<void> {
    for (const [url] of line.matchAll(/https?:\/\/[^\s'"`;&|()<>]+/g)) {
      if (this.#urlTexts.has(url)) continue;
      const text = await this.#readUrl(url);
      if (text !== undefined) this.#urlTexts.set(url, text);
    }
  }

  /** The file that a `-f` on the line names, with its text now. */
  fileOf(line: string): { readonly name: string; readonly text: string } | undefined {
    const args = kubectlWords(line) ?? [];
    for (const [index, word] of args.entries()) {
      const name = /^(?:-f|--filename)$/.test(word) ? args[index + 1] : /^(?:-f=?|--filename=)(.+)$/.exec(word)?.[1];
      const text = name === undefined ? undefined : this.#files.read(name);
      if (name !== undefined && text !== undefined) return { name, text };
    }
    return undefined;
  }

  complete(line: string): Promise<readonly string[]> {
    const { reader } = this.#simulation;
    // What stands behind the last operator is a command of its own.
    const command = line.split(/[|;&(]|\b(?:do|then|else)\s/).at(-1) ?? '';
    const offers = completeLine(command, {
      names: (row, namespace) =>
        reader
          .listAny(resourceName(row), row.namespaced ? (namespace ?? this.#namespace) : undefined)
          .map((object) => object.metadata.name),
      namespaces: () => reader.list('namespaces').map((namespace) => namespace.metadata.name),
      files: () => this.#files.list(),
    });
    return Promise.resolve(offers);
  }

  /** Runs one line. `onChange` hears of every request that may change something, before it is answered. */
  async run(line: string, io: ShellIo, onChange: (request: ApiRequest) => void): Promise<ShellRun> {
    const failures: FailedRequest[] = [];
    const ran = (exitCode: number): ShellRun => ({ exitCode, failures });
    const transport = this.#recording(onChange, failures);
    if (/^\s*(?:#.*)?$/.test(line)) return ran(0);
    if (line.trim() === 'help') {
      io.stdout(helpText);
      return ran(0);
    }
    if (this.isSingle(line, io)) {
      const streams: ShellStreams = {
        stdout: (text) => io.stdout(text),
        stderr: (text) => io.stderr(text),
        isTerminal: true,
      };
      const exitCode = await this.#kubectl(kubectlWords(line) ?? [], io, streams, transport, this.#ownFiles());
      if (io.terminal) this.#terminals.get(io.terminal)?.noteExitCode(exitCode);
      return ran(exitCode);
    }
    const bash = await this.#bash(io.terminal).catch(() => undefined);
    if (!bash) {
      io.stderr('bash: the shell could not be loaded; single kubectl commands work without it\n');
      return ran(126);
    }
    const kubectl: KubectlRunner = (args, streams, files) => this.#kubectl(args, io, streams, transport, files);
    return ran(await bash.run(line, io, kubectl));
  }

  /** The bash of a terminal, with the library behind it. */
  async #bash(terminal: object | undefined): Promise<BashTerminal> {
    const known = terminal && this.#terminals.get(terminal);
    if (known) return known;
    const [library, { BashTerminal }, { createWorkingDirectory }] = await Promise.all([
      import('just-bash/browser'),
      import('./bash/bash-terminal.ts'),
      import('./bash/working-directory.ts'),
    ]);
    this.#directory ??= createWorkingDirectory(library.InMemoryFs, this.#files);
    const bash = new BashTerminal(library, await this.#directory, {
      nowMs: () => this.#transport.clock.nowMs(),
      sleep: (delayMs, signal) => this.#transport.clock.sleep(delayMs, signal),
      readUrl: (url) => this.#textAt(url),
      history: { list: () => this.#history?.list() ?? [], clear: () => this.#history?.clear() },
    });
    if (terminal) this.#terminals.set(terminal, bash);
    return bash;
  }

  async #textAt(url: string): Promise<string | undefined> {
    return this.#urlTexts.get(url) ?? this.#readUrl(url);
  }

  #recording(onChange: (request: ApiRequest) => void, failures: FailedRequest[]): Transport {
    const inner = this.#transport;
    return {
      capabilities: inner.capabilities,
      clock: inner.clock,
      watch: (request, handlers) => inner.watch(request, handlers),
      request: async (request) => {
        if (request.method !== 'GET') onChange(request);
        const response = await inner.request(request);
        if (response.code >= 400) failures.push({ request, response });
        return response;
      },
    };
  }

  #ownFiles(): KubectlFiles {
    return {
      read: (path) => this.#files.read(path.replace(/^\.\//, '')),
      list: (directory) => (/^\.?\/?$/.test(directory) ? this.#files.list() : undefined),
      write: (path, text) => this.#files.write(path, text),
    };
  }

  #kubectl(
    args: readonly string[],
    io: ShellIo,
    streams: ShellStreams,
    transport: Transport,
    files: KubectlFiles,
  ): Promise<number> {
    return runKubectl(args, {
      transport,
      ...(streams.stdin === undefined ? {} : { stdin: streams.stdin }),
      stdout: (text) => streams.stdout(text),
      stderr: (text) => streams.stderr(text),
      fetchUrl: (url) => this.#textAt(url),
      signal: io.signal,
      config: this.#config(),
      files,
      ...(streams.isTerminal && io.readLine ? { readLine: io.readLine.bind(io) } : {}),
    });
  }

  #config(): KubectlConfig {
    return {
      namespace: this.#namespace,
      context: 'playground',
      cluster: 'playground',
      user: 'kubernetes-admin',
      server: 'https://playground.local:6443',
      setNamespace: (namespace) => {
        this.#namespace = namespace;
      },
    };
  }
}
