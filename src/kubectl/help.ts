/** Help texts, laid out as kubectl's. Models kubectl/pkg/util/templates. */

import type { Command } from './command.ts';
import { defaultOf, type FlagSpec } from './flags.ts';
import { commandGroups } from './root.ts';
import { globalFlags } from './shared-flags.ts';

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

const minNameWidth = 11;

function listCommands(commands: readonly Command[]): string {
  const width = Math.max(minNameWidth, ...commands.map((command) => command.name.length));
  return commands.map((command) => `  ${command.name.padEnd(width)}   ${command.short}\n`).join('');
}

/** A flag's default as help shows it: texts in quotes, lists in brackets. */
function shownDefault(flag: FlagSpec): string {
  const value = defaultOf(flag);
  if (flag.name === 'vmodule') return value;
  if (flag.type === 'string') return `'${value}'`;
  return flag.type === 'strings' || flag.type === 'stringArray' ? `[${value}]` : value;
}

function flagText(flag: FlagSpec): string {
  const shorthand = flag.shorthand ? `-${flag.shorthand}, ` : '';
  const usage = typeof flag.usage === 'string' ? flag.usage : flag.usage();
  return `    ${shorthand}--${flag.name}=${shownDefault(flag)}:\n\t${usage}\n`;
}

function flagList(flags: readonly FlagSpec[]): string {
  return flags
    .filter((flag) => !flag.hidden)
    .toSorted(byName)
    .map(flagText)
    .join('\n');
}

const everyCommand = `Use "kubectl options" for a list of global command-line options (applies to all commands).\n`;
const moreInformation = (path: string): string =>
  `Use "${path} <command> --help" for more information about a given command.\n`;

/** Help of kubectl itself; `introduction` replaces what stands above the groups. */
export function rootHelp(introduction?: string): string {
  const start =
    introduction ??
    'kubectl controls the Kubernetes cluster manager.\n\n Find more information at: https://kubernetes.io/docs/reference/kubectl/\n\n';
  const width = Math.max(...commandGroups.flatMap((group) => group.commands.map((command) => command.name.length)));
  const sections = commandGroups.map(({ title, commands }) => {
    const plugins = title === 'Other Commands:' ? 'Subcommands provided by plugins:\n\n' : '';
    const rows = commands.map((command) => `  ${command.name.padEnd(width)}   ${command.short}\n`).join('');
    return `${plugins}${title}\n${rows}`;
  });
  return `${start}${sections.join('\n')}\nUsage:\n  kubectl [flags] [options]\n\n${moreInformation('kubectl')}${everyCommand}`;
}

/** `kubectl options`. */
export function optionsHelp(): string {
  return `The following options can be passed to any command:\n\n${flagList(globalFlags)}\n`;
}

/** Help of a command; `path` holds it and its parents, outermost first. */
export function commandHelp(path: readonly Command[]): string {
  const command = path.at(-1)!;
  const commandPath = ['kubectl', ...path.map((entry) => entry.name)].join(' ');
  const parts: string[] = [`${(command.long ?? command.short).trim()}\n`];
  if (command.aliases?.length) parts.push(`Aliases:\n${[command.name, ...command.aliases].join(', ')}\n`);
  if (command.examples) {
    parts.push(
      `Examples:\n${command.examples
        .split('\n')
        .map((line) => `  ${line}`)
        .join('\n')}\n`,
    );
  }
  const subcommands = (command.subcommands ?? []).filter((entry) => !entry.hidden).toSorted(byName);
  if (subcommands.length > 0) parts.push(`Available Commands:\n${listCommands(subcommands)}`);
  const flags = (command.flags ?? []).filter((flag) => !flag.hidden);
  if (flags.length > 0) parts.push(`Options:\n${flagList(flags)}`);
  const usage = command.usage ?? `${command.name} [options]`;
  parts.push(
    `Usage:\n  ${usage.startsWith('kubectl ') ? usage : `${['kubectl', ...path.slice(0, -1).map((entry) => entry.name)].join(' ')} ${usage}`}\n`,
  );
  return `${parts.join('\n')}\n${subcommands.length > 0 ? moreInformation(commandPath) : ''}${everyCommand}`;
}
