/** `kubectl set resources`. Models kubectl/pkg/cmd/set/set_resources.go. */

import { recordFlag } from '../change-cause.ts';
import type { JsonObject } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { readQuantity } from '../../api/quantity.ts';
import { sameJson } from '../../lib/same-json.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import {
  changeContainers,
  containersOf,
  matchesPattern,
  readTargets,
  setFlags,
  targetErrors,
  updateTemplates,
} from './set-template.ts';

/** `cpu=200m,memory=512Mi` → quantities by name. Models generate/versioned populateResourceListV1. */
function parseResourceList(text: string): JsonObject {
  const entries = text.split(',').map((part): [string, string] => {
    const [name = '', quantity, ...rest] = part.split('=');
    if (quantity === undefined || rest.length > 0) {
      throw new KubectlError(`Invalid argument syntax ${part}, expected <resource>=<value>`);
    }
    const read = readQuantity(quantity);
    if ('error' in read) throw new KubectlError(read.error);
    return [name, quantity];
  });
  return Object.fromEntries(entries);
}

const mapOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

function validate(
  context: CommandContext,
  resources: readonly string[],
): { limits?: JsonObject; requests?: JsonObject } {
  const { flags } = context;
  const errors: unknown[] = [...targetErrors(context, resources)];
  const limits = flags.string('limits');
  const requests = flags.string('requests');
  if (limits === '' && requests === '') {
    errors.push(
      new KubectlError('you must specify an update to requests or limits (in the form of --requests/--limits)'),
    );
  }
  throwAll(errors);
  return {
    ...(limits ? { limits: parseResourceList(limits) } : {}),
    ...(requests ? { requests: parseResourceList(requests) } : {}),
  };
}

async function run(context: CommandContext): Promise<void> {
  const resources = context.args;
  const infos = await readTargets(context, resources);
  const wanted = validate(context, resources);
  const pattern = context.flags.string('containers');
  await updateTemplates(context, infos, {
    resources,
    failure: 'failed to patch resources update to pod template',
    operation: 'resource requirements updated',
    change(_, spec, failures) {
      const isChosen = (container: JsonObject): boolean => matchesPattern(String(container.name), pattern);
      if (!containersOf(spec).some(isChosen)) {
        failures.push(new KubectlError(`error: unable to find container named ${pattern}`));
      }
      return changeContainers(spec, ['containers'], (container) => {
        if (!isChosen(container)) return container;
        const before = mapOf(container.resources);
        const after = {
          ...before,
          ...(wanted.limits ? { limits: { ...mapOf(before.limits), ...wanted.limits } } : {}),
          ...(wanted.requests ? { requests: { ...mapOf(before.requests), ...wanted.requests } } : {}),
        };
        return sameJson(before, after) ? container : { ...container, resources: after };
      });
    },
  });
}

export const setResourcesCommand: Command = {
  name: 'resources',
  short: 'Update resource requests/limits on objects with pod templates',
  long: `Specify compute resource requirements (CPU, memory) for any resource that defines a pod template.  If a pod is successfully scheduled, it is guaranteed the amount of resource requested, but may burst up to its specified limits.

 For each compute resource, if a limit is specified and a request is omitted, the request will default to the limit.

 Possible resources include (case insensitive): Use "kubectl api-resources" for a complete list of supported resources..`,
  examples: `# Set a deployments nginx container cpu limits to "200m" and memory to "512Mi"
kubectl set resources deployment nginx -c=nginx --limits=cpu=200m,memory=512Mi

# Set the resource request and limits for all containers in nginx
kubectl set resources deployment nginx --limits=cpu=200m,memory=512Mi --requests=cpu=100m,memory=256Mi

# Remove the resource requests for resources on containers in nginx
kubectl set resources deployment nginx --limits=cpu=0,memory=0 --requests=cpu=0,memory=0

# Print the result (in yaml format) of updating nginx container limits from a local, without hitting the server
kubectl set resources -f path/to/file.yaml --limits=cpu=200m,memory=512Mi --local -o yaml`,
  usage: 'kubectl set resources (-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS] [options]',
  flags: setFlags('resources', [
    recordFlag,
    {
      name: 'containers',
      shorthand: 'c',
      type: 'string',
      default: '*',
      usage:
        'The names of containers in the selected pod templates to change, all containers are selected by default - may use wildcards',
    },
    {
      name: 'limits',
      type: 'string',
      usage:
        "The resource requirement requests for this container.  For example, 'cpu=100m,memory=256Mi'.  Note that server side components may assign requests depending on the server configuration, such as limit ranges.",
    },
    {
      name: 'requests',
      type: 'string',
      usage:
        "The resource requirement requests for this container.  For example, 'cpu=100m,memory=256Mi'.  Note that server side components may assign requests depending on the server configuration, such as limit ranges.",
    },
  ]),
  run,
};
