import { describe, expect, it } from 'vitest';
import { RegularExpressionError } from './regular-expression-parser.ts';
import { RegularExpression } from './regular-expression.ts';

const subdomain = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$';

describe('RegularExpression', () => {
  it.each([
    [String.raw`^(\d+|\*)(/\d+)?(\s+(\d+|\*)(/\d+)?){4}$`, '* * * * */5', true],
    [String.raw`^(\d+|\*)(/\d+)?(\s+(\d+|\*)(/\d+)?){4}$`, '* * * *', false],
    [subdomain, 'a-b.c9', true],
    [subdomain, 'a-.c', false],
    ['b+', 'abbc', true],
    ['^(?i)abc$', 'aBC', true],
    ['^[[:alpha:]_-]{2,3}$', 'a-_', true],
    ['^[^/]+$', 'a/b', false],
    ['^a{0,2}$', 'aaa', false],
    ['^.$', '💥', true],
    [String.raw`\bpod\b`, 'a pod.', true],
    ['^(a|)$', '', true],
    [String.raw`^[\w.+-]+@[\w-]+\.[a-z]{2,}$`, 'me+you@example.com', true],
    [String.raw`^((\d+h)?(\d+m)?(\d+s)?)$`, '1h5s', true],
  ])('%s on %j: %j', (pattern, text, expected) => {
    expect(new RegularExpression(pattern).matches(text)).toBe(expected);
  });

  it('takes linear time where backtracking does not', () => {
    expect(new RegularExpression('^(a+)+$').matches(`${'a'.repeat(5000)}b`)).toBe(false);
  });

  it.each([
    ['a(b', 'error parsing regexp: missing closing ): `a(b`'],
    ['[a', 'error parsing regexp: missing closing ]: `[a`'],
    ['*a', 'error parsing regexp: missing argument to repetition operator: `*`'],
    ['a)', 'error parsing regexp: unexpected ): `a)`'],
    ['(?=a)', 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
  ])('refuses %s', (pattern, message) => {
    expect(() => new RegularExpression(pattern)).toThrow(RegularExpressionError);
    expect(() => new RegularExpression(pattern)).toThrow(message);
  });
});
