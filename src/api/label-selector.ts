/** Label selectors as text (`app=nginx,tier in (a,b),!legacy`). Models apimachinery/pkg/labels/selector.go. */

import { invalid, fieldErrorText } from './field-error.ts';
import { labelValueErrors, qualifiedNameErrors } from './names.ts';

export type LabelOperator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';

export interface LabelRequirement {
  readonly key: string;
  readonly operator: LabelOperator;
  /** Sorted, without repeats. */
  readonly values: readonly string[];
}

/** Requirements that must all hold, sorted by key. */
export type ParsedLabelSelector = readonly LabelRequirement[];

/** The selector, or upstream's error text. Empty text selects everything. */
export function parseLabelSelector(text: string): ParsedLabelSelector | { readonly error: string } {
  const parser = new SelectorParser(text);
  try {
    return parser.parse().sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  } catch (error) {
    if (error instanceof SelectorFault) return { error: error.message };
    throw error;
  }
}

/** Narrows the result of parsing. */
export function isSelectorError<T extends object>(
  result: T | { readonly error: string },
): result is { readonly error: string } {
  return 'error' in result;
}

/** True when labels meet all requirements. */
export function matchesLabels(
  selector: ParsedLabelSelector,
  labels: Readonly<Record<string, string>> | undefined,
): boolean {
  return selector.every((requirement) => holds(requirement, labels ?? {}));
}

function holds({ key, operator, values }: LabelRequirement, labels: Readonly<Record<string, string>>): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      return value !== undefined && values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'gt':
    case 'lt': {
      if (value === undefined || !integer.test(value)) return false;
      const difference = Number(value) - Number(values[0]);
      return operator === 'gt' ? difference > 0 : difference < 0;
    }
  }
}

/** The canonical text: keys and values sorted. */
export function formatLabelSelector(selector: ParsedLabelSelector): string {
  return selector
    .map(({ key, operator, values }) => {
      if (operator === 'exists') return key;
      if (operator === '!') return `!${key}`;
      if (operator === 'in' || operator === 'notin') return `${key} ${operator} (${values.join(',')})`;
      return `${key}${operator === 'gt' ? '>' : operator === 'lt' ? '<' : operator}${values[0]}`;
    })
    .join(',');
}

const integer = /^[+-]?\d+$/;

class SelectorFault extends Error {}

const symbols = new Set([')', ',', '!', '==', '=', '>', '<', '!=', '(']);
const isSpecial = (character: string): boolean => '=!(),><'.includes(character);
const isSpace = (character: string): boolean => ' \t\r\n'.includes(character);

interface Token {
  readonly kind: 'end' | 'identifier' | 'symbol';
  readonly text: string;
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(text[at]!)) {
      at++;
      continue;
    }
    const start = at;
    if (isSpecial(text[at]!)) {
      at++;
      while (at < text.length && isSpecial(text[at]!) && symbols.has(text.slice(start, at + 1))) at++;
      tokens.push({ kind: 'symbol', text: text.slice(start, at) });
    } else {
      while (at < text.length && !isSpecial(text[at]!) && !isSpace(text[at]!)) at++;
      tokens.push({ kind: 'identifier', text: text.slice(start, at) });
    }
  }
  return tokens;
}

const operators: Readonly<Record<string, LabelOperator>> = {
  in: 'in',
  notin: 'notin',
  '=': '=',
  '==': '==',
  '!=': '!=',
  '>': 'gt',
  '<': 'lt',
};

const end: Token = { kind: 'end', text: '' };

