import { deflateSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeLessonLink, encodeLessonLink } from './lesson-link.ts';

it('carries a lesson there and back', () => {
  const text = readFileSync('public/lessons/ordered-start.yaml', 'utf8');
  const link = encodeLessonLink(text);
  expect(link).toMatch(/^#l1\.[\w-]+$/);
  expect(link.length).toBeLessThan(text.length);
  expect(decodeLessonLink(link)).toEqual({ text });
});

it('tells what is damaged, and leaves other fragments alone', () => {
  expect(decodeLessonLink('#s1.abc')).toBeUndefined();
  expect(decodeLessonLink('#l1.')).toEqual({ error: 'it is cut off or changed' });
  expect(decodeLessonLink('#l1.%%%')).toEqual({ error: 'it is cut off or changed' });
  expect(decodeLessonLink(encodeLessonLink('title: x, and more of it').slice(0, -4))).toHaveProperty('error');
  const bomb = Buffer.from(deflateSync(new Uint8Array(50_000_000), { level: 9 })).toString('base64url');
  expect(bomb.length).toBeLessThan(100_000);
  expect(decodeLessonLink(`#l1.${bomb}`)).toEqual({ error: 'its content is too long' });
});
