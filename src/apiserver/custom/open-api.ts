/** The OpenAPI documents of custom groups, which `kubectl explain` reads. Models apiextensions-apiserver/pkg/controller/openapiv3. */

import type { ApiResource } from '../../api/api-resources.ts';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import { pathsOf, type Dialect } from '../openapi/operations.ts';
import type { Served } from '../served.ts';
import { rootOf } from '../served.ts';

/** The document at `/openapi/v3/apis/<group>/<version>`; undefined for other paths. */
export function openApiResponse(path: string, { custom, byPath }: Served): JsonObject | undefined {
  const [, group, version] = /^\/openapi\/v3\/apis\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const resources = custom.filter((entry) => entry.group === group && entry.version === version);
  if (resources.length === 0) return undefined;
  const schemas = resources.map((resource): [string, JsonValue] => {
    const definition = byPath.get(`${rootOf(resource)}/${resource.plural}`);
    return [schemaName(resource), withIdentity(resource, definition?.custom?.schema ?? {})];
  });
  const dialect: Dialect = {
    version: 3,
    schemaOf: (_group, _version, kind) => {
      const resource = resources.find((entry) => entry.kind === kind);
      return resource && { $ref: `#/components/schemas/${schemaName(resource)}` };
    },
  };
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes CRD Swagger', version: 'v0.1.0' },
    paths: Object.fromEntries(resources.flatMap((resource) => Object.entries(pathsOf(resource, dialect)))),
    components: { schemas: Object.fromEntries(schemas) },
  };
}

/** `com.example.v1.Backup`. */
function schemaName({ group, version, kind }: ApiResource): string {
  return [...group.split('.').toReversed(), version, kind].join('.');
}

function withIdentity({ group, kind, version }: ApiResource, schema: JsonObject): JsonObject {
  return { ...schema, 'x-kubernetes-group-version-kind': [{ group, kind, version }] };
}
