/** Values that environment variables take from their Pod and from resources. Models kubectl/pkg/util/{fieldpath,resource}. */

import { parseQuantity, quantityMilliValue, quantityOf, quantityValue } from '../../api/quantity.ts';
import type { Container, Pod, ResourceFieldSelector } from '../../api/types.ts';

function formatMap(map: Readonly<Record<string, string>> | undefined): string {
  return Object.keys(map ?? {})
    .sort()
    .map((key) => `${key}=${JSON.stringify(map![key])}`)
    .join('\n');
}

/** Only fields of the metadata are known to kubectl; of others it shows nothing. Models ExtractFieldPathAsString. */
export function fieldValue({ metadata }: Pod, path: string): string {
  const subscript = /^metadata\.(annotations|labels)\['(.*)'\]$/.exec(path);
  if (subscript) return metadata[subscript[1] as 'annotations' | 'labels']?.[subscript[2]!] ?? '';
  switch (path) {
    case 'metadata.annotations':
      return formatMap(metadata.annotations);
    case 'metadata.labels':
      return formatMap(metadata.labels);
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid;
    default:
      return '';
  }
}

const ceilDivide = (value: bigint, divisor: bigint): bigint => (value + divisor - 1n) / divisor;

/** Models ExtractContainerResourceValue; what has no limit is `node allocatable`. */
export function resourceValue({ resource, divisor }: ResourceFieldSelector, { resources }: Container): string {
  const [kind, name] = resource.split('.') as [string, string];
  const quantity = quantityOf((kind === 'limits' ? resources?.limits : resources?.requests)?.[name]);
  const given = divisor === undefined ? undefined : parseQuantity(divisor);
  const unit = given && given.nano > 0n ? given : quantityOf('1');
  const value =
    name === 'cpu'
      ? ceilDivide(quantityMilliValue(quantity), quantityMilliValue(unit))
      : ceilDivide(quantityValue(quantity), quantityValue(unit));
  const unlimited = value === 0n && (resource === 'limits.cpu' || resource === 'limits.memory');
  return unlimited ? 'node allocatable' : String(value);
}
