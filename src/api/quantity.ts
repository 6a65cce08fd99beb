/**
 * Resource quantities: parsing, the canonical text that the API server stores, comparison and sums. Values are whole
 * numbers of nano units, so nothing is lost to floats. Models apimachinery/pkg/api/resource quantity.go.
 */

/** The family of suffixes that a quantity was written with and is printed with. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

export interface Quantity {
  /** The value in units of 10⁻⁹. */
  readonly nano: bigint;
  readonly format: QuantityFormat;
}

/** What a text that is no quantity is answered with. */
export const quantityFormatError =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const suffixError = "unable to parse quantity's suffix";
const numberError = 'unable to parse numeric part of quantity';

const nanoPerUnit = 1_000_000_000n;
const largestNano = (2n ** 63n - 1n) * nanoPerUnit;
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimalExponents: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

interface Scale {
  readonly format: QuantityFormat;
  /** The suffix as a fraction of whole numbers. */
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function parseSuffix(suffix: string): Scale | undefined {
  const decimal = Object.hasOwn(decimalExponents, suffix) ? decimalExponents[suffix] : undefined;
  if (decimal !== undefined) return powerOfTen('DecimalSI', decimal);
  const binary = binarySuffixes.indexOf(suffix);
  if (binary > 0) return { format: 'BinarySI', numerator: 1024n ** BigInt(binary), denominator: 1n };
  const exponent = /^[eE]([-+]?[0-9]+)$/.exec(suffix)?.[1];
  if (exponent === undefined || Math.abs(Number(exponent)) > 1000) return undefined;
  return powerOfTen('DecimalExponent', Number(exponent));
}

function powerOfTen(format: QuantityFormat, exponent: number): Scale {
  const power = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? { format, numerator: 1n, denominator: power } : { format, numerator: power, denominator: 1n };
}

/** Division that rounds away from zero, as quantities that need more precision than there is are rounded. */
function divideUp(value: bigint, divisor: bigint): bigint {
  const whole = value / divisor;
  if (value % divisor === 0n) return whole;
  return value < 0n ? whole - 1n : whole + 1n;
}

/** Reads a quantity; of a text that is none the error text. Spaces around it are ignored, as in JSON decoding. */
export function readQuantity(text: string): Quantity | { readonly error: string } {
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/.exec(text.trim());
  if (!match) return { error: quantityFormatError };
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  if (text.trim() === '') return { error: quantityFormatError };
  const scale = parseSuffix(suffix);
  if (!scale) return { error: suffixError };
  if (whole === '' && fraction === '') return { error: numberError };
  const digits = BigInt(whole + fraction) * scale.numerator * nanoPerUnit;
  const nano = divideUp(digits, scale.denominator * 10n ** BigInt(fraction.length));
  const capped = nano > largestNano ? largestNano : nano;
  return { nano: sign === '-' ? -capped : capped, format: scale.format };
}

/** A quantity, or undefined when the text is none. */
export function parseQuantity(text: string): Quantity | undefined {
  const read = readQuantity(text);
  return 'error' in read ? undefined : read;
}

/** The quantity of an object that passed decoding; zero stands for one that is absent. */
export function quantityOf(text: string | undefined): Quantity {
  return (text === undefined ? undefined : parseQuantity(text)) ?? { nano: 0n, format: 'DecimalSI' };
}

/** The largest suffix of its family with a whole mantissa: `1536Mi`, `500m`, `2G`. */
export function formatQuantity({ nano, format }: Quantity): string {
  if (nano === 0n) return '0';
  const magnitude = nano < 0n ? -nano : nano;
  const sign = nano < 0n ? '-' : '';
  const isWhole = magnitude % nanoPerUnit === 0n;
  if (format === 'BinarySI' && isWhole && magnitude >= 1024n * nanoPerUnit) {
    let mantissa = magnitude / nanoPerUnit;
    let power = 0;
    while (mantissa % 1024n === 0n && power < binarySuffixes.length - 1) {
      mantissa /= 1024n;
      power++;
    }
    return `${sign}${mantissa}${binarySuffixes[power]}`;
  }
  let mantissa = magnitude;
  let exponent = -9;
  while (mantissa % 1000n === 0n && exponent < 18) {
    mantissa /= 1000n;
    exponent += 3;
  }
  return `${sign}${mantissa}${decimalSuffix(exponent, format)}`;
}

function decimalSuffix(exponent: number, format: QuantityFormat): string {
  if (exponent === 0) return '';
  if (format === 'DecimalExponent') return `e${exponent}`;
  return Object.keys(decimalExponents).find((suffix) => decimalExponents[suffix] === exponent)!;
}

/** The canonical text of a quantity's text; a text that is no quantity stays. */
export function canonicalQuantity(text: string): string {
  const quantity = parseQuantity(text);
  return quantity ? formatQuantity(quantity) : text;
}

/** Rounds up to thousandths, as every resource list is when it is stored. Models SetDefaults_ResourceList. */
export function roundUpToMilli({ nano, format }: Quantity): Quantity {
  return { nano: divideUp(nano, 1_000_000n) * 1_000_000n, format };
}

/** Negative, zero or positive, by value: `1Gi` equals `1024Mi`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nano < b.nano ? -1 : a.nano > b.nano ? 1 : 0;
}

/** The sum, in the format of `a` (of `b` while `a` is zero). */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nano: a.nano + b.nano, format: a.nano === 0n ? b.format : a.format };
}

/** The difference, in the format of `a` (of `b` while `a` is zero). */
export function subtractQuantities(a: Quantity, b: Quantity): Quantity {
  return { nano: a.nano - b.nano, format: a.nano === 0n ? b.format : a.format };
}

/** The value in whole units, rounded up. Models Quantity.Value. */
export function quantityValue({ nano }: Quantity): bigint {
  return divideUp(nano, nanoPerUnit);
}

/** The value in thousandths, rounded up. Models Quantity.MilliValue. */
export function quantityMilliValue({ nano }: Quantity): bigint {
  return divideUp(nano, 1_000_000n);
}

/** True when the value has no fraction of `unitNano` (default: of a whole unit). */
export function isWholeQuantity({ nano }: Quantity): boolean {
  return nano % nanoPerUnit === 0n;
}
