/** What a column of a printed table is. The columns of each kind are beside this file, one file per kind. */

import type { JsonValue } from '../../api/json.ts';

/** One column of a `meta.k8s.io/v1` Table. Models metav1.TableColumnDefinition with the printer of its cells. */
export interface TableColumn<T> {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date' | 'boolean' | 'number';
  /** `name` for the object's name; columns of custom resources have others. */
  readonly format?: string;
  readonly description?: string;
  /** Columns above 0 are shown only with `-o wide`. Default 0. */
  readonly priority?: number;
  /** The cell of an object at `nowMs` (epoch ms, for ages). Must not throw for any object that can be stored. */
  cell(object: T, nowMs: number): JsonValue;
}
