import { expect, it } from 'vitest';
import { parseInline, parseMarkdown } from './markdown.ts';

it('reads paragraphs, lists and code', () => {
  const text = 'One\ntwo `a*b*`\n\n- first\n  goes on\n- **second**\n\n1. a\n2. b\n\n```sh\nkubectl get *\n```\nend';
  expect(parseMarkdown(text)).toEqual([
    {
      type: 'paragraph',
      children: [
        { type: 'text', text: 'One two ' },
        { type: 'code', text: 'a*b*' },
      ],
    },
    {
      type: 'list',
      ordered: false,
      items: [
        [{ type: 'text', text: 'first goes on' }],
        [{ type: 'strong', children: [{ type: 'text', text: 'second' }] }],
      ],
    },
    { type: 'list', ordered: true, items: [[{ type: 'text', text: 'a' }], [{ type: 'text', text: 'b' }]] },
    { type: 'code', text: 'kubectl get *' },
    { type: 'paragraph', children: [{ type: 'text', text: 'end' }] },
  ]);
});

it('leaves markup and links to other places as the text that they are', () => {
  const plain = (text: string): void => expect(parseInline(text)).toEqual([{ type: 'text', text }]);
  plain('<script>alert(1)</script> & <b>bold</b>');
  plain('[run](javascript:alert(1))');
  plain('[run](http://example.org)');
  plain('snake_case_name and 2 * 3 * 4');
  expect(parseInline('see [*this*](https://kubernetes.io/docs/)')).toEqual([
    { type: 'text', text: 'see ' },
    {
      type: 'link',
      url: 'https://kubernetes.io/docs/',
      children: [{ type: 'em', children: [{ type: 'text', text: 'this' }] }],
    },
  ]);
});
