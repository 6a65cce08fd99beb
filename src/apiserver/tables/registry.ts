/** Which columns each resource is printed with. A resource without an entry is printed as NAME and AGE. */

import type { ResourceName } from '../../api/scheme.ts';
import type { TableColumn } from './columns.ts';

/** Columns by resource name (`pods`, `statefulsets.apps` …), in printing order. */
export const columnsByResource: Readonly<Record<ResourceName, readonly TableColumn<never>[]>> = {};
