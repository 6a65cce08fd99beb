/** Container images in the few characters that a card has. */

/** `registry.k8s.io/nginx-slim:0.24` → `nginx-slim 0.24`; a digest is cut to its beginning. */
export function imageText(image: string): string {
  const last = image.slice(image.lastIndexOf('/') + 1);
  const [name, digest] = last.split('@', 2) as [string, string?];
  if (digest) return `${name.replace(':', ' ')} ${digest.slice(0, 14)}`;
  return name.replace(':', ' ');
}
