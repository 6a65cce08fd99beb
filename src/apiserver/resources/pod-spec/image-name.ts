/** Docker image references, as far as the default of `imagePullPolicy` needs them. Models distribution/reference. */

import { fullReference } from '../../../api/image-reference.ts';

const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** The image with the registry and the `library/` folder that Docker assumes. Models splitDockerDomain. */
function normalize(image: string): string {
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(slash, 0));
  const isDomain = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  if (isDomain && first !== 'docker.io' && first !== 'index.docker.io') return image;
  const path = isDomain ? image.slice(slash + 1) : image;
  return `docker.io/${path.includes('/') ? path : `library/${path}`}`;
}

function isKnownDigest(text: string): boolean {
  const [algorithm = '', hex = ''] = text.split(':');
  return digestLengths[algorithm] === hex.length && hex === hex.toLowerCase();
}

/** True when the image has the tag `latest`, or neither a tag nor a digest. A malformed reference has neither. */
export function isLatestImage(image: string): boolean {
  if (/^[a-f0-9]{64}$/.test(image)) return false;
  const groups = fullReference.exec(normalize(image))?.groups;
  if (!groups || (groups['digest'] && !isKnownDigest(groups['digest']))) return false;
  return groups['tag'] === 'latest' || (!groups['tag'] && !groups['digest']);
}
