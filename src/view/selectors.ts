/** Whether a Service's or a claim's labels match, and how names of StatefulSet members are put together. */

export type Labels = Readonly<Record<string, string>>;

/** True when every entry of the selector is among the labels; an empty selector matches nothing, as for Services. */
export function selectsLabels(selector: Labels | undefined, labels: Labels | undefined): boolean {
  const entries = Object.entries(selector ?? {});
  return (
    entries.length > 0 &&
    entries.every(([key, value]) => labels !== undefined && Object.hasOwn(labels, key) && labels[key] === value)
  );
}

/** `web-3` → `{ parent: 'web', ordinal: 3 }`. Models stateful_set_utils.go getParentNameAndOrdinal. */
export function parentAndOrdinal(name: string): { readonly parent: string; readonly ordinal: number } | undefined {
  const match = /^(.*)-(\d+)$/.exec(name);
  const ordinal = Number(match?.[2]);
  return match && ordinal <= 0x7fff_ffff ? { parent: match[1]!, ordinal } : undefined;
}
