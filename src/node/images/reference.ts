/** Image names: `nginx:1.27` → docker.io/library/nginx:1.27. Models github.com/distribution/reference. */

import { createRandom } from '../../lib/random.ts';

export interface ImageReference {
  /** `docker.io` unless the name begins with a host. */
  readonly domain: string;
  /** `library/nginx`. */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

const pathPattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const domainPattern =
  /^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::[0-9]+)?$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** The parts of an image name with defaults filled in; undefined when it is no valid name. */
export function parseImageReference(image: string): ImageReference | undefined {
  const [named = '', digest] = splitOnce(image, '@');
  if (digest !== undefined && !digestPattern.test(digest)) return undefined;
  const slash = named.indexOf('/');
  const first = named.slice(0, Math.max(slash, 0));
  const hasDomain = slash > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const domain = hasDomain ? first : 'docker.io';
  const [path = '', tag] = splitOnce(hasDomain ? named.slice(slash + 1) : named, ':');
  if (!domainPattern.test(domain) || !pathPattern.test(path) || (tag !== undefined && !tagPattern.test(tag))) {
    return undefined;
  }
  const official = (domain === 'docker.io' || domain === 'index.docker.io') && !path.includes('/');
  return {
    domain: domain === 'index.docker.io' ? 'docker.io' : domain,
    path: official ? `library/${path}` : path,
    ...(tag !== undefined ? { tag } : digest === undefined ? { tag: 'latest' } : {}),
    ...(digest !== undefined ? { digest } : {}),
  };
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}

/** `docker.io/library/nginx:1.27`, as a container runtime names it. */
export function fullImageName(reference: ImageReference): string {
  const { domain, path, tag, digest } = reference;
  return `${domain}/${path}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** `docker.io/library/nginx@sha256:…` with a made-up digest that is always the same for the same name. */
export function imageIdOf(reference: ImageReference): string {
  const { domain, path, digest } = reference;
  return `${domain}/${path}@${digest ?? `sha256:${hexOf(fullImageName(reference), 64)}`}`;
}

/** `length` hexadecimal digits that look random but follow from `text` alone. */
export function hexOf(text: string, length: number): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  const random = createRandom(hash);
  let digits = '';
  while (digits.length < length) {
    digits += Math.floor(random.next() * 4294967296)
      .toString(16)
      .padStart(8, '0');
  }
  return digits.slice(0, length);
}
