/** How a page of documentation asks the playground to look: `?embed=1&panes=stage,timeline&theme=auto&readonly=1…`. */

import { maxReplayMs, parseMoment } from '../../session/share/moment.ts';
import type { Theme } from '../../session/state.ts';

export type EmbedPane = 'editor' | 'stage' | 'timeline' | 'terminal' | 'events' | 'dns' | 'lesson';

export interface EmbedOptions {
  readonly panes: readonly EmbedPane[];
  readonly theme: Theme | undefined;
  /** Nothing can be changed: time can be moved and things looked at. */
  readonly isReadonly: boolean;
  readonly autoplay: boolean;
  /** The moment to begin at, in the cluster's time. */
  readonly atMs: number | undefined;
  readonly speed: number | undefined;
  /** The only origin that messages are taken from and sent to; `null` as a word for a page that has none. */
  readonly origin: string | undefined;
  /** The secret by which the page around knows this frame. */
  readonly channel: string | undefined;
}

const known: readonly string[] = ['editor', 'stage', 'timeline', 'terminal', 'events', 'dns', 'lesson'];
const themes: readonly string[] = ['auto', 'light', 'dark'];

/** What is shown when nothing is asked for: with a lesson, what it is taken with. */
function parsePanes(text: string | null, hasLesson: boolean): readonly EmbedPane[] {
  const panes = (text ?? '').split(',').map((pane) => pane.trim());
  const wanted = [...new Set(panes)].filter((pane): pane is EmbedPane => known.includes(pane));
  if (wanted.length > 0) return wanted;
  return hasLesson ? ['lesson', 'stage', 'terminal'] : ['stage', 'timeline'];
}

/** `12s`, `1500ms`, `1m30s`, `12` (seconds). Moments that depend on others are the session's to find. */
function parseAt(text: string | null): number | undefined {
  const moment = parseMoment(text?.trim() ?? '');
  return moment?.type === 'at' && moment.ms <= maxReplayMs ? moment.ms : undefined;
}

/** Of a page of the web; a sandboxed page or one from a file has no origin, and says so. */
function parseOrigin(text: string | null): string | undefined {
  if (text === 'null') return text;
  if (text === null || !URL.canParse(text)) return undefined;
  const { protocol, origin } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}

/** The options in a page's query; undefined for a page that is not embedded. */
export function parseEmbedOptions(search: string): EmbedOptions | undefined {
  const query = new URLSearchParams(search);
  if (query.get('embed') !== '1') return undefined;
  const theme = query.get('theme');
  const speed = Number(query.get('speed') ?? Number.NaN);
  const channel = query.get('channel');
  return {
    panes: parsePanes(query.get('panes'), query.has('lesson')),
    theme: theme !== null && themes.includes(theme) ? (theme as Theme) : undefined,
    isReadonly: query.get('readonly') === '1',
    autoplay: query.get('autoplay') !== '0',
    atMs: parseAt(query.get('t')),
    speed: speed > 0 && Number.isFinite(speed) ? speed : undefined,
    origin: parseOrigin(query.get('origin')),
    channel: channel !== null && /^[\w-]{16,128}$/.test(channel) ? channel : undefined,
  };
}

/**
 * The address of a page with what its fragment adds to its query: behind `#?` stand inputs that no server needs to see
 * (`#?manifest=…&run=…`). What a session is opened with.
 */
export function addressOf({ search, hash }: { readonly search: string; readonly hash: string }): {
  readonly search: string;
  readonly link: string;
} {
  if (!hash.startsWith('#?')) return { search, link: hash };
  const own = hash.slice(2);
  return { search: search.length > 1 ? `${search}&${own}` : `?${own}`, link: '' };
}
