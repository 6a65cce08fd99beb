import { describe, expect, it } from 'vitest';
import { parseFlags, type FlagSpec } from './flags.ts';

const specs: readonly FlagSpec[] = [
  { name: 'output', shorthand: 'o', type: 'string', usage: '' },
  { name: 'watch', shorthand: 'w', type: 'bool', usage: '' },
  { name: 'all-namespaces', shorthand: 'A', type: 'bool', usage: '' },
  { name: 'filename', shorthand: 'f', type: 'strings', usage: '' },
  { name: 'from-literal', type: 'stringArray', usage: '' },
  { name: 'replicas', type: 'int', usage: '' },
  { name: 'timeout', type: 'duration', default: '30s', usage: '' },
  { name: 'dry-run', type: 'string', default: 'none', noOptDefault: 'unchanged', usage: '' },
];

const parse = (...tokens: string[]): ReturnType<typeof parseFlags> => parseFlags(tokens, specs);

describe('parseFlags', () => {
  it('takes every way to write a flag, among arguments', () => {
    for (const words of [['-oyaml'], ['-o', 'yaml'], ['-o=yaml'], ['--output', 'yaml'], ['--output=yaml']]) {
      const { args, flags } = parse('get', ...words, 'pods');
      expect(args).toEqual(['get', 'pods']);
      expect(flags.string('output')).toBe('yaml');
    }
    const { flags } = parse('-Aw', '-f', 'a,b', '-f=c', '--from-literal=a=1,2');
    expect([flags.bool('all-namespaces'), flags.bool('watch')]).toEqual([true, true]);
    expect(flags.strings('filename')).toEqual(['a', 'b', 'c']);
    expect(flags.strings('from-literal')).toEqual(['a=1,2']);
  });

  it('knows defaults, bare values and what was given', () => {
    const { flags } = parse('--dry-run', '--watch=false');
    expect(flags.string('dry-run')).toBe('unchanged');
    expect(flags.changed('watch')).toBe(true);
    expect(flags.bool('watch')).toBe(false);
    expect(flags.changed('timeout')).toBe(false);
    expect(flags.durationMs('timeout')).toBe(30_000);
    expect(parse('--timeout=1m2.5s').flags.durationMs('timeout')).toBe(62_500);
    expect(parse('--replicas=0x10').flags.int('replicas')).toBe(16);
  });

  it('stops at --', () => {
    const { args, argsBeforeDash } = parse('web-0', '--', 'ls', '-l');
    expect(args).toEqual(['web-0', 'ls', '-l']);
    expect(argsBeforeDash).toBe(1);
    expect(parse('a').argsBeforeDash).toBe(-1);
  });

  it.each([
    [['--foo=1'], 'unknown flag: --foo'],
    [['-z'], "unknown shorthand flag: 'z' in -z"],
    [['-wz'], "unknown shorthand flag: 'z' in -z"],
    [['--output'], 'flag needs an argument: --output'],
    [['-wo'], "flag needs an argument: 'o' in -o"],
    [['--=1'], 'bad flag syntax: --=1'],
    [['--replicas=x'], 'invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax'],
    [['--timeout=5'], 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'],
    [['--timeout=5x'], 'invalid argument "5x" for "--timeout" flag: time: unknown unit "x" in duration "5x"'],
    [
      ['--watch=foo'],
      'invalid argument "foo" for "-w, --watch" flag: strconv.ParseBool: parsing "foo": invalid syntax',
    ],
  ])('refuses %j', (tokens, message) => {
    expect(() => parse(...tokens)).toThrow(message);
  });
});
