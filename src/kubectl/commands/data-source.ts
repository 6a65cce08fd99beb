/** What `create configmap` and `create secret` put into an object: literals, files and env files. Models cmd/create and util/env_file.go. */

import type { CommandContext } from '../command.ts';
import { configKeyErrors } from '../../api/config-key.ts';
import { KubectlError } from '../errors.ts';
import { checkEnvName } from './env-name.ts';

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
    const isSecret = this.#kind === 'Secret';
    const errors = configKeyErrors(key);
    if (errors.length > 0) {
      const shown = JSON.stringify(key);
      throw new KubectlError(
        isSecret
          ? `${shown} is not valid key name for a Secret ${errors.join(';')}`
          : `${shown} is not a valid key name for a ${this.#kind}: ${errors.join(',')}`,
      );
    }
    if (this.entries.has(key)) {
      throw new KubectlError(
        isSecret
          ? `cannot add key ${key}, another key by that name already exists`
          : `cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ${this.#kind} ${JSON.stringify(this.#name)}`,
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
    const { key, path } = parseFileSource(source);
    const names = io.files.list(path);
    if (names && key !== undefined) throw new KubectlError('cannot give a key name for a directory path');
    for (const name of names ?? []) {
      const text = io.files.read(`${path.replace(/\/$/, '')}/${name}`);
      if (text !== undefined) this.add(name, text);
    }
    if (names) return;
    const text = io.files.read(path);
    if (text === undefined) throw new KubectlError(`error reading ${path}: no such file or directory`);
    this.add(key ?? path.split('/').at(-1)!, text);
  }

  envFile(path: string, { io }: CommandContext): void {
    const text = io.files.read(path);
    if (text === undefined) throw new KubectlError(`error reading ${path}: no such file or directory`);
    for (const raw of text.split('\n')) {
      const line = raw.trimStart();
      if (line === '' || line.startsWith('#')) continue;
      const equals = line.indexOf('=');
      const key = equals < 0 ? line : line.slice(0, equals);
      checkEnvName(key);
      this.add(key, equals < 0 ? '' : line.slice(equals + 1));
    }
  }
}

/** `file` or `key=file`. Models cmdutil.ParseFileSource. */
function parseFileSource(source: string): { readonly key?: string; readonly path: string } {
  const [key = '', path, ...more] = source.split('=');
  if (path === undefined) return { path: key };
  if (more.length > 0) throw new KubectlError("key names or file paths cannot contain '='");
  if (key === '') throw new KubectlError(`key name for file path ${path} missing`);
  if (path === '') throw new KubectlError(`file path for key name ${key} missing`);
  return { key, path };
}
