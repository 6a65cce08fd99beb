/** Evaluates JSONPath templates on plain JSON. Models client-go/util/jsonpath jsonpath.go. */

import { goFormat, goTypeOf } from '../go-format.ts';
import { isJsonObject, type JsonValue } from '../json.ts';
import { compareValues } from './compare.ts';
import { JsonPathError, type JsonPathTemplate, type PathList, type PathNode, type SliceBound } from './nodes.ts';

type Values = readonly JsonValue[];

function childrenOf(value: JsonValue): Values {
  if (Array.isArray(value)) return value as Values;
  if (isJsonObject(value)) {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined);
    return keys.sort().map((key) => value[key]!);
  }
  return typeof value === 'string' ? [...value].map((character) => character.codePointAt(0)!) : [];
}

/** Values that one template may look at: upstream goes on for as long as it takes. */
const maxValues = 500_000;

/** One evaluation; it keeps track of the ranges that are open. */
class Evaluation {
  readonly #nodes: PathList;
  readonly #allowMissingKeys: boolean;
  #beginRange = 0;
  #inRange = 0;
  #endRange = 0;
  #lastEnd = -1;
  #values = 0;

  constructor(template: JsonPathTemplate, allowMissingKeys: boolean) {
    this.#nodes = template.nodes;
    this.#allowMissingKeys = allowMissingKeys;
  }

  /** Results of every node from `from` on, up to the `{end}` of the surrounding range. */
  find(input: Values, from: number): Values[] {
    const all: Values[] = [];
    for (let index = from; index < this.#nodes.length; index++) {
      const results = this.#walk(input, this.#nodes[index]!);
      if (this.#endRange > 0 && this.#endRange <= this.#inRange) {
        this.#endRange--;
        this.#lastEnd = index;
        break;
      }
      if (this.#beginRange === 0) {
        all.push(results);
        continue;
      }
      this.#beginRange--;
      this.#inRange++;
      for (const value of results) all.push(...this.find([value], index + 1));
      if (results.length === 0) this.find([], index + 1);
      this.#inRange--;
      if (this.#lastEnd > index) index = this.#lastEnd;
    }
    return all;
  }

  #count(values: number): void {
    this.#values += values + 1;
    if (this.#values > maxValues) {
      throw new JsonPathError(`more than ${maxValues} values are looked at: the playground ends here`);
    }
  }

  #walk(input: Values, node: PathNode): Values {
    this.#count(input.length);
    switch (node.type) {
      case 'list':
        return this.#list(input, node.nodes);
      case 'text':
        return [node.text];
      case 'literal':
        return input.map(() => node.value);
      case 'field':
        return this.#field(input, node.name);
      case 'array':
        return input.flatMap((value) => this.#slice(value, node.bounds));
      case 'wildcard':
        return input.flatMap(childrenOf);
      case 'recursive':
        return this.#recursive(input);
      case 'union':
        return node.lists.flatMap((list) => this.#list(input, list));
      case 'filter':
        return input.flatMap((value) => this.#filter(value, node));
      case 'identifier':
        return this.#identifier(input, node.name);
    }
  }

  #list(input: Values, nodes: PathList): Values {
    return nodes.reduce<Values>((values, node) => this.#walk(values, node), input);
  }

  #identifier(input: Values, name: string): Values {
    if (name === 'range') {
      this.#beginRange++;
      return input;
    }
    if (name !== 'end') throw new JsonPathError(`unrecognized identifier ${name}`);
    if (this.#inRange === 0) throw new JsonPathError('not in range, nothing to end');
    this.#endRange++;
    return [];
  }

  #field(input: Values, name: string): Values {
    if (input.length === 0) return [];
    const results = input.flatMap((value) =>
      isJsonObject(value) && Object.hasOwn(value, name) && value[name] !== undefined ? [value[name]] : [],
    );
    if (results.length === 0 && !this.#allowMissingKeys) throw new JsonPathError(`${name} is not found`);
    return results;
  }

  #slice(value: JsonValue, [start, end, step]: readonly [SliceBound, SliceBound, SliceBound]): Values {
    if (value === null) return [];
    if (!Array.isArray(value)) throw new JsonPathError(`${goTypeOf(value)} is not array or slice`);
    const { length } = value;
    const from = start.value < 0 ? start.value + length : start.known ? start.value : 0;
    const bound = end.known ? end.value : length;
    const to = bound < 0 || (bound === 0 && end.derived) ? bound + length : bound;
    if (from === to) return [];
    const outOfBounds = (index: number): JsonPathError =>
      new JsonPathError(`array index out of bounds: index ${index}, length ${length}`);
    if (from >= length || from < 0) throw outOfBounds(from);
    if (to > length || to < 0) throw outOfBounds(to - 1);
    if (from > to) throw new JsonPathError(`starting index ${from} is greater than ending index ${to}`);
    if (step.known && step.value <= 0) throw new JsonPathError('step must be > 0');
    const width = step.known ? step.value : 1;
    return (value.slice(from, to) as Values).filter((_, index) => index % width === 0);
  }

  #recursive(input: Values): Values {
    this.#count(input.length);
    return input.flatMap((value) => {
      const children = childrenOf(value);
      return children.length === 0 ? [] : [value, ...this.#recursive(children)];
    });
  }

  #filter(value: JsonValue, { left, right, operator }: Extract<PathNode, { type: 'filter' }>): Values {
    if (!Array.isArray(value))
      throw new JsonPathError(`${goFormat(value)} is not array or slice and cannot be filtered`);
    return (value as Values).filter((item) => {
      if (operator === 'exists') return this.#exists(item, left);
      const lefts = this.#single([item], left);
      if (lefts === undefined) return false;
      const rights = this.#single([item], right);
      return rights !== undefined && compareValues(lefts, operator, rights);
    });
  }

  #exists(item: JsonValue, path: PathList): boolean {
    try {
      return this.#list([item], path).length > 0;
    } catch (error) {
      if (error instanceof JsonPathError) return false;
      throw error;
    }
  }

  #single(input: Values, path: PathList): JsonValue | undefined {
    const values = this.#list(input, path);
    if (values.length > 1) throw new JsonPathError('can only compare one element at a time');
    return values[0];
  }
}

/** The results of each part of the template, in order; throws JsonPathError. */
export function findResults(
  template: JsonPathTemplate,
  data: JsonValue,
  options: { readonly allowMissingKeys?: boolean } = {},
): readonly Values[] {
  return new Evaluation(template, options.allowMissingKeys ?? false).find([data], 0);
}
