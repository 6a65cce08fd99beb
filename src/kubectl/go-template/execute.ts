/** Executes Go templates on plain JSON. Models text/template exec.go. */

import type { JsonValue } from '../../api/json.ts';
import { sortedKeys } from '../output/go-json.ts';
import { valueText } from './format.ts';
import { callFunction, FunctionError, isTrue } from './functions.ts';
import {
  GoInt,
  GoTemplateError,
  isMap,
  type CommandNode,
  type GoTemplate,
  type GoValue,
  type Operand,
  type Pipe,
  type TemplateNode,
} from './nodes.ts';

interface Variable {
  readonly name: string;
  value: GoValue;
}

/** Leaves a loop. */
class LoopExit {
  readonly kind: 'break' | 'continue';
  constructor(kind: 'break' | 'continue') {
    this.kind = kind;
  }
}

interface Place {
  readonly at: number;
  readonly source: string;
}

/** Nodes that one template may execute, and characters that it may print: upstream goes on for as long as it takes. */
const maxNodes = 200_000;
const maxOutput = 4_000_000;
/** Templates that call each other this deep. Upstream: 100,000. */
const maxDepth = 500;

class Execution {
  readonly #template: GoTemplate;
  readonly #allowMissingKeys: boolean;
  #variables: Variable[] = [];
  #nodes = 0;
  #depth = 0;
  output = '';

  constructor(template: GoTemplate, allowMissingKeys: boolean) {
    this.#template = template;
    this.#allowMissingKeys = allowMissingKeys;
  }