class SelectorParser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  parse(): LabelRequirement[] {
    const requirements: LabelRequirement[] = [];
    for (;;) {
      const next = this.#peek();
      if (next.kind === 'end') return requirements;
      if (!startsRequirement(next)) throw found(next, "expected: !, identifier, or 'end of string'");
      requirements.push(this.#requirement());
      const after = this.#take();
      if (after.kind === 'end') return requirements;
      if (after.text !== ',' || after.kind !== 'symbol') throw found(after, "expected: ',' or 'end of string'");
      if (!startsRequirement(this.#peek())) throw found(this.#peek(), "expected: identifier after ','");
    }
  }

  #requirement(): LabelRequirement {
    try {
      return this.#parseRequirement();
    } catch (error) {
      if (error instanceof SelectorFault) throw new SelectorFault(`unable to parse requirement: ${error.message}`);
      throw error;
    }
  }

  #parseRequirement(): LabelRequirement {
    let token = this.#take();
    const absent = isSymbol(token, '!');
    if (absent) token = this.#take();
    if (token.kind !== 'identifier') throw found(token, 'expected: identifier');
    const key = token.text;
    const keyErrors = qualifiedNameErrors(key);
    if (keyErrors.length > 0) throw new SelectorFault(`<nil>: ${invalid('', key, keyErrors.join('; ')).body}`);
    const next = this.#peek();
    if (absent) return { key, operator: '!', values: [] };
    if (next.kind === 'end' || isSymbol(next, ',')) return { key, operator: 'exists', values: [] };
    const word = this.#take();
    const operator = Object.hasOwn(operators, word.text) ? operators[word.text]! : undefined;
    if (!operator) throw found(word, 'expected: in, notin, =, ==, !=, gt, lt');
    const values = operator === 'in' || operator === 'notin' ? this.#values() : [this.#exactValue()];
    return checkValues({ key, operator, values: [...new Set(values)].sort() });
  }

  #exactValue(): string {
    const next = this.#peek();
    if (next.kind === 'end' || isSymbol(next, ',')) return '';
    const token = this.#take();
    if (token.kind !== 'identifier') throw found(token, 'expected: identifier');
    return token.text;
  }

  #values(): readonly string[] {
    const open = this.#take();
    if (!isSymbol(open, '(')) throw new SelectorFault(`found '${open.text}' expected: '('`);
    const first = this.#peek();
    if (isSymbol(first, ')')) {
      this.#take();
      return [''];
    }
    if (first.kind !== 'identifier' && !isSymbol(first, ',')) throw found(first, "expected: ',', ')' or identifier");
    const values = this.#list();
    this.#take();
    return values;
  }

  /** Identifiers up to the closing parenthesis, which stays; nothing between commas is the empty value. */
  #list(): readonly string[] {
    const values: string[] = [];
    for (;;) {
      const token = this.#take();
      if (token.kind === 'identifier') {
        values.push(token.text);
        const next = this.#peek();
        if (isSymbol(next, ')')) return values;
        if (!isSymbol(next, ',')) throw found(next, "expected: ',' or ')'");
      } else if (isSymbol(token, ',')) {
        if (values.length === 0) values.push('');
        if (isSymbol(this.#peek(), ')')) return [...values, ''];
        if (isSymbol(this.#peek(), ',')) {
          this.#take();
          values.push('');
        }
      } else {
        throw found(token, "expected: ',', or identifier");
      }
    }
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? end;
  }

  #take(): Token {
    return this.#tokens[this.#at++] ?? end;
  }
}

const isSymbol = (token: Token, text: string): boolean => token.kind === 'symbol' && token.text === text;
const startsRequirement = (token: Token): boolean => token.kind === 'identifier' || isSymbol(token, '!');
const found = (token: Token, expected: string): SelectorFault =>
  new SelectorFault(`found '${token.text}', ${expected}`);

/** Models NewRequirement. */
function checkValues(requirement: LabelRequirement): LabelRequirement {
  const { key, operator, values } = requirement;
  for (const [index, value] of values.entries()) {
    if ((operator === 'gt' || operator === 'lt') && !integer.test(value)) {
      const detail = "for 'Gt', 'Lt' operators, the value must be an integer";
      throw new SelectorFault(fieldErrorText(invalid(`values[${index}]`, value, detail)));
    }
    const errors = labelValueErrors(value);
    if (errors.length === 0) continue;
    throw new SelectorFault(fieldErrorText(invalid(`values[${index}][${key}]`, value, errors.join('; '))));
  }
  return requirement;
}
