/** `kubectl auth`: asks the server who one is and what one may do. Models kubectl/pkg/cmd/auth. */

import { alignTabs, tableLayout } from '../../lib/tabwriter.ts';
import type { Command, CommandContext } from '../command.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { ApiResource } from '../api-resources.ts';
import { KubectlError, SilentExit } from '../errors.ts';
import { goStructJson } from '../output/go-json.ts';
import { createFormatPrinter, outputFormat } from '../output/printer.ts';
import { printFlags } from '../shared-flags.ts';
import { resolveType } from '../type-names.ts';
import { accessTable } from './access-rules.ts';
import { refusedCommand } from './refused.ts';

const authorization = 'authorization.k8s.io';

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

interface Attributes {
  readonly verb: string;
  readonly target: string;
}

/** What is asked: of a path, or of a resource, which may be one that the server does not know. Models CanIOptions.RunAccessCheck. */
function accessSpec({ client, flags, namespace }: CommandContext, { verb, target }: Attributes): JsonObject {
  if (target.startsWith('/')) return { nonResourceAttributes: { path: target, verb } };
  const [type = '', name = ''] = target.split('/');
  const resource = typeOf(type, client);
  const subresource = flags.string('subresource');
  const everywhere = flags.bool('all-namespaces') || resource?.namespaced === false;
  return {
    resourceAttributes: {
      ...(everywhere ? {} : { namespace }),
      verb,
      ...(resource?.group ? { group: resource.group } : {}),
      resource: resource?.plural ?? type,
      ...(subresource ? { subresource } : {}),
      ...(name ? { name } : {}),
    },
  };
}

function typeOf(type: string, client: CommandContext['client']): ApiResource | undefined {
  if (type === '*') return undefined;
  try {
    return resolveType(type, client);
  } catch (error) {
    if (error instanceof KubectlError) return undefined;
    throw error;
  }
}

/** Sends a review and gives its status. */
async function review({ client }: CommandContext, group: string, kind: string, spec?: JsonObject): Promise<JsonObject> {
  const body = { kind, apiVersion: `${group}/v1`, metadata: {}, ...(spec ? { spec } : {}), status: {} };
  const path = `/apis/${group}/v1/${kind.toLowerCase()}s`;
  const answer = await client.send({ method: 'POST', path, body });
  return isJsonObject(answer) && isJsonObject(answer['status']) ? answer['status'] : {};
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

async function checkAccess(context: CommandContext, asked: Attributes): Promise<void> {
  const status = await review(context, authorization, 'SelfSubjectAccessReview', accessSpec(context, asked));
  const isAllowed = status['allowed'] === true;
  if (!context.flags.bool('quiet')) {
    const why = [status['reason'], status['evaluationError']].map(textOf).filter((text) => text !== '');
    context.io.stdout(isAllowed ? 'yes\n' : `${['no', ...why].join(' - ')}\n`);
  }
  if (!isAllowed) throw new SilentExit(1);
}

async function listAccess(context: CommandContext): Promise<void> {
  const { flags, io, namespace } = context;
  const status = await review(context, authorization, 'SelfSubjectRulesReview', { namespace });
  if (status['incomplete'] === true) {
    io.stderr(`warning: the list may be incomplete: ${textOf(status['evaluationError'])}\n`);
  }
  io.stdout(accessTable(status, !flags.bool('no-headers')));
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
    const { flags, args } = context;
    if (flags.bool('list')) {
      if (args.length > 0) throw new KubectlError('list option must be specified with no arguments');
      return listAccess(context);
    }
    if (flags.bool('no-headers')) throw new KubectlError('--no-headers cannot be set without --list specified');
    const [verb, target, ...rest] = args;
    if (verb === undefined || target === undefined || rest.length > 0) {
      throw new KubectlError(
        "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
      );
    }
    if (!flags.bool('quiet')) warnAboutUnknown(context, verb, target);
    await checkAccess(context, { verb, target });
  },
};

const whoAmI: Command = {
  name: 'whoami',
  short: 'Experimental: Check self subject attributes',
  long: 'Experimental: Check who you are and your attributes (groups, extra).',
  examples: '# Get your subject attributes\nkubectl auth whoami',
  usage: 'kubectl auth whoami [options]',
  flags: printFlags,
  run: async (context) => {
    const status = await review(context, 'authentication.k8s.io', 'SelfSubjectReview');
    if (outputFormat(context) !== '') {
      // A typed object: its JSON has the order of the Go struct.
      const object = { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1', metadata: {}, status };
      const print = createFormatPrinter(context);
      const isJson = outputFormat(context).toLowerCase() === 'json';
      context.io.stdout(isJson ? `${goStructJson(object, '    ')}\n` : print(object));
      return;
    }
    const user = isJsonObject(status['userInfo']) ? status['userInfo'] : {};
    const groups = Array.isArray(user['groups']) ? user['groups'] : [];
    const extra = isJsonObject(user['extra']) ? user['extra'] : {};
    const listText = (values: JsonValue | undefined): string => `[${(Array.isArray(values) ? values : []).join(' ')}]`;
    const rows = [
      'ATTRIBUTE\tVALUE',
      `Username\t${textOf(user['username'])}`,
      ...(user['uid'] ? [`UID\t${textOf(user['uid'])}`] : []),
      ...(groups.length > 0 ? [`Groups\t${listText(groups)}`] : []),
      ...Object.keys(extra)
        .toSorted()
        .map((key) => `Extra: ${key}\t${listText(extra[key])}`),
    ];
    context.io.stdout(alignTabs(`${rows.join('\n')}\n`, tableLayout));
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
