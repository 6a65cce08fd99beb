/** Programs that read text and write text. */

import { normalizePath } from '../file-system.ts';
import { compilePattern, fromBasicPattern } from '../shell/safe-pattern.ts';
import { lasting, printed, refused, type ProgramCall, type ProgramResult } from '../shell/program.ts';
import { parseArgs, type Tool, type ToolWorld } from './tool.ts';

/** The texts of the operands (`-` and no operand: standard input), and the complaints about those that cannot be read. */
function inputs(
  call: ProgramCall,
  world: ToolWorld,
  operands: readonly string[],
): { readonly texts: readonly { readonly name: string; readonly text: string }[]; readonly stderr: string } {
  if (operands.length === 0) return { texts: [{ name: '-', text: call.stdin }], stderr: '' };
  let stderr = '';
  const texts = operands.flatMap((name) => {
    if (name === '-') return [{ name, text: call.stdin }];
    const read = world.files.read(normalizePath(name, call.folder));
    if ('text' in read) return [{ name, text: read.text }];
    stderr += complaint(call, world, name, read.error);
    return [];
  });
  return { texts, stderr };
}

function complaint(call: ProgramCall, world: ToolWorld, name: string, error: string): string {
  const tool = call.argv[0]!.slice(call.argv[0]!.lastIndexOf('/') + 1);
  return world.set.base === 'debian' ? `${tool}: ${name}: ${error}\n` : `${tool}: can't open '${name}': ${error}\n`;
}

const outcome = (stdout: string, stderr: string, status = stderr === '' ? 0 : 1): ProgramResult => ({
  ...printed(stdout, status),
  stderr,
});

/** Lines without their line ends. */
function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

const cat: Tool = (call, world) => {
  const { operands, flags } = parseArgs(call.argv.slice(1));
  const { texts, stderr } = inputs(call, world, operands);
  const text = texts.map((input) => input.text).join('');
  if (!flags.has('n')) return outcome(text, stderr);
  return outcome(joined(linesOf(text).map((line, index) => `${String(index + 1).padStart(6)}\t${line}`)), stderr);
};

function part(
  call: ProgramCall,
  world: ToolWorld,
  cut: (lines: readonly string[], count: number) => readonly string[],
): ProgramResult {
  const args = call.argv.slice(1).map((arg) => arg.replace(/^-(\d+)$/, '-n$1'));
  const { operands, values, flags } = parseArgs(args, ['n', 'c', 'lines', 'bytes']);
  const { texts, stderr } = inputs(call, world, operands);
  const count = Number(values.get('n') ?? values.get('lines') ?? 10);
  const stdout = texts
    .map(({ name, text }) => (texts.length > 1 ? `==> ${name} <==\n` : '') + joined(cut(linesOf(text), count)))
    .join('\n');
  if (flags.has('f') || flags.has('F')) return stderr === '' ? lasting(stdout) : { ...outcome(stdout, stderr) };
  return outcome(stdout, stderr);
}

const head: Tool = (call, world) => part(call, world, (lines, count) => lines.slice(0, count));
const tail: Tool = (call, world) =>
  part(call, world, (lines, count) => (count === 0 ? [] : lines.slice(-Math.abs(count))));

const grep: Tool = (call, world) => {
  const { operands, flags, values } = parseArgs(call.argv.slice(1), ['e', 'm', 'A', 'B', 'C']);
  const [source = '', ...files] = values.has('e') ? [values.get('e')!, ...operands] : operands;
  const literal = source.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const text = flags.has('F') ? literal : flags.has('E') || flags.has('P') ? source : fromBasicPattern(source);
  const pattern = compilePattern(flags.has('w') ? `\\b(?:${text})\\b` : text, flags.has('i') ? 'i' : '');
  if (!pattern) return refused(`grep: bad regex '${source}'\n`, 2);
  const { texts, stderr } = inputs(call, world, files);
  const rows = texts.flatMap((input) => {
    const found = linesOf(input.text).filter((line) => pattern.test(line) !== flags.has('v'));
    const prefix = texts.length > 1 && !flags.has('h') ? `${input.name}:` : '';
    if (flags.has('c')) return [`${prefix}${found.length}`];
    if (flags.has('l')) return found.length > 0 ? [input.name] : [];
    if (!flags.has('o')) return found.map((line) => prefix + line);
    const all = new RegExp(pattern.source, `${pattern.flags}g`);
    return found.flatMap((line) => [...line.matchAll(all)].map((match) => prefix + match[0]));
  });
  const matched = flags.has('c') ? rows.some((row) => !row.endsWith('0')) : rows.length > 0;
  return outcome(flags.has('q') ? '' : joined(rows), stderr, matched ? 0 : stderr === '' ? 1 : 2);
};

