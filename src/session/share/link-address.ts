/** The page's own address with a link in it. */

import { inputParameters } from './query.ts';

/** `base` with the fragment; what its query asks to be opened is dropped, for the fragment says it all. */
export function linkAddress(base: string, fragment: string): string {
  if (!URL.canParse(base)) return base.replace(/#.*$/, '') + fragment;
  const address = new URL(base);
  for (const name of inputParameters) address.searchParams.delete(name);
  // Of an embedded page this is how it is meant to begin.
  if (!address.searchParams.has('embed')) address.searchParams.delete('autoplay');
  address.hash = '';
  return address.href.replace(/[?#]+$/, '') + fragment;
}
