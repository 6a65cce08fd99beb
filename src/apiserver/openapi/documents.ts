/**
 * The OpenAPI documents of the served resources: one of version 3 for each group version, one of version 2 for all.
 * Left out are the kinds whose types nobody here knows. Models apiserver/pkg/server/routes/openapi.go.
 */

import type { ApiResource } from '../../api/api-resources.ts';
import type { JsonObject } from '../../api/json.ts';
import { apiVersionOf } from '../../api/scheme.ts';
import { structure } from '../../api/schema/structure.ts';
import { subresourceEntries } from '../discovery-subresources.ts';
import { pathsOf, type Dialect } from './operations.ts';
import { reference, schemasOf, type OpenApiVersion, type SchemaContext, type SchemaTexts } from './schemas.ts';
import { typeNames } from './type-names.ts';

const info: JsonObject = { title: 'Kubernetes', version: 'v1.36.2' };

const isTyped = (row: ApiResource): boolean => Object.hasOwn(structure, row.type);

const groupVersionKind = (group: string, version: string, kind: string): JsonObject => ({ group, version, kind });

/** Paths of version 3 documents, `api/v1` or `apis/apps/v1`, in the order of the rows. */
export function groupVersionPaths(rows: readonly ApiResource[]): readonly string[] {
  return [...new Set(rows.map((row) => `${row.group === '' ? 'api' : 'apis'}/${apiVersionOf(row)}`))];
}

/** The document of one group version, named as `groupVersionPaths` names it. */
export function documentV3(path: string, rows: readonly ApiResource[], texts: SchemaTexts): JsonObject {
  const ownRows = rows.filter((row) => isTyped(row) && groupVersionPaths([row])[0] === path);
  const context: SchemaContext = { version: 3, names: typeNames(rows.filter(isTyped)), texts };
  const { schemas, paths } = contentOf(ownRows, context);
  return {
    openapi: '3.0.0',
    info,
    paths,
    components: {
      schemas,
      securitySchemes: {
        BearerToken: {
          type: 'apiKey',
          description: 'Bearer Token authentication',
          name: 'authorization',
          in: 'header',
        },
      },
    },
  };
}

/** The document of everything. */
export function documentV2(rows: readonly ApiResource[], texts: SchemaTexts): JsonObject {
  const typed = rows.filter(isTyped);
  const context: SchemaContext = { version: 2, names: typeNames(typed), texts };
  const { schemas, paths } = contentOf(typed, context);
  return {
    swagger: '2.0',
    info,
    paths,
    definitions: schemas,
    securityDefinitions: {
      BearerToken: { type: 'apiKey', description: 'Bearer Token authentication', name: 'authorization', in: 'header' },
    },
    security: [{ BearerToken: [] }],
  };
}

function contentOf(
  rows: readonly ApiResource[],
  context: SchemaContext,
): { readonly schemas: Record<string, JsonObject>; readonly paths: Record<string, JsonObject> } {
  const schemas = kindSchemas(rows, context);
  const byKind = new Map<string, string>();
  for (const [name, schema] of Object.entries(schemas)) {
    const kinds = (schema['x-kubernetes-group-version-kind'] ?? []) as readonly JsonObject[];
    for (const { group, version, kind } of kinds)
      byKind.set(`${String(group)}/${String(version)}/${String(kind)}`, name);
  }
  const dialect: Dialect = {
    version: context.version,
    schemaOf: (group, version, kind) => {
      const name = group === 'meta' ? context.names.get(kind) : byKind.get(`${group}/${version}/${kind}`);
      return name !== undefined && Object.hasOwn(schemas, name) ? reference(name, context) : undefined;
    },
  };
  const paths: Record<string, JsonObject> = {};
  for (const row of rows) Object.assign(paths, pathsOf(row, dialect));
  return { schemas, paths };
}

