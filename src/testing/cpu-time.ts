/** How long work takes by the processor's count: a machine with much else to do takes longer, and counts the same. */

import { expect } from 'vitest';

/** Processor time that this test file has used until now, in milliseconds. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Does `work`, which may take `mostMs` of processor time. */
export function within<T>(mostMs: number, work: () => T): T {
  const began = cpuMs();
  const result = work();
  expect(cpuMs() - began).toBeLessThan(mostMs);
  return result;
}
