/** What the programs of fake containers see of their container and of the cluster. */

import type { ClusterReader } from '../../api/reader.ts';
import type { Container, Pod } from '../../api/types.ts';
import type { LibcFlavour, ResolverConfig } from '../../network/resolver.ts';
import type { FileSystem } from '../file-system.ts';
import type { ProgramSet } from '../images/program-sets.ts';
import type { ProgramCall, ProgramResult, ProgramWorld } from '../shell/program.ts';

export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly startedMs: number;
  readonly command: string;
}

/** The outcome of opening a TCP connection. */
export type Connection =
  | OpenConnection
  | { readonly type: 'unresolved'; readonly address?: undefined }
  | { readonly type: 'refused'; readonly address: string }
  | { readonly type: 'timeout'; readonly address: string };

export interface OpenConnection {
  readonly type: 'open';
  readonly address: string;
  readonly port: number;
  /** The container at the other end. */
  readonly peer: Peer | undefined;
}

/** A running container, seen from another one. */
export interface Peer {
  readonly pod: Pod;
  readonly container: Container;
  readonly set: ProgramSet;
  /** Opened for reading and writing; what is written is kept with this command's own writes. */
  readonly files: FileSystem;
  /** Adds a line to its log. */
  log(text: string): void;
}

export interface ToolWorld extends ProgramWorld {
  readonly reader: ClusterReader;
  readonly pod: Pod;
  readonly container: Container;
  readonly set: ProgramSet;
  /** Tag of the image: some programs differ by version. */
  readonly imageTag: string;
  readonly resolver: ResolverConfig;
  readonly libc: LibcFlavour;
  readonly startedMs: number;
  /** The streams of the command line are a terminal. */
  readonly tty: boolean;
  /** What `ps` lists. */
  processes(): readonly ProcessRow[];
  /** Sends a signal to the container's main process. */
  signalMain(signal: string): void;
  connect(host: string, port: number): Connection;
  /** Containers of this kind of image in a Pod (default: this one) and in the running Pods of the same set, its own first. */
  peers(kind: string, pod?: Pod): readonly Peer[];
}

/** A program of the containers. */
export type Tool = (call: ProgramCall, world: ToolWorld) => ProgramResult;

export interface ParsedArgs {
  /** Letters and long names of flags, without dashes. */
  readonly flags: ReadonlySet<string>;
  /** Values of flags that take one. */
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/** Takes arguments apart as getopt does. `withValue` names the flags (letters or long names) that take a value. */
export function parseArgs(args: readonly string[], withValue: readonly string[] = []): ParsedArgs {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') {
      operands.push(...args.slice(i + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const [name = '', ...value] = arg.slice(2).split('=');
      flags.add(name);
      if (value.length > 0) values.set(name, value.join('='));
      else if (withValue.includes(name)) values.set(name, args[++i] ?? '');
    } else if (arg.startsWith('-') && arg.length > 1) {
      for (let at = 1; at < arg.length; at++) {
        const letter = arg[at]!;
        flags.add(letter);
        if (!withValue.includes(letter)) continue;
        values.set(letter, at + 1 < arg.length ? arg.slice(at + 1) : (args[++i] ?? ''));
        break;
      }
    } else operands.push(arg);
  }
  return { flags, values, operands };
}
