/** Objects as a `meta.k8s.io/v1` Table, which is what kubectl prints. Models handlers/response.go and pkg/printers/tablegenerator.go. */

import type { JsonObject, JsonValue } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import type { ResourceName } from '../api/scheme.ts';
import type { Pod } from '../api/types.ts';
import { ageColumn, nameColumn } from './tables/common-columns.ts';
import type { TableColumn } from './tables/columns.ts';
import { columnsByResource } from './tables/registry.ts';

/** What `includeObject` asks to be put beside the cells. */
export type IncludeObject = 'Metadata' | 'Object' | 'None';

export interface TableOptions {
  readonly includeObject: IncludeObject;
  readonly nowMs: number;
  /** The columns of a kind that has none in tables/registry.ts. */
  readonly columns?: readonly TableColumn<KubeObject>[];
  /** Leaves the column definitions out, as watches do after their first event. */
  readonly noHeaders?: boolean;
}

function columnsOf(resource: ResourceName): readonly TableColumn<KubeObject>[] {
  const columns = Object.hasOwn(columnsByResource, resource) ? columnsByResource[resource] : undefined;
  return (columns ?? [nameColumn, ageColumn]) as readonly TableColumn<KubeObject>[];
}

/** The table of some objects of one resource; `metadata` is that of the list or of the object. */
export function toTable(
  resource: ResourceName,
  objects: readonly KubeObject[],
  metadata: JsonObject,
  { includeObject, nowMs, noHeaders, columns = columnsOf(resource) }: TableOptions,
): JsonObject {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: noHeaders ? null : columns.map(toDefinition),
    rows: objects.map((object) => {
      const conditions = conditionsOf(object);
      return {
        cells: columns.map((column) => column.cell(object, nowMs)),
        ...(conditions ? { conditions } : {}),
        object: included(object, includeObject),
      };
    }),
  };
}

function toDefinition({ name, type, format, description, priority }: TableColumn<KubeObject>): JsonObject {
  return { name, type, format: format ?? '', description: description ?? '', priority: priority ?? 0 };
}

function included(object: KubeObject, includeObject: IncludeObject): JsonValue {
  if (includeObject === 'None') return null;
  return includeObject === 'Object' ? (object as unknown as JsonValue) : toPartialMetadata(object);
}

/** The object without anything but its metadata. */
export function toPartialMetadata(object: KubeObject): JsonObject {
  const metadata = object.metadata as unknown as JsonValue;
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}

/** Rows of pods that have ended say so. Models printPod's podSuccessConditions and podFailedConditions. */
function conditionsOf(object: KubeObject): JsonValue | undefined {
  if (object.kind !== 'Pod') return undefined;
  const { phase } = (object as Pod).status;
  if (phase !== 'Succeeded' && phase !== 'Failed') return undefined;
  const message = phase === 'Succeeded' ? 'The pod has completed successfully.' : 'The pod failed.';
  return [{ type: 'Completed', status: 'True', reason: phase, message }];
}
