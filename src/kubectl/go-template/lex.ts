/** Splits a Go template into texts and tokens. Models text/template/parse lex.go. */

import { GoTemplateError } from './nodes.ts';

export interface Token {
  readonly type:
    'text' | 'open' | 'close' | 'word' | 'field' | 'variable' | 'string' | 'char' | 'number' | 'symbol' | 'space';
  readonly text: string;
  readonly at: number;
}

const patterns: readonly (readonly [Token['type'], RegExp])[] = [
  ['space', /[ \t\r\n]+/y],
  ['string', /"(?:\\.|[^"\\\n])*"|`[^`]*`/y],
  ['char', /'(?:\\.|[^'\\\n])+'/y],
  ['field', /\.[_\p{L}][_\p{L}\p{Nd}]*/uy],
  ['variable', /\$(?:[_\p{L}][_\p{L}\p{Nd}]*)?/uy],
  ['number', /[+-]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/y],
  ['word', /[_\p{L}][_\p{L}\p{Nd}]*/uy],
  ['symbol', /:=|[=|(),.]/y],
];

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Tokens of the whole template; `{{- ` and ` -}}` have already eaten the spaces around them. */
export function lex(text: string, name: string): readonly Token[] {
  const tokens: Token[] = [];
  const fail = (at: number, message: string): GoTemplateError =>
    new GoTemplateError(`template: ${name}:${text.slice(0, at).split('\n').length}: ${message}`);
  let at = 0;
  let trimNext = false;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    const end = open < 0 ? text.length : open;
    const trimBefore = open >= 0 && /^\{\{-[ \t\r\n]/.test(text.slice(open, open + 4));
    let literal = text.slice(at, end);
    if (trimNext) literal = literal.replace(/^[ \t\r\n]+/, '');
    if (trimBefore) literal = literal.replace(/[ \t\r\n]+$/, '');
    if (literal !== '') tokens.push({ type: 'text', text: literal, at });
    if (open < 0) break;
    at = open + (trimBefore ? 3 : 2);
    const comment = match(/\s*\/\*[\s\S]*?\*\/(\s-)?\}\}/y, text, at);
    if (comment !== undefined) {
      at += comment.length;
      trimNext = /\s-\}\}$/.test(comment);
      continue;
    }
    tokens.push({ type: 'open', text: '{{', at: open });
    for (;;) {
      const close = match(/(?:[ \t\r\n]+-)?\}\}/y, text, at);
      if (close !== undefined) {
        trimNext = close.length > 2;
        tokens.push({ type: 'close', text: '}}', at });
        at += close.length;
        break;
      }
      if (at >= text.length) throw fail(at, 'unclosed action');
      const found = patterns
        .map(([type, pattern]) => ({ type, text: match(pattern, text, at) }))
        .find((candidate) => candidate.text !== undefined);
      if (found?.text === undefined) {
        const character = String.fromCodePoint(text.codePointAt(at)!);
        if (character === '"') throw fail(at, 'unterminated quoted string');
        if (character === '`') throw fail(at, 'unterminated raw quoted string');
        const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
        throw fail(at, `unrecognized character in action: U+${code} '${character}'`);
      }
      if (found.type !== 'space' || /[ \t\r\n]/.test(found.text)) {
        tokens.push({ type: found.type, text: found.text, at });
      }
      at += found.text.length;
    }
  }
  return tokens;
}
