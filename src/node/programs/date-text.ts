/** Times as programs in containers print them, always in UTC. */

import { formatTime } from '../../lib/time.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const days = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];

interface DateParts {
  readonly year: string;
  readonly month: string;
  readonly monthName: string;
  readonly day: string;
  readonly weekday: string;
  /** `03:04:05` */
  readonly time: string;
}

function partsOf(ms: number): DateParts {
  const [date = '', time = ''] = formatTime(ms).replace('Z', '').split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  const weekday = days[((Math.floor(ms / 86_400_000) % 7) + 7) % 7]!;
  return { year, month, monthName: months[Number(month) - 1]!, day, weekday, time };
}

/** `Thu Jan  1 00:00:05 UTC 2026`, as `date` prints it. */
export function dateText(ms: number): string {
  const { weekday, monthName, day, time, year } = partsOf(ms);
  return `${weekday} ${monthName} ${String(Number(day)).padStart(2)} ${time} UTC ${year}`;
}

/** `Jan  1 00:00`, as `ls -l` prints it. */
export function monthDayTime(ms: number): string {
  const { monthName, day, time } = partsOf(ms);
  return `${monthName} ${String(Number(day)).padStart(2)} ${time.slice(0, 5)}`;
}

/** `01/Jan/2026:00:00:05 +0000`, as web servers log it. */
export function logTime(ms: number): string {
  const { day, monthName, year, time } = partsOf(ms);
  return `${day}/${monthName}/${year}:${time} +0000`;
}

/** `2026-01-01 00:00:05`. */
export function sqlTime(ms: number): string {
  return formatTime(ms).replace('T', ' ').replace('Z', '');
}

/** A time in a `date +FORMAT`. */
export function formatDate(ms: number, format: string): string {
  const { year, month, day, time, weekday, monthName } = partsOf(ms);
  const [hour = '', minute = '', second = ''] = time.split(':');
  const values: Readonly<Record<string, string>> = {
    Y: year,
    m: month,
    d: day,
    H: hour,
    M: minute,
    S: second,
    s: String(Math.floor(ms / 1000)),
    F: `${year}-${month}-${day}`,
    T: time,
    a: weekday,
    b: monthName,
    N: `${String(ms % 1000).padStart(3, '0')}000000`,
    Z: 'UTC',
    z: '+0000',
    '%': '%',
  };
  return format.replaceAll(/%([YmdHMSsFTabNZz%])/g, (_, letter: string) => values[letter] ?? '');
}
