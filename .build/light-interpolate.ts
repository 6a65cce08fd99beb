/**
 * Stands in for d3-interpolate, of which moving a viewport needs two: the straight way, of numbers, and the smooth one of
 * J. J. van Wijk and W. A. A. Nuij, "Smooth and efficient zooming and panning". The original also reads colours, dates and
 * texts.
 */

/** A part of the plane: its middle, and how wide it is. */
type View = readonly [x: number, y: number, width: number];

/** Between two lists of numbers. */
export const interpolate =
  (from: readonly number[], to: readonly number[]) =>
  (share: number): readonly number[] =>
    from.map((value, at) => value + (to[at]! - value) * share);

/** How much zooming a way may use to be short: what the authors found to look best. */
const rho = Math.SQRT2;

/** Between two views: out, over and in. `duration`: how long that should take in milliseconds. */
export function interpolateZoom([x, y, width]: View, [toX, toY, toWidth]: View) {
  const [dx, dy] = [toX - x, toY - y];
  const distance = Math.hypot(dx, dy);
  if (distance < 1e-6) {
    const length = Math.log(toWidth / width) / rho;
    const at = (share: number): View => [x + share * dx, y + share * dy, width * Math.exp(rho * share * length)];
    return Object.assign(at, { duration: (Math.abs(length) * 1000 * rho) / Math.SQRT2 });
  }
  const side = (own: number, sign: number): number => {
    const b = (toWidth ** 2 - width ** 2 + sign * rho ** 4 * distance ** 2) / (2 * own * rho ** 2 * distance);
    return Math.log(Math.sqrt(b * b + 1) - b);
  };
  const [begin, end] = [side(width, 1), side(toWidth, -1)];
  const length = (end - begin) / rho;
  const at = (share: number): View => {
    const along = rho * share * length + begin;
    const gone = (width / (rho ** 2 * distance)) * (Math.cosh(begin) * Math.tanh(along) - Math.sinh(begin));
    return [x + gone * dx, y + gone * dy, (width * Math.cosh(begin)) / Math.cosh(along)];
  };
  return Object.assign(at, { duration: (Math.abs(length) * 1000 * rho) / Math.SQRT2 });
}
