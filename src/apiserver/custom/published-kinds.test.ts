/** Definitions in the shape of those that well-known projects publish, shortened: they are taken, and so are their objects. */

import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import { apiHarness } from '../../testing/api-harness.ts';

const string = { type: 'string' };
const quantity = {
  anyOf: [{ type: 'integer' }, { type: 'string' }],
  pattern:
    '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
  'x-kubernetes-int-or-string': true,
};
const conditions = {
  type: 'array',
  maxItems: 8,
  'x-kubernetes-list-map-keys': ['type'],
  'x-kubernetes-list-type': 'map',
  items: {
    type: 'object',
    required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'],
    properties: {
      lastTransitionTime: { type: 'string', format: 'date-time' },
      message: { type: 'string', maxLength: 32768 },
      observedGeneration: { type: 'integer', format: 'int64', minimum: 0 },
      reason: { type: 'string', minLength: 1, pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' },
      status: { type: 'string', enum: ['True', 'False', 'Unknown'] },
      type: string,
    },
  },
};

interface Kind {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly spec: object;
  readonly status?: object;
  readonly version?: object;
  readonly annotations?: object;
}

/** As controller-gen writes them, empty status included. */
const definition = ({ group, kind, plural, spec, status, version, annotations }: Kind): JsonValue =>
  JSON.parse(
    JSON.stringify({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.${group}`, creationTimestamp: null, annotations },
      spec: {
        group,
        names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
        scope: 'Namespaced',
        preserveUnknownFields: false,
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            subresources: { status: {} },
            schema: {
              openAPIV3Schema: {
                type: 'object',
                required: ['spec'],
                properties: { apiVersion: string, kind: string, metadata: { type: 'object' }, spec, status },
              },
            },
            ...version,
          },
        ],
      },
      status: { acceptedNames: { kind: '', plural: '' }, conditions: null, storedVersions: null },
    }),
  ) as JsonValue;

const hostname = {
  type: 'string',
  minLength: 1,
  maxLength: 253,
  pattern: '^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
};

const httpRoute: Kind = {
  group: 'gateway.networking.k8s.io',
  kind: 'HTTPRoute',
  plural: 'httproutes',
  annotations: { 'api-approved.kubernetes.io': 'https://github.com/kubernetes-sigs/gateway-api/pull/1' },
  version: {
    additionalPrinterColumns: [
      { jsonPath: '.spec.hostnames', name: 'Hostnames', type: 'string' },
      { jsonPath: '.metadata.creationTimestamp', name: 'Age', type: 'date' },
    ],
  },
  spec: {
    type: 'object',
    properties: {
      hostnames: { type: 'array', maxItems: 16, items: hostname, 'x-kubernetes-list-type': 'atomic' },
      rules: {
        type: 'array',
        maxItems: 16,
        default: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }],
        'x-kubernetes-validations': [{ message: 'too many', rule: 'self.size() < 17' }],
        items: {
          type: 'object',
          properties: {
            matches: {
              type: 'array',
              default: [{ path: { type: 'PathPrefix', value: '/' } }],
              items: {
                type: 'object',
                properties: {
                  path: {
                    type: 'object',
                    default: { type: 'PathPrefix', value: '/' },
                    properties: {
                      type: { type: 'string', default: 'PathPrefix', enum: ['Exact', 'PathPrefix'] },
                      value: { type: 'string', default: '/', maxLength: 1024 },
                    },
                  },
                },
              },
            },
            backendRefs: {
              type: 'array',
              items: {
                type: 'object',
                required: ['name'],
                properties: {
                  group: { type: 'string', default: '' },
                  kind: { type: 'string', default: 'Service' },
                  name: string,
                  port: { type: 'integer', format: 'int32', minimum: 1, maximum: 65535 },
                  weight: { type: 'integer', format: 'int32', default: 1 },
                },
              },
            },
          },
        },
      },
    },
  },
  status: {
    type: 'object',
    default: {
      conditions: [
        {
          lastTransitionTime: '1970-01-01T00:00:00Z',
          message: 'Waiting',
          reason: 'Pending',
          status: 'Unknown',
          type: 'Accepted',
        },
      ],
    },
    properties: { conditions },
  },
};

const podMonitor: Kind = {
  group: 'monitoring.coreos.com',
  kind: 'PodMonitor',
  plural: 'podmonitors',
  spec: {
    type: 'object',
    required: ['selector'],
    properties: {
      selector: {
        type: 'object',
        'x-kubernetes-map-type': 'atomic',
        properties: {
          matchExpressions: {
            type: 'array',
            items: {
              type: 'object',
              required: ['key', 'operator'],
              properties: { key: string, operator: string, values: { type: 'array', items: string } },
            },
          },
          matchLabels: { type: 'object', additionalProperties: string },
        },
      },
      podMetricsEndpoints: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            interval: {
              type: 'string',
              pattern: '^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$',
            },
            params: { type: 'object', additionalProperties: { type: 'array', items: string } },
            port: string,
            targetPort: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
          },
        },
      },
    },
  },
};

const database: Kind = {
  group: 'databases.example.org',
  kind: 'Database',
  plural: 'databases',
  spec: {
    type: 'object',
    oneOf: [{ required: ['backup'] }, { required: ['size'] }],
    allOf: [{ properties: { size: { not: { enum: ['0'] } } } }],
    properties: {
      backup: { type: 'object', nullable: true, additionalProperties: true },
      size: quantity,
      template: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        'x-kubernetes-preserve-unknown-fields': true,
      },
    },
  },
};

function cluster(kind: Kind) {
  const { server } = apiHarness();
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const created = server.handle(
    { method: 'POST', path, body: definition(kind), query: { fieldValidation: 'Strict' } },
    'me',
  );
  const base = `/apis/${kind.group}/v1/namespaces/default/${kind.plural}`;
  const create = (spec: object) => {
    const object = { apiVersion: `${kind.group}/v1`, kind: kind.kind, metadata: { name: 'x' }, spec };
    const query = { fieldValidation: 'Strict' };
    const { code, body } = server.handle({ method: 'POST', path: base, body: object as JsonValue, query }, 'me');
    return { code, body: body as JsonObject };
  };
  return {
    created,
    create,
    table: () =>
      server.handle({ method: 'GET', path: base, accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' }, 'me').body,
  };
}

describe('published kinds', () => {
  it('routes of the Gateway API, with defaults in lists and a status that waits', () => {
    const { created, create, table } = cluster(httpRoute);
    expect([created.code, created.warnings?.length]).toEqual([201, 1]);
    const { body } = create({ hostnames: ['*.example.com'], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] });
    expect(body).toMatchObject({
      spec: {
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            backendRefs: [{ group: '', kind: 'Service', name: 'web', port: 80, weight: 1 }],
          },
        ],
      },
      status: { conditions: [{ type: 'Accepted', status: 'Unknown' }] },
    });
    expect(table()).toMatchObject({ rows: [{ cells: ['x', '["*.example.com"]', '0s'] }] });
  });

  it('monitors of Prometheus', () => {
    const { created, create } = cluster(podMonitor);
    expect([created.code, created.warnings]).toEqual([201, undefined]);
    const endpoint = { interval: '1m30s', params: { a: ['b'] }, targetPort: 'http' };
    expect(create({ selector: { matchLabels: { app: 'x' } }, podMetricsEndpoints: [endpoint] }).code).toBe(201);
    const { body } = create({ selector: {}, podMetricsEndpoints: [{ interval: 'often', prot: 1 }] });
    expect(body['message']).toContain('unknown field "spec.podMetricsEndpoints[0].prot"');
  });

  it('databases with alternatives and embedded objects', () => {
    const { created, create } = cluster(database);
    expect(created.code).toBe(201);
    expect(
      create({ size: '10Gi', template: { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: { any: 1 } } }).code,
    ).toBe(201);
    expect(create({}).body['message']).toContain(
      '<nil>: Invalid value: "": "spec" must validate one and only one schema (oneOf). Found none valid',
    );
    expect(create({ size: 'much' }).body['message']).toContain("spec.size in body should match '^(\\+|-)?");
  });
});
