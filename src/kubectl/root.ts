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
import { applyCommand } from './commands/apply.ts';
import { patchCommand } from './commands/patch.ts';
import { replaceCommand } from './commands/replace.ts';
import { labelCommand } from './commands/label.ts';
import { annotateCommand } from './commands/annotate.ts';
import { refusedCommand } from './commands/refused.ts';

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

const refused = refusedCommand;

export const commandGroups: readonly CommandGroup[] = [
  {
    title: 'Basic Commands (Beginner):',
    commands: [
      refused('create', 'Create a resource from a file or from stdin'),
      refused(
        'expose',
        'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
      ),
      refused('run', 'Run a particular image on the cluster'),
      setCommand,
    ],
  },
  {
    title: 'Basic Commands (Intermediate):',
    commands: [explainCommand, getCommand, refused('edit', 'Edit a resource on the server'), deleteCommand],
  },
  {
    title: 'Deploy Commands:',
    commands: [
      rolloutCommand,
      scaleCommand,
      refused('autoscale', 'Auto-scale a deployment, replica set, stateful set, or replication controller'),
    ],
  },
  {
    title: 'Cluster Management Commands:',
    commands: [
      refused('certificate', 'Modify certificate resources'),
      refused('cluster-info', 'Display cluster information'),
      refused('top', 'Display resource (CPU/memory) usage'),
      refused('cordon', 'Mark node as unschedulable'),
      refused('uncordon', 'Mark node as schedulable'),
      refused('drain', 'Drain node in preparation for maintenance'),
      refused('taint', 'Update the taints on one or more nodes'),
    ],
  },
  {
    title: 'Troubleshooting and Debugging Commands:',
    commands: [
      describeCommand,
      refused('logs', 'Print the logs for a container in a pod'),
      refused('attach', 'Attach to a running container'),
      refused('exec', 'Execute a command in a container'),
      refused('port-forward', 'Forward one or more local ports to a pod'),
      refused('proxy', 'Run a proxy to the Kubernetes API server'),
      refused('cp', 'Copy files and directories to and from containers'),
      refused('auth', 'Inspect authorization'),
      refused('debug', 'Create debugging sessions for troubleshooting workloads and nodes'),
      eventsCommand,
    ],
  },
  {
    title: 'Advanced Commands:',
    commands: [
      refused('diff', 'Diff the live version against a would-be applied version'),
      applyCommand,
      patchCommand,
      replaceCommand,
      refused('wait', 'Wait for a specific condition on one or many resources'),
      refused('kustomize', 'Build a kustomization target from a directory or URL'),
    ],
  },
  {
    title: 'Settings Commands:',
    commands: [
      labelCommand,
      annotateCommand,
      refused('completion', 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)'),
    ],
  },
  {
    title: 'Other Commands:',
    commands: [
      apiResourcesCommand,
      apiVersionsCommand,
      refused('config', 'Modify kubeconfig files'),
      refused('kuberc', 'Manage kuberc configuration files'),
      refused('plugin', 'Provides utilities for interacting with plugins'),
      refused('version', 'Print the client and server version information'),
    ],
  },
];
