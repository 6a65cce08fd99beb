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
  /** The text that it is printed as instead of its canonical one, because upstream took the one it read for that. */
  readonly written?: string;
}

/** What a text that is no quantity is answered with. */
export const quantityFormatError =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const suffixError = "unable to parse quantity's suffix";

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
  /** Of the base: 10, or 2 in `BinarySI`. */
  readonly exponent: number;
}

function parseSuffix(suffix: string): Scale | undefined {
  const decimal = Object.hasOwn(decimalExponents, suffix) ? decimalExponents[suffix] : undefined;
  if (decimal !== undefined) return { format: 'DecimalSI', exponent: decimal };
  const binary = binarySuffixes.indexOf(suffix);
  if (binary > 0) return { format: 'BinarySI', exponent: 10 * binary };
  const exponent = /^[eE]([-+]?[0-9]+)$/.exec(suffix)?.[1];
  if (exponent === undefined || BigInt.asIntN(64, BigInt(exponent)) !== BigInt(exponent)) return undefined;
  return { format: 'DecimalExponent', exponent: Number(BigInt.asIntN(32, BigInt(exponent))) };
}

/** Division that rounds away from zero, as quantities that need more precision than there is are rounded. */
function divideUp(value: bigint, divisor: bigint): bigint {
  const whole = value / divisor;
  if (value % divisor === 0n) return whole;
  return value < 0n ? whole - 1n : whole + 1n;
}

/** Larger exponents are not told apart in value: numbers of a billion digits would stop everything. */
const largestExponent = 1000;

function toNano(digits: bigint, { format, exponent }: Scale, fraction: number): bigint {
  const numerator = format === 'BinarySI' ? 2n ** BigInt(exponent) : 1n;
  const power = (format === 'BinarySI' ? 0 : exponent) - fraction + 9;
  const factor = 10n ** BigInt(Math.min(Math.abs(power), largestExponent + digits.toString().length));
  const nano = power < 0 ? divideUp(digits * numerator, factor) : digits * numerator * factor;
  return format === 'BinarySI' && nano > largestNano ? largestNano : nano;
}

/** Most digits that upstream keeps in 64 bits. */
const fastDigits = 18;

/**
 * The text of a quantity that upstream keeps as it was written, because it looks canonical: `1E3`, `+5`, `1.500`. It
 * looks at few digits only. Models the fast path of ParseQuantity.
 */
function writtenText(text: string, whole: string, fraction: string, scale: Scale): string | undefined {
  const { format, exponent } = scale;
  const digits = whole.replace(/^0+(?=.)/, '') || '0';
  if (format === 'BinarySI') {
    const room = 15 - digits.length - Math.trunc((exponent * 3) / 10) - 1;
    return fraction === '' && room >= 0 && BigInt(digits) % 8n !== 0n ? text : undefined;
  }
  const shifted = digits + fraction;
  const places = exponent - fraction.length;
  if (shifted.length > fastDigits || places < -9 || places % 3 !== 0) return undefined;
  return shifted.endsWith('000') || shifted.startsWith('0') ? undefined : text;
}

/** The canonical text of a number that is too large to be counted in nano units. */
function largeText(digits: bigint, exponent: number): string {
  let mantissa = digits;
  let power = exponent;
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    power++;
  }
  while (power % 3 !== 0) {
    mantissa *= 10n;
    power--;
  }
  return `${mantissa}e${power}`;
}

/** Reads a quantity; of a text that is none the error text. Spaces around it are ignored, as in JSON decoding. */
export function readQuantity(given: string): Quantity | { readonly error: string } {
  const text = given.trim();
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/.exec(text);
  if (text === '' || !match) return { error: quantityFormatError };
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  const scale = parseSuffix(suffix);
  if (!scale) return { error: suffixError };
  const digits = BigInt(whole + fraction);
  const magnitude = toNano(digits, scale, fraction.length);
  const nano = sign === '-' ? -magnitude : magnitude;
  if (digits === 0n) return { nano, format: scale.format };
  const places = scale.exponent - fraction.length;
  const large = places > largestExponent ? sign.replace('+', '') + largeText(digits, places) : undefined;
  const written = writtenText(text, whole, fraction, scale) ?? large;
  return { nano, format: scale.format, ...(written === undefined ? {} : { written }) };
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

/** The largest suffix of its family with a whole mantissa: `1536Mi`, `500m`, `2G`; or as it was written. */
export function formatQuantity({ nano, format, written }: Quantity): string {
  if (nano === 0n) return '0';
  if (written !== undefined) return written;
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
  const maxExponent = format === 'DecimalExponent' ? Number.POSITIVE_INFINITY : 18;
  while (mantissa % 1000n === 0n && exponent < maxExponent) {
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
export function roundUpToMilli(quantity: Quantity): Quantity {
  const nano = divideUp(quantity.nano, 1_000_000n) * 1_000_000n;
  return nano === quantity.nano ? quantity : { nano, format: quantity.format };
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
