import { describe, expect, it } from 'vitest';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  isWholeQuantity,
  parseQuantity,
  quantityMilliValue,
  quantityOf,
  quantityValue,
  readQuantity,
  roundUpToMilli,
  subtractQuantities,
} from './quantity.ts';

describe('canonicalQuantity', () => {
  it.each([
    ['0.5', '500m'],
    ['1000m', '1'],
    ['1500m', '1500m'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['1000000', '1M'],
    ['1e3', '1e3'],
    ['1E6', '1E6'],
    ['10E5', '1e6'],
    ['1e20', '100e18'],
    ['1e645', '1e645'],
    ['1e1001', '100e999'],
    ['-10e2000', '-1e2001'],
    ['1e2147483646', '1e2147483646'],
    ['0e99', '0'],
    ['100000000000000000000', '100E'],
    ['9Ei', '9223372036854775807'],
    ['1.500', '1.500'],
    ['2.50', '2500m'],
    ['1.234k', '1.234k'],
    ['01Gi', '01Gi'],
    ['08Gi', '8Gi'],
    ['Mi', '0'],
    ['1e-20', '1e-9'],
    ['1.5e3', '1500'],
    ['1Ki', '1Ki'],
    ['512', '512'],
    ['1024', '1024'],
    ['0', '0'],
    ['-0.1', '-100m'],
    ['100u', '100u'],
    ['+5', '+5'],
    ['.5Mi', '512Ki'],
  ])('%s becomes %s', (text, canonical) => {
    expect(canonicalQuantity(text)).toBe(canonical);
  });

  it('rounds what is smaller than a nano up', () => {
    expect(canonicalQuantity('0.0000000001')).toBe('1n');
  });
});

describe('readQuantity', () => {
  it.each(['', '1GB', '1Ki5', '1e99999999999999999999', 'x', '1 Gi', '1..5', '--1', '1e', '5mi'])(
    'refuses %j',
    (text) => {
      expect(readQuantity(text)).toHaveProperty('error');
      expect(parseQuantity(text)).toBeUndefined();
    },
  );
});

it('rounds up to milli, away from zero only upwards', () => {
  expect(formatQuantity(roundUpToMilli(quantityOf('1100u')))).toBe('2m');
  expect(formatQuantity(roundUpToMilli(quantityOf('1Gi')))).toBe('1Gi');
});

it('counts with whole numbers, however large', () => {
  expect(compareQuantities(quantityOf('1Gi'), quantityOf('1G'))).toBeGreaterThan(0);
  expect(compareQuantities(quantityOf('1000m'), quantityOf('1'))).toBe(0);
  expect(formatQuantity(addQuantities(quantityOf('1Gi'), quantityOf('512Mi')))).toBe('1536Mi');
  expect(formatQuantity(subtractQuantities(quantityOf('1'), quantityOf('1500m')))).toBe('-500m');
  expect(quantityValue(quantityOf('1500m'))).toBe(2n);
  expect(quantityMilliValue(quantityOf('2'))).toBe(2000n);
});

it('knows whole quantities', () => {
  expect(isWholeQuantity(quantityOf('100m'))).toBe(false);
  expect(isWholeQuantity(quantityOf('1000m'))).toBe(true);
});

it('takes an absent quantity for zero', () => {
  expect(formatQuantity(quantityOf(undefined))).toBe('0');
});

it('stops at the largest 64-bit number', () => {
  expect(quantityValue(quantityOf('8Ei'))).toBe(9_223_372_036_854_775_807n);
});
