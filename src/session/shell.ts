/** The terminal's command lines in the simulated cluster. The working directory holds the editor's files. */

import type { ApiRequest, ApiResponse } from '../api/request.ts';
import type { VisitOutcome } from '../api/controller.ts';
import { preferredCustomResources } from '../api/custom-resources.ts';
import { resourceName, scheme } from '../api/scheme.ts';
import type { Transport } from '../client/transport.ts';
import type { KubectlConfig } from '../kubectl/io.ts';
import { isApply } from '../kubectl/run-apply.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { KubectlRunner } from './bash/bash-terminal.ts';
import { changesSomething, kubectlWords } from './bash/needs-bash.ts';
import { loadKubectl, runLoadedKubectl } from './kubectl-loader.ts';
import { editorFiles, kubectlStreams } from './kubectl-streams.ts';
import { withLateParts } from './late-parts.ts';
import type { LineHistory } from './line-history.ts';
import type { ShellFiles, ShellIo } from './shell-io.ts';
import { ShellLines } from './shell-lines.ts';
import type { SimulationTransport } from './simulation-transport.ts';

/** What the shell runs beside kubectl, as far as it is worth completing. */
const shellPrograms =
  'alias awk cat cd clear cp curl cut date diff dig echo env export find grep head history hostname jq ls mkdir mv nslookup ping printf pwd rev rm sed seq sleep sort tac tail tee touch tr uniq watch wc wget xargs yes yq'.split(
    ' ',
  );

/** Reads the text behind a manifest's address; undefined when the page has none for it. */
export type UrlReader = (url: string) => Promise<string | undefined>;

/** A request that the API server refused. */
export interface FailedRequest {
  readonly request: ApiRequest;
  readonly response: ApiResponse;
}

/** Hears what a line does. */
export interface LineObserver {
  /** A request that may change something, before it is answered. */
  onRequest(request: ApiRequest): void;
  /** A file of the working directory was read. */
  onRead?(name: string, text: string): void;
  /** The user is asked to type or edit something. */
  onAsk?(): void;
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
  readonly #lines: ShellLines;
  #namespace = 'default';

  constructor(
    simulation: Simulation,
    transport: SimulationTransport,
    files: ShellFiles,
    readUrl: UrlReader,
    history?: LineHistory,
  ) {
    this.#readUrl = readUrl;
    this.#simulation = simulation;
    this.#transport = transport;
    this.#files = files;
    this.#lines = new ShellLines({
      files,
      helpText,
      host: {
        nowMs: () => transport.clock.nowMs(),
        sleep: (delayMs, signal) => transport.clock.sleep(delayMs, signal),
        readUrl: (url) => this.#textAt(url),
        visit: (argv) => this.#visit(argv),
        history: { list: () => history?.list() ?? [], clear: () => history?.clear() },
      },
    });
  }

  /** The namespace of commands that name none. */
  get namespace(): string {
    return this.#namespace;
  }

  /** False when the line certainly only reads. */
  changes(line: string): boolean {
    return changesSomething(line);
  }

  /** True for a line that is one kubectl command and nothing else. */
  isSingle(line: string, io: Pick<ShellIo, 'terminal'> = {}): boolean {
    return this.#lines.isSingle(line, io);
  }

  /** Reads what the line's addresses lead to, and the commands it may need, so that running it takes no real time for it. */
  async load(line: string): Promise<void> {
    if (!isApply(kubectlWords(line) ?? [])) await loadKubectl();
    for (const [url] of line.matchAll(/https?:\/\/[^\s'"`;&|()<>]+/g)) {
      if (this.#urlTexts.has(url)) continue;
      const text = await this.#readUrl(url);
      if (text !== undefined) this.#urlTexts.set(url, text);
    }
  }

  async complete(line: string): Promise<readonly string[]> {
    const { completeLine } = await import('../kubectl/complete.ts');
    const { reader } = this.#simulation;
    // What stands behind the last operator is a command of its own.
    const command = line.split(/[|;&(]|\b(?:do|then|else|xargs|watch)\s/).at(-1) ?? '';
    const offers = completeLine(command, {
      names: (row, namespace) =>
        reader
          .listAny(resourceName(row), row.namespaced ? (namespace ?? this.#namespace) : undefined)
          .map((object) => object.metadata.name),
      resources: () => [...scheme, ...preferredCustomResources(reader)],
      namespaces: () => reader.list('namespaces').map((namespace) => namespace.metadata.name),
      files: () => this.#files.list(),
      containers: (pod, namespace = this.#namespace) => {
        const { containers = [], initContainers = [] } = reader.get('pods', namespace, pod)?.spec ?? {};
        return [...containers, ...initContainers].map(({ name }) => name);
      },
      contexts: () => ['playground'],
      programs: () => shellPrograms,
    });
    return offers;
  }

  async run(line: string, io: ShellIo, observer: LineObserver): Promise<ShellRun> {
    const failures: FailedRequest[] = [];
    const transport = this.#recording(observer, failures);
    const asked = asking(io, observer);
    const kubectl: KubectlRunner = (args, streams, files) =>
      runLoadedKubectl(args, {
        ...kubectlStreams(asked, streams),
        transport,
        files,
        fetchUrl: (url) => this.#textAt(url),
        config: this.#config(),
      });
    const files = editorFiles(this.#files, (name, text) => observer.onRead?.(name, text));
    return { exitCode: await this.#lines.run(line, asked, kubectl, files), failures };
  }

  #visit(argv: readonly string[]): Promise<VisitOutcome> {
    const nothing = {
      stdout: '',
      stderr: `bash: ${argv[0]}: command not found\n`,
      exitCode: 127,
      takesMs: 0,
      files: {},
    };
    return withLateParts(() => this.#simulation.visit({ argv, namespace: this.#namespace }) ?? nothing);
  }

  async #textAt(url: string): Promise<string | undefined> {
    return this.#urlTexts.get(url) ?? this.#readUrl(url);
  }

  #recording(observer: LineObserver, failures: FailedRequest[]): Transport {
    const inner = this.#transport;
    return {
      capabilities: inner.capabilities,
      clock: inner.clock,
      watch: (request, handlers) => inner.watch(request, handlers),
      request: async (request) => {
        if (request.method !== 'GET' && request.query?.['dryRun'] === undefined) observer.onRequest(request);
        const response = await inner.request(request);
        if (response.code >= 400) failures.push({ request, response });
        return response;
      },
    };
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

/** The same streams, with word of each question to the user. */
function asking(io: ShellIo, { onAsk }: LineObserver): ShellIo {
  const { readLine, edit } = io;
  const ask = (): void => onAsk?.();
  return {
    ...io,
    ...(readLine
      ? {
          readLine: (prompt) => {
            ask();
            return readLine(prompt);
          },
        }
      : {}),
    ...(edit
      ? {
          edit: (text) => {
            ask();
            return edit(text);
          },
        }
      : {}),
  };
}
