/** The expressions of `test`, `[` and `[[`. */

import { normalizePath, type FileSystem } from '../file-system.ts';
import { globPattern } from './glob.ts';
import { compilePattern } from './safe-pattern.ts';

export interface TestContext {
  readonly files: FileSystem;
  readonly folder: string;
  /** `[[`: `==` takes patterns, `=~` regular expressions (whose groups are handed to `matched`). */
  readonly extended: boolean;
  matched?(groups: readonly string[]): void;
}

/** Whether the expression holds; undefined when it cannot be read. */
export function evaluateTest(words: readonly string[], context: TestContext): boolean | undefined {
  let at = 0;
  const peek = (): string | undefined => words[at];

  const or = (): boolean => {
    let value = and();
    while (peek() === '-o' || peek() === '||') {
      at++;
      const right = and();
      value ||= right;
    }
    return value;
  };
  const and = (): boolean => {
    let value = not();
    while (peek() === '-a' || peek() === '&&') {
      at++;
      const right = not();
      value &&= right;
    }
    return value;
  };
  const not = (): boolean => {
    if (peek() === '!' && words.length > at + 1) {
      at++;
      return !not();
    }
    return primary();
  };
  const primary = (): boolean => {
    const first = words[at] ?? '';
    if (first === '(' && words.length > at + 2) {
      at++;
      const value = or();
      at++;
      return value;
    }
    const operator = words[at + 1];
    if (operator !== undefined && isBinary(operator) && words[at + 2] !== undefined) {
      const right = words[at + 2]!;
      at += 3;
      return binary(first, operator, right, context);
    }
    if (/^-[a-zA-Z]$/.test(first) && operator !== undefined && operator !== '&&' && operator !== '||') {
      at += 2;
      return unary(first, operator, context);
    }
    at++;
    return first !== '';
  };

  if (words.length === 0) return false;
  const value = or();
  return at >= words.length ? value : undefined;
}

const binaryOperators = ['=', '==', '!=', '=~', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot'];
const isBinary = (word: string): boolean => binaryOperators.includes(word);

function unary(operator: string, operand: string, { files, folder }: TestContext): boolean {
  if (operator === '-n') return operand !== '';
  if (operator === '-z') return operand === '';
  const entry = files.stat(normalizePath(operand, folder));
  switch (operator) {
    case '-f':
      return entry?.type === 'file';
    case '-d':
      return entry?.type === 'folder';
    case '-s':
      return entry?.type === 'file' && (entry.text ?? '') !== '';
    case '-x':
      return entry !== undefined && (entry.mode & 0o111) !== 0;
    case '-w':
      return entry !== undefined;
    case '-t':
    case '-S':
    case '-p':
    case '-b':
    case '-c':
      return false;
    default:
      return entry !== undefined;
  }
}

function binary(left: string, operator: string, right: string, context: TestContext): boolean {
  switch (operator) {
    case '=':
    case '==':
      return context.extended ? globPattern(right).test(left) : left === right;
    case '!=':
      return !(context.extended ? globPattern(right).test(left) : left === right);
    case '=~':
      return matchRegExp(left, right, context);
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-nt':
    case '-ot':
      return false;
    default:
      return compareNumbers(Number(left), operator, Number(right));
  }
}

function matchRegExp(text: string, source: string, context: TestContext): boolean {
  const match = compilePattern(source)?.exec(text);
  if (match) context.matched?.(match.map((group: string | undefined) => group ?? ''));
  return Boolean(match);
}

function compareNumbers(a: number, operator: string, b: number): boolean {
  switch (operator) {
    case '-eq':
      return a === b;
    case '-ne':
      return a !== b;
    case '-lt':
      return a < b;
    case '-le':
      return a <= b;
    case '-gt':
      return a > b;
    default:
      return a >= b;
  }
}
