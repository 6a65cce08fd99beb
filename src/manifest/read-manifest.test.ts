import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFault, objectDocuments, readManifest } from './read-manifest.ts';

/** The value of a text's only document, or its fault. */
function read(text: string): unknown {
  const [part] = readManifest(text).parts;
  return part && (isFault(part) ? part.message : part.value);
}

const yamlFault = (problem: string): string => `error converting YAML to JSON: yaml: ${problem}`;

describe('readManifest: values', () => {
  it.each([
    ['yes', true],
    ['No', false],
    ['on', true],
    ['y', true],
    ['~', null],
    ['', null],
    ['0644', 420],
    ['0o644', 420],
    ['0x1F', 31],
    ['0b101', 5],
    ['1_000', 1000],
    ['+2', 2],
    ['2.0', 2],
    ['.5', 0.5],
    ['1e3', 1000],
    ['1e645', '1e645'],
    ['.5e999', '.5e999'],
    ['1:20', '1:20'],
    ['0x', '0x'],
    ['1__0', 10],
    ['12:30', '12:30'],
    ['2024-01-02', '2024-01-02'],
    ['"yes"', 'yes'],
    ['!!str 1', '1'],
    ['08', 8],
    [String.raw`'a\b'`, String.raw`a\b`],
    [String.raw`"a\tb\x41\u00e9"`, 'a\tbAé'],
    ['0.24.0', '0.24.0'],
  ])('reads %s as YAML 1.1 does', (text, value) => {
    expect(read(`a: ${text}\n`)).toEqual({ a: value });
  });

  it('joins, folds and chomps block scalars', () => {
    expect(read('a: |\n  x\n   y\n\nb: >-\n  x\n  y\n\n  z\nc: |+\n  q\n\n')).toEqual({
      a: 'x\n y\n',
      b: 'x y\nz',
      c: 'q\n\n',
    });
  });

  it('lets the last of two equal keys win and merges maps in place', () => {
    expect(read('a: 1\na: 2\n')).toEqual({ a: 2 });
    expect(read('x: &m {a: 1, b: 2}\nz:\n  <<: *m\n  b: 3\n')).toEqual({ x: { a: 1, b: 2 }, z: { a: 1, b: 3 } });
    expect(read('y: 1\n5: 2\n')).toEqual({ true: 1, '5': 2 });
  });

  it('takes keys such as __proto__ for what they are', () => {
    const value = read('__proto__: {a: 1}\n') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('reads a byte order mark, Windows line ends and JSON', () => {
    expect(read('\ufeffa: 1\r\nb: 2\r\n')).toEqual({ a: 1, b: 2 });
    expect(read('{"a": [1, "\\u00e9"]}')).toEqual({ a: [1, 'é'] });
    expect(readManifest('{"a":1}\n{"a":2}\n').parts).toHaveLength(2);
  });
});

describe('readManifest: faults in go-yaml’s words', () => {
  it.each([
    ['a:\n\tb: 1\n', yamlFault('line 2: found character that cannot start any token')],
    ['```yaml\na: 1\n```\n', yamlFault('found character that cannot start any token')],
    ['a: b: c\n', yamlFault('mapping values are not allowed in this context')],
    ['a: 1\n  b: 2\n', yamlFault('line 2: mapping values are not allowed in this context')],
    ['a:\n   b: 1\n  c: 2\n', yamlFault('line 2: did not find expected key')],
    ['a: [1, 2\nb: 3\n', yamlFault("line 1: did not find expected ',' or ']'")],
    ['a: "x\n', yamlFault('line 2: found unexpected end of stream')],
    ['a: *x\n', yamlFault("unknown anchor 'x' referenced")],
    ['a: &x [*x]\n', yamlFault("anchor 'x' value contains itself")],
    [
      'a: {{ .Values.x }}\n',
      yamlFault('invalid map key: map[interface {}]interface {}{".Values.x":interface {}(nil)}'),
    ],
    ['a: .inf\n', 'error converting YAML to JSON: json: unsupported value: +Inf'],
    ['{"a": 1,}', { a: 1 }],
    ['{"a": ', 'unexpected EOF'],
    ['{"a" 1}', "json: offset 6: invalid character '1' after object key"],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('counts lines from the document’s own start', () => {
    const { parts } = readManifest('a: 1\nb: 2\n---\nc: 3\n\td: 4\n');
    expect(parts.map((part) => (isFault(part) ? part.message : part.value))).toEqual([
      { a: 1, b: 2 },
      yamlFault('line 2: found a tab character that violates indentation'),
    ]);
  });

  it('passes over empty documents and refuses words behind a separator', () => {
    expect(objectDocuments(readManifest('---\n# nothing\n---\na: 1\n--- # more\n---\n'))).toHaveLength(1);
    expect(readManifest('a: 1\n--- b\n').parts.find(isFault)?.message).toBe('invalid Yaml document separator: b');
  });
});

describe('readManifest: limits', () => {
  it('refuses alias bombs, deep nesting and huge texts quickly', () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`,
    );
    const bomb = `l0: &l0 [${'x,'.repeat(9)}]\n${levels.join('\n')}\n`;
    expect(read(bomb)).toBe(yamlFault('document contains excessive aliasing'));
    expect(read('['.repeat(50_000))).toBe(yamlFault('exceeded max depth of 10000'));
    expect(read(`{"a":${'['.repeat(50_000)}`)).toMatch(/exceeded max depth/);
    expect(read(`a: ${'x'.repeat(4 * 1024 * 1024)}\n`)).toMatch(/longer than/);
  });

  it('finds words for any text', () => {
    const characters = fc.constantFrom(...' \n\t:-?,[]{}#&*!|>\'"%@`ab01.~<=\\'.split(''), '---', '\n  ', ': ', '- ');
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 40 }), (pieces) => {
        for (const part of readManifest(pieces.join('')).parts) {
          if (isFault(part)) expect(part.message).not.toBe('');
        }
      }),
      { numRuns: 3000 },
    );
  });
});
