import { expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../api/json.ts';
import { resourceName, type ResourceName } from '../api/scheme.ts';
import { createRandom } from '../lib/random.ts';
import { apiHarness, plainPod } from '../testing/api-harness.ts';
import { statefulSet } from '../testing/manifests.ts';
import { shapeOf, type Shape } from './decoding/shapes.ts';
import { definitions } from './registry.ts';

const random = createRandom(20_260_101);
const chance = (probability: number): boolean => random.next() < probability;
const oneOf = <T>(list: readonly T[]): T => list[random.integer(0, list.length - 1)]!;

const words =
  '|a|web|A_b|1|10.96.0.5|::1|1.2.3.4/24|1Gi|-1|50%|None|TCP|Always|In|Exists|/x|constructor|__proto__|limits.cpu|cpu|storage|NodePort|ExternalName|IPv6|ReadWriteOnce|Block|OnDelete|Localhost'.split(
    '|',
  );
const numbers = [0, 1, 2, -1, 80, 420, 30_000, 70_000, 2_147_483_647];

/** Any value that may stand where the shape is asked for, good or bad. */
function anyValue(shape: Shape, depth: number): JsonValue {
  if (chance(0.04) || depth > 10) return null;
  const few = Array.from({ length: random.integer(0, 2) });
  switch (shape.kind) {
    case 'list':
      return few.map(() => anyValue(shape.element, depth + 1));
    case 'map':
      return Object.fromEntries(few.map(() => [oneOf(words), anyValue(shape.element, depth + 1)]));
    case 'struct':
      return anyObject(shape, depth);
    case 'scalar':
      break;
  }
  switch (shape.scalar) {
    case 'bool':
      return chance(0.5);
    case 'int32':
    case 'int64':
    case 'float64':
      return oneOf(numbers);
    case 'IntOrString':
      return oneOf([...numbers, '50%', 'x', '101%', '']);
    case 'Quantity':
      return oneOf(['1', '1Gi', '-1', '100m', '1.5Gi', 0]);
    case 'Time':
      return '2026-01-01T00:00:00Z';
    case 'MicroTime':
      return '2026-01-01T00:00:00.000000Z';
    case 'bytes':
      return oneOf(['', 'YQ==']);
    default:
      return oneOf(words);
  }
}

function anyObject(shape: Shape & { kind: 'struct' }, depth: number): JsonObject {
  const fields = [...shape.fields.values()].filter(({ alwaysPrinted }) => chance(alwaysPrinted ? 0.9 : 0.15));
  return Object.fromEntries(fields.map((field) => [field.name, anyValue(field.shape, depth + 1)]));
}

/** The value with some of its fields replaced by anything, and others added. */
function disturbed(value: JsonValue | undefined, shape: Shape, rate: number, depth = 0): JsonValue {
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.map((item: JsonValue) => disturbed(item, shape.element, rate, depth + 1));
  }
  if (shape.kind !== 'struct' || value === null || typeof value !== 'object' || Array.isArray(value)) {
    return value ?? null;
  }
  const source = value as JsonObject;
  const entries = [...shape.fields.values()].flatMap((field): [string, JsonValue][] => {
    if (chance(rate)) return [[field.name, anyValue(field.shape, depth + 1)]];
    const present = source[field.name];
    return present === undefined ? [] : [[field.name, disturbed(present, field.shape, rate, depth + 1)]];
  });
  return Object.fromEntries(entries);
}

const size = { resources: { requests: { storage: '1Gi' } } };
const accessModes = ['ReadWriteOnce'];

/** Objects that are fine, to start from. */
const good: Readonly<Record<string, object>> = {
  Pod: plainPod('x'),
  StatefulSet: statefulSet('x', { claims: ['data'] }),
  Service: { spec: { ports: [{ port: 80 }], selector: { app: 'x' } } },
  PersistentVolumeClaim: { spec: { accessModes, ...size } },
  PersistentVolume: { spec: { accessModes, capacity: { storage: '1Gi' }, hostPath: { path: '/x' } } },
  StorageClass: { provisioner: 'a' },
  PodDisruptionBudget: { spec: { selector: {} } },
  EndpointSlice: { addressType: 'IPv4', endpoints: [], ports: [] },
  ControllerRevision: { data: {}, revision: 1 },
  Event: { involvedObject: { namespace: 'default' } },
};

const name = 'x';
const identity = ({ metadata, kind, apiVersion }: JsonObject): JsonObject => ({
  metadata: metadata ?? null,
  kind: kind ?? null,
  apiVersion: apiVersion ?? null,
});

const rows = Object.values(definitions).map(({ row }) => [resourceName(row) as ResourceName, row.kind] as const);

it.each(rows)('%s: no object makes the server fail, and what is stored can be put back unchanged', (resource, kind) => {
  const shape = shapeOf(kind);
  for (let round = 0; round < 30; round++) {
    const api = apiHarness();
    const rate = oneOf([0.003, 0.01, 0.05]);
    const {
      kind: _kind,
      apiVersion: _version,
      ...draft
    } = disturbed((good[kind] ?? {}) as JsonObject, shape, rate) as JsonObject;
    const made = api.create(resource, { ...draft, metadata: { name, labels: { a: 'b' } } });
    expect(made, JSON.stringify(draft)).not.toMatchObject({ code: 500 });
    if (made.code !== 201) continue;
    const change = (object: JsonObject): JsonObject => ({
      ...(disturbed(object, shape, rate) as JsonObject),
      ...identity(object),
    });
    expect(api.update(resource, name, change).errors.join()).not.toMatch(/^Internal error/);
    const status = shape.fields.get('status');
    if (status) {
      const write = (object: JsonObject): JsonObject => ({ ...object, status: anyValue(status.shape, 0) });
      expect(api.update(resource, name, write, 'status').errors.join()).not.toMatch(/^Internal error/);
    }
    const before =
      api.server.reader.getAny(resource, 'default', name) ?? api.server.reader.getAny(resource, undefined, name);
    if (!before) continue;
    expect(api.update(resource, name, (object: object) => object).errors).toEqual([]);
    const after = api.server.reader.getAny(resource, before.metadata.namespace, name);
    expect(after, 'an unchanged object is not written').toBe(before);
  }
});
