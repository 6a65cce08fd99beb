/** `kubectl set env`. Models kubectl/pkg/cmd/set/set_env.go, without `--resolve` and `--env` from standard input. */

import type { JsonObject } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { getObject } from '../resolve.ts';
import { resolveType } from '../type-names.ts';
import { splitTypeName } from '../resource-arguments.ts';
import { splitPairs } from './metadata-pairs.ts';
import {
  containersOf,
  matchesPattern,
  podSpecOf,
  readTargets,
  setFlags,
  targetErrors,
  updateTemplates,
} from './set-template.ts';

interface Changes {
  readonly set: readonly JsonObject[];
  readonly remove: readonly string[];
}

const namePattern = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

function parseVariables(words: readonly string[]): Changes {
  const set: JsonObject[] = [];
  const remove: string[] = [];
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) {
      const name = word.slice(0, equals);
      if (!namePattern.test(name)) {
        throw new KubectlError(
          `invalid environment variable name: ${JSON.stringify(name)}: a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')`,
        );
      }
      set.push({ name, value: word.slice(equals + 1) });
    } else if (word.endsWith('-')) {
      remove.push(word.slice(0, -1));
    } else {
      throw new KubectlError(`unknown environment variable: ${word}`);
    }
  }
  if (set.some(({ name }) => remove.includes(String(name)))) {
    throw new KubectlError('can not both modify and remove the same environment variable in the same command');
  }
  return { set, remove };
}

/** Variables that `--from=configmap/x` or `secret/x` brings in. */
async function fromObject(context: CommandContext): Promise<readonly JsonObject[]> {
  const { flags } = context;
  if (flags.string('from') === '') return [];
  const { type, name } = splitTypeName(flags.string('from'));
  const resource = resolveType(type, context.client);
  const kinds: Readonly<Record<string, string>> = { ConfigMap: 'configMapKeyRef', Secret: 'secretKeyRef' };
  const ref = Object.hasOwn(kinds, resource.kind) ? kinds[resource.kind] : undefined;
  if (!ref) throw new KubectlError(`unsupported resource specified in --from`);
  const source = await getObject(context, { resource, namespace: context.namespace, name });
  const data = isJsonObject(source.data) ? source.data : {};
  const wanted = flags.strings('keys');
  return Object.keys(data)
    .toSorted()
    .filter((key) => wanted.length === 0 || wanted.includes(key))
    .map((key) => ({
      name: `${flags.string('prefix')}${key.toUpperCase().replaceAll(/[^A-Z0-9_]/g, '_')}`,
      valueFrom: { [ref]: { key, name } },
    }));
}

const envOf = (container: JsonObject): readonly JsonObject[] =>
  Array.isArray(container.env) ? container.env.filter(isJsonObject) : [];

function describeVariable(variable: JsonObject): string {
  const from = isJsonObject(variable.valueFrom) ? variable.valueFrom : undefined;
  if (!from) return `${String(variable.name)}=${String(variable.value ?? '')}`;
  const [kind, ref] = Object.entries(from)[0] ?? ['', undefined];
  const target = isJsonObject(ref) ? ref : {};
  const texts: Readonly<Record<string, string>> = {
    configMapKeyRef: `configmap ${String(target.name)}, key ${String(target.key)}`,
    secretKeyRef: `secret ${String(target.name)}, key ${String(target.key)}`,
    fieldRef: `field path ${String(target.fieldPath)}`,
    resourceFieldRef: `resource field from ${String(target.resource)}`,
  };
  return `# ${String(variable.name)} from ${Object.hasOwn(texts, kind) ? texts[kind] : kind}`;
}

function list(context: CommandContext, infos: readonly ResourceInfo[], pattern: string): void {
  for (const info of infos) {
    for (const container of containersOf(podSpecOf(info))) {
      if (!matchesPattern(String(container.name), pattern)) continue;
      context.io.stdout(`# ${info.resource.kind} ${info.name}, container ${String(container.name)}\n`);
      for (const variable of envOf(container)) context.io.stdout(`${describeVariable(variable)}\n`);
    }
  }
}

