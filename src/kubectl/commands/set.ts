/** `kubectl set` and its subcommands. */

import type { Command } from '../command.ts';
import { setEnvCommand } from './set-env.ts';
import { setImageCommand } from './set-image.ts';
import { setSelectorCommand, setServiceAccountCommand } from './set-others.ts';
import { setResourcesCommand } from './set-resources.ts';
import { setSubjectCommand } from './set-subject.ts';

export const setCommand: Command = {
  name: 'set',
  short: 'Set specific features on objects',
  long: `Configure application resources.

 These commands help you make changes to existing application resources.`,
  usage: 'kubectl set SUBCOMMAND [options]',
  subcommands: [
    setEnvCommand,
    setImageCommand,
    setResourcesCommand,
    setSelectorCommand,
    setServiceAccountCommand,
    setSubjectCommand,
  ],
};
