/**
 * From a JSON body to an object in the form that Go leaves after reading and printing it: unknown fields and nulls are
 * gone, empty values too where upstream omits them. Parts that are in that form already are passed through.
 * Models sigs.k8s.io/json with the struct tags of the API types.
 */

import { goQuote } from '../../lib/go-quote.ts';
import { goTypeOf } from '../../api/go-format.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { failure, StatusError } from '../../api/status.ts';
import { isNestedDeeper } from '../../lib/nesting.ts';
import { depthLimit, type Repeats } from './json-text.ts';
import { decodeScalar, goKind, isZeroScalar } from './decode-scalar.ts';
import {
  zeroOf,
  zeroOfShape,
  type Field,
  type ListShape,
  type MapShape,
  type ScalarShape,
  type Shape,
  type StructShape,
} from './shapes.ts';

export interface Decoded {
  readonly value: JsonObject;
  /** Strict decoding errors such as `unknown field "spec.foo"`, each once and at most 100, in the order of the body. */
  readonly strictErrors: readonly string[];
}

/** Whose error texts: those of reading JSON, or those of upstream's converter of decoded maps. */
export type Wording = 'json' | 'unstructured';

/** The body cannot be read as the type; the message is Go's. */
export class DecodeError extends Error {}

export interface DecodeOptions {
  /** Default `json`. */
  readonly wording?: Wording;
  /** What the text of the body says more than once. */
  readonly repeats?: Repeats;
}

/**
 * Decodes `body` as the type of `shape`. A part that is the same reference in `known` (an object that was decoded
 * before) is taken as it is. Throws DecodeError.
 */
export function decodeAs(
  shape: StructShape,
  body: JsonObject,
  known?: JsonObject,
  options: DecodeOptions = {},
): Decoded {
  const decoder = new Decoder(options);
  const value = decoder.struct(shape, body, known) as JsonObject;
  if (decoder.typeError !== undefined) throw new DecodeError(decoder.typeError);
  return { value, strictErrors: [...decoder.strictErrors] };
}

/** Bodies beyond this are refused; counted roughly, values and characters, of what is not known already. */
export const bodyBytesLimit = 3 * 1024 * 1024;

/** What a body beyond the limit is answered with. */
export const bodyTooLarge = failure(
  413,
  'RequestEntityTooLarge',
  `Request entity too large: limit is ${bodyBytesLimit}`,
);

const strictErrorsLimit = 100;

class Decoder {
  readonly strictErrors = new Set<string>();
  /** The first type error; Go reads on after one and reports it at the end. */
  typeError: string | undefined;
  #size = 0;
  readonly #wording: Wording;
  readonly #repeats: Repeats | undefined;
  /** Field names, list indexes and map keys from the root to the value being read. */
  readonly #path: (string | number)[] = [];
  /** Of each path segment that is a struct field the struct's Go name, else undefined. */
  readonly #owners: (string | undefined)[] = [];

  constructor({ wording = 'json', repeats }: DecodeOptions) {
    this.#wording = wording;
    this.#repeats = repeats?.size ? repeats : undefined;
  }

