/** `kubectl auth`: who one is, and that a cluster admin may do everything. Models kubectl/pkg/cmd/auth. */

import { alignTabs, tableLayout } from '../../lib/tabwriter.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { resolveType } from '../type-names.ts';
import { refusedCommand } from './refused.ts';

const clusterVerbs = new Set(['use', 'impersonate', 'bind', 'escalate', 'approve', 'sign']);
const knownVerbs = new Set([
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'proxy',
  '*',
  ...clusterVerbs,
]);

function warnAboutUnknown(context: CommandContext, verb: string, target: string): void {
  if (!target.startsWith('/') && target !== '*') warnAboutType(context, target);
  if (!knownVerbs.has(verb)) context.io.stderr(`Warning: verb '${verb}' is not a known verb\n\n`);
}

function warnAboutType({ io, client }: CommandContext, target: string): void {
  const type = target.split('/')[0]!;
  try {
    const { namespaced, plural, group } = resolveType(type, client);
    if (!namespaced) {
      io.stderr(`Warning: resource '${plural}' is not namespace scoped${group ? ` in group '${group}'` : ''}\n\n`);
    }
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
    io.stderr(`Warning: the server doesn't have a resource type '${type}'\n\n`);
  }
}

/** What a cluster administrator may do, by the roles of a fresh cluster, in the order of the answer. */
const allowed: readonly (readonly [resources: string, urls: string, verbs: string])[] = [
  ['*.*', '', '*'],
  ['', '*', '*'],
  ['selfsubjectreviews.authentication.k8s.io', '', 'create'],
  ['selfsubjectaccessreviews.authorization.k8s.io', '', 'create'],
  ['selfsubjectrulesreviews.authorization.k8s.io', '', 'create'],
  ...['/api/*', '/api', '/apis/*', '/apis', '/healthz', '/healthz', '/livez', '/livez', '/openapi/*', '/openapi']
    .concat(['/readyz', '/readyz', '/version/', '/version/', '/version', '/version'])
    .map((url) => ['', url, 'get'] as const),
];

function ruleTable(withHeaders: boolean): string {
  const rows = allowed.map(([resources, urls, verbs]) => `${resources}\t[${urls}]\t[]\t[${verbs}]`);
  const lines = withHeaders ? ['Resources\tNon-Resource URLs\tResource Names\tVerbs', ...rows] : rows;
  return alignTabs(`${lines.join('\n')}\n`, tableLayout);
}

const canI: Command = {
  name: 'can-i',
  short: 'Check whether an action is allowed',
  long: `Check whether an action is allowed.

 VERB is a logical Kubernetes API verb like 'get', 'list', 'watch', 'delete', etc. TYPE is a Kubernetes resource. Shortcuts and groups will be resolved. NONRESOURCEURL is a partial URL that starts with "/". NAME is the name of a particular Kubernetes resource. This command pairs nicely with impersonation. See --as global flag.`,
  examples: `# Check to see if I can create pods in any namespace
kubectl auth can-i create pods --all-namespaces

# Check to see if I can list deployments in my current namespace
kubectl auth can-i list deployments.apps`,
  usage: 'kubectl auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]',
  flags: [
    {
      name: 'all-namespaces',
      shorthand: 'A',
      type: 'bool',
      usage: 'If true, check the specified action in all namespaces.',
    },
    { name: 'list', type: 'bool', usage: 'If true, prints all allowed actions.' },
    { name: 'no-headers', type: 'bool', usage: 'If true, prints allowed actions without headers' },
    {
      name: 'quiet',
      shorthand: 'q',
      type: 'bool',
      usage: 'If true, suppress output and just return the exit code.',
    },
    {
      name: 'subresource',
      type: 'string',
      usage: 'SubResource such as pod/log or deployment/scale',
    },
  ],
  run: async (context) => {
    const { flags, io, args } = context;
    if (flags.bool('list')) {
      if (args.length > 0) throw new KubectlError('list option must be specified with no arguments');
      io.stdout(ruleTable(!flags.bool('no-headers')));
      return;
    }
    const [verb, target, ...rest] = args;
    if (verb === undefined || target === undefined || rest.length > 0) {
      throw new KubectlError(
        "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
      );
    }
    if (!flags.bool('quiet')) {
      warnAboutUnknown(context, verb, target);
      io.stdout('yes\n');
    }
  },
};

const whoAmI: Command = {
  name: 'whoami',
  short: 'Experimental: Check self subject attributes',
  long: 'Experimental: Check who you are and your attributes (groups, extra).',
  examples: '# Get your subject attributes\nkubectl auth whoami',
  usage: 'kubectl auth whoami [options]',
  run: async ({ io }) => {
    const { user } = io.config;
    const rows = [
      'ATTRIBUTE\tVALUE',
      `Username\t${user}`,
      `UID\t${user}`,
      'Groups\t[system:masters system:authenticated]',
    ];
    io.stdout(alignTabs(`${rows.join('\n')}\n`, tableLayout));
  },
};

export const authCommand: Command = {
  name: 'auth',
  short: 'Inspect authorization',
  long: 'Inspect authorization.',
  usage: 'kubectl auth [flags] [options]',
  subcommands: [
    canI,
    refusedCommand(
      'reconcile',
      'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects',
    ),
    whoAmI,
  ],
};
