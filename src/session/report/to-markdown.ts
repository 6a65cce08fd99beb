/**
 * A report as Markdown, as GitHub and the usual site generators read it. Whatever the texts hold is shown as text: what
 * would be markup is escaped in the way that all of them know – a backslash, or an entity where some know no backslash.
 */

import { printableLine, printableText } from '../../lib/printable-text.ts';
import type { Block, Inline, Line, ListItem } from './report-blocks.ts';

export function toMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(blockText).join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escaped(block.text)}`;
    case 'text':
      return lineText(block.line);
    case 'list':
      return block.items.map(itemText).join('\n');
    case 'code':
      return fenced(block.text, block.language);
    case 'picture':
      return `![${escaped(block.picture.text)}](${addressText(block.picture.path)})`;
  }
}

function itemText({ line, more = [] }: ListItem): string {
  return [`- ${lineText(line)}`, ...more.map((below) => `    - ${lineText(below)}`)].join('\n');
}

/** The fence is longer than every run of backticks within. */
function fenced(text: string, language: string): string {
  const content = printableText(text).replace(/\n+$/, '');
  const fence = '`'.repeat(Math.max(3, longestRun(content) + 1));
  return `${fence}${language}\n${content}\n${fence}`;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 0);
}

function lineText(line: Line): string {
  const text = line.map(inlineText).join('').trim();
  return leading(text);
}

function inlineText(inline: Inline): string {
  if (typeof inline === 'string') return escaped(inline, false);
  if ('code' in inline) return codeSpan(inline.code);
  if ('strong' in inline) return `**${escaped(inline.strong)}**`;
  const text = escaped(inline.link);
  return /^https?:/i.test(inline.address) ? `[${text}](${addressText(inline.address)})` : text;
}

function codeSpan(code: string): string {
  const text = printableLine(code);
  if (text === '') return '';
  const fence = '`'.repeat(longestRun(text) + 1);
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}

/** Not all readers know these behind a backslash. */
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '|': '&#124;',
  '~': '&#126;',
  $: '&#36;',
};

function escaped(text: string, isWhole = true): string {
  const line = isWhole ? printableLine(text) : printableText(text).replaceAll(/\s+/g, ' ');
  return line.replaceAll(/[\\`*_{}[\]#]/g, (char) => `\\${char}`).replaceAll(/[&<>|~$]/g, (char) => entities[char]!);
}

/** What begins a list, a heading, a rule or a box of notes at the beginning of a line only. */
function leading(text: string): string {
  return text
    .replace(/^[-+=:!?](?!\[)/, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/^(\d+)([.)])/, (_, number: string, sign: string) => `${number}\\${sign}`);
}

/** Within round brackets: no space and no bracket ends it. */
function addressText(address: string): string {
  return printableLine(address).replaceAll(/[ <>()\\`"|]/g, (char) => {
    return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}
