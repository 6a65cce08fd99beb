/** `kubectl create rolebinding` and `clusterrolebinding`. Models kubectl/pkg/cmd/create/create_{role,clusterrole}binding.go. */

import type { JsonObject } from '../../api/json.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { generatorCommand, nameArgument, placed } from './generate.ts';

const apiGroup = 'rbac.authorization.k8s.io';

function subjectFlags(noun: string): readonly FlagSpec[] {
  return [
    {
      name: 'group',
      type: 'stringArray',
      usage: `Groups to bind to the ${noun}. The flag can be repeated to add multiple groups.`,
    },
    {
      name: 'serviceaccount',
      type: 'stringArray',
      usage: `Service accounts to bind to the ${noun}, in the format <namespace>:<name>. The flag can be repeated to add multiple service accounts.`,
    },
    {
      name: 'user',
      type: 'stringArray',
      usage: `Usernames to bind to the ${noun}. The flag can be repeated to add multiple users.`,
    },
  ];
}

function subjectsOf({ flags }: CommandContext): { readonly subjects?: readonly JsonObject[] } {
  const subjects = [
    ...flags.strings('user').map((name) => ({ apiGroup, kind: 'User', name })),
    ...flags.strings('group').map((name) => ({ apiGroup, kind: 'Group', name })),
    ...flags.strings('serviceaccount').map((text) => {
      const [namespace = '', name = '', ...rest] = text.split(':');
      if (namespace === '' || name === '' || rest.length > 0) {
        throw new KubectlError('serviceaccount must be <namespace>:<name>');
      }
      return { kind: 'ServiceAccount', name, namespace };
    }),
  ];
  return subjects.length > 0 ? { subjects } : {};
}

export const createRoleBindingCommand: Command = generatorCommand({
  name: 'rolebinding',
  short: 'Create a role binding for a particular role or cluster role',
  long: 'Create a role binding for a particular role or cluster role.',
  examples: `# Create a role binding for user1, user2, and group1 using the admin cluster role
kubectl create rolebinding admin --clusterrole=admin --user=user1 --user=user2 --group=group1

# Create a role binding for service account monitoring:sa-dev using the admin role
kubectl create rolebinding admin-binding --role=admin --serviceaccount=monitoring:sa-dev`,
  usage:
    'kubectl create rolebinding NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]',
  flags: [
    { name: 'clusterrole', type: 'string', usage: 'ClusterRole this RoleBinding should reference' },
    { name: 'role', type: 'string', usage: 'Role this RoleBinding should reference' },
    ...subjectFlags('role'),
  ],
  generate(context) {
    const name = nameArgument(context);
    const clusterRole = context.flags.string('clusterrole');
    const role = context.flags.string('role');
    if ((clusterRole === '') === (role === '')) {
      throw new KubectlError('exactly one of clusterrole or role must be specified');
    }
    return {
      object: {
        apiVersion: `${apiGroup}/v1`,
        kind: 'RoleBinding',
        metadata: placed(context, { name }),
        roleRef: { apiGroup, kind: role === '' ? 'ClusterRole' : 'Role', name: role === '' ? clusterRole : role },
        ...subjectsOf(context),
      } as JsonObject,
      failure: 'failed to create rolebinding: ',
    };
  },
});

export const createClusterRoleBindingCommand: Command = generatorCommand({
  name: 'clusterrolebinding',
  short: 'Create a cluster role binding for a particular cluster role',
  long: 'Create a cluster role binding for a particular cluster role.',
  examples: `# Create a cluster role binding for user1, user2, and group1 using the cluster-admin cluster role
kubectl create clusterrolebinding cluster-admin --clusterrole=cluster-admin --user=user1 --user=user2 --group=group1`,
  usage:
    'kubectl create clusterrolebinding NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]',
  flags: [
    {
      name: 'clusterrole',
      type: 'string',
      required: true,
      usage: 'ClusterRole this ClusterRoleBinding should reference',
    },
    ...subjectFlags('clusterrole'),
  ],
  generate: (context) => ({
    object: {
      apiVersion: `${apiGroup}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: nameArgument(context) },
      roleRef: { apiGroup, kind: 'ClusterRole', name: context.flags.string('clusterrole') },
      ...subjectsOf(context),
    } as JsonObject,
    failure: 'failed to create clusterrolebinding: ',
  }),
});
