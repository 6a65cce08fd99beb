/** The scheme row of a resource that has rules here. */

import { rowByName, type ResourceName, type ResourceRow } from '../../api/scheme.ts';
import { assert } from '../../lib/assert.ts';

/** The row; a resource without one is our own bug. */
export function schemeRow(name: ResourceName): ResourceRow {
  const row = rowByName(name);
  assert(row, `no scheme row for ${name}`);
  return row;
}