/** The strategic merge patch of one container, or undefined when nothing changes. */
function containerPatch(container: JsonObject, changes: Changes): JsonObject | undefined {
  const present = envOf(container);
  const entries: JsonObject[] = [];
  for (const variable of changes.set) {
    const old = present.find(({ name }) => name === variable.name);
    if (old && JSON.stringify(old) === JSON.stringify(variable)) continue;
    entries.push(old?.valueFrom && !variable.valueFrom ? { ...variable, valueFrom: null } : variable);
  }
  for (const name of changes.remove) {
    if (present.some((variable) => variable.name === name)) entries.push({ $patch: 'delete', name });
  }
  return entries.length > 0 ? { name: container.name, env: entries } : undefined;
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io } = context;
  const { resources, pairs } = splitPairs(context.args, 'environment variable');
  const pattern = flags.string('containers');
  throwAll(targetErrors(context, resources));
  const given = parseVariables([...pairs, ...flags.strings('env')]);
  const infos = await readTargets(context, resources);
  if (flags.bool('list')) return list(context, infos, pattern);
  const changes = { set: [...given.set, ...(await fromObject(context))], remove: given.remove };
  if (!flags.bool('overwrite')) checkOverwrites(infos, changes);
  await updateTemplates(context, infos, {
    resources,
    subject: 'env',
    operation: 'env updated',
    patch({ resource, name }, spec) {
      const chosen = containersOf(spec).filter((container) => matchesPattern(String(container.name), pattern));
      if (chosen.length === 0) {
        const shown = JSON.stringify(pattern);
        io.stderr(`Warning: ${resource.kind}/${name} does not have any containers matching ${shown}\n`);
      }
      const containers = chosen
        .map((container) => containerPatch(container, changes))
        .filter((patch) => patch !== undefined);
      return containers.length > 0 ? { containers } : undefined;
    },
  });
}

function checkOverwrites(infos: readonly ResourceInfo[], changes: Changes): void {
  for (const info of infos) {
    const names = containersOf(podSpecOf(info)).flatMap((container) => envOf(container).map(({ name }) => name));
    const taken = changes.set.find(({ name }) => names.includes(name));
    if (taken) {
      throw new KubectlError(`'${String(taken.name)}' already has a value, and --overwrite is false`);
    }
  }
}

export const setEnvCommand: Command = {
  name: 'env',
  short: 'Update environment variables on a pod template',
  long: `Update environment variables on a pod template.

 List environment variable definitions in one or more pods, pod templates. Add, update, or remove container environment variable definitions in one or more pod templates (within replication controllers or deployment configurations). View or modify the environment variable definitions on all containers in the specified pods or pod templates, or just those that match a wildcard.

 If "--env -" is passed, environment variables can be read from STDIN using the standard env syntax.

 Possible resources include (case insensitive):

        pod (po), replicationcontroller (rc), deployment (deploy), daemonset (ds), statefulset (sts), cronjob (cj), replicaset (rs)`,
  examples: `# Update deployment 'registry' with a new environment variable
kubectl set env deployment/registry STORAGE_DIR=/local

# List the environment variables defined on a deployments 'sample-build'
kubectl set env deployment/sample-build --list

# List the environment variables defined on all pods
kubectl set env pods --all --list

# Import environment from a config map with a prefix
kubectl set env --from=configmap/myconfigmap --prefix=MYSQL_ deployment/myapp

# Remove the environment variable ENV from all deployment configs
kubectl set env deployments --all ENV-`,
  usage: 'kubectl set env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N [options]',
  flags: setFlags('env', [
    {
      name: 'containers',
      shorthand: 'c',
      type: 'string',
      default: '*',
      usage: 'The names of containers in the selected pod templates to change - may use wildcards',
    },
    {
      name: 'env',
      shorthand: 'e',
      type: 'stringArray',
      usage: 'Specify a key-value pair for an environment variable to set into each container.',
    },
    { name: 'from', type: 'string', usage: 'The name of a resource from which to inject environment variables' },
    { name: 'keys', type: 'strings', usage: 'Comma-separated list of keys to import from specified resource' },
    {
      name: 'list',
      type: 'bool',
      usage:
        'If true, display the environment and any changes in the standard format. this flag will removed when we have kubectl view env.',
    },
    {
      name: 'overwrite',
      type: 'bool',
      default: 'true',
      usage:
        'If true, allow environment to be overwritten, otherwise reject updates that overwrite existing environment.',
    },
    { name: 'prefix', type: 'string', usage: 'Prefix to append to variable names' },
    {
      name: 'resolve',
      type: 'bool',
      usage: 'If true, show secret or configmap references when listing variables',
    },
  ]),
  run,
};
