/** One event of a watch stream. */

import type { JsonValue } from './json.ts';

/** `object` is the object, a Table with one row, a bookmark or a Status. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: JsonValue;
}
