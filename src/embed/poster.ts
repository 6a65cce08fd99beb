/** What stands in the place of a playground that is not loaded yet: a button with a picture of one. */

const svgNamespace = 'http://www.w3.org/2000/svg';

/** The shadow's own style sheet: made by script, it needs no `style-src` of the page. */
export function shadowStyles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; height: var(--embed-height); margin: 1em 0; contain: layout; }
    :host([hidden]) { display: none; }
    iframe { display: block; width: 100%; height: 100%; border: 0; }
    button {
      box-sizing: border-box; display: flex; flex-direction: column; align-items: center; justify-content: center;
      gap: 14px; width: 100%; height: 100%; padding: 16px; overflow: hidden; cursor: pointer;
      border: 1px solid color-mix(in srgb, currentColor 22%, transparent); border-radius: 10px;
      background: color-mix(in srgb, currentColor 4%, transparent); color: inherit;
      font: 600 15px/1.4 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
    }
    button:hover { background: color-mix(in srgb, currentColor 8%, transparent); }
    button:focus-visible { outline: 3px solid #5b8cff; outline-offset: 2px; }
    small { font-weight: 400; font-size: 13px; opacity: .75; }
    svg { flex: 0 1 96px; min-height: 0; }
  `);
  return sheet;
}

/** Three places, of which the last waits for the one before it. */
const picture: readonly (readonly [element: string, attributes: Readonly<Record<string, string>>])[] = [
  ['rect', { x: '2', y: '14', width: '44', height: '56', rx: '8', fill: '#0a9f6e', 'fill-opacity': '.22' }],
  ['rect', { x: '58', y: '14', width: '44', height: '56', rx: '8', fill: '#0a9f6e', 'fill-opacity': '.22' }],
  ['rect', { x: '114', y: '14', width: '44', height: '56', rx: '8', 'stroke-dasharray': '5 5' }],
  ['path', { d: 'M18 80h12M74 80h12M130 80h12' }],
  ['path', { d: 'm16 42 6 6 11-12M72 42l6 6 11-12', stroke: '#0a9f6e', 'stroke-width': '3' }],
  ['path', { d: 'M130 34v16l13-8z', fill: 'currentColor' }],
];

export function posterOf(title: string, start: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  const svg = document.createElementNS(svgNamespace, 'svg');
  const frame = { viewBox: '0 0 160 84', width: '160', fill: 'none', stroke: 'currentColor', 'stroke-width': '2' };
  setAll(svg, { ...frame, 'aria-hidden': 'true' });
  for (const [name, attributes] of picture) {
    const shape = document.createElementNS(svgNamespace, name);
    setAll(shape, attributes);
    svg.append(shape);
  }
  const hint = document.createElement('small');
  hint.textContent = 'Click to start';
  button.append(svg, title, hint);
  button.addEventListener('click', start);
  return button;
}

function setAll(element: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
