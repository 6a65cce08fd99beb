/** Log-style warnings as klog writes them: `W1123 06:20:11.607431   20051 helpers.go:719]`. */

import { formatMicroTime } from '../lib/time.ts';

/** Number that stands for the process in log lines. */
const processId = 20051;

export function klogHeader(severity: 'I' | 'W' | 'E', nowMs: number, place: string): string {
  const time = formatMicroTime(nowMs);
  const day = time.slice(5, 10).replace('-', '');
  return `${severity}${day} ${time.slice(11, 26)} ${String(processId).padStart(7)} ${place}]`;
}
