/** Files and logs on the nodes and in volumes: layers by name, read from memory, with writes set aside until they are kept. */

import type { Memory } from '../api/controller.ts';
import type { JsonValue } from '../api/json.ts';
import type { FileLayer } from './file-system.ts';

export interface LogLine {
  readonly atMs: number;
  readonly stream: 'stdout' | 'stderr';
  /** With its line end, unless the line is not finished. */
  readonly text: string;
}

/** Kept of each container's run. */
const maxLines = 400;
const noLayer: FileLayer = {};

export class NodeStorage {
  readonly #memory: Memory;
  readonly #staged = new Map<string, JsonValue | undefined>();

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  layer(name: string): FileLayer {
    return (this.#read(`layer/${name}`) as FileLayer | undefined) ?? noLayer;
  }

  setLayer(name: string, layer: FileLayer): void {
    this.#staged.set(`layer/${name}`, layer as unknown as JsonValue);
  }

  log(name: string): readonly LogLine[] {
    return (this.#read(`log/${name}`) as unknown as readonly LogLine[] | undefined) ?? [];
  }

  /** Adds text to a log, cut into lines. */
  appendLog(name: string, stream: LogLine['stream'], text: string, atMs: number): void {
    if (text === '') return;
    const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const added = lines.map((line) => ({ atMs, stream, text: line }));
    const all = [...this.log(name), ...added].slice(-maxLines);
    this.#staged.set(`log/${name}`, all as unknown as JsonValue);
  }

  /** Forgets all layers and logs whose name begins so. */
  drop(prefix: string): void {
    for (const kind of ['layer/', 'log/']) {
      for (const key of this.#memory.keys(kind + prefix)) this.#staged.set(key, undefined);
      for (const key of this.#staged.keys()) if (key.startsWith(kind + prefix)) this.#staged.set(key, undefined);
    }
  }

  /** Writes what was set aside. */
  commit(): void {
    for (const [key, value] of this.#staged) {
      if (value === undefined) this.#memory.delete(key);
      else this.#memory.set(key, value);
    }
    this.#staged.clear();
  }

  #read(key: string): JsonValue | undefined {
    return this.#staged.has(key) ? this.#staged.get(key) : this.#memory.get(key);
  }
}
