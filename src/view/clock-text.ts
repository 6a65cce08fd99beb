/** The cluster's time as the page writes it: relative to the start, never as a date of the real world. */

const pad = (value: number): string => String(value).padStart(2, '0');

/** `00:41.2`, `1:02:03.4`: time since the start with tenths of a second. */
export function clockText(elapsedMs: number): string {
  const tenths = Math.max(0, Math.floor(elapsedMs / 100));
  return `${minutesText(Math.floor(tenths / 10), true)}.${tenths % 10}`;
}

/** `0:05`, `12:30`, `1:02:03`: a label on the time axis; `−3:20` is before its beginning. */
export function axisText(elapsedMs: number): string {
  const seconds = Math.round(elapsedMs / 1000);
  return seconds < 0 ? `−${minutesText(-seconds, false)}` : minutesText(seconds, false);
}

function minutesText(seconds: number, padMinutes: boolean): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const head = hours > 0 ? `${hours}:${pad(minutes)}` : padMinutes ? pad(minutes) : String(minutes);
  return `${head}:${pad(seconds % 60)}`;
}

/** `8 s`, `4 min`, `3 h`, `2 d`: a length of time in words short enough for a card. */
export function spanText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
