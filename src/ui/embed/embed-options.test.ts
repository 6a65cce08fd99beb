import { expect, it } from 'vitest';
import { parseEmbedOptions } from './embed-options.ts';

it('reads what a page of documentation asks for', () => {
  expect(parseEmbedOptions('?panes=stage')).toBeUndefined();
  expect(parseEmbedOptions('?embed=1&panes=stage,dns,x&theme=dark&readonly=1&autoplay=0&t=12s')).toEqual({
    panes: ['stage', 'dns'],
    theme: 'dark',
    isReadonly: true,
    autoplay: false,
    atMs: 12_000,
    origin: undefined,
  });
  expect(parseEmbedOptions('?embed=1&theme=<script>&t=-1&origin=https://docs.example/page')).toMatchObject({
    panes: ['stage', 'timeline'],
    theme: undefined,
    autoplay: true,
    atMs: undefined,
    origin: 'https://docs.example',
  });
});
