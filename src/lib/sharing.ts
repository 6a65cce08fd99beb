/** Changing plain data while everything that stays the same keeps its identity. */

/** The list with each item passed through `change`; the very same list when no item changed. */
export function mapShared<T>(list: readonly T[], change: (item: T, index: number) => T): readonly T[] {
  let changed = false;
  const next = list.map((item, index) => {
    const replaced = change(item, index);
    if (replaced !== item) changed = true;
    return replaced;
  });
  return changed ? next : list;
}

/** The object with some fields replaced (a field that becomes undefined is left out); the very same object when all had those values. */
export function withFields<T extends object>(object: T, fields: { readonly [K in keyof T]?: T[K] | undefined }): T {
  let next: Record<string, unknown> | undefined;
  // for-in over a literal is several times faster than Object.entries, and this runs in every write.
  for (const key in fields) {
    const value = fields[key as keyof T];
    if ((object as Record<string, unknown>)[key] === value) continue;
    next ??= { ...(object as Record<string, unknown>) };
    if (value === undefined) delete next[key];
    else next[key] = value;
  }
  return (next as T | undefined) ?? object;
}

/** The object with missing fields filled in: absent, null and empty-string ones take the default. */
export function withDefaults<T extends object>(object: T, defaults: Partial<T>): T {
  let next: Record<string, unknown> | undefined;
  for (const key in defaults) {
    const value = defaults[key];
    const present = (object as Record<string, unknown>)[key];
    if (present !== undefined && present !== null && present !== '') continue;
    if (value === undefined) continue;
    next ??= { ...(object as Record<string, unknown>) };
    next[key] = value;
  }
  return (next as T | undefined) ?? object;
}

/** `change` applied to a value that may be absent. */
export function ifPresent<T>(value: T | undefined, change: (value: T) => T): T | undefined {
  return value === undefined || value === null ? undefined : change(value);
}
