import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dedent } from './element-content.ts';
import { contentFragment, frameAddress } from './frame-address.ts';

const host = { origin: 'https://docs.example', channel: 'c'.repeat(32) };

it('puts how it looks into the query, and what it opens into the fragment', () => {
  const options = { panes: 'stage,dns', theme: 'dark', readonly: true, autoplay: false, t: '12s' };
  const address = frameAddress('https://play.example/x/embed.js', { manifest: 'a: "&#?"\n' }, options, host);
  const { origin, pathname, searchParams, hash } = new URL(address);
  expect([origin, pathname]).toEqual(['https://play.example', '/x/']);
  expect(Object.fromEntries(searchParams)).toEqual({
    embed: '1',
    panes: 'stage,dns',
    theme: 'dark',
    readonly: '1',
    autoplay: '0',
    t: '12s',
    origin: host.origin,
    channel: host.channel,
  });
  expect(new URLSearchParams(hash.slice(2)).get('manifest')).toBe('a: "&#?"\n');
});

it('takes links whole or as a fragment, and addresses that people write', () => {
  expect(contentFragment({ link: '#s1.abc' })).toBe('#s1.abc');
  expect(contentFragment({ link: 'https://play.example/?embed=1#s1.abc' })).toBe('#s1.abc');
  expect(contentFragment({ link: 'https://play.example/?scenario=web&t=3s' })).toBe('#?scenario=web&t=3s');
  expect(contentFragment({ link: 'javascript:alert(1)' })).toBe('');
  expect(contentFragment({})).toBe('');
});

it('never leaves the playground, whatever is to be shown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.array(fc.string()), (manifest, word, run) => {
      const address = frameAddress(
        'https://play.example/x/',
        { manifest, scenario: word, run },
        { panes: word, t: word },
        host,
      );
      const { origin, pathname, hash } = new URL(address);
      expect(origin + pathname).toBe('https://play.example/x/');
      const inputs = new URLSearchParams(hash.slice(2));
      expect(inputs.get('manifest') ?? '').toBe(manifest);
      expect(inputs.getAll('run')).toEqual(run);
    }),
    { numRuns: 3000, seed: 5 },
  );
});

it('takes the indentation of the page away, and no other', () => {
  expect(dedent('\n\n    a:\n      b: 1\n\n    c: 2\n  ')).toBe('a:\n  b: 1\n\nc: 2\n');
  expect(dedent('a: 1')).toBe('a: 1\n');
  expect(dedent(' \n\t\n')).toBe('');
});
