/** What the page's address asks for beside a link. */

import { maxNodes } from './share/link.ts';

/** The `nodes` of a query such as `?nodes=4`, when it is a number of nodes that can be simulated. */
export function nodesWanted(search: string | undefined): number | undefined {
  const text = new URLSearchParams(search ?? '').get('nodes');
  const nodes = text === null ? Number.NaN : Number(text);
  return Number.isInteger(nodes) && nodes >= 1 && nodes <= maxNodes ? nodes : undefined;
}
