/** What a command line does, as far as it can be told from reading it: `sleep 30`, `false`, `sh -c "…; exit 1"`. */

export interface CommandOutcome {
  readonly ends?: { readonly afterMs: number; readonly exitCode: number };
  readonly termExitCode?: number;
  readonly startError?: string;
  /** What it writes before it ends. */
  readonly output: string;
}

const shells = /^(?:\/usr)?(?:\/bin\/)?(?:sh|bash|ash|dash)$/;
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** How long `sleep` sleeps; undefined for `infinity`. */
function sleepMs(args: readonly string[]): number | undefined {
  let seconds = 0;
  for (const arg of args) {
    const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(arg);
    if (!match) return undefined;
    seconds += Number(match[1]) * (units[match[2] ?? ''] ?? 1);
  }
  return seconds * 1000;
}

/** The outcome of a command line, given as words. */
export function commandOutcome(argv: readonly string[]): CommandOutcome {
  const [program = '', ...args] = argv;
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (shells.test(program)) {
    const flag = args.findIndex((arg) => /^-[a-z]*c[a-z]*$/.test(arg));
    return flag < 0 ? { ends: { afterMs: 10, exitCode: 0 }, output: '' } : scriptOutcome(args[flag + 1] ?? '');
  }
  if (name === 'sleep') {
    const afterMs = sleepMs(args);
    return { ...(afterMs === undefined ? {} : { ends: { afterMs, exitCode: 0 } }), output: '' };
  }
  if (name === 'true' || name === ':') return { ends: { afterMs: 5, exitCode: 0 }, output: '' };
  if (name === 'false') return { ends: { afterMs: 5, exitCode: 1 }, output: '' };
  if (name === 'exit') return { ends: { afterMs: 0, exitCode: Number(args[0] ?? 0) & 255 }, output: '' };
  if (name === 'echo') return { ends: { afterMs: 5, exitCode: 0 }, output: `${args.join(' ')}\n` };
  if (instant.includes(name)) return { ends: { afterMs: 10, exitCode: 0 }, output: '' };
  return { output: '' };
}

/** Programs that do something short and succeed. */
const instant = ['printf', 'touch', 'mkdir', 'chmod', 'chown', 'cp', 'mv', 'rm', 'ln', 'set', 'export', 'cd', 'date'];

/** Simple commands of a script, one after the other, until one that does not end. */
function scriptOutcome(script: string): CommandOutcome {
  const trapsTerm = /\btrap\b[^\n;]*\b(?:SIG)?TERM\b/.test(script);
  const term = trapsTerm ? { termExitCode: 0 } : {};
  if (/^\s*(?:while|until|for|if|case)\b/m.test(script)) {
    const endless = /\bwhile\s+(?:true|:|sleep)\b|\bsleep\s+inf/.test(script);
    return endless ? { ...term, output: '' } : { ends: { afterMs: 300, exitCode: 0 }, output: '' };
  }
  let afterMs = 0;
  let exitCode = 0;
  let output = '';
  let skip = false;
  for (const { text, joint } of simpleCommands(script)) {
    if ((joint === '&&' && exitCode !== 0) || (joint === '||' && exitCode === 0)) skip = true;
    else if (joint === ';' || !skip) skip = false;
    if (skip) continue;
    const words = text.split(/\s+/).map((word) => word.replace(/^(["'])(.*)\1$/s, '$2'));
    if (words[0] === 'exec') words.shift();
    if (words[0] === 'trap' || /^\w+=/.test(words[0] ?? '')) continue;
    const outcome = commandOutcome(words);
    output += outcome.output;
    if (!outcome.ends) return { ...term, output };
    afterMs += outcome.ends.afterMs;
    ({ exitCode } = outcome.ends);
    if (words[0] === 'exit') break;
  }
  return { ends: { afterMs, exitCode }, ...term, output };
}

function simpleCommands(script: string): readonly { text: string; joint: string }[] {
  const parts = script.split(/(&&|\|\||;|\n)/);
  const commands: { text: string; joint: string }[] = [];
  let joint = ';';
  for (const part of parts) {
    if (part === '&&' || part === '||' || part === ';' || part === '\n') joint = part === '\n' ? ';' : part;
    else if (part.trim()) commands.push({ text: part.trim(), joint });
  }
  return commands;
}
