/** Reads the fields of one mapping of a lesson's file, and notes whatever is wrong with them by path. */

import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { LessonProblem } from './lesson.ts';

export const maxText = 8000;
export const maxShortText = 300;
const maxItems = 60;

export class Fields {
  readonly path: string;
  readonly problems: LessonProblem[];
  readonly #object: JsonObject;
  readonly #known = new Set<string>();

  constructor(object: JsonObject, path: string, problems: LessonProblem[]) {
    this.#object = object;
    this.path = path;
    this.problems = problems;
  }

  /** The fields of a value, which must be a mapping. */
  static of(value: JsonValue | undefined, path: string, problems: LessonProblem[]): Fields | undefined {
    if (isJsonObject(value)) return new Fields(value, path, problems);
    problems.push({ path, message: `must be a mapping, is ${nameOf(value)}` });
    return undefined;
  }

  problem(key: string, message: string): void {
    this.problems.push({ path: key === '' ? this.path : this.pathOf(key), message });
  }

  pathOf(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  has(key: string): boolean {
    return this.value(key) !== undefined;
  }

  /** The value of a field; undefined when it is absent or null. */
  value(key: string): JsonValue | undefined {
    this.#known.add(key);
    return Object.hasOwn(this.#object, key) ? (this.#object[key] ?? undefined) : undefined;
  }

  text(key: string, longest = maxShortText): string | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') this.problem(key, `must be a text, is ${nameOf(value)}`);
    else if (value.trim() === '') this.problem(key, 'must not be empty');
    else if (value.length > longest) this.problem(key, `is longer than ${longest} characters`);
    else return value.trim();
    return undefined;
  }

  needText(key: string, longest = maxShortText): string {
    if (!this.has(key)) this.problem(key, 'is missing');
    return this.text(key, longest) ?? '';
  }

  flag(key: string): boolean | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === 'boolean') return value;
    this.problem(key, `must be true or false, is ${nameOf(value)}`);
    return undefined;
  }

  whole(key: string, min: number, max: number): number | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    this.problem(key, `must be a whole number from ${min} to ${max}`);
    return undefined;
  }

  /** The items of a list (absent: none), each read with its path; items that could not be read are left out. */
  list<T>(key: string, read: (item: JsonValue, path: string) => T | undefined): readonly T[] {
    const value = this.value(key);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.problem(key, `must be a list, is ${nameOf(value)}`);
      return [];
    }
    if (value.length > maxItems) this.problem(key, `has more than ${maxItems} items`);
    return (value as readonly JsonValue[]).slice(0, maxItems).flatMap((item, index) => {
      const result = read(item, `${this.pathOf(key)}[${index}]`);
      return result === undefined ? [] : [result];
    });
  }

  texts(key: string, longest = maxShortText): readonly string[] {
    return this.list(key, (item, path) => {
      if (typeof item === 'string' && item.trim() !== '' && item.length <= longest) return item.trim();
      this.problems.push({ path, message: `must be a text of at most ${longest} characters` });
      return undefined;
    });
  }

  /** To be called last: fields that nobody has asked for are mistakes. */
  end(): void {
    for (const key of Object.keys(this.#object)) {
      if (!this.#known.has(key)) this.problem(key.slice(0, 60), `is not known here; known are ${this.#names()}`);
    }
  }

  #names(): string {
    return [...this.#known].join(', ');
  }
}

/** `a list`, `a text` …: what a value is, in words. */
export function nameOf(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number (texts of digits need quotes)';
    case 'boolean':
      return `${value} (words such as No and yes need quotes)`;
    default:
      return 'a mapping';
  }
}
