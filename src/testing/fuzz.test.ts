/**
 * Anything may be sent: requests of every shape, and manifests with mistakes. Nothing throws or hangs, whatever is stored
 * can be put back unchanged, and no prototype is ever written to.
 */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { isJsonObject, type JsonValue } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import type { ApiRequest } from '../api/request.ts';
import { resourceName, scheme } from '../api/scheme.ts';
import { pathOf } from '../client/request.ts';
import { examples } from '../manifest/examples/catalogue.ts';
import { preferredCustomResources } from '../api/custom-resources.ts';
import { createCluster } from '../sim/cluster.ts';
import type { Simulation } from '../sim/simulation.ts';
import { backup, backupDefinition } from './custom-resources.ts';
import { runCommandLine } from './run-kubectl.ts';

/** The same runs every time; FUZZ_SEED and FUZZ_RUNS look further. */
const limits = {
  seed: Number(process.env['FUZZ_SEED'] ?? 20_260_101),
  numRuns: Number(process.env['FUZZ_RUNS'] ?? 300),
  interruptAfterTimeLimit: process.env['FUZZ_RUNS'] ? 100_000 : 12_000,
  markInterruptAsFailure: false,
};

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype] as const;
const keysOf = (): readonly (readonly PropertyKey[])[] => prototypes.map((prototype) => Reflect.ownKeys(prototype));
const pristine = keysOf();

afterEach(() => {
  expect(keysOf()).toEqual(pristine);
});

/** Objects that are not the controllers' own bookkeeping, with the path that they are read and written at. */
function storedObjects(simulation: Simulation): readonly (readonly [path: string, object: KubeObject])[] {
  const { reader } = simulation;
  return [...scheme, ...preferredCustomResources(reader)].flatMap((row) => {
    return reader.listAny(resourceName(row)).map((object) => {
      const { name, namespace } = object.metadata;
      return [pathOf({ resource: row, name, ...(namespace === undefined ? {} : { namespace }) }), object] as const;
    });
  });
}

/** Every stored object is read, put back, and neither refused nor written. */
function expectStable(simulation: Simulation): void {
  for (const [path] of storedObjects(simulation)) {
    const read = simulation.request({ method: 'GET', path });
    expect(read.code, path).toBe(200);
    const put = simulation.request({ method: 'PUT', path, body: read.body });
    expect(put.code, `${path} ${JSON.stringify(put.body)}`).toBe(200);
    expect(versionOf(put.body), path).toBe(versionOf(read.body));
  }
}

function versionOf(body: JsonValue): JsonValue | undefined {
  return isJsonObject(body) && isJsonObject(body['metadata']) ? body['metadata']['resourceVersion'] : undefined;
}

const hostileKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', '$patch', 'a/b', '.'];
const words = fc.constantFrom(
  ...hostileKeys,
  'web',
  'x',
  'default',
  'status',
  '*',
  '%2e%2e',
  '\u0000',
  '💥',
  'A'.repeat(300),
);

/** JSON with the keys that a careless program trips over; `__proto__` becomes a key of its own. */
const { json } = fc.letrec<{ json: JsonValue; object: JsonValue }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonValue>(null, true, 0, -1, 1.5, 1e308, '', '1Gi', '50%', '2026-01-01T00:00:00Z'),
    words,
    fc.array(tie('json'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc
    .array(
      fc.tuple(fc.oneof(words, fc.constantFrom('metadata', 'name', 'spec', 'labels', 'items', 'kind')), tie('json')),
      {
        maxLength: 4,
      },
    )
    .map((entries) => Object.fromEntries(entries)),
}));

const good = (kind: string, apiVersion: string, rest: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'x' },
  ...rest,
});
const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
const bodies: readonly object[] = [
  good('ConfigMap', 'v1', { data: { a: 'b' } }),
  good('Pod', 'v1', { spec: template.spec }),
  good('Service', 'v1', { spec: { ports: [{ port: 80 }], selector: { app: 'x' } } }),
  good('StatefulSet', 'apps/v1', { spec: { replicas: 1, selector: { matchLabels: { app: 'x' } }, template } }),
  backup('x', { targets: [{ name: 'a' }], extra: { a: { b: 1 } }, labels: { a: 'b' } }),
  { ...backup('x', { unknown: [1, { a: null }] }), apiVersion: 'db.example.com/v1beta1' },
  good('PodDisruptionBudget', 'policy/v1', { spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'x' } } } }),
];

function spoil(body: object, at: number, value: JsonValue): JsonValue {
  const text = JSON.stringify(body);
  let count = 0;
  const visit = (replaced: number): JsonValue => {
    count = 0;
    return JSON.parse(text, (_key, old: JsonValue) => (count++ === replaced ? value : old)) as JsonValue;
  };
  visit(-1);
  return visit(at % count);
}

/** A good object in which one value was replaced by anything. */
const spoiled = fc.tuple(fc.constantFrom(...bodies), fc.nat(), json).map(([body, at, value]) => spoil(body, at, value));
const spoiledDefinition = fc.tuple(fc.nat(), json).map(([at, value]) => spoil(backupDefinition, at, value));

const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...scheme.map(({ plural }) => plural)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('x', 'default', 'namespaces', 'status', 'scale', 'eviction', 'binding', 'log'),
  },
  { weight: 1, arbitrary: words },
);
const backups = '/apis/db.example.com/v1/namespaces/default/backups';
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const customPath = fc.constantFrom(
  ...['', '/x', '/x/status', '/x/scale', '/x/log'].flatMap((rest) => [
    backups + rest,
    backups.replace('v1', 'v1beta1') + rest,
  ]),
  ...['', '/backups.db.example.com', '/backups.db.example.com/status'].map((rest) => definitions + rest),
);
const path = fc.oneof(
  { weight: 2, arbitrary: customPath },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...scheme), fc.constantFrom('', '/x', '/x/status', '/x/scale', '/default'))
      .map(([row, rest]) => {
        const resource = resourceName(row);
        return pathOf({ resource, ...(row.namespaced ? { namespace: 'default' } : {}) }) + rest;
      }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('/api/v1', '/apis/apps/v1', '/apis', '/openapi', ''), fc.array(segment, { maxLength: 5 }))
      .map(([root, segments]) => [root, ...segments].join('/')),
  },
);

