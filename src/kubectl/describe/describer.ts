/** What describes one kind of object, and what it may ask the server for. Models describe.ResourceDescriber. */

import { isJsonObject, type JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { rowByName, type ResourceName } from '../../api/scheme.ts';
import type { Event, Pod } from '../../api/types.ts';
import { getRequest } from '../../client/request.ts';
import type { KubectlClient } from '../client.ts';
import type { DescribeClock } from './text.ts';

export interface DescribeContext {
  readonly client: KubectlClient;
  readonly clock: DescribeClock;
  readonly showEvents: boolean;
}

/** Resolves with the whole description; the object is what the server returned. */
export type Describer<T> = (object: T, context: DescribeContext) => Promise<string>;

/** The objects of a resource that match `query`; none when the server does not have the resource. */
export async function listObjects<T>(
  { client }: DescribeContext,
  resource: ResourceName,
  namespace: string | undefined,
  query: Readonly<Record<string, string>> = {},
): Promise<readonly T[]> {
  const row = rowByName(resource);
  if (!row) return [];
  const list = await client.send(getRequest({ resource: row, ...(namespace ? { namespace } : {}) }, query));
  const items = isJsonObject(list) ? list['items'] : undefined;
  return (Array.isArray(items) ? (items as readonly JsonObject[]) : []) as unknown as readonly T[];
}

function searchEvents(
  context: DescribeContext,
  { metadata }: KubeObject,
  kind: string | undefined,
  uid: string | undefined,
): Promise<readonly Event[]> {
  const { name, namespace = '' } = metadata;
  const fields = [
    `involvedObject.name=${name}`,
    `involvedObject.namespace=${namespace}`,
    ...(kind ? [`involvedObject.kind=${kind}`] : []),
    ...(uid ? [`involvedObject.uid=${uid}`] : []),
  ];
  return listObjects<Event>(context, 'events', namespace || undefined, { fieldSelector: fields.join(',') });
}

/** Events about an object, undefined when they are not asked for. Models searchEvents. */
export async function eventsOf(
  context: DescribeContext,
  object: KubeObject,
  { anyKind = false }: { readonly anyKind?: boolean } = {},
): Promise<readonly Event[] | undefined> {
  if (!context.showEvents) return undefined;
  return searchEvents(context, object, anyKind ? undefined : object.kind, object.metadata.uid);
}

/** Events about a node: controllers name it by its uid, kubelets by its name. */
export async function nodeEvents(context: DescribeContext, node: KubeObject): Promise<readonly Event[] | undefined> {
  if (!context.showEvents) return undefined;
  const byUid = await searchEvents(context, node, node.kind, node.metadata.uid);
  return [...byUid, ...(await searchEvents(context, node, node.kind, node.metadata.name))];
}

export function podsOf(
  context: DescribeContext,
  namespace: string | undefined,
  query: Readonly<Record<string, string>> = {},
): Promise<readonly Pod[]> {
  return listObjects<Pod>(context, 'pods', namespace, query);
}