/** `sed` with `s`, `d` and `p` commands, addresses by number, `$` or pattern. */
const sed: Tool = (call, world) => {
  const { operands, flags, values } = parseArgs(call.argv.slice(1), ['e']);
  const [script = '', ...files] = values.has('e') ? [values.get('e')!, ...operands] : operands;
  const commands = sedCommands(script).map((text) => parseSed(text, flags.has('E') || flags.has('r')));
  if (commands.some((command) => command === undefined)) return refused(`sed: unsupported command: ${script}\n`);
  const edit = (text: string): string => {
    const lines = linesOf(text);
    return joined(
      lines.flatMap((line, index) => {
        let current = line;
        const extra: string[] = [];
        for (const command of commands) {
          if (!command || !command.applies(current, index + 1, lines.length)) continue;
          if (command.kind === 'd') return extra;
          if (command.kind === 'p') extra.push(current);
          else current = current.replace(command.pattern, command.replacement);
        }
        return flags.has('n') ? extra : [...extra, current];
      }),
    );
  };
  const { texts, stderr } = inputs(call, world, files);
  if (!flags.has('i')) return outcome(texts.map(({ text }) => edit(text)).join(''), stderr);
  for (const { name, text } of texts) world.files.write(normalizePath(name, call.folder), edit(text));
  return outcome('', stderr);
};

/** The commands of a script, which `;` and line ends keep apart; inside of `s/…;…/…/` they do not. */
function sedCommands(script: string): readonly string[] {
  const commands = script.matchAll(
    /((?:\d+|\$|\/(?:[^/\\]|\\[^])*\/)?[ \t]*(?:s([^\s\\])(?:(?!\2)[^\\]|\\[^])*\2(?:(?!\2)[^\\]|\\[^])*\2[^;\n]*|[^;\s][^;\n]*))/g,
  );
  return [...commands].map(([, text = '']) => text.trim());
}

interface SedCommand {
  readonly kind: 's' | 'd' | 'p';
  readonly pattern: RegExp;
  readonly replacement: string;
  applies(line: string, number: number, last: number): boolean;
}

function parseSed(text: string, extended: boolean): SedCommand | undefined {
  const match = /^(\d+|\$|\/(?:[^/\\]|\\.)*\/)?\s*(?:([dp])|s(.)(.*))$/s.exec(text);
  if (!match) return undefined;
  const [, address, simple, separator = '/', rest = ''] = match;
  const addressPattern = address?.startsWith('/') ? compilePattern(basic(address.slice(1, -1), extended)) : undefined;
  const applies = (line: string, number: number, last: number): boolean => {
    if (address === undefined) return true;
    if (addressPattern) return addressPattern.test(line);
    return address === '$' ? number === last : number === Number(address);
  };
  if (simple) return { kind: simple as 'd' | 'p', pattern: /$^/, replacement: '', applies };
  const [from = '', to = '', options = ''] = splitUnescaped(rest, separator);
  const flags = `${options.includes('g') ? 'g' : ''}${/[iI]/.test(options) ? 'i' : ''}`;
  const pattern = compilePattern(basic(from, extended), flags);
  if (!pattern) return undefined;
  const replacement = to
    .replaceAll('$', '$$$$')
    .replaceAll(/\\(\d)/g, '$$$1')
    .replaceAll(/(?<!\\)&/g, '$$&')
    .replaceAll('\\n', '\n')
    .replaceAll('\\&', '&');
  return { kind: 's', pattern, replacement, applies };
}

const basic = (source: string, extended: boolean): string => (extended ? source : fromBasicPattern(source));

function splitUnescaped(text: string, separator: string): readonly string[] {
  const parts = [''];
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '\\' && text[i + 1] === separator) parts[parts.length - 1] += text[++i]!;
    else if (char === '\\') parts[parts.length - 1] += char + (text[++i] ?? '');
    else if (char === separator) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}

