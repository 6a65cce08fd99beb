/** GET of one object. */

import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ApiResponse } from '../../api/request.ts';
import { notFound, StatusError } from '../../api/status.ts';
import { representationOf } from '../accept.ts';
import { storedObject, type RequestScope } from '../request-scope.ts';
import { toPartialMetadata, toTable, type IncludeObject, type TableOptions } from '../table.ts';

export function handleGet(scope: RequestScope): ApiResponse {
  const object = storedObject(scope);
  if (!object) throw new StatusError(notFound(scope.definition.row, scope.name!));
  return { code: 200, body: represent(scope, object) };
}

/** One object as the client wants it; `resource` says how it is printed. */
export function represent(scope: RequestScope, object: KubeObject, resource = scope.resource): JsonValue {
  switch (representationOf(scope.accept, false)) {
    case 'object':
      return object as unknown as JsonValue;
    case 'metadata':
      return toPartialMetadata(object);
    case 'table':
      return toTable(resource, [object], tableMetadata(object), optionsFor(scope, resource));
  }
}

/** A Scale is not printed as the kind that it is of. */
function optionsFor(scope: RequestScope, resource: string): TableOptions {
  if (resource === scope.resource) return tableOptionsOf(scope);
  const { columns: _, ...options } = tableOptionsOf(scope);
  return options;
}

export function tableMetadata(object: KubeObject): JsonObject {
  return { resourceVersion: object.metadata.resourceVersion };
}

export function tableOptionsOf(scope: RequestScope): TableOptions {
  const asked = scope.query['includeObject'];
  const includeObject: IncludeObject = asked === 'None' || asked === 'Object' ? asked : 'Metadata';
  const { custom, otherVersion } = scope.definition;
  const columns = (custom ?? otherVersion)?.columns;
  return { includeObject, nowMs: scope.rules.nowMs, ...(columns ? { columns } : {}) };
}
