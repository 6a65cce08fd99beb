/** Exponential back-off of restarts and image pulls. Models client-go/util/flowcontrol Backoff. */

export interface BackOffEntry {
  readonly delayMs: number;
  /** When the delay was last raised. */
  readonly updatedMs: number;
}

export interface BackOffLimits {
  readonly firstMs: number;
  readonly maxMs: number;
  /** An entry not raised for longer than this is forgotten; default twice the maximum. */
  readonly resetAfterMs?: number;
}

function expired(entry: BackOffEntry, eventMs: number, limits: BackOffLimits): boolean {
  return eventMs - entry.updatedMs > (limits.resetAfterMs ?? 2 * limits.maxMs);
}

/** Until when something that happened at `eventMs` must wait; undefined when it need not. Models IsInBackOffSince. */
export function backOffUntil(
  entry: BackOffEntry | undefined,
  eventMs: number,
  nowMs: number,
  limits: BackOffLimits,
): number | undefined {
  if (!entry || expired(entry, eventMs, limits)) return undefined;
  const untilMs = eventMs + entry.delayMs;
  return nowMs < untilMs ? untilMs : undefined;
}

/** The entry after one more try or failure: the first delay, then doubled up to the maximum. Models Next. */
export function raiseBackOff(
  entry: BackOffEntry | undefined,
  eventMs: number,
  nowMs: number,
  limits: BackOffLimits,
): BackOffEntry {
  if (!entry || expired(entry, eventMs, limits)) return { delayMs: limits.firstMs, updatedMs: nowMs };
  return { delayMs: Math.min(entry.delayMs * 2, limits.maxMs), updatedMs: nowMs };
}
