/** The way of an edge: a straight line where it can be one, otherwise a rail with two corners. */

const bendX = 14;
const radius = 6;

/** Path data from the source's anchor to the target's. */
export function railPath(sourceX: number, sourceY: number, targetX: number, targetY: number): string {
  if (Math.abs(sourceY - targetY) < 2 * radius) return `M${sourceX},${targetY}H${targetX}`;
  if (Math.abs(sourceX - targetX) < 2 * radius) return `M${targetX},${sourceY}V${targetY}`;
  const x = sourceX + bendX;
  const down = targetY > sourceY ? radius : -radius;
  return [
    `M${sourceX},${sourceY}H${x - radius}`,
    `Q${x},${sourceY} ${x},${sourceY + down}`,
    `V${targetY - down}`,
    `Q${x},${targetY} ${x + radius},${targetY}H${targetX}`,
  ].join('');
}
