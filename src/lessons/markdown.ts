/**
 * The little of Markdown that lessons are written in: paragraphs, lists, code, emphasis, links to https addresses.
 * Everything else, HTML too, stays the text that it is.
 */

import { isSafeLink } from './read-lesson.ts';

export type Inline =
  | { readonly type: 'text' | 'code'; readonly text: string }
  | { readonly type: 'strong' | 'em'; readonly children: readonly Inline[] }
  | { readonly type: 'link'; readonly url: string; readonly children: readonly Inline[] };

export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly type: 'code'; readonly text: string };

const fence = /^```/;
const bullet = /^[-*] +/;
const number = /^\d{1,3}\. +/;

export function parseMarkdown(text: string): readonly Block[] {
  const lines = text.split(/\r\n|\r|\n/);
  const blocks: Block[] = [];
  let at = 0;
  /** Takes lines while they are part of what has begun. */
  const takeWhile = (belongs: (line: string) => boolean): readonly string[] => {
    const start = at;
    while (at < lines.length && belongs(lines[at]!)) at++;
    return lines.slice(start, at);
  };
  while (at < lines.length) {
    const line = lines[at]!;
    if (line.trim() === '') {
      at++;
    } else if (fence.test(line)) {
      at++;
      const code = takeWhile((other) => !fence.test(other));
      at++;
      blocks.push({ type: 'code', text: code.join('\n') });
    } else if (bullet.test(line) || number.test(line)) {
      const marker = bullet.test(line) ? bullet : number;
      const taken = takeWhile((other) => marker.test(other) || /^ +\S/.test(other));
      blocks.push({ type: 'list', ordered: marker === number, items: toItems(taken, marker) });
    } else {
      const taken = takeWhile((other) => other.trim() !== '' && !fence.test(other) && !bullet.test(other));
      blocks.push({ type: 'paragraph', children: parseInline(joined(taken)) });
    }
  }
  return blocks;
}

const joined = (lines: readonly string[]): string => lines.map((line) => line.trim()).join(' ');

/** Lines that are further in belong to the item before them. */
function toItems(lines: readonly string[], marker: RegExp): readonly (readonly Inline[])[] {
  const items: string[][] = [];
  for (const line of lines) {
    if (marker.test(line) || items.length === 0) items.push([line.replace(marker, '')]);
    else items.at(-1)!.push(line);
  }
  return items.map((item) => parseInline(joined(item)));
}

const pattern =
  /`([^`]+)`|\*\*([^*]+)\*\*|(?<![\w*])[*_]([^*_\s](?:[^*_]*[^*_\s])?)[*_](?![\w*])|\[([^\]]+)\]\(([^()\s]+)\)/g;

export function parseInline(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  const plain = (to: number): void => {
    if (to > end) parts.push({ type: 'text', text: text.slice(end, to) });
  };
  for (const match of text.matchAll(pattern)) {
    const [whole, code, strong, em, label, url] = match;
    const inline = toInline(code, strong, em, label, url);
    if (!inline) continue;
    plain(match.index);
    parts.push(inline);
    end = match.index + whole.length;
  }
  plain(text.length);
  return parts;
}

function toInline(
  code: string | undefined,
  strong: string | undefined,
  em: string | undefined,
  label: string | undefined,
  url: string | undefined,
): Inline | undefined {
  if (code !== undefined) return { type: 'code', text: code };
  if (strong !== undefined) return { type: 'strong', children: parseInline(strong) };
  if (em !== undefined) return { type: 'em', children: parseInline(em) };
  if (label === undefined || url === undefined || !isSafeLink(url)) return undefined;
  return { type: 'link', url, children: parseInline(label) };
}
