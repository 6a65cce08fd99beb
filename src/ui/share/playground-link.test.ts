import { expect, it } from 'vitest';
import { playgroundLink } from './playground-link.ts';

const here = 'https://play.example/x/?embed=0#s1.mine';

it.each([
  '#s1.abc-_',
  'https://play.example/x/#s1.abc',
  'https://elsewhere.example/?embed=1&panes=stage#s1.abc',
  'https://play.example/x/?scenario=stuck-rollout&run=settled+kubectl+get+pods',
  ' https://play.example/x/index.html?lesson=storage\n',
  'https://play.example/x/?embed=1#?manifest=a',
  'https://play.example/x/#l1.abc',
])('takes %s', (text) => expect(playgroundLink(text, here)).toBe(text.trim()));

it.each([
  '',
  'see https://play.example/x/#s1.abc',
  'https://play.example/x/#s1.abc\nhttps://play.example/x/#s1.def',
  'https://elsewhere.example/?scenario=web',
  'https://play.example/x/',
  'https://play.example/x/#section',
  'javascript:alert(1)#s1.abc',
  'kind: Pod # s1.a',
])('leaves %j alone', (text) => expect(playgroundLink(text, here)).toBeUndefined());
