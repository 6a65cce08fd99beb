/** Times as Kubernetes writes them, computed without `Date` so that the engine has no hidden clock. */

const dayMs = 86_400_000;

/** Days since 1970-01-01 of a date in the proleptic Gregorian calendar (Howard Hinnant's days_from_civil). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDays(days: number): readonly [year: number, month: number, day: number] {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1;
  const month = monthIndex + (monthIndex < 10 ? 3 : -9);
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

function dateAndTime(ms: number): string {
  const [year, month, day] = civilFromDays(Math.floor(ms / dayMs));
  const seconds = Math.floor((ms - Math.floor(ms / dayMs) * dayMs) / 1000);
  const time = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${time}`;
}

/** Epoch milliseconds as `metav1.Time`: `2026-01-02T03:04:05Z`; fractions of a second are cut off. */
export function formatTime(ms: number): string {
  return `${dateAndTime(ms)}Z`;
}

/** Epoch milliseconds as `metav1.MicroTime`: `2026-01-02T03:04:05.678000Z`. */
export function formatMicroTime(ms: number): string {
  const micros = Math.min(999_999, Math.round((ms - Math.floor(ms / 1000) * 1000) * 1000));
  return `${dateAndTime(ms)}.${pad(micros, 6)}Z`;
}

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Epoch milliseconds of an RFC 3339 time (with any offset), or undefined when the text is not one. */
export function parseTime(text: string): number | undefined {
  const match = rfc3339.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const days = daysFromCivil(year, month, day);
  const [, backMonth, backDay] = civilFromDays(days);
  if (month < 1 || month > 12 || backMonth !== month || backDay !== day) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fractionMs = match[7] ? Number(`0.${match[7]}`) * 1000 : 0;
  const offsetMinutes = match[8] ? (Number(match[9]) * 60 + Number(match[10])) * (match[8] === '-' ? -1 : 1) : 0;
  return days * dayMs + ((hour * 60 + minute - offsetMinutes) * 60 + second) * 1000 + fractionMs;
}
