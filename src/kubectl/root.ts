/** All commands of kubectl in the groups and the order of its help. A new command is one file in commands/ and one name here. */

import type { Command } from './command.ts';
import { apiResourcesCommand } from './commands/api-resources.ts';
import { apiVersionsCommand } from './commands/api-versions.ts';
import { describeCommand } from './commands/describe.ts';
import { eventsCommand } from './commands/events.ts';
import { explainCommand } from './commands/explain.ts';
import { getCommand } from './commands/get.ts';
import { setCommand } from './commands/set.ts';
import { deleteCommand } from './commands/delete.ts';
import { rolloutCommand } from './commands/rollout.ts';
import { scaleCommand } from './commands/scale.ts';
import { autoscaleCommand } from './commands/autoscale.ts';
import { applyCommand } from './commands/apply.ts';
import { patchCommand } from './commands/patch.ts';
import { replaceCommand } from './commands/replace.ts';
import { labelCommand } from './commands/label.ts';
import { annotateCommand } from './commands/annotate.ts';
import { authCommand } from './commands/auth.ts';
import { configCommand } from './commands/config.ts';
import { completionCommand } from './commands/completion.ts';
import { cpCommand } from './commands/cp.ts';
import { createCommand } from './commands/create.ts';
import { diffCommand } from './commands/diff.ts';
import { drainCommand } from './commands/drain.ts';
import { editCommand } from './commands/edit.ts';
import { execCommand } from './commands/exec.ts';
import { exposeCommand } from './commands/expose.ts';
import { logsCommand } from './commands/logs.ts';
import { cordonCommand, uncordonCommand } from './commands/node-schedulable.ts';
import { runCommand } from './commands/run.ts';
import { attachCommand, debugCommand, portForwardCommand, topCommand } from './commands/streams.ts';
import { taintCommand } from './commands/taint.ts';
import { clusterInfoCommand, versionCommand } from './commands/version.ts';
import { waitCommand } from './commands/wait.ts';
import { refusedCommand } from './commands/refused.ts';

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

const refused = refusedCommand;

export const commandGroups: readonly CommandGroup[] = [
  {
    title: 'Basic Commands (Beginner):',
    commands: [createCommand, exposeCommand, runCommand, setCommand],
  },
  {
    title: 'Basic Commands (Intermediate):',
    commands: [explainCommand, getCommand, editCommand, deleteCommand],
  },
  {
    title: 'Deploy Commands:',
    commands: [rolloutCommand, scaleCommand, autoscaleCommand],
  },
  {
    title: 'Cluster Management Commands:',
    commands: [
      refused('certificate', 'Modify certificate resources', 'there is no signer of certificates'),
      clusterInfoCommand,
      topCommand,
      cordonCommand,
      uncordonCommand,
      drainCommand,
      taintCommand,
    ],
  },
  {
    title: 'Troubleshooting and Debugging Commands:',
    commands: [
      describeCommand,
      logsCommand,
      attachCommand,
      execCommand,
      portForwardCommand,
      refused(
        'proxy',
        'Run a proxy to the Kubernetes API server',
        'the API server has no address outside of this page',
      ),
      cpCommand,
      authCommand,
      debugCommand,
      eventsCommand,
    ],
  },
  {
    title: 'Advanced Commands:',
    commands: [
      diffCommand,
      applyCommand,
      patchCommand,
      replaceCommand,
      waitCommand,
      refused('kustomize', 'Build a kustomization target from a directory or URL'),
    ],
  },
  {
    title: 'Settings Commands:',
    commands: [labelCommand, annotateCommand, completionCommand],
  },
  {
    title: 'Other Commands:',
    commands: [
      apiResourcesCommand,
      apiVersionsCommand,
      configCommand,
      refused('kuberc', 'Manage kuberc configuration files'),
      refused('plugin', 'Provides utilities for interacting with plugins'),
      versionCommand,
    ],
  },
];
