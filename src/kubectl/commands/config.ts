/** `kubectl config`, as far as the playground's one context goes. Models kubectl/pkg/cmd/config. */

import { alignTabs, tableLayout } from '../../lib/tabwriter.ts';
import type { JsonObject } from '../../api/json.ts';
import type { Command } from '../command.ts';
import { KubectlError, throwAll, usageError } from '../errors.ts';
import type { KubectlConfig } from '../io.ts';
import { createFormatPrinter } from '../output/printer.ts';
import { printFlags } from '../shared-flags.ts';
import { refusedCommand } from './refused.ts';

/** The kubeconfig file that the present connection stands for. */
function kubeconfig({ namespace, context, cluster, user, server }: KubectlConfig): JsonObject {
  return {
    apiVersion: 'v1',
    clusters: [{ cluster: { 'certificate-authority-data': 'DATA+OMITTED', server }, name: cluster }],
    contexts: [{ context: { cluster, ...(namespace === 'default' ? {} : { namespace }), user }, name: context }],
    'current-context': context,
    kind: 'Config',
    users: [{ name: user, user: { 'client-certificate-data': 'DATA+OMITTED', 'client-key-data': 'DATA+OMITTED' } }],
  };
}

const currentContext: Command = {
  name: 'current-context',
  short: 'Display the current-context',
  long: 'Display the current-context.',
  examples: '# Display the current-context\nkubectl config current-context',
  usage: 'kubectl config current-context [options]',
  run: async ({ io }) => {
    io.stdout(`${io.config.context}\n`);
  },
};

