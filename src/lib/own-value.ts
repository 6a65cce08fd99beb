/** Looking a key that may be anybody's up in a record: `constructor` is in none that does not hold it. */

/** The record's own value of that key. */
export function ownValue<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
