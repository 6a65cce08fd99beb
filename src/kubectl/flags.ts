/** Command-line flags: tables, parsing and values. Models spf13/pflag FlagSet.Parse with cobra's error function. */

import { parseGoDuration, parseGoInteger, parseGoBool } from './flag-values.ts';
import { KubectlError } from './errors.ts';

export type FlagType = 'bool' | 'string' | 'strings' | 'stringArray' | 'int' | 'int32' | 'int64' | 'duration';

export interface FlagSpec {
  readonly name: string;
  readonly shorthand?: string;
  readonly type: FlagType;
  /** As help shows it: `false`, `0`, `0s`, text without quotes; lists may leave it out. Default: the type's zero. */
  readonly default?: string;
  /** The value of a bare `--flag` of a type other than bool. */
  readonly noOptDefault?: string;
  /** What it means, as help tells it; a function where the text loads when it is asked for. */
  readonly usage: string | (() => string);
  readonly required?: boolean;
  readonly hidden?: boolean;
  /** What to use instead: said when the flag is given. */
  readonly deprecated?: string;
}

/** Parsed flags. Asking for a name that is not in the command's table is a bug and throws. */
export interface FlagValues {
  /** True when the flag was given on the command line. */
  changed(name: string): boolean;
  bool(name: string): boolean;
  string(name: string): string;
  strings(name: string): readonly string[];
  int(name: string): number;
  durationMs(name: string): number;
  /** True when the command has such a flag. */
  has(name: string): boolean;
  /** The flags that were given, as `--name=value`, in their order. */
  given(): readonly string[];
}

export interface ParsedArguments {
  readonly args: readonly string[];
  readonly argsBeforeDash: number;
  readonly flags: FlagValues;
}

const zeroOf: Readonly<Record<FlagType, string>> = {
  bool: 'false',
  string: '',
  strings: '',
  stringArray: '',
  int: '0',
  int32: '0',
  int64: '0',
  duration: '0s',
};

/** The text of a flag's default. */
export function defaultOf(flag: FlagSpec): string {
  return flag.default ?? zeroOf[flag.type];
}

function splitComma(text: string): readonly string[] {
  return text === '' ? [] : text.split(',');
}

type Stored = string | readonly string[];

/** Refuses a value that its type cannot hold. Models pflag invalidValueError. */
function checkValue(flag: FlagSpec, value: string): void {
  const problem =
    flag.type === 'bool'
      ? parseGoBool(value).error
      : flag.type === 'int' || flag.type === 'int64'
        ? parseGoInteger(value, 64).error
        : flag.type === 'int32'
          ? parseGoInteger(value, 32).error
          : flag.type === 'duration'
            ? parseGoDuration(value).error
            : undefined;
  if (problem === undefined) return;
  const shown = flag.shorthand ? `-${flag.shorthand}, --${flag.name}` : `--${flag.name}`;
  throw new KubectlError(`invalid argument ${JSON.stringify(value)} for ${JSON.stringify(shown)} flag: ${problem}`);
}

class Values implements FlagValues {
  readonly #specs: ReadonlyMap<string, FlagSpec>;
  readonly #given = new Map<string, Stored>();
  readonly #texts: string[] = [];

  constructor(specs: ReadonlyMap<string, FlagSpec>) {
    this.#specs = specs;
  }

  set(flag: FlagSpec, value: string): void {
    checkValue(flag, value);
    this.#texts.push(`--${flag.name}=${value}`);
    const before = this.#given.get(flag.name);
    if (flag.type === 'strings') this.#given.set(flag.name, [...((before as string[]) ?? []), ...splitComma(value)]);
    else if (flag.type === 'stringArray') this.#given.set(flag.name, [...((before as string[]) ?? []), value]);
    else this.#given.set(flag.name, value);
  }

  #value(name: string): Stored {
    const given = this.#given.get(name);
    if (given !== undefined) return given;
    const spec = this.#specs.get(name);
    if (!spec) throw new Error(`no flag --${name}`);
    const text = defaultOf(spec);
    return spec.type === 'strings' || spec.type === 'stringArray' ? splitComma(text) : text;
  }

  has(name: string): boolean {
    return this.#specs.has(name);
  }
  changed(name: string): boolean {
    return this.#given.has(name);
  }
  given(): readonly string[] {
    return this.#texts;
  }
  bool(name: string): boolean {
    return parseGoBool(this.string(name)).value;
  }
  string(name: string): string {
    const value = this.#value(name);
    return typeof value === 'string' ? value : value.join(',');
  }
  strings(name: string): readonly string[] {
    const value = this.#value(name);
    return typeof value === 'string' ? splitComma(value) : value;
  }
  int(name: string): number {
    return parseGoInteger(this.string(name), 64).value;
  }
  durationMs(name: string): number {
    return parseGoDuration(this.string(name)).value;
  }
}

/**
 * Parses everything after the command's name; flags and arguments may be mixed. Throws KubectlError in pflag's words
 * (the caller adds where to find usage).
 */
export function parseFlags(tokens: readonly string[], specs: readonly FlagSpec[]): ParsedArguments {
  const byName = new Map(specs.map((flag) => [flag.name, flag]));
  const byShorthand = new Map(specs.flatMap((flag) => (flag.shorthand ? [[flag.shorthand, flag] as const] : [])));
  const values = new Values(byName);
  const args: string[] = [];
  let argsBeforeDash = -1;

  let index = 0;
  while (index < tokens.length) {
    const token = tokens[index]!;
    index++;
    if (token === '--') {
      argsBeforeDash = args.length;
      args.push(...tokens.slice(index));
      break;
    }
    if (token.startsWith('--')) {
      const [name, value] = splitOnce(token.slice(2), '=');
      if (name === '' || name.startsWith('-')) throw new KubectlError(`bad flag syntax: ${token}`);
      const flag = byName.get(name);
      if (!flag) throw new KubectlError(`unknown flag: --${name}`);
      const bare = flag.noOptDefault ?? (flag.type === 'bool' ? 'true' : undefined);
      if (value !== undefined) values.set(flag, value);
      else if (bare !== undefined) values.set(flag, bare);
      else if (index < tokens.length) values.set(flag, tokens[index++]!);
      else throw new KubectlError(`flag needs an argument: --${name}`);
      continue;
    }
    if (!token.startsWith('-') || token === '-') {
      args.push(token);
      continue;
    }
    let letters = token.slice(1);
    while (letters !== '') {
      const letter = [...letters][0]!;
      const rest = letters.slice(letter.length);
      const flag = byShorthand.get(letter);
      if (!flag) throw new KubectlError(`unknown shorthand flag: '${letter}' in -${letters}`);
      const bare = flag.noOptDefault ?? (flag.type === 'bool' ? 'true' : undefined);
      if (rest.startsWith('=') && rest.length > 1) {
        values.set(flag, rest.slice(1));
        break;
      }
      if (bare !== undefined) {
        values.set(flag, bare);
        letters = rest;
        continue;
      }
      if (rest !== '') values.set(flag, rest);
      else if (index < tokens.length) values.set(flag, tokens[index++]!);
      else throw new KubectlError(`flag needs an argument: '${letter}' in -${letters}`);
      break;
    }
  }
  return { args, argsBeforeDash, flags: values };
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
