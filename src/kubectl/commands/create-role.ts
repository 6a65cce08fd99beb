/** `kubectl create role` and `clusterrole`. Models kubectl/pkg/cmd/create/create_{role,clusterrole}.go. */

import type { JsonObject } from '../../api/json.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { resourceRules, ruleFlags, verbsOf } from './create-rules.ts';
import { generatorCommand, nameArgument, placed } from './generate.ts';

const apiVersion = 'rbac.authorization.k8s.io/v1';
const urlVerbs = new Set(['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options']);

export const createRoleCommand: Command = generatorCommand({
  name: 'role',
  short: 'Create a role with single rule',
  long: 'Create a role with single rule.',
  examples: `# Create a role named "pod-reader" that allows user to perform "get", "watch" and "list" on pods
kubectl create role pod-reader --verb=get --verb=list --verb=watch --resource=pods

# Create a role named "pod-reader" with ResourceName specified
kubectl create role pod-reader --verb=get --resource=pods --resource-name=readablepod --resource-name=anotherpod

# Create a role named "foo" with API Group specified
kubectl create role foo --verb=get,list,watch --resource=rs.apps

# Create a role named "foo" with SubResource specified
kubectl create role foo --verb=get,list,watch --resource=pods,pods/status`,
  usage:
    'kubectl create role NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none] [options]',
  flags: ruleFlags,
  generate(context) {
    const name = nameArgument(context);
    if (verbsOf(context).length === 0) throw new KubectlError('at least one verb must be specified');
    if (context.flags.strings('resource').length === 0) {
      throw new KubectlError('at least one resource must be specified');
    }
    return {
      object: { apiVersion, kind: 'Role', metadata: placed(context, { name }), rules: [...resourceRules(context)] },
    };
  },
});

function urlRule(context: CommandContext, urls: readonly string[]): JsonObject {
  const verbs = verbsOf(context);
  for (const verb of verbs) {
    if (!urlVerbs.has(verb)) throw new KubectlError(`invalid verb: '${verb}' for nonResourceURL`);
  }
  for (const url of urls) {
    if (url === '*') continue;
    if (!url.startsWith('/')) throw new KubectlError('nonResourceURL should start with /');
    if (url.slice(0, -1).includes('*')) {
      throw new KubectlError("nonResourceURL only supports wildcard matches when '*' is at the end");
    }
  }
  return { nonResourceURLs: [...urls], verbs: [...verbs] };
}

/** `key=value` pairs of `--aggregation-rule`. */
function aggregationLabels(texts: readonly string[]): JsonObject {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 0) {
        throw new KubectlError(
          `invalid argument ${JSON.stringify(text)} for "--aggregation-rule" flag: ${text} must be formatted as key=value`,
        );
      }
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

export const createClusterRoleCommand: Command = generatorCommand({
  name: 'clusterrole',
  short: 'Create a cluster role',
  long: 'Create a cluster role.',
  examples: `# Create a cluster role named "pod-reader" that allows user to perform "get", "watch" and "list" on pods
kubectl create clusterrole pod-reader --verb=get,list,watch --resource=pods

# Create a cluster role named "foo" with NonResourceURL specified
kubectl create clusterrole "foo" --verb=get --non-resource-url=/logs/*

# Create a cluster role named "monitoring" with AggregationRule specified
kubectl create clusterrole monitoring --aggregation-rule="rbac.example.com/aggregate-to-monitoring=true"`,
  usage:
    'kubectl create clusterrole NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none] [options]',
  flags: [
    {
      name: 'aggregation-rule',
      type: 'strings',
      usage: 'An aggregation label selector for combining ClusterRoles.',
    },
    { name: 'non-resource-url', type: 'strings', usage: 'A partial url that user should have access to.' },
    ...ruleFlags,
  ],
  generate(context) {
    const { flags } = context;
    const metadata = { name: nameArgument(context) };
    const urls = [...new Set(flags.strings('non-resource-url'))];
    const aggregation = flags.strings('aggregation-rule');
    const hasResources = flags.strings('resource').length > 0;
    const hasVerbs = verbsOf(context).length > 0;
    if (aggregation.length > 0) {
      if (urls.length > 0 || hasVerbs || hasResources || flags.strings('resource-name').length > 0) {
        throw new KubectlError(
          'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
        );
      }
      const aggregationRule = { clusterRoleSelectors: [{ matchLabels: aggregationLabels(aggregation) }] };
      return { object: { aggregationRule, apiVersion, kind: 'ClusterRole', metadata, rules: null } };
    }
    if (!hasVerbs) throw new KubectlError('at least one verb must be specified');
    if (!hasResources && urls.length === 0) {
      throw new KubectlError('one of resource or nonResourceURL must be specified');
    }
    const rules = [
      ...(hasResources ? resourceRules(context) : []),
      ...(urls.length > 0 ? [urlRule(context, urls)] : []),
    ];
    return { object: { apiVersion, kind: 'ClusterRole', metadata, rules } };
  },
});
