/** A report as one HTML file that stands alone: no script, nothing loaded, pictures within. */

import { printableLine, printableText } from '../../lib/printable-text.ts';
import type { Block, Inline, Line } from './report-blocks.ts';

/** `style`: the sheet of reports, for elements below `.report`. */
export function toHtml(blocks: readonly Block[], title: string, style: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
${style.replaceAll('</', '<\\/')}
</style>
</head>
<body>
<main class="report">
${blocks.map(blockText).join('\n')}
</main>
</body>
</html>
`;
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `<h${block.level}>${escaped(block.text)}</h${block.level}>`;
    case 'text':
      return `<p>${lineText(block.line)}</p>`;
    case 'list': {
      const items = block.items.map(({ line, more = [] }) => {
        const below = more.map((inner) => `<li>${lineText(inner)}</li>`).join('');
        return `<li>${lineText(line)}${below === '' ? '' : `<ul>${below}</ul>`}</li>`;
      });
      return `<ul>\n${items.join('\n')}\n</ul>`;
    }
    case 'code':
      return `<pre class="is-${block.language}"><code>${escapedText(block.text.replace(/\n+$/, ''))}</code></pre>`;
    case 'picture': {
      const { svg, text } = block.picture;
      return `<figure><img alt="${escaped(text)}" src="data:image/svg+xml,${encodeURIComponent(svg)}"></figure>`;
    }
  }
}

const lineText = (line: Line): string => line.map(inlineText).join('');

function inlineText(inline: Inline): string {
  if (typeof inline === 'string') return escapedText(inline);
  if ('code' in inline) return `<code>${escaped(inline.code)}</code>`;
  if ('strong' in inline) return `<strong>${escaped(inline.strong)}</strong>`;
  const text = escaped(inline.link);
  return /^https?:/i.test(inline.address) ? `<a href="${escaped(inline.address)}">${text}</a>` : text;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
  '<': '&lt;',
  '>': '&gt;',
};

const escapedText = (text: string): string => printableText(text).replaceAll(/[&"'<>]/g, (char) => escapes[char]!);
const escaped = (text: string): string => escapedText(printableLine(text));