const getContexts: Command = {
  name: 'get-contexts',
  short: 'Describe one or many contexts',
  long: 'Display one or many contexts from the kubeconfig file.',
  examples: `# List all the contexts in your kubeconfig file
kubectl config get-contexts

# Describe one context in your kubeconfig file
kubectl config get-contexts my-context`,
  usage: 'kubectl config get-contexts [(-o|--output=)name)] [options]',
  flags: [
    {
      name: 'no-headers',
      type: 'bool',
      usage: "When using the default or custom-column output format, don't print headers (default print headers).",
    },
    { name: 'output', shorthand: 'o', type: 'string', usage: 'Output format. One of: (name).' },
  ],
  run: async ({ io, flags, args }) => {
    const { context, cluster, user, namespace } = io.config;
    const output = flags.string('output');
    if (output !== '' && output !== 'name') {
      throw new KubectlError(
        `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
      );
    }
    const others = args.filter((name) => name !== context);
    const count = args.length === 0 ? 1 : args.length - others.length;
    if (output === 'name') io.stdout(`${context}\n`.repeat(count));
    else {
      const header = flags.bool('no-headers') ? '' : 'CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n';
      const row = `*\t${context}\t${cluster}\t${user}\t${namespace === 'default' ? '' : namespace}\n`;
      io.stdout(alignTabs(header + row.repeat(count), tableLayout));
    }
    throwAll(others.map((name) => new KubectlError(`context ${name} not found`)));
  },
};

const view: Command = {
  name: 'view',
  short: 'Display merged kubeconfig settings or a specified kubeconfig file',
  long: `Display merged kubeconfig settings or a specified kubeconfig file.

 You can use --output jsonpath={...} to extract specific values using a jsonpath expression.`,
  examples: `# Show merged kubeconfig settings
kubectl config view`,
  usage: 'kubectl config view [options]',
  flags: [
    { name: 'minify', type: 'bool', usage: 'Remove all information not used by current-context from the output' },
    ...printFlags.map((flag) => (flag.name === 'output' ? { ...flag, default: 'yaml' } : flag)),
  ],
  run: async (context) => {
    const { args, commandPath } = context;
    if (args.length > 0) throw usageError(commandPath, `unexpected arguments: [${args.join(' ')}]`);
    const print = createFormatPrinter(context);
    context.io.stdout(print(kubeconfig(context.io.config)));
  },
};

const setContext: Command = {
  name: 'set-context',
  short: 'Set a context entry in kubeconfig',
  long: `Set a context entry in kubeconfig.

 Specifying a name that already exists will merge new fields on top of existing values for those fields.`,
  examples: `# Set the namespace of the current context without touching other values
kubectl config set-context --current --namespace=team-a`,
  usage:
    'kubectl config set-context [NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace] [options]',
  flags: [{ name: 'current', type: 'bool', usage: 'Modify the current context' }],
  run: async ({ io, flags, args, commandPath }) => {
    const { config } = io;
    if (args.length > 0 && flags.bool('current')) {
      throw usageError(commandPath, 'you cannot specify both a context name and --current');
    }
    if (args.length !== 1 && !flags.bool('current')) {
      throw usageError(commandPath, 'you must specify a non-empty context name or --current');
    }
    if ((args[0] ?? config.context) !== config.context) {
      throw new KubectlError('the playground has only its current context');
    }
    if (flags.changed('namespace')) config.setNamespace?.(flags.string('namespace') || 'default');
    io.stdout(`Context ${JSON.stringify(config.context)} modified.\n`);
  },
};

const useContext: Command = {
  name: 'use-context',
  aliases: ['use'],
  short: 'Set the current-context in a kubeconfig file',
  long: 'Set the current-context in a kubeconfig file.',
  examples: `# Use the context for the minikube cluster
kubectl config use-context minikube`,
  usage: 'kubectl config use-context CONTEXT_NAME [options]',
  run: async ({ io, args, commandPath }) => {
    const [name] = args;
    if (args.length !== 1 || !name) throw usageError(commandPath, 'unexpected args: [' + args.join(' ') + ']');
    if (name !== io.config.context) throw new KubectlError(`no context exists with the name: ${JSON.stringify(name)}`);
    io.stdout(`Switched to context ${JSON.stringify(name)}.\n`);
  },
};

const listOf = (name: string, short: string, header: string, value: (config: KubectlConfig) => string): Command => ({
  name,
  short,
  long: `${short}.`,
  usage: `kubectl config ${name} [options]`,
  run: async ({ io }) => {
    io.stdout(`${header}\n${value(io.config)}\n`);
  },
});

export const configCommand: Command = {
  name: 'config',
  short: 'Modify kubeconfig files',
  long: `Modify kubeconfig files using subcommands like "kubectl config set current-context my-context".

 The loading order follows these rules:

  1.  If the --kubeconfig flag is set, then only that file is loaded. The flag may only be set once and no merging takes place.
  2.  If $KUBECONFIG environment variable is set, then it is used as a list of paths (normal path delimiting rules for your system). These paths are merged. When a value is modified, it is modified in the file that defines the stanza. When a value is created, it is created in the first file that exists. If no files in the chain exist, then it creates the last file in the list.
  3.  Otherwise, \${HOME}/.kube/config is used and no merging takes place.`,
  usage: 'kubectl config SUBCOMMAND [options]',
  subcommands: [
    currentContext,
    refusedCommand('delete-cluster', 'Delete the specified cluster from the kubeconfig'),
    refusedCommand('delete-context', 'Delete the specified context from the kubeconfig'),
    refusedCommand('delete-user', 'Delete the specified user from the kubeconfig'),
    listOf('get-clusters', 'Display clusters defined in the kubeconfig', 'NAME', ({ cluster }) => cluster),
    getContexts,
    listOf('get-users', 'Display users defined in the kubeconfig', 'NAME', ({ user }) => user),
    refusedCommand('rename-context', 'Rename a context from the kubeconfig file'),
    refusedCommand('set', 'Set an individual value in a kubeconfig file'),
    refusedCommand('set-cluster', 'Set a cluster entry in kubeconfig'),
    setContext,
    refusedCommand('set-credentials', 'Set a user entry in kubeconfig'),
    refusedCommand('unset', 'Unset an individual value in a kubeconfig file'),
    useContext,
    view,
  ],
};
