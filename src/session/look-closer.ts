/** What the inspector asks beyond stored objects: kubectl's description at a moment, and the files of a volume. */

import type { ObjectRef } from '../api/object.ts';
import { scheme } from '../api/scheme.ts';
import type { Transport } from '../client/transport.ts';
import { emptyTable, tableGet } from '../lib/sorted-table.ts';
import type { Simulation } from '../sim/simulation.ts';

type EngineMemory = ReturnType<Simulation['memoryAt']>;

/** A file of a volume; folders are implied by paths. */
export interface VolumeFile {
  readonly path: string;
  readonly type: 'file' | 'folder' | 'link';
  /** Contents of a file, target of a link. */
  readonly text: string;
  readonly modifiedMs: number;
}

/** A connection that reads the cluster as it was at `atMs`. */
function readingAt(simulation: Simulation, atMs: number): Transport {
  const refused = (): Promise<never> => Promise.reject(new Error('the past is only read'));
  return {
    capabilities: { clock: false, rewind: false, faults: false },
    clock: { nowMs: () => atMs, sleep: refused },
    request: (request) => (request.method === 'GET' ? Promise.resolve(simulation.readAt(atMs, request)) : refused()),
    watch: (_request, handlers) => {
      queueMicrotask(() => handlers.onEnd());
      return { close: () => undefined };
    },
  };
}

/** What `kubectl describe` prints about an object at a moment; its error when there is none. */
export async function describeAt(simulation: Simulation, atMs: number, ref: ObjectRef): Promise<string> {
  const { runKubectl } = await import('../kubectl/run-kubectl.ts');
  const kind = scheme.find((row) => row.kind === ref.kind)?.singular ?? ref.kind.toLowerCase();
  let text = '';
  const print = (more: string): void => void (text += more);
  await runKubectl(['describe', kind, ref.name, ...(ref.namespace ? ['-n', ref.namespace] : [])], {
    transport: readingAt(simulation, atMs),
    stdout: print,
    stderr: print,
    files: { read: () => undefined, list: () => undefined },
    signal: new AbortController().signal,
    config: { namespace: 'default', context: 'playground', cluster: 'playground', user: 'playground', server: '' },
  });
  return text;
}

interface StoredEntry {
  readonly type: VolumeFile['type'];
  readonly text?: string;
  readonly modifiedMs: number;
}

/** What is in a PersistentVolume, by path, in what controllers remember at a moment. */
export function filesIn(memory: EngineMemory, volume: string): readonly VolumeFile[] {
  const layer = tableGet(memory['kubelet'] ?? emptyTable, `layer/volume/${volume}`);
  return Object.entries((layer ?? {}) as unknown as Readonly<Record<string, StoredEntry | null>>)
    .flatMap(([path, entry]) => (entry ? [{ path, text: '', ...entry }] : []))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