  #fail({ at, source }: Place, message: string): GoTemplateError {
    const before = this.#template.text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - (before.lastIndexOf('\n') + 1);
    const { name } = this.#template;
    const where = `template: ${name}:${line}:${column}: executing ${JSON.stringify(name)} at <${source}>`;
    return new GoTemplateError(`${where}: ${message}`, this.output);
  }

  run(nodes: readonly TemplateNode[], data: GoValue): void {
    this.#variables = [{ name: '$', value: data }];
    this.#walk(nodes, data);
  }

  #walk(nodes: readonly TemplateNode[], dot: GoValue): void {
    for (const node of nodes) this.#node(node, dot);
  }

  #tooMuch(): GoTemplateError {
    const what = `more than ${maxNodes} steps or ${maxOutput} characters: the playground ends here`;
    return new GoTemplateError(`template: ${this.#template.name}: ${what}`, this.output.slice(0, maxOutput));
  }

  #node(node: TemplateNode, dot: GoValue): void {
    if (++this.#nodes > maxNodes || this.output.length > maxOutput) throw this.#tooMuch();
    switch (node.type) {
      case 'text':
        this.output += node.text;
        break;
      case 'action': {
        const value = this.#pipe(node.pipe, dot);
        if (node.pipe.variables.length === 0)
          this.output += value === null || value === undefined ? '<no value>' : valueText(value);
        break;
      }
      case 'break':
      case 'continue':
        throw new LoopExit(node.type);
      case 'template': {
        const body = this.#template.defined.get(node.name);
        const place = { at: node.at, source: `{{template ${JSON.stringify(node.name)}}}` };
        if (!body) throw this.#fail(place, `template ${JSON.stringify(node.name)} not defined`);
        if (this.#depth >= maxDepth) throw this.#fail(place, `exceeded maximum template depth (${maxDepth})`);
        const data = node.pipe ? this.#pipe(node.pipe, dot) : null;
        const outer = this.#variables;
        this.#depth++;
        this.run(body, data);
        this.#depth--;
        this.#variables = outer;
        break;
      }
      default: {
        const scope = this.#variables.length;
        if (node.type === 'range') this.#range(node, dot);
        else {
          const value = this.#pipe(node.pipe, dot);
          if (isTrue(value)) this.#walk(node.body, node.type === 'with' ? value : dot);
          else this.#walk(node.otherwise, dot);
        }
        this.#variables.length = scope;
      }
    }
  }

  #range(node: Extract<TemplateNode, { type: 'if' | 'with' | 'range' }>, dot: GoValue): void {
    const { pipe } = node;
    const value = this.#pipe({ ...pipe, variables: [] }, dot);
    const entries = this.#entries(value, pipe);
    for (const [key, element] of entries) {
      const scope = this.#variables.length;
      const names = pipe.variables;
      const set = (name: string, item: GoValue): void =>
        pipe.assigns ? this.#assign(name, item) : void this.#variables.push({ name, value: item });
      if (names.length === 1) set(names[0]!, element);
      if (names.length === 2) {
        set(names[0]!, key);
        set(names[1]!, element);
      }
      try {
        this.#walk(node.body, element);
      } catch (error) {
        if (!(error instanceof LoopExit)) throw error;
        if (error.kind === 'break') {
          this.#variables.length = scope;
          return;
        }
      }
      this.#variables.length = scope;
    }
    if (entries.length === 0) this.#walk(node.otherwise, dot);
  }

  #entries(value: GoValue, pipe: Pipe): readonly (readonly [GoValue, GoValue])[] {
    if (value === null || value === undefined) return [];
    if (value instanceof GoInt) {
      if (value.value > maxNodes) throw this.#tooMuch();
      return Array.from({ length: value.value }, (_, index) => [new GoInt(index), new GoInt(index)] as const);
    }
    if (Array.isArray(value))
      return (value as readonly GoValue[]).map((item, index) => [new GoInt(index), item] as const);
    if (isMap(value)) return sortedKeys(value).map((key) => [key, value[key] as GoValue] as const);
    throw this.#fail(pipe, `range can't iterate over ${valueText(value)}`);
  }

  #assign(name: string, value: GoValue): void {
    const variable = this.#variables.findLast((candidate) => candidate.name === name);
    if (variable) variable.value = value;
  }

  #pipe(pipe: Pipe, dot: GoValue): GoValue {
    let value: GoValue;
    pipe.commands.forEach((command, index) => {
      value = this.#command(command, dot, index === 0 ? [] : [value]);
    });
    for (const name of pipe.variables) {
      if (pipe.assigns) this.#assign(name, value);
      else this.#variables.push({ name, value });
    }
    return value;
  }

  /** `final`: the value piped in, as the last argument. */
  #command({ operands }: CommandNode, dot: GoValue, final: readonly GoValue[]): GoValue {
    const [first, ...rest] = operands as [Operand, ...Operand[]];
    if (first.type === 'function') return this.#call(first, rest, dot, final);
    if (rest.length > 0 || final.length > 0) {
      const what =
        first.type === 'field'
          ? `${first.names.at(-1)} has arguments but cannot be invoked as function`
          : `can't give argument to non-function ${first.source}`;
      throw this.#fail(first, what);
    }
    return this.#operand(first, dot);
  }

  #call(
    operand: Extract<Operand, { type: 'function' }>,
    args: readonly Operand[],
    dot: GoValue,
    final: readonly GoValue[],
  ): GoValue {
    const { name } = operand;
    const count = args.length + final.length;
    const needed =
      name === 'index' || name === 'and' || name === 'or' || name === 'printf' || name === 'eq' ? 1 : undefined;
    const exactly = { not: 1, len: 1, ne: 2, lt: 2, le: 2, gt: 2, ge: 2, base64decode: 1 }[name];
    if (exactly !== undefined && count !== exactly) {
      throw this.#fail(operand, `wrong number of args for ${name}: want ${exactly} got ${count}`);
    }
    if (needed !== undefined && count < needed) {
      throw this.#fail(operand, `wrong number of args for ${name}: want at least ${needed} got ${count}`);
    }
    if (name === 'and' || name === 'or') {
      let value: GoValue;
      for (const argument of args) {
        value = this.#operand(argument, dot);
        if (isTrue(value) === (name === 'or')) return value;
      }
      return final.length > 0 ? final[0] : value;
    }
    try {
      return callFunction(name, [...args.map((argument) => this.#operand(argument, dot)), ...final]);
    } catch (error) {
      if (error instanceof FunctionError)
        throw this.#fail(
          { ...operand, source: [name, ...args.map(({ source }) => source)].join(' ') },
          `error calling ${name}: ${error.message}`,
        );
      throw error;
    }
  }

  #operand(operand: Operand, dot: GoValue): GoValue {
    switch (operand.type) {
      case 'dot':
        return dot;
      case 'literal':
        return operand.value;
      case 'field':
        return this.#fields(dot, operand.names, operand);
      case 'variable': {
        const variable = this.#variables.findLast(({ name }) => name === operand.name);
        return this.#fields(variable?.value, operand.names, operand);
      }
      case 'pipe':
        return this.#fields(this.#pipe(operand.pipe, dot), operand.names, operand);
      case 'function':
        return this.#call(operand, [], dot, []);
    }
  }

  #fields(start: GoValue, names: readonly string[], place: Place): GoValue {
    let value = start;
    for (const name of names) {
      if (value === null) throw this.#fail(place, `nil pointer evaluating interface {}.${name}`);
      if (value === undefined) {
        if (this.#allowMissingKeys) return undefined;
        throw this.#fail(place, `nil data; no entry for key ${JSON.stringify(name)}`);
      }
      if (!isMap(value)) throw this.#fail(place, `can't evaluate field ${name} in type interface {}`);
      if (!Object.hasOwn(value, name) && !this.#allowMissingKeys)
        throw this.#fail(place, `map has no entry for key ${JSON.stringify(name)}`);
      value = Object.hasOwn(value, name) ? (value[name] as GoValue) : undefined;
    }
    return value;
  }
}

/** What the template prints; throws GoTemplateError (with what was printed before the failure). */
export function executeGoTemplate(
  template: GoTemplate,
  data: JsonValue,
  options: { readonly allowMissingKeys: boolean },
): string {
  const execution = new Execution(template, options.allowMissingKeys);
  execution.run(template.nodes, data as GoValue);
  return execution.output;
}
