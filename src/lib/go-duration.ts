/** Durations as Go prints them (`time.Duration.String`), for texts that Kubernetes components write. */

/** `842ms`, `1.234s`, `10s`, `1m20s`, `5m0s`, `1h0m0s`. The fraction of a millisecond is cut off. */
export function formatGoDuration(durationMs: number): string {
  const ms = Math.trunc(durationMs);
  if (ms === 0) return '0s';
  if (ms < 0) return `-${formatGoDuration(-ms)}`;
  if (ms < 1000) return `${ms}ms`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = `${(ms % 60_000) / 1000}s`;
  if (minutes === 0) return seconds;
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes}m${seconds}` : `${hours}h${minutes % 60}m${seconds}`;
}
