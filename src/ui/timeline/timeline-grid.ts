/** Sizes of the timeline, in pixels. */

import type { TimelineLane } from '../../view/timeline.ts';

export const rowHeight = 24;
export const axisHeight = 24;
/** Room for a row of words. */
export const markRowHeight = 14;
/** Room for two of them. */
export const footHeight = 36;
/** Right of the last moment. */
export const endPadding = 28;

const narrowestGutter = 92;
const widestGutter = 190;

/** The name of a lane, with its namespace where that is not the default one. */
export function laneName({ name, namespace }: TimelineLane): string {
  return namespace === 'default' ? name : `${namespace}/${name}`;
}

/** Room for the longest name. */
export function gutterOf(lanes: readonly TimelineLane[]): number {
  const longest = lanes.reduce((most, lane) => Math.max(most, laneName(lane).length), 0);
  return Math.min(widestGutter, Math.max(narrowestGutter, 30 + longest * 7.3));
}
