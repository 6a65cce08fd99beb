/** What `create configmap` and `create secret` put into an object: literals, files and env files. Models cmd/create and util/env_file.go. */

import type { CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';

const keyPattern = /^[-._a-zA-Z0-9]+$/;

/** Collects `--from-literal`, `--from-file` and `--from-env-file`; keys must be new and well formed. */
export class DataSource {
  readonly entries = new Map<string, string>();
  readonly #kind: string;
  readonly #name: string;

  constructor(kind: string, name: string) {
    this.#kind = kind;
    this.#name = name;
  }

  add(key: string, value: string): void {
    if (key.length > 253 || !keyPattern.test(key) || key === '.' || key.startsWith('..')) {
      const rule = `a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`;
      throw new KubectlError(`${JSON.stringify(key)} is not a valid key name for a ${this.#kind}: ${rule}`);
    }
    if (this.entries.has(key)) {
      throw new KubectlError(
        `cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ${this.#kind} ${JSON.stringify(this.#name)}`,
      );
    }
    this.entries.set(key, value);
  }

  literal(text: string): void {
    const equals = text.indexOf('=');
    if (equals < 1) throw new KubectlError(`invalid literal source ${text}, expected key=value`);
    const value = text.slice(equals + 1);
    const quoted = /^(["'])(.*)\1$/s.exec(value);
    this.add(text.slice(0, equals), quoted ? quoted[2]! : value);
  }

  file(source: string, { io }: CommandContext): void {
    const equals = source.indexOf('=');
    const path = source.slice(equals + 1);
    const names = equals < 0 ? io.files.list(path) : undefined;
    for (const name of names ?? []) {
      const text = io.files.read(`${path.replace(/\/$/, '')}/${name}`);
      if (text !== undefined) this.add(name, text);
    }
    if (names) return;
    const text = io.files.read(path);
    if (text === undefined) throw new KubectlError(`error reading ${path}: no such file or directory`);
    this.add(equals < 0 ? path.split('/').at(-1)! : source.slice(0, equals), text);
  }

  envFile(path: string, { io }: CommandContext): void {
    const text = io.files.read(path);
    if (text === undefined) throw new KubectlError(`error reading ${path}: no such file or directory`);
    for (const raw of text.split('\n')) {
      const line = raw.trimStart();
      if (line === '' || line.startsWith('#')) continue;
      const equals = line.indexOf('=');
      this.add(equals < 0 ? line : line.slice(0, equals), equals < 0 ? '' : line.slice(equals + 1));
    }
  }
}
