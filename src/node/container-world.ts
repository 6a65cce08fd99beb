/** The surroundings of a program in a container: its files, its processes, and the network as seen from its Pod. */

import type { ClusterReader } from '../api/reader.ts';
import { controllerOf } from '../api/object.ts';
import type { Container, Pod } from '../api/types.ts';
import { isIPv4 } from '../network/dns-record.ts';
import { lookupHost, resolverConfigOf, type LibcFlavour, type ResolverConfig } from '../network/resolver.ts';
import { routeService, serviceAt } from '../network/service-routing.ts';
import { containerLayer, keepFiles, openFiles, type ContainerPlace } from './container-files.ts';
import { normalizePath, type FileLayer, type FileSystem } from './file-system.ts';
import { imageBehaviour } from './images/catalog.ts';
import { programMark } from './images/files.ts';
import { mainCommand, processOf } from './images/process.ts';
import { programNames, type ProgramSet } from './images/program-sets.ts';
import { parseImageReference } from './images/reference.ts';
import { podKeyOf } from './pod-key.ts';
import { toolNamed } from './programs/registry.ts';
import type { Connection, Peer, ProcessRow, ToolWorld } from './programs/tool.ts';
import type { PodRuntime } from './runtime-state.ts';
import { lasting, printed, type Program } from './shell/program.ts';
import type { NodeStorage } from './storage.ts';

/** What a world can reach. */
export interface WorldAccess {
  readonly reader: ClusterReader;
  readonly storage: NodeStorage;
  readonly nowMs: number;
  /** What runs of a Pod, by its key. */
  runtimeOf(podKey: string): PodRuntime | undefined;
  /** Picks one of `count` at random. */
  pick(count: number): number;
  /** Nothing gets through to this node. */
  isCut?(node: string): boolean;
}

interface WorldForms {
  /** A program that nobody knows is taken for a server: it is the container's main process, and not one that has to end. */
  readonly serves?: boolean;
  /** The streams of what is run are a terminal. */
  readonly tty?: boolean;
}

interface ImagePrograms {
  readonly set: ProgramSet;
  readonly tag: string;
}

const programSets = new Map<string, ImagePrograms>();

function programSetOf(image: string): ImagePrograms {
  const known = programSets.get(image);
  if (known) return known;
  const reference = parseImageReference(image);
  const tag = reference?.tag ?? 'latest';
  const programs = { set: programNames(reference?.path ?? image, tag), tag };
  programSets.set(image, programs);
  return programs;
}

export class ContainerWorld implements ToolWorld {
  readonly nowMs: number;
  readonly reader: ClusterReader;
  readonly pod: Pod;
  readonly container: Container;
  readonly set: ProgramSet;
  readonly imageTag: string;
  readonly libc: LibcFlavour;
  readonly startedMs: number;
  readonly tty: boolean;
  /** Signals sent to the main process, in order. */
  readonly signals: string[] = [];
  readonly #access: WorldAccess;
  readonly #place: ContainerPlace;
  readonly #serves: boolean;
  /** What was written to volumes, which containers share. */
  readonly #volumes = new Map<string, FileLayer>();
  #files: FileSystem | undefined;
  readonly #opened = new Map<string, { readonly place: ContainerPlace; readonly files: FileSystem }>();

  constructor(place: ContainerPlace, access: WorldAccess, { serves = false, tty = false }: WorldForms = {}) {
    const { pod, container } = place;
    const { set, tag } = programSetOf(container.image ?? '');
    this.nowMs = access.nowMs;
    this.reader = access.reader;
    this.pod = pod;
    this.container = container;
    this.set = set;
    this.imageTag = tag;
    this.libc = set.libc;
    const runtime = access.runtimeOf(place.podKey)?.containers.find(({ name }) => name === container.name);
    this.startedMs = runtime?.startedAtMs ?? access.nowMs;
    this.#access = access;
    this.#place = place;
    this.#serves = serves;
    this.tty = tty;
  }

  get files(): FileSystem {
    const { reader, storage, nowMs } = this.#access;
    this.#files ??= openFiles(this.#place, reader, storage, nowMs, this.#volumes);
    return this.#files;
  }

  get resolver(): ResolverConfig {
    return resolverConfigOf(this.pod, this.reader);
  }