  value(shape: Shape, input: JsonValue, known: JsonValue | undefined): JsonValue | undefined {
    if (input === known) return input;
    this.#size += typeof input === 'string' ? input.length : 1;
    if (this.#size > bodyBytesLimit) throw new StatusError(bodyTooLarge);
    switch (shape.kind) {
      case 'struct':
        return isJsonObject(input) ? this.struct(shape, input, known) : this.#mismatch(shape, input);
      case 'list':
        return Array.isArray(input) ? this.#list(shape, input, known) : this.#mismatch(shape, input);
      case 'map':
        return isJsonObject(input) ? this.#map(shape, input, known) : this.#mismatch(shape, input);
      case 'scalar':
        return this.#scalar(shape, input);
    }
  }

  struct(shape: StructShape, input: JsonObject, known: JsonValue | undefined): JsonValue {
    if (input === known) return input;
    const before = isJsonObject(known) ? known : undefined;
    const output: Record<string, JsonValue> = {};
    const repeated = this.#repeats?.get(input);
    let changed = repeated !== undefined;
    const seen = repeated && new Set<string>();
    for (const [key, entry] of repeated ?? Object.entries(input)) {
      const field = shape.fields.get(key);
      if (field === undefined) {
        if (entry !== undefined) this.#strictError('unknown', key);
        changed = true;
        continue;
      }
      if (seen) this.#checkRepeated(seen, key);
      const decoded = this.#field(shape, field, entry, before && Object.hasOwn(before, key) ? before[key] : undefined);
      if (decoded !== undefined) output[key] = decoded;
      if (decoded !== entry) changed = true;
    }
    for (const field of shape.alwaysPrinted) {
      if (Object.hasOwn(output, field.name)) continue;
      output[field.name] = zeroOf(field);
      changed = true;
    }
    return changed ? output : input;
  }

  /** The field's value, or undefined when it is left out. */
  #field(
    owner: StructShape,
    field: Field,
    input: JsonValue | undefined,
    known: JsonValue | undefined,
  ): JsonValue | undefined {
    if (input === undefined || input === null) return undefined;
    if (this.#path.length > depthLimit) throw new DecodeError('exceeded max depth');
    this.#path.push(field.name);
    this.#owners.push(owner.goName);
    const decoded = this.value(field.shape, input, known);
    this.#path.pop();
    this.#owners.pop();
    if (field.pointer || decoded === undefined) return decoded;
    return isEmpty(field.shape, decoded) ? undefined : decoded;
  }

  #list(shape: ListShape, input: readonly JsonValue[], known: JsonValue | undefined): JsonValue {
    const before = Array.isArray(known) ? (known as readonly JsonValue[]) : undefined;
    return this.#entries(input, (entry, index) => {
      if (entry === null || entry === undefined) return zeroOfShape(shape.element);
      this.#enter(index);
      const decoded = this.value(shape.element, entry, before?.[index]);
      this.#leave();
      return decoded ?? zeroOfShape(shape.element);
    });
  }

  #entries(input: readonly JsonValue[], decode: (entry: JsonValue, index: number) => JsonValue): JsonValue {
    let changed = false;
    const output = input.map((entry, index) => {
      const decoded = decode(entry, index);
      if (decoded !== entry) changed = true;
      return decoded;
    });
    return changed ? output : input;
  }

  #map(shape: MapShape, input: JsonObject, known: JsonValue | undefined): JsonValue {
    const before = isJsonObject(known) ? known : undefined;
    const output: [string, JsonValue][] = [];
    const repeated = this.#repeats?.get(input);
    let changed = repeated !== undefined;
    const seen = repeated && new Set<string>();
    for (const [key, entry] of repeated ?? Object.entries(input)) {
      if (entry === undefined) {
        changed = true;
        continue;
      }
      if (seen) this.#checkRepeated(seen, key);
      this.#enter(key);
      const old = before && Object.hasOwn(before, key) ? before[key] : undefined;
      const decoded = entry === null ? undefined : this.value(shape.element, entry, old);
      this.#leave();
      output.push([key, decoded ?? zeroOfShape(shape.element)]);
      if (decoded !== entry) changed = true;
    }
    return changed ? Object.fromEntries(output) : input;
  }

  #scalar(shape: ScalarShape, input: JsonValue): JsonValue | undefined {
    if (shape.scalar === 'any' && isNestedDeeper(input, depthLimit)) throw new DecodeError('exceeded max depth');
    const result = decodeScalar(shape, input);
    if ('value' in result) return result.value;
    if ('fatal' in result) throw new DecodeError(result.fatal);
    if ('saved' in result) {
      this.typeError ??= result.saved;
      return undefined;
    }
    return this.#mismatch(shape, input, result.found, result.goType);
  }

  #mismatch(shape: Shape, input: JsonValue, found = goKind(input), goType = shape.goType): undefined {
    if (this.#wording === 'unstructured') throw new DecodeError(conversionError(shape, input));
    let owner: string | undefined;
    const fields: string[] = [];
    for (const [index, name] of this.#owners.entries()) {
      if (name === undefined) continue;
      owner = name;
      fields.push(String(this.#path[index]));
    }
    const target =
      owner === undefined ? `value of type ${goType}` : `struct field ${owner}.${fields.join('.')} of type ${goType}`;
    this.typeError ??= `json: cannot unmarshal ${found} into Go ${target}`;
    return undefined;
  }

  /** Tells of a key that stands in its object a second time. */
  #checkRepeated(seen: Set<string>, key: string): void {
    if (seen.has(key)) this.#strictError('duplicate', key);
    seen.add(key);
  }

  /** Models saveStrictError. */
  #strictError(what: 'unknown' | 'duplicate', key: string): void {
    if (this.strictErrors.size < strictErrorsLimit)
      this.strictErrors.add(`${what} field ${goQuote(this.#pathOf(key))}`);
  }

  #enter(segment: string | number): void {
    this.#path.push(segment);
    this.#owners.push(undefined);
  }

  #leave(): void {
    this.#path.pop();
    this.#owners.pop();
  }

  #pathOf(key: string): string {
    let text = '';
    for (const segment of [...this.#path, key]) {
      if (typeof segment === 'number') text += `[${segment}]`;
      else text += text === '' ? segment : `.${segment}`;
    }
    return text;
  }
}

/** Models apimachinery/pkg/runtime converter.go fromUnstructured. */
function conversionError(shape: Shape, input: JsonValue): string {
  const kind = Array.isArray(input) ? 'slice' : isJsonObject(input) ? 'map' : goTypeOf(input);
  if (shape.kind === 'struct') return `cannot restore struct from: ${kind}`;
  if (shape.kind !== 'scalar') return `cannot restore ${shape.kind === 'list' ? 'slice' : 'map'} from ${kind}`;
  const fromInteger = kind === 'int64' && shape.scalar === 'string';
  const fromFraction = kind === 'float64' && shape.scalar.startsWith('int');
  if (fromInteger || fromFraction) return `cannot convert ${kind} to ${shape.goType}`;
  return `unrecognized type: ${shape.scalar}`;
}

/** True for what `omitempty` leaves out of a field that is no pointer. */
function isEmpty(shape: Shape, value: JsonValue): boolean {
  switch (shape.kind) {
    case 'struct':
      return false;
    case 'list':
      return (value as readonly JsonValue[]).length === 0;
    case 'map':
      for (const _ in value as JsonObject) return false;
      return true;
    case 'scalar':
      return isZeroScalar(shape.scalar, value);
  }
}
