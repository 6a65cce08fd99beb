/**
 * `kubectl completion`: the terminal completes by itself, so the script for each shell is a comment that says so, which
 * can be sourced as the tutorials do. Models kubectl/pkg/cmd/completion.
 */

import type { Command } from '../command.ts';
import { usageError } from '../errors.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'];

export const completionCommand: Command = {
  name: 'completion',
  short: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
  long: `Output shell completion code for the specified shell (bash, zsh, fish, or powershell). The shell code must be evaluated to provide interactive completion of kubectl commands.  This can be done by sourcing it from the .bash_profile.`,
  examples: `# Load the kubectl completion code for bash into the current shell
source <(kubectl completion bash)`,
  usage: 'kubectl completion SHELL [options]',
  run: async ({ args, commandPath, io }) => {
    const [shell, ...rest] = args;
    if (shell === undefined) throw usageError(commandPath, 'Shell not specified.');
    if (rest.length > 0) throw usageError(commandPath, 'Too many arguments. Expected only the shell type.');
    if (!shells.includes(shell)) throw usageError(commandPath, `Unsupported shell type ${JSON.stringify(shell)}.`);
    io.stdout(`# kubectl completion for ${shell}: this terminal completes kubectl by itself, with the Tab key.\n`);
  },
};