  /** Sets all that was written (here and in other containers) aside to be kept. */
  keep(): void {
    if (this.#files) keepFiles(this.#files, this.#place, this.#access.storage);
    for (const { place, files } of this.#opened.values()) keepFiles(files, place, this.#access.storage);
  }

  find(name: string): Program | undefined {
    const path = name.includes('/') ? normalizePath(name) : this.#onPath(name);
    const entry = path === undefined ? undefined : this.files.stat(path);
    if (entry?.type === 'file' && (entry.mode & 0o111) !== 0) return this.#programOf(entry.text ?? '', path!);
    // Nobody knows what is in an image that is not in the catalog: its programs are believed.
    if (this.set.whole || entry !== undefined) return undefined;
    return () => (this.#serves ? lasting() : printed(''));
  }

  #onPath(name: string): string | undefined {
    const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
    return folders.map((folder) => `${folder}/${name}`).find((path) => this.files.exists(path));
  }

  #programOf(text: string, path: string): Program {
    if (!text.startsWith(programMark)) return (call) => call.runScript(text, path, call.argv.slice(1));
    const tool = toolNamed(text.slice(programMark.length));
    return tool ? (call) => tool(call, this) : () => printed('');
  }

  processes(): readonly ProcessRow[] {
    const { startedMs } = this;
    const main = { pid: 1, parent: 0, startedMs, command: mainCommand(this.container) };
    const { command } = imageBehaviour(this.container.image ?? '');
    // What a script of a Java server starts is a process of its own.
    const child = command[0] === 'java' && !main.command.startsWith('java');
    const server = { pid: 7, parent: 1, startedMs, command: command.join(' ') };
    return [main, ...(child ? [server] : []), { pid: 42, parent: 0, startedMs: this.nowMs, command: 'ps' }];
  }

  signalMain(signal: string): void {
    this.signals.push(signal);
  }

  connect(host: string, port: number): Connection {
    const own = this.pod.status.podIP ?? '';
    if (host === 'localhost' || host === '127.0.0.1' || host === '0.0.0.0')
      return this.#connectPod(this.pod, own, port);
    const { hostname } = this.pod.spec;
    const address = isIPv4(host)
      ? host
      : host === (hostname ?? this.pod.metadata.name)
        ? own
        : this.#anyOf(lookupHost(this.reader, this.resolver, host, this.libc).addresses);
    if (address === undefined) return { type: 'unresolved' };
    const service = serviceAt(this.reader, address);
    if (!service) return this.#connectAddress(address, port);
    const backend = this.#anyOf(routeService(this.reader, service, port).backends);
    return backend ? this.#connectAddress(backend.address, backend.port) : { type: 'refused', address };
  }

  #anyOf<T>(list: readonly T[]): T | undefined {
    return list.length > 1 ? list[this.#access.pick(list.length)] : list[0];
  }

  #connectAddress(address: string, port: number): Connection {
    const pod = this.reader.list('pods').find(({ status }) => status.podIP === address && status.phase === 'Running');
    const isReached = pod && this.#access.isCut?.(pod.spec.nodeName ?? '') !== true;
    return isReached ? this.#connectPod(pod, address, port) : { type: 'timeout', address };
  }

  #connectPod(pod: Pod, address: string, port: number): Connection {
    const runtime = this.#access.runtimeOf(podKeyOf(pod));
    for (const { name, step, answersAtMs, startedAtMs } of runtime?.containers ?? []) {
      const container = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find((spec) => spec.name === name);
      if (step !== 'running' || !container || (answersAtMs ?? startedAtMs ?? 0) > this.nowMs) continue;
      if (!processOf(container).listens.includes(port)) continue;
      return { type: 'open', address, port, peer: this.#peer(pod, container) };
    }
    return { type: 'refused', address };
  }

  peers(kind: string, pod: Pod = this.pod): readonly Peer[] {
    const owner = controllerOf(pod)?.uid;
    const others = this.reader
      .list('pods', pod.metadata.namespace)
      .filter((other) => owner !== undefined && controllerOf(other)?.uid === owner && other.status.phase === 'Running')
      .filter((other) => other.metadata.uid !== pod.metadata.uid);
    return [pod, ...others].flatMap((member) =>
      member.spec.containers
        .filter(({ image }) => programSetOf(image ?? '').set.kind === kind)
        .map((container) => this.#peer(member, container)),
    );
  }

  #peer(pod: Pod, container: Container): Peer {
    const { storage, reader, nowMs, runtimeOf } = this.#access;
    const podKey = podKeyOf(pod);
    const runtime = runtimeOf(podKey)?.containers.find(({ name }) => name === container.name);
    const place = { pod, podKey, container, restartCount: runtime?.restartCount ?? 0 };
    const layer = containerLayer(place);
    const own = layer === containerLayer(this.#place);
    const openedFiles = (): FileSystem => {
      if (own) return this.files;
      const known = this.#opened.get(layer);
      if (known) return known.files;
      const files = openFiles(place, reader, storage, nowMs, this.#volumes);
      this.#opened.set(layer, { place, files });
      return files;
    };
    return {
      pod,
      container,
      set: programSetOf(container.image ?? '').set,
      get files() {
        return openedFiles();
      },
      log: (text) => storage.appendLog(layer, 'stdout', text, nowMs),
    };
  }
}
