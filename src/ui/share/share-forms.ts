/** A session's link in the forms in which people pass it on: bare, in Markdown, in a page as an iframe or an element. */

export type ShareForm = 'link' | 'markdown' | 'iframe' | 'element';

/** What an embedded page may show. */
export const embedPanes = ['stage', 'timeline', 'editor', 'terminal', 'events', 'dns'] as const;
export type SharePane = (typeof embedPanes)[number];

export interface EmbedChoices {
  readonly panes: readonly SharePane[];
  readonly theme: 'auto' | 'light' | 'dark';
  /** Pixels. */
  readonly height: number;
  readonly isReadonly: boolean;
  /** When the element loads the playground. */
  readonly load: 'lazy' | 'click';
}

export const defaultChoices: EmbedChoices = {
  panes: ['stage', 'timeline'],
  theme: 'auto',
  height: 480,
  isReadonly: false,
  load: 'lazy',
};

const title = 'StatefulSet Playground';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replaceAll(/[&"<>]/g, (char) => escapes[char]!);

/** The text to copy. `link` is the page's address with everything in its fragment. */
export function shareText(form: ShareForm, link: string, choices: EmbedChoices): string {
  switch (form) {
    case 'link':
      return link;
    case 'markdown':
      return `[${title}](${link})`;
    case 'iframe':
      return iframe(link, choices);
    case 'element':
      return element(link, choices);
  }
}

function iframe(link: string, { panes, theme, height, isReadonly }: EmbedChoices): string {
  const address = new URL(link);
  const query = ['embed=1', `panes=${panes.join(',')}`];
  if (theme !== 'auto') query.push(`theme=${theme}`);
  if (isReadonly) query.push('readonly=1');
  address.search = query.join('&');
  return `<iframe src="${escaped(address.href)}" title="${title}" width="100%" height="${height}" loading="lazy" style="border: 0"></iframe>`;
}

function element(link: string, { panes, theme, height, isReadonly, load }: EmbedChoices): string {
  const { hash } = new URL(link);
  const script = new URL('embed.js', link.replace(/[?#].*$/, '')).href;
  const attributes = [
    `link="${escaped(hash)}"`,
    `panes="${panes.join(',')}"`,
    ...(theme === 'auto' ? [] : [`theme="${theme}"`]),
    `height="${height}"`,
    ...(isReadonly ? ['readonly'] : []),
    ...(load === 'lazy' ? [] : [`load="${load}"`]),
  ];
  return `<script src="${escaped(script)}" async></script>\n<statefulset-playground ${attributes.join(' ')}></statefulset-playground>`;
}