/** `awk` for the one thing it is mostly used for: `{print $1, $NF}` with an optional pattern and `-F`. */
const awk: Tool = (call, world) => {
  const { operands, values } = parseArgs(call.argv.slice(1), ['F', 'v']);
  const [program = '', ...files] = operands;
  const match = /^\s*(?:\/((?:[^/\\]|\\.)*)\/)?\s*(?:NR\s*==\s*(\d+))?\s*\{\s*print\s*([^}]*)\}\s*$/.exec(program);
  if (!match) return refused(`awk: unsupported program: ${program}\n`, 2);
  const pattern = match[1] === undefined ? undefined : compilePattern(match[1]);
  const separator = values.get('F');
  const { texts, stderr } = inputs(call, world, files);
  const rows = texts
    .flatMap(({ text }) => linesOf(text))
    .flatMap((line, index) => {
      if (pattern && !pattern.test(line)) return [];
      if (match[2] !== undefined && index + 1 !== Number(match[2])) return [];
      const fields = separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
      const terms = (match[3] ?? '').trim() === '' ? ['$0'] : match[3]!.split(',');
      return [terms.map((term) => awkTerm(term.trim(), line, fields)).join(' ')];
    });
  return outcome(joined(rows), stderr);
};

function awkTerm(term: string, line: string, fields: readonly string[]): string {
  return term.replaceAll(/"([^"]*)"|\$(NF|\d+)|NF|\s+/g, (found, literal?: string, field?: string) => {
    if (literal !== undefined) return literal;
    if (field === 'NF') return fields.at(-1) ?? '';
    if (field !== undefined) return field === '0' ? line : (fields[Number(field) - 1] ?? '');
    return found === 'NF' ? String(fields.length) : '';
  });
}

const wc: Tool = (call, world) => {
  const { operands, flags } = parseArgs(call.argv.slice(1));
  const { texts, stderr } = inputs(call, world, operands);
  const rows = texts.map(({ name, text }) => {
    const counts = [text.split('\n').length - 1, text.split(/\s+/).filter(Boolean).length, text.length];
    const chosen = ['l', 'w', 'c'].flatMap((flag, index) => (flags.has(flag) ? [counts[index]!] : []));
    const numbers = (chosen.length > 0 ? chosen : counts).join(' ');
    return name === '-' ? numbers : `${numbers} ${name}`;
  });
  return outcome(joined(rows), stderr);
};

function byLines(change: (lines: readonly string[], flags: ReadonlySet<string>) => readonly string[]): Tool {
  return (call, world) => {
    const { operands, flags } = parseArgs(call.argv.slice(1), ['k', 't']);
    const { texts, stderr } = inputs(call, world, operands);
    return outcome(
      joined(
        change(
          texts.flatMap(({ text }) => linesOf(text)),
          flags,
        ),
      ),
      stderr,
    );
  };
}

const sort = byLines((lines, flags) => {
  const sorted = flags.has('n')
    ? lines.toSorted((a, b) => Number.parseFloat(a) - Number.parseFloat(b))
    : lines.toSorted();
  const unique = flags.has('u') ? [...new Set(sorted)] : sorted;
  return flags.has('r') ? unique.toReversed() : unique;
});

const uniq = byLines((lines, flags) => {
  const groups: { line: string; count: number }[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.line === line) last.count++;
    else groups.push({ line, count: 1 });
  }
  return groups.map(({ line, count }) => (flags.has('c') ? `${String(count).padStart(7)} ${line}` : line));
});

const cut: Tool = (call, world) => {
  const { operands, values } = parseArgs(call.argv.slice(1), ['d', 'f', 'c']);
  const { texts, stderr } = inputs(call, world, operands);
  const characters = values.has('c');
  const separator = characters ? '' : (values.get('d') ?? '\t');
  const wanted = (values.get('f') ?? values.get('c') ?? '1').split(',').flatMap((range) => {
    const [from = '1', to = from] = range.split('-');
    const last = range.endsWith('-') ? 200 : Number(to);
    return Array.from(
      { length: Math.max(0, Math.min(last, 200) - Number(from || 1) + 1) },
      (_, i) => Number(from || 1) + i,
    );
  });
  const rows = texts
    .flatMap(({ text }) => linesOf(text))
    .map((line) => {
      const fields = line.split(separator);
      if (!characters && fields.length === 1) return line;
      return wanted.flatMap((index) => (fields[index - 1] === undefined ? [] : [fields[index - 1]!])).join(separator);
    });
  return outcome(joined(rows), stderr);
};

