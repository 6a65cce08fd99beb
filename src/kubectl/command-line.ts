/** The frame of a kubectl command line: finds the command, parses flags, runs it, prints what went wrong. */

import { createClient } from './client.ts';
import type { Command } from './command.ts';
import { errorText, KubectlError, PlainError, reportError } from './errors.ts';
import { withUrlTexts } from './fetch-urls.ts';
import { parseFlags, type FlagSpec } from './flags.ts';
import type { KubectlIo } from './io.ts';
import { globalFlags } from './shared-flags.ts';
import { suggestionsFor } from './suggestions.ts';

const helpFlag: FlagSpec = { name: 'help', shorthand: 'h', type: 'bool', usage: 'help for kubectl', hidden: true };

/** Flags that choose another place of the kubeconfig than the current one. */
const connectionFlags = ['context', 'cluster', 'user', 'as-group', 'as-uid', 'as-user-extra'];

const named = (commands: readonly Command[], name: string): Command | undefined =>
  commands.find((command) => command.name === name || command.aliases?.includes(name));

// Help knows every command; it is loaded by those who ask for it.
const loadHelp = () => import('./help.ts');

interface Found {
  /** The command and its parents, outermost first; empty for kubectl itself. */
  readonly path: readonly Command[];
  /** Everything but the names of commands. */
  readonly rest: readonly string[];
}

/** Index of the first token that is neither a global flag nor a flag's value. Models cobra stripFlags. */
function firstWord(tokens: readonly string[]): number {
  const valueless = new Set(
    [...globalFlags, helpFlag].filter((flag) => flag.type === 'bool').flatMap((flag) => [flag.name, flag.shorthand]),
  );
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token === '--') return -1;
    if (token.startsWith('--')) {
      if (!token.includes('=') && !valueless.has(token.slice(2))) index++;
    } else if (token.startsWith('-') && token.length > 1) {
      if (token.length === 2 && !valueless.has(token.slice(1))) index++;
    } else return index;
  }
  return -1;
}

/** Walks down the tree of commands. Models cobra Command.Find. */
function findCommand(topLevel: readonly Command[], tokens: readonly string[]): Found {
  const path: Command[] = [];
  let rest = tokens;
  let commands = topLevel;
  for (;;) {
    const at = firstWord(rest);
    const command = at < 0 ? undefined : named(commands, rest[at]!);
    if (!command) return { path, rest };
    path.push(command);
    rest = [...rest.slice(0, at), ...rest.slice(at + 1)];
    commands = command.subcommands ?? [];
    if (commands.length === 0) return { path, rest };
  }
}

function unknownCommand(topLevel: readonly Command[], tokens: readonly string[], word: string): KubectlError {
  if (tokens[0]!.startsWith('-')) {
    return new PlainError(`Error: flags cannot be placed before plugin name: ${tokens[0]}`);
  }
  const suggestions = suggestionsFor(word, topLevel);
  const hint =
    suggestions.length > 0 ? `\n\nDid you mean this?\n${suggestions.map((name) => `\t${name}\n`).join('')}` : '';
  return new KubectlError(`unknown command ${JSON.stringify(word)} for "kubectl"${hint}`);
}

/** `kubectl help [command]`; an unknown topic goes to stderr, but is no failure. */
async function showHelp(topLevel: readonly Command[], words: readonly string[], io: KubectlIo): Promise<void> {
  const { commandHelp, rootHelp } = await loadHelp();
  const { path, rest } = findCommand(topLevel, words);
  const unknown = rest.filter((word) => !word.startsWith('-'));
  if (unknown.length > 0) {
    const topic = words.map((word) => `\`${word}\``).join(' ');
    io.stderr(`Unknown help topic [${topic}]\n${rootHelp('\n\n')}`);
    return;
  }
  io.stdout(path.length === 0 ? rootHelp() : commandHelp(path));
}

/** Of the words after a command that looks at none, those that ask for help. */
function helpOnly(words: readonly string[]): readonly string[] {
  return words.filter((word) => word === '--help' || word === '-h');
}

async function execute(topLevel: readonly Command[], tokens: readonly string[], io: KubectlIo): Promise<number> {
  const word = firstWord(tokens);
  if (word >= 0 && tokens[word] === 'help') {
    await showHelp(
      topLevel,
      tokens.filter((_, index) => index !== word),
      io,
    );
    return 0;
  }
  if (word >= 0 && tokens[word] === 'options') {
    io.stdout((await loadHelp()).optionsHelp());
    return 0;
  }
  const { path, rest } = findCommand(topLevel, tokens);
  const command = path.at(-1);
  if (!command) {
    if (word >= 0) throw unknownCommand(topLevel, tokens, tokens[word]!);
    parse(rest, [...globalFlags, helpFlag], 'kubectl');
    io.stdout((await loadHelp()).rootHelp());
    return 0;
  }
  const commandPath = ['kubectl', ...path.map((entry) => entry.name)].join(' ');
  const specs = [...(command.flags ?? []), ...globalFlags, helpFlag];
  const { args, argsBeforeDash, flags } = parse(command.lenient ? helpOnly(rest) : rest, specs, commandPath);
  if (flags.bool('help')) {
    io.stdout((await loadHelp()).commandHelp(path));
    return 0;
  }
  if (!command.run) {
    if (args.length > 0) {
      const words = JSON.stringify(args.join(' '));
      throw new KubectlError(`unknown command ${words}\nSee '${commandPath} -h' for help and examples`);
    }
    io[command.helpStream ?? 'stderr']((await loadHelp()).commandHelp(path));
    return 1;
  }
  const missing = specs.filter((flag) => flag.required && !flags.changed(flag.name));
  if (missing.length > 0) {
    throw new KubectlError(`required flag(s) ${missing.map((flag) => JSON.stringify(flag.name)).join(', ')} not set`);
  }
  for (const { name, deprecated } of specs) {
    if (deprecated && flags.changed(name)) io.stderr(`Flag --${name} has been deprecated, ${deprecated}\n`);
  }
  const own = new Set(command.flags?.map(({ name }) => name));
  if (connectionFlags.some((name) => flags.changed(name) && !own.has(name))) {
    (await import('./check-connection.ts')).checkConnection(flags, io.config, own);
  }
  const client = createClient(io);
  const namespace = flags.string('namespace');
  await client.discover();
  await command.run({
    io: await withUrlTexts(io, specs, flags),
    client,
    flags,
    args,
    argsBeforeDash,
    commandPath,
    namespace: namespace || io.config.namespace,
    enforceNamespace: namespace !== '',
  });
  if (flags.bool('warnings-as-errors') && client.warningCount > 0) {
    throw new KubectlError(`${client.warningCount} warning${client.warningCount === 1 ? '' : 's'} received`);
  }
  return 0;
}

function parse(
  tokens: readonly string[],
  specs: readonly FlagSpec[],
  commandPath: string,
): ReturnType<typeof parseFlags> {
  try {
    return parseFlags(tokens, specs);
  } catch (error) {
    throw new KubectlError(`${errorText(error).replace(/^error: /, '')}\nSee '${commandPath} --help' for usage.`);
  }
}

/**
 * Runs `kubectl <args>` with the given commands (in the order of its help) and resolves with its exit code; everything it has to
 * say went to `io`. Ctrl-C (the signal of `io`) ends it with 130, as a shell reports a process that was interrupted.
 */
export async function runCommandLine(
  topLevel: readonly Command[],
  args: readonly string[],
  io: KubectlIo,
): Promise<number> {
  try {
    return await execute(topLevel, args, io);
  } catch (error) {
    if (io.signal.aborted) return 130;
    return reportError(error, io);
  }
}
