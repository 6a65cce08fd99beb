/** `kubectl set subject`. Models kubectl/pkg/cmd/set/set_subject.go. */

import type { JsonObject } from '../../api/json.ts';
import { createTwoWayMergePatch } from '../../api/strategic-diff.ts';
import { patchRequest } from '../../client/request.ts';
import { sameJson } from '../../lib/same-json.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { createTypedPrinter } from '../output/typed-printer.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { dryRunOf, operationText, writeQuery } from '../request-options.ts';
import { objectName, readTargets, setFlags } from './set-template.ts';

const apiGroup = 'rbac.authorization.k8s.io';
const bindings: readonly string[] = ['RoleBinding', 'ClusterRoleBinding'];

function checkFlags({ flags }: CommandContext, infos: readonly ResourceInfo[]): void {
  if (flags.bool('all') && flags.string('selector') !== '') {
    throw new KubectlError('cannot set --all and --selector at the same time');
  }
  const accounts = flags.strings('serviceaccount');
  if (flags.strings('user').length + flags.strings('group').length + accounts.length === 0) {
    throw new KubectlError('you must specify at least one value of user, group or serviceaccount');
  }
  for (const [namespace, name, ...rest] of accounts.map((text) => text.split(':'))) {
    if (!name || rest.length > 0) throw new KubectlError('serviceaccount must be <namespace>:<name>');
    if (namespace === '' && infos.some(({ resource }) => resource.kind === 'ClusterRoleBinding')) {
      throw new KubectlError('serviceaccount must be <namespace>:<name>, namespace must be specified');
    }
  }
}

/** Users, groups and service accounts, each sorted and once. */
function subjectsOf({ flags, namespace }: CommandContext): readonly JsonObject[] {
  const given = (flag: string): readonly string[] => [...new Set(flags.strings(flag))].sort();
  return [
    ...given('user').map((name) => ({ kind: 'User', apiGroup, name })),
    ...given('group').map((name) => ({ kind: 'Group', apiGroup, name })),
    ...given('serviceaccount').map((text) => {
      const [space = '', name = ''] = text.split(':');
      return { kind: 'ServiceAccount', name, namespace: space || namespace };
    }),
  ];
}

/** The binding with the subjects that it does not have yet. Models addSubjects. */
function withSubjects({ resource, object }: ResourceInfo, subjects: readonly JsonObject[]): JsonObject {
  if (!bindings.includes(resource.kind)) {
    throw new KubectlError('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
  }
  const present = (object['subjects'] ?? []) as readonly JsonObject[];
  const added = subjects.filter((subject) => !present.some((other) => sameJson(other, subject)));
  return added.length === 0 ? object : { ...object, subjects: [...present, ...added] };
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io, client, args } = context;
  const dryRun = dryRunOf(context);
  const print = await createTypedPrinter(context, operationText('subjects updated', dryRun));
  const infos = await readTargets(context, args);
  checkFlags(context, infos);
  const subjects = subjectsOf(context);
  const isLocal = flags.bool('local');
  const failures: unknown[] = [];
  for (const info of infos) {
    const { resource, namespace, name, object } = info;
    let changed: JsonObject;
    try {
      changed = withSubjects(info, subjects);
    } catch (error) {
      failures.push(new KubectlError(`error: ${objectName(info, isLocal)} ${(error as Error).message}\n`));
      continue;
    }
    if (changed === object) continue;
    if (isLocal || dryRun === 'client') {
      io.stdout(print(changed));
      continue;
    }
    const place = { resource, name, ...(namespace ? { namespace } : {}) };
    const patch = createTwoWayMergePatch(object, changed, resource.kind);
    const query = writeQuery({ dryRun, fieldManager: flags.string('field-manager') });
    try {
      io.stdout(print((await client.send(patchRequest(place, 'strategic', patch, query))) as JsonObject));
    } catch (error) {
      failures.push(new KubectlError(`failed to patch subjects to rolebinding: ${(error as Error).message}`));
    }
  }
  throwAll(failures);
}

export const setSubjectCommand: Command = {
  name: 'subject',
  short: 'Update the user, group, or service account in a role binding or cluster role binding',
  long: 'Update the user, group, or service account in a role binding or cluster role binding.',
  examples: `# Update a cluster role binding for serviceaccount1
kubectl set subject clusterrolebinding admin --serviceaccount=namespace:serviceaccount1

# Update a role binding for user1, user2, and group1
kubectl set subject rolebinding admin --user=user1 --user=user2 --group=group1

# Print the result (in YAML format) of updating rolebinding subjects from a local, without hitting the server
kubectl create rolebinding admin --role=admin --user=admin -o yaml --dry-run=client | kubectl set subject --local -f - --user=foo -o yaml`,
  usage:
    'kubectl set subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]',
  flags: setFlags('subject', [
    { name: 'group', type: 'stringArray', usage: 'Groups to bind to the role' },
    { name: 'serviceaccount', type: 'stringArray', usage: 'Service accounts to bind to the role' },
    { name: 'user', type: 'stringArray', usage: 'Usernames to bind to the role' },
  ]),
  run,
};
