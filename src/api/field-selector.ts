/** Field selectors as text (`metadata.name=web-0,status.phase!=Running`). Models apimachinery/pkg/fields/selector.go. */

export interface FieldRequirement {
  readonly field: string;
  readonly operator: '=' | '!=';
  readonly value: string;
}

export type ParsedFieldSelector = readonly FieldRequirement[];

/** The selector, or upstream's error text. Empty text selects everything. */
export function parseFieldSelector(text: string): ParsedFieldSelector | { readonly error: string } {
  const requirements: FieldRequirement[] = [];
  for (const term of splitTerms(text)) {
    if (term === '') continue;
    const match = /^((?:\\.|[^\\=!]|!(?!=))*)(!=|==|=)([^]*)$/.exec(term);
    if (!match) return { error: `invalid selector: '${text}'; can't understand '${term}'` };
    const value = unescape(match[3]!);
    if (typeof value !== 'string') return value;
    requirements.push({ field: match[1]!, operator: match[2] === '!=' ? '!=' : '=', value });
  }
  return requirements;
}

/** Splits at commas that no backslash precedes. */
function splitTerms(text: string): readonly string[] {
  return text.match(/(?:\\.|[^\\,])+/gs) ?? [];
}

function unescape(value: string): string | { readonly error: string } {
  const foreign = /(?<!\\)(?:\\\\)*([,=])/.exec(value)?.[1];
  if (foreign) return { error: `invalid field selector: unescaped character in value: ${foreign.codePointAt(0)}` };
  return value.replaceAll(/\\([\\,=])/g, '$1');
}

/** The canonical text. */
export function formatFieldSelector(selector: ParsedFieldSelector): string {
  return selector
    .map(({ field, operator, value }) => `${field}${operator}${value.replaceAll(/[\\,=]/g, String.raw`\$&`)}`)
    .join(',');
}

/** True when the fields, given by name, meet all requirements; a field that is not given is empty. */
export function matchesFields(selector: ParsedFieldSelector, fieldOf: (field: string) => string): boolean {
  return selector.every(({ field, operator, value }) => (fieldOf(field) === value) === (operator === '='));
}
