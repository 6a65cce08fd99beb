/** Expanding words: variables, command substitution, arithmetic, splitting, patterns. */

import type { FileSystem } from '../file-system.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { expandGlob, globPattern, isPattern } from './glob.ts';
import type { Script, Word, WordPart } from './syntax.ts';

/** What expansion needs of the shell. */
export interface ExpansionContext {
  readonly files: FileSystem;
  readonly folder: string;
  readonly args: readonly string[];
  variable(name: string): string | undefined;
  assign(name: string, value: string): void;
  /** The output of `$(…)`. */
  substitute(script: Script): string;
}

interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  /** Ends a field: between the words of `"$@"`. */
  readonly breaks?: boolean;
}

/** A word as one text, neither split nor globbed (assignments, redirects, `case`, `[[`). */
export function expandText(word: Word, context: ExpansionContext): string {
  return word.map((part) => partText(part, context)).join('');
}

/** A word as a pattern: what was quoted is escaped. */
export function expandPattern(word: Word, context: ExpansionContext): string {
  return word
    .map((part) => {
      const text = partText(part, context);
      return part.quoted ? text.replaceAll(/[\\*?[\]]/g, '\\$&') : text;
    })
    .join('');
}

/** A word as the arguments that it becomes. */
export function expandFields(word: Word, context: ExpansionContext): readonly string[] {
  const pieces = word.flatMap((part, index) => partPieces(part, index === 0, context));
  return splitFields(pieces).flatMap(({ text, pattern }) => {
    if (pattern === undefined) return [text];
    const matches = expandGlob(context.files, pattern, context.folder);
    return matches.length > 0 ? matches : [text];
  });
}

function partPieces(part: WordPart, first: boolean, context: ExpansionContext): readonly Piece[] {
  if (part.type === 'text') {
    const home = first && !part.quoted && /^~(?=\/|$)/.test(part.text);
    const text = home ? (context.variable('HOME') ?? '/root') + part.text.slice(1) : part.text;
    return braces(text, part.quoted).flatMap((piece, index) => [
      ...(index > 0 ? [{ text: '', quoted: false, breaks: true }] : []),
      { text: piece, quoted: part.quoted },
    ]);
  }
  if (part.type === 'variable' && part.quoted && part.name === '@' && !part.operator) {
    return context.args.flatMap((text, index) => [
      ...(index > 0 ? [{ text: '', quoted: false, breaks: true }] : []),
      { text, quoted: true },
    ]);
  }
  return [{ text: partText(part, context), quoted: part.quoted }];
}

/** `{1..3}` and `{a,b}` of bash, when they are a whole unquoted text. */
function braces(text: string, quoted: boolean): readonly string[] {
  if (quoted) return [text];
  const range = /^([^{}]*)\{(-?\d+)\.\.(-?\d+)\}([^{}]*)$/.exec(text);
  if (range) {
    const [from, to] = [Number(range[2]), Number(range[3])];
    const count = Math.min(Math.abs(to - from) + 1, 1000);
    return Array.from({ length: count }, (_, i) => `${range[1]}${from + (to >= from ? i : -i)}${range[4]}`);
  }
  const list = /^([^{}]*)\{([^{}]*,[^{}]*)\}([^{}]*)$/.exec(text);
  return list ? list[2]!.split(',').map((choice) => `${list[1]}${choice}${list[3]}`) : [text];
}

interface Field {
  readonly text: string;
  /** Set when an unquoted part has `*`, `?` or `[`. */
  readonly pattern?: string;
}

function splitFields(pieces: readonly Piece[]): readonly Field[] {
  const fields: Field[] = [];
  let text = '';
  let pattern = '';
  let open = false;
  let globbed = false;
  const close = (): void => {
    if (open) fields.push(globbed ? { text, pattern } : { text });
    text = '';
    pattern = '';
    open = false;
    globbed = false;
  };
  for (const piece of pieces) {
    if (piece.breaks) {
      close();
      continue;
    }
    if (piece.quoted) {
      text += piece.text;
      pattern += piece.text.replaceAll(/[\\*?[]/g, '\\$&');
      open = true;
      continue;
    }
    piece.text.split(/([ \t\n]+)/).forEach((chunk, index) => {
      if (index % 2 === 1) close();
      else if (chunk !== '') {
        text += chunk;
        pattern += chunk;
        open = true;
        globbed ||= isPattern(chunk);
      }
    });
  }
  close();
  return fields;
}

function partText(part: WordPart, context: ExpansionContext): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'command':
      return context.substitute(part.script).replace(/\n+$/, '');
    case 'arithmetic': {
      const expression = expandText(part.expression, context);
      return String(
        evaluateArithmetic(
          expression,
          (name) => context.variable(name),
          (name, value) => context.assign(name, value),
        ),
      );
    }
    default:
      return variableText(part, context);
  }
}

function variableText(part: WordPart & { type: 'variable' }, context: ExpansionContext): string {
  const value = context.variable(part.name);
  const { operator } = part;
  if (operator === undefined) return value ?? '';
  if (operator === 'length') return String((value ?? '').length);
  const word = (): string => expandText(part.word ?? [], context);
  const absent = value === undefined || (operator.startsWith(':') && value === '');
  switch (operator.replace(':', '')) {
    case '-':
      return absent ? word() : value;
    case '+':
      return absent ? '' : word();
    case '=': {
      if (!absent) return value;
      const fallback = word();
      context.assign(part.name, fallback);
      return fallback;
    }
    case '#':
    case '##':
      return trimStart(value ?? '', expandPattern(part.word ?? [], context), operator === '##');
    case '%':
    case '%%':
      return trimEnd(value ?? '', expandPattern(part.word ?? [], context), operator === '%%');
    case '/':
    case '//':
      return replaceIn(value ?? '', word(), operator === '//');
    default:
      return value ?? '';
  }
}

function trimStart(text: string, pattern: string, greedy: boolean): string {
  const matcher = globPattern(pattern);
  const ends = Array.from({ length: text.length + 1 }, (_, i) => (greedy ? text.length - i : i));
  const end = ends.find((candidate) => matcher.test(text.slice(0, candidate)));
  return end === undefined ? text : text.slice(end);
}

function trimEnd(text: string, pattern: string, greedy: boolean): string {
  const matcher = globPattern(pattern);
  const starts = Array.from({ length: text.length + 1 }, (_, i) => (greedy ? i : text.length - i));
  const start = starts.find((candidate) => matcher.test(text.slice(candidate)));
  return start === undefined ? text : text.slice(0, start);
}

function replaceIn(text: string, word: string, all: boolean): string {
  const [from = '', to = ''] = word.split('/');
  if (from === '') return text;
  return all ? text.replaceAll(from, to) : text.replace(from, to);
}
