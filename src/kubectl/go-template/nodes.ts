/** What a Go template is parsed into, and its values. Models text/template/parse node.go. */

import { isJsonObject, type JsonObject } from '../../api/json.ts';

/** A Go `int`. Numbers of JSON are `float64` in templates, and the two do not compare. */
export class GoInt {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A value in a template; undefined is a key that a map does not have. */
export type GoValue = null | undefined | boolean | number | string | GoInt | readonly GoValue[] | JsonObject;

/** True for a map: neither nil, a list nor a number. */
export function isMap(value: GoValue): value is JsonObject {
  return isJsonObject(value) && !(value instanceof GoInt);
}

/** Where something stands in the template, and how it is written: for errors. */
interface Place {
  readonly at: number;
  readonly source: string;
}

export type Operand = Place &
  (
    | { readonly type: 'dot' }
    | { readonly type: 'literal'; readonly value: GoValue }
    | { readonly type: 'field'; readonly names: readonly string[] }
    | { readonly type: 'variable'; readonly name: string; readonly names: readonly string[] }
    | { readonly type: 'function'; readonly name: string }
    | { readonly type: 'pipe'; readonly pipe: Pipe; readonly names: readonly string[] }
  );

export interface CommandNode extends Place {
  readonly operands: readonly Operand[];
}

export interface Pipe extends Place {
  /** `$x := …` declares, `$x = …` assigns; two names only in a range. */
  readonly variables: readonly string[];
  readonly assigns: boolean;
  readonly commands: readonly CommandNode[];
}

export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipe: Pipe }
  | {
      readonly type: 'if' | 'with' | 'range';
      readonly pipe: Pipe;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    }
  | { readonly type: 'template'; readonly name: string; readonly pipe: Pipe | undefined; readonly at: number }
  | { readonly type: 'break' | 'continue' };

export interface GoTemplate {
  readonly name: string;
  readonly text: string;
  readonly nodes: readonly TemplateNode[];
  /** Templates made with `define` and `block`. */
  readonly defined: ReadonlyMap<string, readonly TemplateNode[]>;
}

/** A template that cannot be parsed or executed, in the words of text/template. */
export class GoTemplateError extends Error {
  /** What was printed before the failure. */
  readonly output: string;
  constructor(message: string, output = '') {
    super(message);
    this.name = 'GoTemplateError';
    this.output = output;
  }
}
