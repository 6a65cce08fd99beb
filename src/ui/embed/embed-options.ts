/** How a page of documentation asks the playground to look: `?embed=1&panes=stage,timeline&theme=auto&readonly=1…`. */

import type { Theme } from '../../session/state.ts';

export type EmbedPane = 'editor' | 'stage' | 'timeline' | 'terminal' | 'events' | 'dns';

export interface EmbedOptions {
  readonly panes: readonly EmbedPane[];
  readonly theme: Theme | undefined;
  /** Nothing can be changed: time can be moved and things looked at. */
  readonly isReadonly: boolean;
  readonly autoplay: boolean;
  /** The moment to begin at, in the cluster's time. */
  readonly atMs: number | undefined;
  /** The only origin that messages are taken from and sent to. */
  readonly origin: string | undefined;
}

const known: readonly string[] = ['editor', 'stage', 'timeline', 'terminal', 'events', 'dns'];
const themes: readonly string[] = ['auto', 'light', 'dark'];
const unitMs = { ms: 1, s: 1000, m: 60_000, '': 1000 } as const;

function parsePanes(text: string | null): readonly EmbedPane[] {
  const panes = (text ?? '').split(',').filter((pane): pane is EmbedPane => known.includes(pane));
  return panes.length > 0 ? panes : ['stage', 'timeline'];
}

/** `12s`, `1500ms`, `2m`, `12` (seconds). */
function parseMoment(text: string | null): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|)$/.exec(text ?? '');
  return match ? Number(match[1]) * unitMs[match[2] as keyof typeof unitMs] : undefined;
}

function parseOrigin(text: string | null): string | undefined {
  if (text === null || !URL.canParse(text)) return undefined;
  return new URL(text).origin;
}

/** The options in a page's query; undefined for a page that is not embedded. */
export function parseEmbedOptions(search: string): EmbedOptions | undefined {
  const query = new URLSearchParams(search);
  if (query.get('embed') !== '1') return undefined;
  const theme = query.get('theme');
  return {
    panes: parsePanes(query.get('panes')),
    theme: theme !== null && themes.includes(theme) ? (theme as Theme) : undefined,
    isReadonly: query.get('readonly') === '1',
    autoplay: query.get('autoplay') !== '0',
    atMs: parseMoment(query.get('t')),
    origin: parseOrigin(query.get('origin')),
  };
}
