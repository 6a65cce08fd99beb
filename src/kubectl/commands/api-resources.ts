/** `kubectl api-resources`. Models kubectl/pkg/cmd/apiresources/apiresources.go. */

import { apiVersionOf, resourceName } from '../../api/scheme.ts';
import { alignTabs, tableLayout } from '../../lib/tabwriter.ts';
import type { ApiResource } from '../api-resources.ts';
import type { Command, CommandContext } from '../command.ts';
import { discoverServer, preferredResources } from '../discovery.ts';
import { KubectlError, usageError } from '../errors.ts';
import { createFormatPrinter } from '../output/printer.ts';
import type { JsonObject } from '../../api/json.ts';

const examples = `# Print the supported API resources
kubectl api-resources

# Print the supported API resources with more information
kubectl api-resources -o wide

# Print the supported API resources sorted by a column
kubectl api-resources --sort-by=name

# Print the supported namespaced resources
kubectl api-resources --namespaced=true

# Print the supported non-namespaced resources
kubectl api-resources --namespaced=false

# Print the supported API resources with a specific APIGroup
kubectl api-resources --api-group=rbac.authorization.k8s.io`;

function selected(all: readonly ApiResource[], { flags }: CommandContext): readonly ApiResource[] {
  const verbs = flags.strings('verbs');
  const categories = flags.strings('categories');
  return preferredResources(all).filter(
    (resource) =>
      (!flags.changed('api-group') || resource.group === flags.string('api-group')) &&
      (!flags.changed('namespaced') || resource.namespaced === flags.bool('namespaced')) &&
      verbs.every((verb) => resource.verbs.includes(verb)) &&
      categories.every((category) => resource.categories.includes(category)),
  );
}

function sorted(resources: readonly ApiResource[], by: string): readonly ApiResource[] {
  const keyOf = (resource: ApiResource): string =>
    by === 'name' ? resource.plural : by === 'kind' ? resource.kind : resource.group;
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return resources.toSorted((a, b) => compare(keyOf(a), keyOf(b)) || compare(a.plural, b.plural));
}

function cells(resource: ApiResource, wide: boolean): readonly string[] {
  const { plural, shortNames, namespaced, kind, verbs, categories } = resource;
  const usual = [plural, shortNames.join(','), apiVersionOf(resource), String(namespaced), kind];
  return wide ? [...usual, verbs.join(','), categories.join(',')] : usual;
}

/** The discovery document, as `-o json` and `-o yaml` print it. */
function resourceList(resources: readonly ApiResource[]): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'APIResourceList',
    groupVersion: '',
    resources: resources.map(
      ({ plural, singular, namespaced, kind, verbs, shortNames, categories, group, version }) => ({
        ...(categories.length > 0 ? { categories } : {}),
        ...(group ? { group } : {}),
        kind,
        name: plural,
        namespaced,
        ...(shortNames.length > 0 ? { shortNames } : {}),
        singularName: singular,
        verbs,
        version,
      }),
    ),
  };
}

async function run(context: CommandContext): Promise<void> {
  const { flags, args, commandPath } = context;
  if (args.length > 0) throw usageError(commandPath, `unexpected arguments: [${args.join(' ')}]`);
  const output = flags.string('output');
  if (!['', 'wide', 'name', 'json', 'yaml', 'kyaml'].includes(output)) {
    throw new KubectlError(`--output ${output} is not available`);
  }
  const by = flags.string('sort-by');
  if (!['', 'name', 'kind'].includes(by)) throw new KubectlError('--sort-by accepts only name or kind');
  const found = await discoverServer(context.client.send);
  print(sorted(selected(found.resources, context), by), output, context);
  if (found.stale.length === 0) return;
  const reasons = found.stale.map((version) => `${version}: stale GroupVersion discovery: ${version}`).toSorted();
  throw new KubectlError(`unable to retrieve the complete list of server APIs: ${reasons.join(', ')}`);
}

function print(resources: readonly ApiResource[], output: string, context: CommandContext): void {
  const { io, flags } = context;
  if (output === 'name') {
    io.stdout(resources.map((resource) => `${resourceName(resource)}\n`).join(''));
    return;
  }
  if (output !== '' && output !== 'wide') {
    io.stdout(createFormatPrinter(context)(resourceList(resources)));
    return;
  }
  const wide = output === 'wide';
  const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])];
  const rows = resources.map((resource) => cells(resource, wide));
  const lines = flags.bool('no-headers') ? rows : [header, ...rows];
  io.stdout(alignTabs(lines.map((line) => `${line.join('\t')}\n`).join(''), tableLayout));
}

export const apiResourcesCommand: Command = {
  name: 'api-resources',
  short: 'Print the supported API resources on the server',
  long: 'Print the supported API resources on the server.',
  examples,
  usage: 'api-resources [flags] [options]',
  flags: [
    { name: 'api-group', type: 'string', usage: 'Limit to resources in the specified API group.' },
    { name: 'cached', type: 'bool', usage: 'Use the cached list of resources if available.' },
    { name: 'categories', type: 'strings', usage: 'Limit to resources that belong to the specified categories.' },
    {
      name: 'namespaced',
      type: 'bool',
      default: 'true',
      usage:
        'If false, non-namespaced resources will be returned, otherwise returning namespaced resources by default.',
    },
    {
      name: 'no-headers',
      type: 'bool',
      usage: "When using the default or custom-column output format, don't print headers (default print headers).",
    },
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      usage: 'Output format. One of: (json, yaml, kyaml, name, wide).',
    },
    {
      name: 'sort-by',
      type: 'string',
      usage: "If non-empty, sort list of resources using specified field. The field can be either 'name' or 'kind'.",
    },
    { name: 'verbs', type: 'strings', usage: 'Limit to resources that support the specified verbs.' },
  ],
  run,
};
