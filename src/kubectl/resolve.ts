/** Reads the objects that a command line asks for. Models cli-runtime/pkg/resource visitor.go and selector.go. */

import type { JsonObject, JsonValue } from '../api/json.ts';
import { isJsonObject } from '../api/json.ts';
import { notFound, StatusError } from '../api/status.ts';
import { getRequest } from '../client/request.ts';
import type { ApiResource } from './api-resources.ts';
import type { CommandContext } from './command.ts';
import { isStatusReason, KubectlError } from './errors.ts';
import { planVisits, type BuilderOptions, type ResourceInfo, type Visit } from './plan-visits.ts';
import { selectedInfos } from './selected-infos.ts';
import { gvrText } from './type-names.ts';

export interface Resolution {
  readonly infos: readonly ResourceInfo[];
  /** Failures in order. Without `continueOnError` at most one, and nothing after it was read. */
  readonly errors: readonly unknown[];
  readonly singleItemImplied: boolean;
}

/** The info of an object that the server returned. */
export function infoOf(resource: ApiResource, object: JsonObject, source = ''): ResourceInfo {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const { name, namespace } = metadata;
  return {
    resource,
    namespace: typeof namespace === 'string' ? namespace : '',
    name: typeof name === 'string' ? name : '',
    source,
    object,
  };
}

/** Items of a list with the apiVersion and kind that lists leave out. */
export function listItems(resource: ApiResource, list: JsonObject): readonly JsonObject[] {
  const items = Array.isArray(list.items) ? list.items : [];
  return items.filter(isJsonObject).map((item) => ({
    apiVersion: resource.group ? `${resource.group}/${resource.version}` : resource.version,
    kind: resource.kind,
    ...item,
  }));
}

/** Models Selector.Visit: failures of a list say what was looked for. */
function listError(error: unknown, resource: ApiResource, query: Readonly<Record<string, string>>): unknown {
  if (!isStatusReason(error, 'BadRequest') && !isStatusReason(error, 'NotFound')) return error;
  const { labelSelector = '', fieldSelector = '' } = query;
  const what = JSON.stringify(gvrText(resource));
  const message = error.status.message ?? '';
  const text =
    labelSelector === '' && fieldSelector === ''
      ? `Unable to list ${what}: ${message}`
      : `Unable to find ${what} that match label selector ${JSON.stringify(labelSelector)}, field selector ${JSON.stringify(fieldSelector)}: ${message}`;
  return new StatusError({ ...error.status, message: text });
}

/** How a read differs from a plain GET of JSON. */
export interface ReadOptions {
  readonly accept?: string;
  /** Put beside the selectors. */
  readonly query?: Readonly<Record<string, string>>;
  readonly subresource?: string;
}

/** True when the server does not have the resource at all: real clusters have more kinds than the playground. */
function isUnserved(error: unknown): boolean {
  return (
    error instanceof StatusError &&
    error.status.code === 404 &&
    !error.status.details?.name &&
    error.status.message === 'the server could not find the requested resource'
  );
}

/** GETs a collection; failures carry upstream's words. A resource that is not served is an empty list. */
export async function listResource(
  context: Pick<CommandContext, 'client'>,
  visit: Extract<Visit, { kind: 'list' }>,
  { accept, query: more }: ReadOptions = {},
): Promise<JsonObject> {
  const { resource, namespace, query } = visit;
  try {
    const request = getRequest({ resource, ...(namespace ? { namespace } : {}) }, { ...query, ...more });
    return asObject(await context.client.send(accept ? { ...request, accept } : request));
  } catch (error) {
    if (isUnserved(error)) return { kind: 'List', apiVersion: 'v1', metadata: {}, items: [] };
    throw listError(error, resource, query);
  }
}

/** GETs one object by its place. */
export async function getObject(
  context: Pick<CommandContext, 'client'>,
  { resource, namespace, name }: Pick<ResourceInfo, 'resource' | 'namespace' | 'name'>,
  { accept, query, subresource }: ReadOptions = {},
): Promise<JsonObject> {
  if (name === '') throw new KubectlError('resource name may not be empty');
  const path = { resource, name, ...(namespace ? { namespace } : {}), ...(subresource ? { subresource } : {}) };
  const request = getRequest(path, query);
  try {
    return asObject(await context.client.send(accept ? { ...request, accept } : request));
  } catch (error) {
    // An embedded page, which applies into `default`, comes here without the rare rest.
    if (isStatusReason(error, 'NotFound') && namespace !== '' && namespace !== 'default') {
      await requireNamespace(context, namespace);
    }
    throw isUnserved(error) && !subresource ? new StatusError(notFound(resource, name)) : error;
  }
}

/** What is missing may be the whole namespace, which is then said instead. Models Info.Get. */
async function requireNamespace({ client }: Pick<CommandContext, 'client'>, name: string): Promise<void> {
  const resource = client.resources.find(({ group, plural }) => group === '' && plural === 'namespaces');
  if (!resource) return;
  try {
    await client.send(getRequest({ resource, name }));
  } catch (error) {
    if (isStatusReason(error, 'NotFound')) throw error;
  }
}

function asObject(body: JsonValue): JsonObject {
  if (!isJsonObject(body)) throw new KubectlError('the server returned no object');
  return body;
}

async function readVisit(
  context: CommandContext,
  options: BuilderOptions,
  visit: Visit,
): Promise<readonly ResourceInfo[]> {
  switch (visit.kind) {
    case 'error':
      throw visit.error;
    case 'list': {
      const list = await listResource(context, visit);
      return listItems(visit.resource, list).map((object) => infoOf(visit.resource, object));
    }
    case 'file':
      if (!options.latest) return [visit.info];
      return selectedInfos(options.selector?.trim() ?? '', [
        { ...visit.info, object: await getObject(context, visit.info) },
      ]);
    case 'name': {
      const { resource, namespace, name } = visit;
      return [{ resource, namespace, name, source: '', object: await getObject(context, visit) }];
    }
  }
}

/**
 * Reads what `planVisits` names and works on each object as soon as it was read, so that failures of both come in the
 * order of the objects. Models Result.Visit with ContinueOnError.
 */
export async function visitInfos(
  context: CommandContext,
  options: BuilderOptions,
  work: (info: ResourceInfo, singleItemImplied: boolean) => Promise<void>,
): Promise<{ readonly count: number; readonly errors: readonly unknown[] }> {
  const { visits, singleItemImplied } = planVisits(context, options);
  const errors: unknown[] = [];
  let count = 0;
  const attempt = async <T>(step: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await step();
    } catch (error) {
      errors.push(error);
      return undefined;
    }
  };
  for (const visit of visits) {
    for (const info of (await attempt(() => readVisit(context, options, visit))) ?? []) {
      count++;
      await attempt(() => work(info, singleItemImplied));
    }
  }
  return { count, errors };
}

/** Reads everything that `planVisits` names; lists become one info per object. */
export async function resolve(context: CommandContext, options: BuilderOptions): Promise<Resolution> {
  const plan = planVisits(context, options);
  const infos: ResourceInfo[] = [];
  const errors: unknown[] = [];
  for (const visit of plan.visits) {
    try {
      infos.push(...(await readVisit(context, options, visit)));
    } catch (error) {
      errors.push(error);
      if (!options.continueOnError) break;
    }
  }
  return { infos, errors, singleItemImplied: plan.singleItemImplied };
}
