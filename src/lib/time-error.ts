/** What Go says of a text that is no time. Models time.Parse with the layouts of RFC 3339. */

const timeElements = [
  [/^\d{4}/, '2006'],
  [/^-/, '-'],
  [/^\d\d/, '01'],
  [/^-/, '-'],
  [/^\d\d/, '02'],
  [/^T/, 'T'],
  [/^\d\d/, '15'],
  [/^:/, ':'],
  [/^\d\d/, '04'],
  [/^:/, ':'],
  [/^\d\d(?:\.\d+)?/, '05'],
  [/^(?:Z|[+-]\d\d:\d\d)/, 'Z07:00'],
] as const;

/** Says which element of the layout the text does not have first, of a text that `parseTime` refused. */
export function timeError(text: string, layout: string): string {
  const quoted = (part: string): string => JSON.stringify(part);
  let rest = text;
  for (const [pattern, element] of timeElements) {
    const match = pattern.exec(rest)?.[0];
    if (match === undefined) {
      return `parsing time ${quoted(text)} as ${quoted(layout)}: cannot parse ${quoted(rest)} as ${quoted(element)}`;
    }
    rest = rest.slice(match.length);
  }
  if (rest !== '') return `parsing time ${quoted(text)}: extra text: ${quoted(rest)}`;
  return `parsing time ${quoted(text)}: ${outOfRange(text)} out of range`;
}

function outOfRange(text: string): string {
  const [month, hour, minute, second] = [text.slice(5, 7), text.slice(11, 13), text.slice(14, 16), text.slice(17, 19)];
  if (month < '01' || month > '12') return 'month';
  if (hour > '23') return 'hour';
  if (minute > '59') return 'minute';
  return second > '59' ? 'second' : 'day';
}
