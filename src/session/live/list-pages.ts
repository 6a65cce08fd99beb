/** A list, page by page, so that a large one neither blocks a slow connection nor the page. Models client-go tools/pager. */

import { isJsonObject, type JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { rowByName, type ResourceName } from '../../api/scheme.ts';
import type { ApiResponse } from '../../api/request.ts';
import { isStatus } from '../../api/status.ts';
import { pathOf } from '../../client/request.ts';
import type { Transport } from '../../client/transport.ts';
import { requestWithin } from './with-limit.ts';

/** What of a resource is asked for. */
export interface Selection {
  readonly resource: ResourceName;
  readonly namespace?: string;
  readonly labelSelector?: string;
}

export interface Listed {
  readonly objects: readonly KubeObject[];
  readonly resourceVersion: string;
  /** How many more there are at least; they were not read. */
  readonly left: number;
}

const pageSize = 250;
const pageLimitMs = 60_000;

/** The server refused, with this answer. */
export class Refused extends Error {
  readonly response: ApiResponse;
  constructor(response: ApiResponse) {
    super(messageOf(response));
    this.response = response;
  }
}

/** The words of a failure. */
export function messageOf({ code, body }: ApiResponse): string {
  if (isStatus(body) && body.message) return body.message;
  return typeof body === 'string' && body.trim() ? body.trim().slice(0, 200) : `HTTP ${code}`;
}

/** Reads at most `most` objects. Rejects with Refused, NoAnswer or the signal's reason; an expired list begins again. */
export async function listPages(
  transport: Transport,
  selection: Selection,
  most: number,
  signal: AbortSignal,
  onPage: (count: number) => void = () => undefined,
): Promise<Listed> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readPages(transport, selection, most, signal, onPage);
    } catch (error) {
      const isExpired = error instanceof Refused && error.response.code === 410;
      if (!isExpired || attempt === 3) throw error;
    }
  }
}

async function readPages(
  transport: Transport,
  selection: Selection,
  most: number,
  signal: AbortSignal,
  onPage: (count: number) => void,
): Promise<Listed> {
  const path = pathOf(selection);
  const objects: KubeObject[] = [];
  let next: string | undefined;
  let resourceVersion = '';
  let left = 0;
  do {
    const query = { ...selectorsOf(selection), limit: String(pageSize), ...(next ? { continue: next } : {}) };
    const response = await requestWithin(transport, { method: 'GET', path, query }, pageLimitMs, signal);
    const list = response.body;
    if (response.code !== 200 || !isJsonObject(list)) throw new Refused(response);
    const metadata = (list['metadata'] ?? {}) as JsonObject;
    resourceVersion = String(metadata['resourceVersion'] ?? '');
    next = typeof metadata['continue'] === 'string' && metadata['continue'] ? metadata['continue'] : undefined;
    for (const item of (list['items'] ?? []) as readonly unknown[]) objects.push(typed(item, selection.resource));
    left = next ? Math.max(1, Number(metadata['remainingItemCount'] ?? 1)) : 0;
    onPage(objects.length);
  } while (next && objects.length < most);
  return { objects, resourceVersion, left };
}

/** Items of a list come without their kind. */
function typed(item: unknown, resource: ResourceName): KubeObject {
  const row = rowByName(resource)!;
  const apiVersion = row.group ? `${row.group}/${row.version}` : row.version;
  return { apiVersion, kind: row.kind, ...(item as Omit<KubeObject, 'apiVersion' | 'kind'>) };
}

export function selectorsOf({ labelSelector }: Selection): Readonly<Record<string, string>> {
  return labelSelector === undefined ? {} : { labelSelector };
}
