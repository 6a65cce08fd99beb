import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, ReportPicture } from './report-blocks.ts';
import { shortened } from './shortened.ts';
import { toHtml } from './to-html.ts';
import { toMarkdown } from './to-markdown.ts';

/** What texts of manifests and messages may try. */
const hostile = [
  '```\n# Owned\n<script>alert(1)</script>',
  '````console\n~~~',
  '<img src=x onerror=alert(1)> &lt;b&gt; &#x3c;i&#x3e;',
  '[x](javascript:alert(1)) ![y](//evil/z) [ref]: http://evil',
  '| a | b |\n|---|---|\n| c | d |',
  '# heading\n===\n- list\n1. one\n> quote\n---',
  '`code` ``two`` \\` \\\\` **bold** __under__ ~~gone~~ $x^2$',
  '{{ liquid }} {% raw %} {: onclick="alert(1)" } {jsx(1)}',
  ':::danger\n!!! note\n??? tip\n    indented',
  "\"><script>alert(1)</script>' onload='x",
  '\u001b[31mred\u001b[0m \u202egnp.exe\u0000\r\nnext\ud800',
  '</code></pre></main></style><svg onload=alert(1)>',
  '-->]]>]]&gt;<!-- <?php ?> <![CDATA[',
  'www.evil.example http://evil.example a@evil.example',
];

const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: fc.constantFrom(...'`~#*_[](){}<>|&$\\-+=!:.1a "\'\n\t\u0000\u202e/'.split('')), maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const picture: ReportPicture = { path: 'stage.svg', svg: '<svg/>', text: '' };

function blocksOf(a: string, b: string): readonly Block[] {
  return [
    { type: 'heading', level: 2, text: a },
    { type: 'text', line: [a, { code: b }, b, { strong: a }, { link: b, address: `https://x/?${a}` }] },
    { type: 'list', items: [{ line: [b], more: [[{ code: a }, b], [a]] }] },
    { type: 'code', language: 'yaml', text: a },
    { type: 'picture', picture: { ...picture, text: b } },
    { type: 'text', line: [b] },
  ];
}

/** What remains when code blocks and code spans are taken out, read by the rules of CommonMark for both. */
function outsideOfCode(markdown: string): string {
  const lines: string[] = [];
  let fence = '';
  for (const line of markdown.split('\n')) {
    const opening = /^(`{3,})\w*$/.exec(line)?.[1];
    if (fence === '' && opening) fence = opening;
    else if (fence !== '' && /^`+$/.test(line) && line.length >= fence.length) fence = '';
    else if (fence === '') lines.push(line);
  }
  expect(fence).toBe('');
  return lines.map((line) => line.replaceAll(/(?<!\\)(?:\\\\)*(`+)(?!`)(.*?[^`])\1(?!`)/g, 'code')).join('\n');
}

describe('a report', () => {
  it('shows hostile texts as texts in Markdown', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const rest = outsideOfCode(toMarkdown(blocksOf(a, b)));
        expect(rest.split('\n').filter((line) => /^(?:[-+=:!?](?!\[)|\d+[.)])/.test(line))).toHaveLength(1);
        const unescaped = rest.replaceAll(/\\[\\`*_{}[\]#.)]/g, '').replaceAll(/&(?:amp|lt|gt|#\d+);/g, '');
        const addresses = /\]\([^\s()<>"`]*\)/g;
        expect(unescaped.match(addresses)).toHaveLength(2);
        // Nothing of it is markup but our own: the heading, two pairs of stars, the list, the link and the picture.
        const own = unescaped.replaceAll(addresses, ']');
        expect(own).not.toMatch(/[<>|~$&]/);
        expect(own.match(/\*\*/g)?.length ?? 0).toBeLessThanOrEqual(2);
        expect(own.replaceAll('**', '')).not.toMatch(/[*_{}`]/);
        expect(own.match(/\[/g)).toHaveLength(2);
        expect(own.match(/#/g)).toHaveLength(2);
        expect(own).not.toMatch(/\p{Cc}(?<!\n)|\u202e/u);
      }),
      { numRuns: 600 },
    );
  });

  it('has no markup of others in HTML, and runs nothing', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const html = toHtml(blocksOf(a, b), a, '.report { color: #111 }');
        const body = html.slice(html.indexOf('<main'), html.indexOf('</body>'));
        const ours =
          /<\/?(?:main|h2|p|ul|li|pre|code|strong|figure)(?: class="[\w-]+")?>|<img alt="[^"<>]*" src="[^"<>]*">|<a href="https:[^"<>]*">|<\/a>/g;
        expect(body.replaceAll(ours, '')).not.toMatch(/[<>]/);
        expect(html.match(/<style>/g)).toHaveLength(1);
        expect(html).not.toMatch(/<script/i);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps code as it is, whatever fences it has', () => {
    const yaml = 'a: |\n  ```yaml\n  <b>&amp;</b>\n  ````\n';
    expect(toMarkdown([{ type: 'code', language: 'yaml', text: yaml }])).toBe(
      '`````yaml\na: |\n  ```yaml\n  <b>&amp;</b>\n  ````\n`````\n',
    );
  });

  it('says what it leaves out of long outputs', () => {
    const long = Array.from({ length: 500 }, (_, index) => `line ${index}`).join('\n');
    const short = shortened(`${long}\n`).split('\n');
    expect(short).toHaveLength(41);
    expect(short[32]).toBe('[… 460 lines left out …]');
    expect(short.at(-1)).toBe('line 499');
    expect(shortened('x'.repeat(1000))).toBe(`${'x'.repeat(300)} [… 700 characters]`);
    expect(shortened('one\ntwo\n')).toBe('one\ntwo');
  });
});
