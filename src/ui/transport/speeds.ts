/** The speeds that the transport bar offers, in cluster seconds per real second. */

export const speeds: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16];

export function speedText(speed: number): string {
  return `${speed}×`;
}

/** The speed `steps` places further in the list. */
export function neighbouringSpeed(speed: number, steps: number): number {
  const index = speeds.findIndex((value) => value >= speed);
  return speeds[Math.max(0, Math.min(speeds.length - 1, index + steps))] ?? speed;
}
