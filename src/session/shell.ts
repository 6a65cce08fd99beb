/**
 * The terminal's command lines. Simple commands only: kubectl (and `k`), and a few words of a shell about the working
 * directory, whose files are the editor's. Pipes, loops and substitution are refused in words.
 */

import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { resourceName } from '../api/scheme.ts';
import type { Transport } from '../client/transport.ts';
import { completeLine } from '../kubectl/complete.ts';
import type { KubectlConfig } from '../kubectl/io.ts';
import { runKubectl } from '../kubectl/run-kubectl.ts';
import { splitWords } from '../kubectl/shell-words.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { SimulationTransport } from './simulation-transport.ts';

export interface ShellIo {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The working directory. */
export interface ShellFiles {
  read(name: string): string | undefined;
  list(): readonly string[];
  write(name: string, text: string): void;
}

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

const reading = new Set([
  'get',
  'describe',
  'explain',
  'logs',
  'version',
  'api-resources',
  'api-versions',
  'events',
  'help',
]);

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
  #namespace = 'default';

  constructor(simulation: Simulation, transport: SimulationTransport, files: ShellFiles, readUrl: UrlReader) {
    this.#readUrl = readUrl;
    this.#simulation = simulation;
    this.#transport = transport;
    this.#files = files;
  }

  /** False when the line certainly only reads. */
  changes(line: string): boolean {
    const verb = kubectlArgs(line)?.find((word) => !word.startsWith('-'));
    return verb !== undefined && !reading.has(verb);
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
    const args = kubectlArgs(line) ?? [];
    for (const [index, word] of args.entries()) {
      const name = /^(?:-f|--filename)$/.test(word) ? args[index + 1] : /^(?:-f=?|--filename=)(.+)$/.exec(word)?.[1];
      const text = name === undefined ? undefined : this.#files.read(name);
      if (name !== undefined && text !== undefined) return { name, text };
    }
    return undefined;
  }

  complete(line: string): Promise<readonly string[]> {
    const { reader } = this.#simulation;
    const offers = completeLine(line, {
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
    const split = splitWords(line);
    if ('unfinished' in split)
      return this.#refuse(io, `unexpected end of line while looking for matching \`${split.unfinished}'`);
    if ('operator' in split) {
      return this.#refuse(
        io,
        `\`${split.operator}': pipes, redirection, loops and substitution are not available here`,
      );
    }
    const [name, ...args] = split.words;
    switch (name) {
      case undefined:
        return { exitCode: 0, failures: [] };
      case 'kubectl':
      case 'k':
        return this.#kubectl(args, io, onChange);
      case 'help':
        io.stdout(helpText);
        return { exitCode: 0, failures: [] };
      case 'ls':
        io.stdout(
          this.#files
            .list()
            .map((file) => `${file}\n`)
            .join(''),
        );
        return { exitCode: 0, failures: [] };
      case 'cat':
        return this.#cat(args, io);
      default:
        io.stderr(`bash: ${name}: command not found\n`);
        return { exitCode: 127, failures: [] };
    }
  }

  #refuse(io: ShellIo, text: string): ShellRun {
    io.stderr(`bash: ${text}\n`);
    return { exitCode: 2, failures: [] };
  }

  #cat(names: readonly string[], io: ShellIo): ShellRun {
    let exitCode = 0;
    for (const name of names) {
      const text = this.#files.read(name);
      if (text !== undefined) io.stdout(text.endsWith('\n') ? text : `${text}\n`);
      else {
        io.stderr(`cat: ${name}: No such file or directory\n`);
        exitCode = 1;
      }
    }
    return { exitCode, failures: [] };
  }

  async #kubectl(args: readonly string[], io: ShellIo, onChange: (request: ApiRequest) => void): Promise<ShellRun> {
    const failures: FailedRequest[] = [];
    const inner = this.#transport;
    const transport: Transport = {
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
    const exitCode = await runKubectl(args, {
      transport,
      stdout: (text) => io.stdout(text),
      stderr: (text) => io.stderr(text),
      fetchUrl: (url) => this.#urlTexts.get(url) ?? this.#readUrl(url),
      signal: io.signal,
      config: this.#config(),
      files: {
        read: (path) => this.#files.read(path.replace(/^\.\//, '')),
        list: (directory) => (/^\.?\/?$/.test(directory) ? this.#files.list() : undefined),
        write: (path, text) => this.#files.write(path, text),
      },
    });
    return { exitCode, failures };
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

function kubectlArgs(line: string): readonly string[] | undefined {
  const split = splitWords(line);
  if (!('words' in split)) return undefined;
  const [name, ...args] = split.words;
  return name === 'kubectl' || name === 'k' ? args : undefined;
}
