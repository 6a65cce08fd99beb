/** What a JSONPath template is parsed into. Models client-go/util/jsonpath node.go. */

import type { JsonValue } from '../json.ts';

/** A bound of `[start:end:step]`; `derived` when `[n]` stands for `[n:n+1]`. */
export interface SliceBound {
  readonly value: number;
  readonly known: boolean;
  readonly derived?: boolean;
}

export type PathNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'array'; readonly bounds: readonly [SliceBound, SliceBound, SliceBound] }
  | { readonly type: 'filter'; readonly left: PathList; readonly right: PathList; readonly operator: string }
  | { readonly type: 'literal'; readonly value: JsonValue }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  | { readonly type: 'union'; readonly lists: readonly PathList[] }
  | { readonly type: 'identifier'; readonly name: string }
  | { readonly type: 'list'; readonly nodes: PathList };

export type PathList = readonly PathNode[];

/** A template: literal texts and one list per `{…}`. */
export interface JsonPathTemplate {
  readonly text: string;
  readonly nodes: PathList;
}

/** A template that cannot be parsed or evaluated, in upstream's words. */
export class JsonPathError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'JsonPathError';
  }
}
