/** Classes of characters as libyaml has them. Positions past the end read as the empty text. */

export const isBreak = (char: string | undefined): boolean =>
  char === '\n' || char === '\r' || char === '\u0085' || char === '\u2028' || char === '\u2029';

export const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t';

export const isBreakOrEnd = (char: string | undefined): boolean => char === undefined || isBreak(char);

export const isBlankOrEnd = (char: string | undefined): boolean => isBlank(char) || isBreakOrEnd(char);

export const isWordCharacter = (char: string | undefined): boolean =>
  char !== undefined && char.length === 1 && /[0-9A-Za-z_-]/.test(char);

/** Characters that a YAML stream may not hold. Models go-yaml readerc.go yaml_parser_update_buffer. */
export function firstForbiddenCharacter(text: string): number {
  // oxlint-disable-next-line no-control-regex
  const match = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/.exec(text);
  return match ? match.index : -1;
}
