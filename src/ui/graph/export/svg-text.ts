/** Small parts of an SVG as text: escaped, positioned, and cut to the width that there is. */

export interface Ink {
  /** A design token's value: `color('--ready')`. */
  readonly color: (token: string) => string;
  /** The moment that is shown, for what runs out; without it that is not told. */
  readonly atMs?: number;
}

export interface TextStyle {
  readonly size?: number;
  readonly weight?: number;
  readonly fill: string;
  readonly mono?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Cuts what is longer, keeping the end of a name, which tells it apart. */
  readonly width?: number;
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Average advance of a character, as a part of the font size. */
const advance = { mono: 0.61, bold: 0.62, plain: 0.54 } as const;

/** The text shortened in its middle so that it fits: `web-statef…-12`. */
export function fitted(text: string, width: number, size: number, style: Pick<TextStyle, 'mono' | 'weight'>): string {
  const part = style.mono ? advance.mono : (style.weight ?? 400) > 500 ? advance.bold : advance.plain;
  const most = Math.max(3, Math.floor(width / (size * part)));
  if (text.length <= most) return text;
  const tail = /-[a-z0-9]{1,5}$/.exec(text)?.[0] ?? '';
  return `${text.slice(0, Math.max(1, most - tail.length - 1))}…${tail}`;
}

export function svgText(x: number, y: number, text: string, style: TextStyle): string {
  const { size = 11, weight, fill, mono, anchor, width } = style;
  const shown = width === undefined ? text : fitted(text, width, size, style);
  const attributes = [
    `x="${x}" y="${y}" font-size="${size}" fill="${fill}"`,
    weight ? ` font-weight="${weight}"` : '',
    mono ? ' font-family="ui-monospace, Menlo, Consolas, monospace"' : '',
    anchor ? ` text-anchor="${anchor}"` : '',
  ].join('');
  return `<text ${attributes}>${escapeXml(shown)}</text>`;
}

interface RectStyle {
  readonly fill: string;
  readonly stroke?: string;
  readonly radius?: number;
  readonly dashed?: boolean;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function svgRect({ x, y, width, height }: Rect, { fill, stroke, radius = 0, dashed }: RectStyle): string {
  const line = stroke ? ` stroke="${stroke}"${dashed ? ' stroke-dasharray="4 4"' : ''}` : '';
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"${line}/>`;
}
