/** The types of the API, compiled from their textual form in `api/schema/structure.ts` into what decoding walks along. */

import { goNames, structure } from '../../api/schema/structure.ts';
import type { JsonValue } from '../../api/json.ts';
import { assert } from '../../lib/assert.ts';
import { isPointerScalar, isPrintedWhenEmpty, isValueStruct } from './go-fields.ts';
import { namedTypeOf } from './go-type-names.ts';

export type Scalar =
  | 'string'
  | 'int32'
  | 'int64'
  | 'float64'
  | 'bool'
  | 'bytes'
  | 'Quantity'
  | 'IntOrString'
  | 'Time'
  | 'MicroTime'
  | 'any';

interface Named {
  /** The Go type as errors print it: `int32`, `[]v1.Container`, `map[string]string`. */
  readonly goType: string;
}
export interface ScalarShape extends Named {
  readonly kind: 'scalar';
  readonly scalar: Scalar;
}
export interface ListShape extends Named {
  readonly kind: 'list';
  readonly element: Shape;
}
export interface MapShape extends Named {
  readonly kind: 'map';
  readonly element: Shape;
}
export interface StructShape extends Named {
  readonly kind: 'struct';
  /** Name of the Go struct without its package. */
  readonly goName: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** Fields that are printed even when they are empty. */
  readonly alwaysPrinted: readonly Field[];
}
export type Shape = ScalarShape | ListShape | MapShape | StructShape;

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  /** Absent and zero are two different things. */
  readonly pointer: boolean;
  /** Printed when empty, with `zeroOf`. */
  readonly alwaysPrinted: boolean;
}

const scalars: ReadonlySet<string> = new Set<Scalar>([
  'string',
  'int32',
  'int64',
  'float64',
  'bool',
  'bytes',
  'Quantity',
  'IntOrString',
  'Time',
  'MicroTime',
  'any',
]);
const goScalars: Readonly<Record<string, string>> = {
  bytes: '[]uint8',
  Quantity: 'resource.Quantity',
  IntOrString: 'intstr.IntOrString',
  Time: 'v1.Time',
  MicroTime: 'v1.MicroTime',
  any: 'interface {}',
};

function parse(expression: string, namedType?: string): Shape {
  if (expression.startsWith('[]')) {
    const element = parse(expression.slice(2), namedType?.replace(/^\[\]/, ''));
    return { kind: 'list', element, goType: namedType ?? `[]${element.goType}` };
  }
  if (expression.startsWith('map[string]')) {
    const element = parse(expression.slice('map[string]'.length));
    return { kind: 'map', element, goType: namedType ?? `map[string]${element.goType}` };
  }
  if (scalars.has(expression)) {
    return {
      kind: 'scalar',
      scalar: expression as Scalar,
      goType: namedType ?? goScalars[expression] ?? expression,
    };
  }
  return shapeOf(expression);
}

// Zero values that are printed: times without omitzero, `divisor`, ports. creationTimestamp is the one with omitzero.
function printsZero(type: string, name: string, shape: Shape): boolean {
  if (shape.kind === 'struct') return isValueStruct(type, name);
  if (shape.kind !== 'scalar' || isPointerScalar(type, name)) return false;
  if (shape.scalar === 'Time' || shape.scalar === 'MicroTime') return name !== 'creationTimestamp';
  return shape.scalar === 'Quantity' || shape.scalar === 'IntOrString';
}

function fieldOf(type: string, name: string, expression: string): Field {
  const required = expression.startsWith('!');
  const shape = parse(required ? expression.slice(1) : expression, namedTypeOf(type, name));
  const pointer = shape.kind === 'struct' ? !isValueStruct(type, name) : isPointerScalar(type, name);
  const alwaysPrinted =
    (required && !(pointer && shape.kind === 'scalar')) ||
    printsZero(type, name, shape) ||
    isPrintedWhenEmpty(type, name);
  return { name, shape, pointer, alwaysPrinted };
}

const fieldsOf = (type: string): ReadonlyMap<string, Field> => {
  const declared = Object.hasOwn(structure, type) ? structure[type] : undefined;
  assert(declared, `no structure of type ${type}`);
  return new Map(Object.entries(declared).map(([name, expression]) => [name, fieldOf(type, name, expression)]));
};

const compiled = new Map<string, StructShape>();

/** The shape of a type of `structure.ts`. Its fields are looked at when they are asked for: few objects use all types. */
export function shapeOf(type: string): StructShape {
  const known = compiled.get(type);
  if (known) return known;
  const goName = Object.hasOwn(goNames, type) ? goNames[type]! : type;
  let fields: ReadonlyMap<string, Field> | undefined;
  let alwaysPrinted: readonly Field[] | undefined;
  const shape: StructShape = {
    kind: 'struct',
    goName,
    goType: `v1.${goName}`,
    get fields() {
      return (fields ??= fieldsOf(type));
    },
    get alwaysPrinted() {
      return (alwaysPrinted ??= [...shape.fields.values()].filter((field) => field.alwaysPrinted));
    },
  };
  compiled.set(type, shape);
  return shape;
}

/** What an absent field that is always printed is printed as. */
export function zeroOf(field: Field): JsonValue {
  return field.pointer ? null : zeroOfShape(field.shape);
}

/** The zero value of a type, as Go prints it. */
export function zeroOfShape(shape: Shape): JsonValue {
  if (shape.kind === 'struct') {
    return Object.fromEntries(shape.alwaysPrinted.map((field) => [field.name, zeroOf(field)]));
  }
  if (shape.kind !== 'scalar') return null;
  switch (shape.scalar) {
    case 'string':
    case 'bytes':
      return '';
    case 'int32':
    case 'int64':
    case 'float64':
    case 'IntOrString':
      return 0;
    case 'bool':
      return false;
    case 'Quantity':
      return '0';
    default:
      return null;
  }
}
