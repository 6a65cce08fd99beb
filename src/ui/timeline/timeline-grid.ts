/** Sizes of the timeline, in pixels. */

import type { TimelineLane } from '../../view/timeline.ts';

export const rowHeight = 24;
export const axisHeight = 24;
/** Room for two rows of words. */
export const footHeight = 36;
/** Right of the last moment. */
export const endPadding = 28;

const narrowestGutter = 92;
const widestGutter = 190;

/** Room for the longest name. */
export function gutterOf(lanes: readonly TimelineLane[]): number {
  const longest = Math.max(0, ...lanes.map(({ name }) => name.length));
  return Math.min(widestGutter, Math.max(narrowestGutter, 30 + longest * 7.3));
}
