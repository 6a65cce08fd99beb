/** Classes of characters as libyaml has them. Positions past the end read as the empty text. */

export const isBreak = (char: string | undefined): boolean =>
  char === '\n' || char === '\r' || char === '\u0085' || char === '\u2028' || char === '\u2029';

export const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t';

export const isBreakOrEnd = (char: string | undefined): boolean => char === undefined || isBreak(char);

export const isBlankOrEnd = (char: string | undefined): boolean => isBlank(char) || isBreakOrEnd(char);

export const isWordCharacter = (char: string | undefined): boolean =>
  char !== undefined && char.length === 1 && /[0-9A-Za-z_-]/.test(char);

function isForbidden(code: number): boolean {
  if (code < 0x20) return code !== 0x09 && code !== 0x0a && code !== 0x0d;
  return (code >= 0x7f && code <= 0x9f && code !== 0x85) || code === 0xfffe || code === 0xffff;
}

/**
 * Index of the first character that a YAML stream may not hold, or -1. Models go-yaml readerc.go
 * yaml_parser_update_buffer.
 */
export function firstForbiddenCharacter(text: string): number {
  for (let index = 0; index < text.length; index++) {
    if (isForbidden(text.charCodeAt(index))) return index;
  }
  return -1;
}
