/** Rules for names, label keys and label values with upstream's texts. Models apimachinery/pkg/util/validation and pkg/api/validate/content. */

const dns1123LabelPattern = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dns1123SubdomainPattern = `${dns1123LabelPattern}(\\.${dns1123LabelPattern})*`;
const dns1035LabelPattern = '[a-z]([-a-z0-9]*[a-z0-9])?';
const qualifiedNamePattern = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValuePattern = `(${qualifiedNamePattern})?`;

const dns1123Label = new RegExp(`^${dns1123LabelPattern}$`);
const dns1123Subdomain = new RegExp(`^${dns1123SubdomainPattern}$`);
const dns1035Label = new RegExp(`^${dns1035LabelPattern}$`);
const qualifiedName = new RegExp(`^${qualifiedNamePattern}$`);
const labelValue = new RegExp(`^${labelValuePattern}$`);

/** The text of a value that does not match a pattern. Models validation.RegexError. */
function regexError(message: string, pattern: string, ...examples: readonly string[]): string {
  const text = examples.map((example) => `'${example}', `).join(' or ');
  return `${message} (e.g. ${text}regex used for validation is '${pattern}')`;
}

const dns1123LabelError = regexError(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  dns1123LabelPattern,
  'my-name',
  '123-abc',
);
const dns1123SubdomainError = regexError(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  dns1123SubdomainPattern,
  'example.com',
);
const dns1035LabelError = regexError(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  dns1035LabelPattern,
  'my-name',
  'abc-123',
);
const qualifiedNameError = regexError(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  qualifiedNamePattern,
  'MyName',
  'my.name',
  '123-abc',
);
const labelValueError = regexError(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  labelValuePattern,
  'MyValue',
  'my_value',
  '12345',
);

/** Length of a text in UTF-8 bytes, as Go counts it. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

type Unit = 'characters' | 'bytes';

/** The text for names, counted in what upstream calls characters; labels are counted in bytes. */
export function maxLengthError(length: number, unit: Unit = 'characters'): string {
  return `must be no more than ${length} ${unit}`;
}

function check(value: string, max: number, pattern: RegExp, error: string, unit: Unit = 'characters'): string[] {
  return [...(byteLength(value) > max ? [maxLengthError(max, unit)] : []), ...(pattern.test(value) ? [] : [error])];
}

/** What is wrong with a DNS-1123 label; empty when nothing is. */
export function dns1123LabelErrors(value: string): readonly string[] {
  const error = dns1123Subdomain.test(value) ? 'must not contain dots' : dns1123LabelError;
  return check(value, 63, dns1123Label, error);
}

/** What is wrong with a DNS-1123 subdomain. */
export function dns1123SubdomainErrors(value: string): readonly string[] {
  return check(value, 253, dns1123Subdomain, dns1123SubdomainError);
}

/** What is wrong with a DNS-1035 label. */
export function dns1035LabelErrors(value: string): readonly string[] {
  return check(value, 63, dns1035Label, dns1035LabelError);
}

/** A generateName prefix is checked as the name it may become: its last dash stands for what follows. */
function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}

/** What is wrong with a name (of a `generateName` prefix when `prefix`) that must be a DNS-1123 label. Models NameIsDNSLabel. */
export function nameIsDnsLabel(name: string, prefix: boolean): readonly string[] {
  return dns1123LabelErrors(prefix ? maskTrailingDash(name) : name);
}

/** The same for a DNS-1123 subdomain. Models NameIsDNSSubdomain. */
export function nameIsDnsSubdomain(name: string, prefix: boolean): readonly string[] {
  return dns1123SubdomainErrors(prefix ? maskTrailingDash(name) : name);
}

/** What is wrong with a label or annotation key, a taint key, a finalizer … Models IsQualifiedName. */
export function qualifiedNameErrors(value: string): readonly string[] {
  const parts = value.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${qualifiedNameError} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const errors: string[] = [];
  const name = parts.at(-1)!;
  if (parts.length === 2) {
    const prefix = parts[0]!;
    if (prefix === '') errors.push('prefix part must be non-empty');
    else errors.push(...prefixErrors(prefix).map((error) => `prefix part ${error}`));
  }
  if (name === '') errors.push('name part must be non-empty');
  else if (byteLength(name) > 63) errors.push(`name part ${maxLengthError(63, 'bytes')}`);
  if (!qualifiedName.test(name)) errors.push(`name part ${qualifiedNameError}`);
  return errors;
}

const prefixErrors = (prefix: string): readonly string[] =>
  check(prefix, 253, dns1123Subdomain, dns1123SubdomainError, 'bytes');

/** What is wrong with a label value. */
export function labelValueErrors(value: string): readonly string[] {
  return check(value, 63, labelValue, labelValueError, 'bytes');
}

/** What keeps a name from being one segment of a path. Models path.IsValidPathSegmentName. */
export function pathSegmentErrors(name: string): readonly string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((illegal) => name.includes(illegal)).map((illegal) => `may not contain '${illegal}'`);
}
