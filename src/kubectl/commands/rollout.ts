/** `kubectl rollout` and its subcommands. */

import type { Command } from '../command.ts';
import { rolloutHelp } from '../help-texts/rollout.ts';
import { rolloutHistoryCommand } from './rollout-history.ts';
import { rolloutPauseCommand, rolloutResumeCommand } from './rollout-pause.ts';
import { rolloutRestartCommand } from './rollout-restart.ts';
import { rolloutStatusCommand } from './rollout-status.ts';
import { rolloutUndoCommand } from './rollout-undo.ts';

export const rolloutCommand: Command = {
  name: 'rollout',
  short: 'Manage the rollout of a resource',
  ...rolloutHelp,
  helpStream: 'stdout',
  subcommands: [
    rolloutHistoryCommand,
    rolloutPauseCommand,
    rolloutRestartCommand,
    rolloutResumeCommand,
    rolloutStatusCommand,
    rolloutUndoCommand,
  ],
};
