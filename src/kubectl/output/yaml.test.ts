import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import { isFault, readManifest } from '../../manifest/read-manifest.ts';
import { toKyaml } from './kyaml.ts';
import { toYaml } from './yaml.ts';

describe('toYaml', () => {
  it('sorts keys and leaves lists unindented', () => {
    const object = {
      kind: 'Pod',
      apiVersion: 'v1',
      spec: { containers: [{ name: 'a', args: ['x', 'y'] }, {}], none: [] },
    };
    expect(toYaml(object)).toBe(`apiVersion: v1
kind: Pod
spec:
  containers:
  - args:
    - x
    - "y"
    name: a
  - {}
  none: []
`);
  });

  it('sorts numbers in keys by value, capitals before small letters', () => {
    expect(toYaml({ a10: 1, a2: 2, B: 3, 'a-b': 4 })).toBe('B: 3\na-b: 4\na2: 2\na10: 1\n');
  });

  it.each([
    ['', '""'],
    ['plain text', 'plain text'],
    ['true', '"true"'],
    ['no', '"no"'],
    ['null', '"null"'],
    ['~', '"~"'],
    ['12', '"12"'],
    ['1e3', '"1e3"'],
    ['0x1f', '"0x1f"'],
    ['1.5', '"1.5"'],
    ['1.5.2', '1.5.2'],
    ['2026-11-23T05:42:04Z', '"2026-11-23T05:42:04Z"'],
    ['10.244.1.3', '10.244.1.3'],
    ['a: b', "'a: b'"],
    ['a #b', "'a #b'"],
    ['a#b', 'a#b'],
    ['- a', "'- a'"],
    ['-', "'-'"],
    ['*', "'*'"],
    ['{}', "'{}'"],
    ["it's", "it's"],
    ["'quoted'", "'''quoted'''"],
    [' lead', "' lead'"],
    ['trail ', "'trail '"],
    ['tab\there', '"tab\\there"'],
    ['ünï', 'ünï'],
    ['50%', '50%'],
    ['%a', "'%a'"],
    ['@a', "'@a'"],
  ])('writes %j as %s', (text, written) => {
    expect(toYaml({ v: text })).toBe(`v: ${written}\n`);
  });

  it('writes several lines as a block', () => {
    expect(toYaml({ v: 'a\nb\n' })).toBe('v: |\n  a\n  b\n');
    expect(toYaml({ v: 'a\nb' })).toBe('v: |-\n  a\n  b\n');
    expect(toYaml({ v: 'a\n\n' })).toBe('v: |+\n  a\n\n');
    expect(toYaml({ v: ['  a\nb'] })).toBe('v:\n- |2-\n    a\n  b\n');
  });

  it('folds long plain text at blanks', () => {
    const words = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ');
    const lines = toYaml({ v: words }).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.slice(1).every((line) => line.startsWith('  word'))).toBe(true);
  });
});

const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary' }).filter((text) => !/\p{Cs}/u.test(text)),
    fc.string(),
    fc.stringMatching(/^[-+.:#~0-9a-f \n'"]{0,20}$/),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 12 }), tie('value'), { maxKeys: 4 }),
  ),
})).value;

const document = fc.dictionary(fc.string({ maxLength: 12 }), json, { maxKeys: 4 }) as fc.Arbitrary<JsonObject>;

describe('what is written', () => {
  it.each([
    ['yaml', toYaml],
    ['kyaml', toKyaml],
  ] as const)('reads back as it was: %s', (_, write) => {
    fc.assert(
      fc.property(document, (object) => {
        const [part] = readManifest(write(object)).parts;
        expect(part && !isFault(part) ? part.value : part).toEqual(object);
      }),
    );
  });
});
