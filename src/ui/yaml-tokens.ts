/** Splits a line of YAML into coloured parts; enough for block style as the page prints and edits it, no parser. */

export interface YamlToken {
  readonly text: string;
  readonly kind: 'key' | 'string' | 'number' | 'comment' | 'plain';
}

const line = /^(\s*(?:- )*)([\w./-]+|"[^"]*"|'[^']*')(:)(?=\s|$)(.*)$/;

function valueTokens(value: string): readonly YamlToken[] {
  const comment = /(^|\s)#.*$/.exec(value);
  const body = comment ? value.slice(0, comment.index) : value;
  const trimmed = body.trim();
  const kind = /^(-?\d[\d.]*|true|false|null|~)$/.test(trimmed)
    ? 'number'
    : /^[[{&*|>]|^$/.test(trimmed)
      ? 'plain'
      : 'string';
  const tokens: readonly YamlToken[] = [{ text: body, kind }];
  return comment ? [...tokens, { text: value.slice(comment.index), kind: 'comment' }] : tokens;
}

export function yamlTokens(text: string): readonly YamlToken[] {
  if (/^\s*#/.test(text)) return [{ text, kind: 'comment' }];
  const match = line.exec(text);
  if (!match) {
    const item = /^(\s*(?:- )+)(.*)$/.exec(text);
    return item ? [{ text: item[1]!, kind: 'plain' }, ...valueTokens(item[2]!)] : [{ text, kind: 'plain' }];
  }
  const [, indent = '', key = '', colon = '', value = ''] = match;
  return [
    { text: indent, kind: 'plain' },
    { text: key, kind: 'key' },
    { text: colon, kind: 'plain' },
    ...valueTokens(value),
  ];
}
