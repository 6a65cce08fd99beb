/** How a shell was called: `sh -c script name args …`, `bash -ecx script`, `sh -c -e script`, `sh -x file args …`. */

export interface Invocation {
  readonly errexit: boolean;
  readonly xtrace: boolean;
  /** `-c` was given: the first operand is the script itself. */
  readonly inline: boolean;
  /** The script or the file's name, what comes after it is `$0` and the arguments, or the arguments. */
  readonly operands: readonly string[];
}

const shellName = /^(?:\/usr)?(?:\/bin\/)?(?:sh|bash|ash|dash)$/;

/** True for the name of a shell, with or without its folder. */
export const isShell = (program: string): boolean => shellName.test(program);

/** Reads the words after the shell's name. */
export function parseInvocation(args: readonly string[]): Invocation {
  let letters = '';
  let index = 0;
  for (; index < args.length; index++) {
    const word = args[index]!;
    if (word === '--' || word === '-') {
      index++;
      break;
    }
    if (!/^[-+]/.test(word)) break;
    if (word === '--login' || word === '--norc') continue;
    if (/^-[a-z]*o$/.test(word)) index++;
    if (word.startsWith('-')) letters += word.slice(1);
  }
  return {
    errexit: letters.includes('e'),
    xtrace: letters.includes('x'),
    inline: letters.includes('c'),
    operands: args.slice(index),
  };
}
