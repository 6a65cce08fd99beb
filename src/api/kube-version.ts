/** The order of API versions: `v2` before `v1` before `v1beta2` before `v1alpha1` before anything else. Models apimachinery/pkg/version CompareKubeAwareVersionStrings. */

const pattern = /^v(\d+)(?:(alpha|beta)(\d+))?$/;
const stability = ['alpha', 'beta', ''];

/** Negative when `a` comes first, being the newer or more stable one. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [pattern.exec(a), pattern.exec(b)];
  if (!left || !right) return left ? -1 : right ? 1 : a < b ? -1 : a > b ? 1 : 0;
  return (
    stability.indexOf(right[2] ?? '') - stability.indexOf(left[2] ?? '') ||
    Number(right[1]) - Number(left[1]) ||
    Number(right[3] ?? 0) - Number(left[3] ?? 0)
  );
}
