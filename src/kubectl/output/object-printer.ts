/** What every output format comes down to. */

import type { JsonObject } from '../../api/json.ts';

/** Gives the text for one object or one list, with its final newline where the format has one. */
export type ObjectPrinter = (object: JsonObject) => string;
