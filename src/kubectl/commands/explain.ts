/** `kubectl explain`. Models kubectl/pkg/cmd/explain/explain.go. */

import { apiVersionOf } from '../../api/scheme.ts';
import type { ApiResource } from '../api-resources.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, PlainError } from '../errors.ts';
import { explainText } from '../explain/explain-text.ts';
import { loadOpenApiSchema, rootType } from '../explain/open-api-schema.ts';
import { loadSchema } from '../explain/schema.ts';
import { resolveType } from '../type-names.ts';

const long = `Describe fields and structure of various resources.

 This command describes the fields associated with each supported API resource. Fields are identified via a simple JSONPath identifier:

        <type>.<fieldName>[.<fieldName>]
        
 Information about each field is retrieved from the server in OpenAPI format.

Use "kubectl api-resources" for a complete list of supported resources.`;

const examples = `# Get the documentation of the resource and its fields
kubectl explain pods

# Get all the fields in the resource
kubectl explain pods --recursive

# Get the explanation for deployment in supported api versions
kubectl explain deployments --api-version=apps/v1

# Get the documentation of a specific field of a resource
kubectl explain pods.spec.containers

# Get the documentation of resources in different format
kubectl explain deployment --output=plaintext-openapiv2`;

interface Subject {
  readonly resource: ApiResource;
  readonly path: readonly string[];
}

/** `statefulsets.spec.template`, also with the group: `statefulsets.apps.spec`, `statefulsets.v1.apps.spec`. */
function parseSubject(argument: string, { client }: CommandContext): Subject {
  const [type = '', ...path] = argument.split('.');
  const resource = resolved(type, client);
  const { group, version } = resource;
  for (const prefix of [[version, ...group.split('.')], group.split('.')]) {
    if (group !== '' && prefix.every((part, index) => path[index] === part)) {
      return { resource, path: path.slice(prefix.length) };
    }
  }
  return { resource, path };
}

function resolved(type: string, client: CommandContext['client']): ApiResource {
  try {
    return resolveType(type, client);
  } catch (error) {
    throw error instanceof KubectlError ? new PlainError(error.message) : error;
  }
}

async function run(context: CommandContext): Promise<void> {
  const { io, args, flags } = context;
  if (args.length === 0) {
    throw new KubectlError(
      'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
    );
  }
  if (args.length > 1) throw new KubectlError('We accept only this format: explain RESOURCE\n');
  const { resource: preferred, path } = parseSubject(args[0]!.replace(/\.$/, ''), context);
  const apiVersion = flags.string('api-version');
  const isAsked = (other: ApiResource): boolean =>
    other.plural === preferred.plural && other.group === preferred.group && apiVersionOf(other) === apiVersion;
  const resource = context.client.resources.find(isAsked) ?? preferred;
  const { group, kind, version } = resource;
  const output = flags.string('output');
  if (output === 'plaintext-openapiv2') {
    throw new KubectlError(`"kubectl explain --output=${output}" is not part of this playground`);
  }
  const base = await loadSchema();
  const isCustom = resource.type === '';
  const schema = (isCustom ? await loadOpenApiSchema(context.client, resource, base) : undefined) ?? base;
  const type = isCustom ? rootType : resource.type;
  if (apiVersion !== '' && apiVersion !== apiVersionOf(resource)) throw wrongVersion(context, apiVersion, resource);
  if (!schema.has(type)) {
    throw new KubectlError(`couldn't find resource for "${apiVersionOf(resource)}, Kind=${kind}"`);
  }
  if (output !== 'plaintext') throw new KubectlError(`unrecognized format: ${output}`);
  io.stdout(`${group ? `GROUP:      ${group}\n` : ''}KIND:       ${kind}\nVERSION:    ${version}\n\n`);
  io.stdout(explainText(schema, type, path, flags.bool('recursive')));
}

/** Models explain/v2 PrintModelDescription: there is no such version, or it has no such resource. */
function wrongVersion({ client }: CommandContext, apiVersion: string, { plural }: ApiResource): KubectlError {
  if (apiVersion.split('/').length > 2) return new KubectlError(`unexpected GroupVersion string: ${apiVersion}`);
  const served = client.resources.some((other) => apiVersionOf(other) === apiVersion);
  const wanted = `${apiVersion.includes('/') ? '' : '/'}${apiVersion}, Resource=${plural}`;
  return new KubectlError(
    served ? `GVR (${wanted}) not found in OpenAPI schema` : `couldn't find resource for "${wanted}"`,
  );
}

export const explainCommand: Command = {
  name: 'explain',
  short: 'Get documentation for a resource',
  long,
  examples,
  usage:
    'explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2] [options]',
  flags: [
    {
      name: 'api-version',
      type: 'string',
      usage: 'Get different explanations for particular API version (API group/version)',
    },
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      default: 'plaintext',
      usage: 'Format in which to render the schema (plaintext, plaintext-openapiv2)',
    },
    {
      name: 'recursive',
      shorthand: 'R',
      type: 'bool',
      usage: 'Print the fields of fields (Currently only 1 level deep)',
    },
  ],
  run,
};
