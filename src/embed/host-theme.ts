/** Light or dark as the page around is, for `theme="host"`: documentation sites have switches of their own. */

export type HostTheme = 'light' | 'dark';

/** From where the page's own ground is dark. */
const darkBelow = 0.4;

/** By the ground behind an element: the first ancestor's colour that is not see-through. */
export function hostThemeAt(element: Element): HostTheme {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = channelsOf(getComputedStyle(at).backgroundColor);
    if (alpha < 0.5) continue;
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255 < darkBelow ? 'dark' : 'light';
  }
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  const isDark = scheme === 'dark' || (scheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches);
  return isDark ? 'dark' : 'light';
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

function channelsOf(color: string): readonly number[] {
  return /^rgba?\(/.test(color) ? [...color.matchAll(/[\d.]+/g)].map(([text]) => Number(text)) : [0, 0, 0, 0];
}

/** Calls when the page may have changed its theme; the result ends that. */
export function watchHostTheme(changed: () => void): () => void {
  const observer = new MutationObserver(() => {
    changed();
    // Grounds that fade are looked at again when they have.
    setTimeout(changed, 400);
  });
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, {
      attributes: true,
      attributeFilter: ['class', 'style', 'data-theme', 'data-md-color-scheme'],
    });
  }
  const media = matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', changed);
  };
}
