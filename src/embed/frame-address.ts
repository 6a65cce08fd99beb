/** The address of the playground in a frame: how it looks in the query, what it opens in the fragment. */

import type { PlaygroundContent } from './protocol.ts';

/** How an embed looks and begins; each is a parameter of `?embed=1`. */
export interface FrameOptions {
  /** Of `editor, stage, timeline, terminal, events, dns`, separated by commas. */
  readonly panes?: string | undefined;
  readonly theme?: string | undefined;
  readonly readonly?: boolean | undefined;
  readonly autoplay?: boolean | undefined;
  /** The moment to begin at, such as `12s`. */
  readonly t?: string | undefined;
  readonly speed?: string | undefined;
  readonly nodes?: string | undefined;
  readonly seed?: string | undefined;
  readonly lesson?: string | undefined;
}

/** Who talks with the frame. */
export interface FrameHost {
  /** The page's own origin; `null` as a word when it has none. */
  readonly origin: string;
  /** A secret of this page and this frame. */
  readonly channel: string;
}

/**
 * The content is in the fragment, which no server sees and no server's limit cuts off: `#s1.…` for a link, else the
 * parameters of an address behind `#?`.
 */
export function frameAddress(base: string, content: PlaygroundContent, options: FrameOptions, host: FrameHost): string {
  const address = new URL('./', base);
  const query = address.searchParams;
  query.set('embed', '1');
  for (const key of ['panes', 'theme', 't', 'speed', 'nodes', 'seed', 'lesson'] as const) {
    const value = options[key];
    if (value) query.set(key, value);
  }
  if (options.readonly) query.set('readonly', '1');
  if (options.autoplay === false) query.set('autoplay', '0');
  query.set('origin', host.origin);
  query.set('channel', host.channel);
  address.hash = contentFragment(content);
  return address.href;
}

/** The fragment that opens the content; empty for the playground's first example. */
export function contentFragment({ manifest, link, scenario, run = [] }: PlaygroundContent): string {
  const [, query, payload] = /^[^?#]*(?:\?([^#]*))?(#.*)?$/s.exec(link ?? '') ?? [];
  if (payload && payload !== '#') return payload;
  if (query) return `#?${query}`;
  const inputs = new URLSearchParams();
  if (scenario) inputs.set('scenario', scenario);
  for (const text of typeof manifest === 'string' ? [manifest] : (manifest ?? [])) inputs.append('manifest', text);
  for (const line of run) inputs.append('run', line);
  return inputs.size > 0 ? `#?${inputs}` : '';
}
