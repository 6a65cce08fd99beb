/** POST of an object from a manifest or a generator. Models cli-runtime resource.Helper Create. */

import type { JsonObject } from '../api/json.ts';
import { isJsonObject } from '../api/json.ts';
import { createRequest } from '../client/request.ts';
import type { CommandContext } from './command.ts';
import type { ResourceInfo } from './plan-visits.ts';

/** POSTs a new object; a resourceVersion in the manifest is left out. */
export async function createObject(
  { client }: Pick<CommandContext, 'client'>,
  { resource, namespace }: Pick<ResourceInfo, 'resource' | 'namespace'>,
  object: JsonObject,
  query: Readonly<Record<string, string>>,
): Promise<JsonObject> {
  const { resourceVersion: _, ...metadata } = isJsonObject(object.metadata) ? object.metadata : {};
  const body = isJsonObject(object.metadata) ? { ...object, metadata } : object;
  const path = { resource, ...(namespace ? { namespace } : {}) };
  return (await client.send(createRequest(path, body, query))) as JsonObject;
}
