/** A selector in text as the API holds it. Models apimachinery/pkg/apis/meta/v1 ParseToLabelSelector. */

import { isSelectorError, parseLabelSelector } from '../api/label-selector.ts';
import { goQuote } from '../lib/go-quote.ts';
import { KubectlError } from './errors.ts';

export interface ParsedSelector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

const operators: Readonly<Record<string, string>> = {
  in: 'In',
  notin: 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
};

/** Throws when the text is no selector, or has an operator that the API does not hold. */
export function toLabelSelector(text: string): ParsedSelector {
  const parsed = parseLabelSelector(text);
  if (isSelectorError(parsed)) {
    throw new KubectlError(`couldn't parse the selector string "${text}": ${parsed.error}`);
  }
  const matchLabels: [string, string][] = [];
  const matchExpressions: { key: string; operator: string; values: readonly string[] }[] = [];
  for (const { key, operator, values } of parsed) {
    const held = Object.hasOwn(operators, operator) ? operators[operator]! : undefined;
    if (operator === '=' || operator === '==') matchLabels.push([key, [...values][0] ?? '']);
    else if (held) matchExpressions.push({ key, operator: held, values: [...values] });
    else if (operator === 'gt' || operator === 'lt') {
      throw new KubectlError(`${goQuote(operator)} isn't supported in label selectors`);
    } else throw new KubectlError(`${goQuote(operator)} is not a valid label selector operator`);
  }
  return { matchLabels: Object.fromEntries(matchLabels), matchExpressions };
}
