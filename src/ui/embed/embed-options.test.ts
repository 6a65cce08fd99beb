import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addressOf, parseEmbedOptions } from './embed-options.ts';

it('reads what a page of documentation asks for', () => {
  expect(parseEmbedOptions('?panes=stage')).toBeUndefined();
  expect(
    parseEmbedOptions('?embed=1&panes=stage,dns,x,stage&theme=dark&readonly=1&autoplay=0&t=1m12s&speed=4'),
  ).toEqual({
    panes: ['stage', 'dns'],
    theme: 'dark',
    isReadonly: true,
    autoplay: false,
    atMs: 72_000,
    speed: 4,
    origin: undefined,
    channel: undefined,
  });
  expect(parseEmbedOptions('?embed=1&theme=<script>&t=-1&speed=-3&origin=https://docs.example/page')).toMatchObject({
    panes: ['stage', 'timeline'],
    theme: undefined,
    autoplay: true,
    atMs: undefined,
    speed: undefined,
    origin: 'https://docs.example',
  });
});

it('takes only origins of pages, or the word for none', () => {
  const originOf = (text: string): string | undefined =>
    parseEmbedOptions(`?embed=1&origin=${encodeURIComponent(text)}`)?.origin;
  expect(originOf('null')).toBe('null');
  for (const text of ['*', '', 'data:text/html,x', 'javascript:1', 'file:///x', 'https://', 'about:blank']) {
    expect(originOf(text), text).toBeUndefined();
  }
});

it('adds inputs of the fragment to the query, and leaves links alone', () => {
  expect(addressOf({ search: '?embed=1', hash: '#?manifest=a%26b' })).toEqual({
    search: '?embed=1&manifest=a%26b',
    link: '',
  });
  expect(addressOf({ search: '', hash: '#?run=x' })).toEqual({ search: '?run=x', link: '' });
  expect(addressOf({ search: '?embed=1', hash: '#s1.abc' })).toEqual({ search: '?embed=1', link: '#s1.abc' });
});

it('reads any query without throwing', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      '1',
      '0',
      'null',
      '1e400',
      'NaN',
      '__proto__',
      'constructor',
      '%',
      '%zz',
      'stage,,dns',
      '99999999h',
    ),
  );
  const name = fc.constantFrom(
    'panes',
    'theme',
    'readonly',
    'autoplay',
    't',
    'speed',
    'origin',
    'channel',
    '__proto__',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(name, word, fc.boolean()), { maxLength: 8 }), (pairs) => {
      const text = pairs.map(
        ([key, value, raw]) => `&${key}=${raw ? value : encodeURIComponent(value.replaceAll(/\p{Surrogate}/gu, ''))}`,
      );
      const options = parseEmbedOptions(`?embed=1${text.join('')}`)!;
      expect(options.panes.length).toBeGreaterThan(0);
      expect(options.panes.every((pane) => /^[a-z]+$/.test(pane))).toBe(true);
      if (options.atMs !== undefined) expect(options.atMs).toBeLessThanOrEqual(86_400_000);
      if (options.origin !== undefined) expect(options.origin).toMatch(/^(null|https?:\/\/.+)$/);
      if (options.channel !== undefined) expect(options.channel).toMatch(/^[\w-]+$/);
    }),
    { numRuns: 5000, seed: 11 },
  );
});
