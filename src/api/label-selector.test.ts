import { describe, expect, it } from 'vitest';
import { parseFieldSelector, matchesFields } from './field-selector.ts';
import { formatLabelSelector, isSelectorError, matchesLabels, parseLabelSelector } from './label-selector.ts';

const matches = (selector: string, labels: Record<string, string>): boolean => {
  const parsed = parseLabelSelector(selector);
  if (isSelectorError(parsed)) throw new Error(parsed.error);
  return matchesLabels(parsed, labels);
};

describe('label selectors', () => {
  it.each([
    ['', {}, true],
    ['a=1', { a: '1' }, true],
    ['a==1', { a: '2' }, false],
    ['a!=1', {}, true],
    ['a in (1, 2),!b', { a: '2' }, true],
    ['a notin (1)', { a: '1' }, false],
    ['a', { a: '' }, true],
    ['a=', { a: '' }, true],
    ['a>1', { a: '2' }, true],
    ['a<1', { a: 'x' }, false],
    ['__proto__', {}, false],
    ['in in (in)', { in: 'in' }, true],
  ])('%s on %j is %s', (selector, labels, expected) => {
    if (selector === '__proto__') expect(parseLabelSelector(selector)).toHaveProperty('error');
    else expect(matches(selector, labels as Record<string, string>)).toBe(expected);
  });

  it.each([
    ['a b c', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a,', "found '', expected: identifier after ','"],
    ['=a', "found '=', expected: !, identifier, or 'end of string'"],
    ['a in', "unable to parse requirement: found '' expected: '('"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    [
      'a>x',
      `unable to parse requirement: values[0]: Invalid value: "x": for 'Gt', 'Lt' operators, the value must be an integer`,
    ],
  ])('%s is refused', (selector, error) => {
    expect(parseLabelSelector(selector)).toEqual({ error });
  });

  it('prints canonically', () => {
    const parsed = parseLabelSelector('tier in (b,a), app=nginx,!x');
    expect(isSelectorError(parsed) ? '' : formatLabelSelector(parsed)).toBe('app=nginx,tier in (a,b),!x');
  });
});

describe('field selectors', () => {
  it('parses, matches and refuses', () => {
    const parsed = parseFieldSelector('metadata.name!=a,status.phase=Running');
    expect(parsed).not.toHaveProperty('error');
    const fieldOf = (field: string): string => (field === 'status.phase' ? 'Running' : 'b');
    expect('error' in parsed ? undefined : matchesFields(parsed, fieldOf)).toBe(true);
    expect(parseFieldSelector('abc')).toEqual({ error: "invalid selector: 'abc'; can't understand 'abc'" });
  });
});
