/** Reads the manifests behind the URLs of `-f` before a command runs, so that planning what to visit need not wait. */

import type { FlagSpec, FlagValues } from './flags.ts';
import type { KubectlIo } from './io.ts';

export const isUrl = (name: string): boolean => name.startsWith('http://') || name.startsWith('https://');

/** `io` with the texts behind the URLs among the file names; `io` itself when there are none. */
export async function withUrlTexts(io: KubectlIo, specs: readonly FlagSpec[], flags: FlagValues): Promise<KubectlIo> {
  const urls = specs.some(({ name }) => name === 'filename') ? flags.strings('filename').filter(isUrl) : [];
  if (urls.length === 0 || !io.fetchUrl) return io;
  const urlTexts = new Map<string, string>();
  for (const url of urls) {
    const text = await io.fetchUrl(url);
    if (text !== undefined) urlTexts.set(url, text);
  }
  return { ...io, urlTexts };
}
