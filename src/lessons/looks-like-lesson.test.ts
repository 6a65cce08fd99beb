import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { looksLikeLesson } from './looks-like-lesson.ts';

const textsIn = (folder: string): readonly (readonly [string, string])[] =>
  readdirSync(new URL(`../../public/${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [name, readFileSync(new URL(`../../public/${folder}/${name}`, import.meta.url), 'utf8')]);

describe('a lesson among files', () => {
  it.each(textsIn('lessons'))('is %s', (_, text) => {
    expect(looksLikeLesson(text)).toBe(true);
    // The faults of a broken one are for its author, not for the API server.
    expect(looksLikeLesson(text.slice(0, text.length / 2))).toBe(true);
    expect(looksLikeLesson(text.replaceAll(/^steps:/gm, 'stpes: ['))).toBe(true);
  });

  it('may be JSON', () => {
    expect(looksLikeLesson('{"title": "a", "steps": []}')).toBe(true);
    expect(looksLikeLesson('{"title": "a", "steps": [')).toBe(false);
  });

  it('is no manifest', () => {
    const examples = textsIn('examples');
    expect(examples.length).toBeGreaterThan(10);
    expect(examples.filter(([, text]) => looksLikeLesson(text))).toEqual([]);
    expect(looksLikeLesson('apiVersion: v1\nkind: ConfigMap\ndata:\n  x: |\n    title: a\n    steps: b\n')).toBe(false);
    expect(looksLikeLesson('kind: Lesson\ntitle: a\nsteps: []\n')).toBe(false);
    expect(looksLikeLesson('')).toBe(false);
  });
});
