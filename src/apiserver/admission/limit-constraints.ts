/** One limit against what is asked for, in upstream's words. Models limitranger minConstraint, maxConstraint and the others. */

import { canonicalQuantity, compareQuantities, quantityOf } from '../../api/quantity.ts';
import type { ResourceList } from '../../api/quota/amounts.ts';

/** What a container, a Pod or a claim asks for. */
export interface Asked {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

const amountIn = (list: ResourceList, name: string): string | undefined =>
  Object.hasOwn(list, name) ? list[name] : undefined;

const isBelow = (text: string, bound: string): boolean => compareQuantities(quantityOf(text), quantityOf(bound)) < 0;

export function minFault(type: string, name: string, enforced: string, asked: Asked): string | undefined {
  const rule = `minimum ${name} usage per ${type} is ${canonicalQuantity(enforced)}`;
  const request = amountIn(asked.requests, name);
  const limit = amountIn(asked.limits, name);
  if (request === undefined) return `${rule}.  No request is specified`;
  if (isBelow(request, enforced)) return `${rule}, but request is ${canonicalQuantity(request)}`;
  return limit !== undefined && isBelow(limit, enforced)
    ? `${rule}, but limit is ${canonicalQuantity(limit)}`
    : undefined;
}

export function maxFault(type: string, name: string, enforced: string, asked: Asked): string | undefined {
  const rule = `maximum ${name} usage per ${type} is ${canonicalQuantity(enforced)}`;
  const request = amountIn(asked.requests, name);
  const limit = amountIn(asked.limits, name);
  if (limit === undefined) return `${rule}.  No limit is specified`;
  if (isBelow(enforced, limit)) return `${rule}, but limit is ${canonicalQuantity(limit)}`;
  return request !== undefined && isBelow(enforced, request)
    ? `${rule}, but request is ${canonicalQuantity(request)}`
    : undefined;
}

/** For what has requests only. */
export function maxRequestFault(type: string, name: string, enforced: string, asked: Asked): string | undefined {
  const rule = `maximum ${name} usage per ${type} is ${canonicalQuantity(enforced)}`;
  const request = amountIn(asked.requests, name);
  if (request === undefined) return `${rule}.  No request is specified`;
  return isBelow(enforced, request) ? `${rule}, but request is ${canonicalQuantity(request)}` : undefined;
}

export function ratioFault(type: string, name: string, enforced: string, asked: Asked): string | undefined {
  const rule = `${name} max limit to request ratio per ${type} is ${canonicalQuantity(enforced)}`;
  const request = quantityOf(amountIn(asked.requests, name));
  const limit = quantityOf(amountIn(asked.limits, name));
  if (request.nano === 0n) return `${rule}, but no request is specified or request is 0`;
  if (limit.nano === 0n) return `${rule}, but no limit is specified or limit is 0`;
  const allowed = quantityOf(enforced).nano * request.nano;
  if (limit.nano * 1_000_000_000n <= allowed) return undefined;
  return `${rule}, but provided ratio is ${(Number(limit.nano) / Number(request.nano)).toFixed(6)}`;
}