const tr: Tool = (call) => {
  const { operands, flags } = parseArgs(call.argv.slice(1));
  const [from = '', to = ''] = operands.map(characterSet);
  if (flags.has('d')) return printed([...call.stdin].filter((char) => !from.includes(char)).join(''));
  const text = [...call.stdin].map((char) => {
    const index = from.indexOf(char);
    return index < 0 ? char : (to[Math.min(index, to.length - 1)] ?? '');
  });
  return printed(text.join(''));
};

function characterSet(text: string): string {
  const named = text
    .replaceAll('[:lower:]', 'a-z')
    .replaceAll('[:upper:]', 'A-Z')
    .replaceAll('[:digit:]', '0-9')
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t');
  return named.replaceAll(/(.)-(.)/g, (_, first: string, last: string) => {
    const start = first.charCodeAt(0);
    return Array.from({ length: Math.max(0, last.charCodeAt(0) - start + 1) }, (__, i) =>
      String.fromCharCode(start + i),
    ).join('');
  });
}

const tee: Tool = (call, world) => {
  const { operands, flags } = parseArgs(call.argv.slice(1));
  let stderr = '';
  for (const name of operands) {
    const error = world.files.write(normalizePath(name, call.folder), call.stdin, flags.has('a'));
    if (error) stderr += `tee: ${name}: ${error}\n`;
  }
  return outcome(call.stdin, stderr);
};

const seq: Tool = ({ argv }) => {
  const numbers = argv.slice(1).map(Number);
  const [first, step, last] =
    numbers.length === 3 ? numbers : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : [1, 1, numbers[0]];
  if (first === undefined || !step || last === undefined) return refused('seq: missing operand\n');
  const count = Math.max(0, Math.min(10_000, Math.floor((last - first) / step) + 1));
  return printed(joined(Array.from({ length: count }, (_, i) => String(first + i * step))));
};

/** Escapes of `echo -e` and `printf`. */
function unescaped(text: string): string {
  const letters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', a: '', b: '\b' };
  return text.replaceAll(/\\([ntr\\"ab])|\\0?33|\\e/g, (match, letter?: string) =>
    letter === undefined ? '\u001b' : (letters[letter] ?? match),
  );
}

const echo: Tool = ({ argv }) => {
  let words = argv.slice(1);
  let newline = '\n';
  let escapes = false;
  while (words.length > 0 && /^-[neE]+$/.test(words[0]!)) {
    if (words[0]!.includes('n')) newline = '';
    if (words[0]!.includes('e')) escapes = true;
    words = words.slice(1);
  }
  const text = words.join(' ');
  return printed((escapes ? unescaped(text) : text) + newline);
};

const printf: Tool = ({ argv }) => {
  const [format = '', ...args] = argv.slice(1);
  const template = unescaped(format);
  let rest = args;
  let text = '';
  do {
    const given = rest;
    text += template.replaceAll(/%(-?\d*)(?:\.\d+)?([sdi%xqb])/g, (_, width: string, kind: string) => {
      if (kind === '%') return '%';
      const [value = kind === 's' || kind === 'q' || kind === 'b' ? '' : '0', ...others] = rest;
      rest = others;
      const shown = kind === 'x' ? Number(value).toString(16) : value;
      const size = Math.min(Math.abs(Number(width || 0)), 200);
      return width.startsWith('-') ? shown.padEnd(size) : shown.padStart(size, width.startsWith('0') ? '0' : ' ');
    });
    if (rest === given) break;
  } while (rest.length > 0);
  return printed(text);
};

export const textTools: Readonly<Record<string, Tool>> = {
  awk,
  cat,
  cut,
  echo,
  egrep: grep,
  grep,
  head,
  less: cat,
  more: cat,
  printf,
  sed,
  seq,
  sort,
  tail,
  tee,
  tr,
  uniq,
  wc,
};