const request: fc.Arbitrary<ApiRequest> = fc.record(
  {
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    path,
    query: fc.dictionary(
      fc.constantFrom('labelSelector', 'fieldSelector', 'limit', 'continue', 'dryRun', 'fieldValidation', 'force'),
      fc.oneof(words, fc.constantFrom('a=b', 'a in (b', 'metadata.name=x', '1', 'All', 'Strict', 'true')),
      { maxKeys: 2 },
    ),
    contentType: fc.constantFrom(
      'application/json',
      'application/merge-patch+json',
      'application/json-patch+json',
      'application/strategic-merge-patch+json',
      'text/plain',
      '',
    ),
    body: fc.oneof({ weight: 4, arbitrary: spoiled }, { weight: 1, arbitrary: json }),
  },
  { requiredKeys: ['method', 'path'] },
);

describe('requests', () => {
  it('of every shape are answered, and leave only what can be stored again', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 12 }), (requests) => {
        const simulation = createCluster({ nodes: 1 });
        simulation.request({ method: 'POST', path: definitions, body: backupDefinition as JsonValue });
        for (const one of requests) {
          const { body } = simulation.request(one);
          // The server answers its own faults with this reason.
          expect(isJsonObject(body) ? body['reason'] : '', JSON.stringify([one, body])).not.toBe('InternalError');
        }
        simulation.runUntil(simulation.nowMs + 20_000, 20_000);
        expectStable(simulation);
      }),
      limits,
    );
  });
});

describe('custom resources', () => {
  const customRequest: fc.Arbitrary<ApiRequest> = fc.record(
    {
      method: fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE'),
      path: customPath,
      query: fc.constantFrom<Readonly<Record<string, string>>>(
        {},
        { fieldValidation: 'Strict' },
        { fieldManager: 'me', force: 'true' },
      ),
      contentType: fc.constantFrom('application/merge-patch+json', 'application/apply-patch+yaml', 'application/json'),
      body: fc.oneof(spoiled, spoiledDefinition),
    },
    { requiredKeys: ['method', 'path', 'body'] },
  );

  it('of every shape are answered, and leave only what can be stored again', () => {
    fc.assert(
      fc.property(fc.array(customRequest, { minLength: 2, maxLength: 8 }), (requests) => {
        const simulation = createCluster({ nodes: 1 });
        for (const one of requests) {
          const { body } = simulation.request(one);
          expect(isJsonObject(body) ? body['reason'] : '', JSON.stringify([one, body])).not.toBe('InternalError');
          simulation.request({ method: 'POST', path: backups, body: backup('y') as JsonValue });
        }
        simulation.runUntil(simulation.nowMs + 5_000, 20_000);
        expectStable(simulation);
      }),
      limits,
    );
  });
});

const manifests = examples.flatMap(({ files }) =>
  files.map(({ name }) => readFileSync(`public/examples/${name}`, 'utf8')),
);
const lineChange = fc.record({
  at: fc.nat(),
  type: fc.constantFrom('drop', 'double', 'indent', 'outdent', 'value', 'key'),
  text: fc.oneof(
    words,
    fc.constantFrom(
      '-1',
      '3',
      'null',
      '[]',
      '{}',
      '""',
      '&a *a',
      '!!binary x',
      '|',
      '1Gi',
      '"50%"',
      '~',
      '0x1F',
      '1e400',
    ),
  ),
});
type LineChange = typeof lineChange extends fc.Arbitrary<infer T> ? T : never;

function changed(lines: readonly string[], { at, type, text }: LineChange): readonly string[] {
  const index = at % Math.max(lines.length, 1);
  const line = lines[index] ?? '';
  const instead: Readonly<Record<LineChange['type'], readonly string[]>> = {
    drop: [],
    double: [line, line],
    indent: [`  ${line}`],
    outdent: [line.replace(/^ {2}/, '')],
    value: [line.replace(/:.*$/, `: ${text}`)],
    key: [line.replace(/[\w.-]+(?=:)/, text)],
  };
  return lines.toSpliced(index, 1, ...instead[type]);
}

const manifest = fc
  .tuple(fc.constantFrom(...manifests), fc.array(lineChange, { minLength: 1, maxLength: 4 }))
  .map(([text, changes]) => changes.reduce<readonly string[]>(changed, text.split('\n')).join('\n'));

describe('manifests with mistakes', () => {
  it('are applied or refused, and what is stored can be stored again', async () => {
    await fc.assert(
      fc.asyncProperty(manifest, async (text) => {
        const simulation = createCluster({ nodes: 2 });
        const { exitCode, stdout, stderr, interrupted } = await runCommandLine(simulation, 'kubectl apply -f m.yaml', {
          files: { 'm.yaml': text },
          timeoutMs: 60_000,
        });
        expect(interrupted).toBe(false);
        expect(exitCode).toSatisfy((code: number) => code === 0 || code === 1);
        expect(exitCode === 0 ? stdout : stderr, text).not.toBe('');
        expect(stderr).not.toMatch(/Internal error|InternalError|undefined is not|Cannot read/);
        simulation.runUntil(simulation.nowMs + 30_000, 20_000);
        expectStable(simulation);
      }),
      limits,
    );
  });
});