/** The schemas of the rows' kinds, their lists, and what else requests are made of. */
function kindSchemas(rows: readonly ApiResource[], context: SchemaContext): Record<string, JsonObject> {
  const others = rows.flatMap((row) => subresourceEntries(row).map(({ kind }) => kind));
  const schemas = schemasOf([...rows.map(({ type }) => type), ...others, 'DeleteOptions', 'Patch'], context);
  const mark = (name: string, group: string, version: string, kind: string): void => {
    schemas[name] = { ...schemas[name], 'x-kubernetes-group-version-kind': [groupVersionKind(group, version, kind)] };
  };
  for (const row of rows) {
    const name = context.names.get(row.type)!;
    mark(name, row.group, row.version, row.kind);
    schemas[`${name}List`] = listSchema(row, name, context);
    for (const { group = row.group, version = row.version, kind } of subresourceEntries(row)) {
      const own = context.names.get(kind);
      if (own !== undefined && Object.hasOwn(schemas, own)) mark(own, group, version, kind);
    }
  }
  return { ...schemas, ...statusSchemas(context) };
}

function listSchema(row: ApiResource, item: string, context: SchemaContext): JsonObject {
  const items = context.version === 3 ? { allOf: [reference(item, context)], default: {} } : reference(item, context);
  const metadata = reference(context.names.get('ListMeta')!, context);
  return {
    description: `${row.kind}List is a list of ${row.kind} objects.`,
    type: 'object',
    required: ['items'],
    properties: {
      apiVersion: { type: 'string' },
      items: { description: `items is the list of ${row.kind} objects.`, type: 'array', items },
      kind: { type: 'string' },
      metadata: context.version === 3 ? { allOf: [metadata], default: {} } : metadata,
    },
    'x-kubernetes-group-version-kind': [groupVersionKind(row.group, row.version, `${row.kind}List`)],
  };
}

const text: JsonObject = { type: 'string' };
const integer = (format: 'int32' | 'int64'): JsonObject => ({ type: 'integer', format });

/** The types of answers, which are no objects that anybody stores. */
function statusSchemas(context: SchemaContext): Record<string, JsonObject> {
  const name = (type: string): string => context.names.get(type)!;
  const link = (type: string): JsonObject => {
    const target = reference(name(type), context);
    return context.version === 3 ? { allOf: [target], default: {} } : target;
  };
  const object = (description: string, properties: JsonObject): JsonObject => ({
    description,
    type: 'object',
    properties,
  });
  return {
    [name('ListMeta')]: object(
      'ListMeta describes metadata that synthetic resources must have, including lists and various status objects.',
      {
        continue: text,
        remainingItemCount: integer('int64'),
        resourceVersion: text,
        selfLink: text,
      },
    ),
    [name('Status')]: {
      ...object("Status is a return value for calls that don't return other objects.", {
        apiVersion: text,
        code: integer('int32'),
        details: link('StatusDetails'),
        kind: text,
        message: text,
        metadata: link('ListMeta'),
        reason: text,
        status: text,
      }),
      'x-kubernetes-group-version-kind': [groupVersionKind('', 'v1', 'Status')],
    },
    [name('StatusDetails')]: object(
      'StatusDetails is a set of additional properties that MAY be set by the server to provide additional information about a response.',
      {
        causes: { type: 'array', items: link('StatusCause'), 'x-kubernetes-list-type': 'atomic' },
        group: text,
        kind: text,
        name: text,
        retryAfterSeconds: integer('int32'),
        uid: text,
      },
    ),
    [name('StatusCause')]: object(
      'StatusCause provides more information about an api.Status failure, including cases when multiple errors are encountered.',
      {
        field: text,
        message: text,
        reason: text,
      },
    ),
  };
}

/** The version that a path asks for. */
export function versionOf(path: string): OpenApiVersion | undefined {
  if (path === '/openapi/v2') return 2;
  return path === '/openapi/v3' || path.startsWith('/openapi/v3/') ? 3 : undefined;
}
