import { expect, it } from 'vitest';
import { isTooLong, lengthHint } from './link-length.ts';
import { defaultChoices, shareText } from './share-forms.ts';

const link = 'https://example.test/play/#s1.AbC-_9';

it('writes a link in the forms in which it is passed on', () => {
  expect(shareText('markdown', link, defaultChoices)).toBe(`[StatefulSet Playground](${link})`);
  expect(shareText('iframe', link, { ...defaultChoices, theme: 'dark', isReadonly: true })).toContain(
    'src="https://example.test/play/?embed=1&amp;panes=stage,timeline&amp;theme=dark&amp;readonly=1#s1.AbC-_9"',
  );
  expect(shareText('element', link, { ...defaultChoices, panes: ['stage'], load: 'click' })).toBe(
    `<script src="https://example.test/play/embed.js" async></script>
<statefulset-playground link="#s1.AbC-_9" panes="stage" height="480" load="click"></statefulset-playground>`,
  );
});

it('lets nothing of an address end an attribute', () => {
  const odd = 'https://example.test/"><script>/#s1."><img>';
  for (const form of ['iframe', 'element'] as const) {
    expect(shareText(form, odd, defaultChoices)).not.toMatch(/"><(?:script>|img)/);
  }
});

it('says when a link is long, and offers a file when it is too long', () => {
  expect(lengthHint('x'.repeat(2000))).toContain('not a copy of the cluster');
  expect(lengthHint('x'.repeat(2001))).toContain('cut links');
  expect(lengthHint('x'.repeat(8001))).toContain('save it as a file');
  expect([8000, 8001].map((length) => isTooLong('x'.repeat(length)))).toEqual([false, true]);
});
