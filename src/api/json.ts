/** Plain JSON values as the API stores them, and narrowing helpers for values of unknown shape. */

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

/** A port, a percentage or a count: `intstr.IntOrString`. */
export type IntOrString = number | string;

/** True for a JSON object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
