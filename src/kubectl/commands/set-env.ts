/** `kubectl set env`. Models kubectl/pkg/cmd/set/set_env.go, without `--resolve`. */

import type { JsonObject } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { localAndServer } from '../local-refusals.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { dryRunOf } from '../request-options.ts';
import { resolve } from '../resolve.ts';
import { checkEnvName } from './env-name.ts';
import {
  changeContainers,
  containersOf,
  matchesPattern,
  readTargets,
  setFlags,
  targetErrors,
  updateTemplates,
} from './set-template.ts';

interface Changes {
  readonly set: readonly JsonObject[];
  readonly remove: readonly string[];
}

function parseVariable(word: string): JsonObject {
  const equals = word.indexOf('=');
  const name = word.slice(0, equals);
  checkEnvName(name);
  return { name, value: word.slice(equals + 1) };
}

/** Lines `KEY=VALUE` of standard input; comments and blank lines are left out. Models env_parse.go readEnv. */
function readVariables(text: string): readonly JsonObject[] {
  return text.split('\n').flatMap((line) => {
    const word = line.split('#')[0]!.trim();
    if (word === '') return [];
    if (word.includes('=')) return [parseVariable(word)];
    throw new KubectlError(`invalid environment variable: ${word}`);
  });
}

/** Models env_parse.go ParseEnv. */
function parseVariables(words: readonly string[], stdin: string): Changes {
  const set: JsonObject[] = [];
  const remove: string[] = [];
  const given = new Set<unknown>();
  for (const word of words) {
    if (word === '-') {
      set.push(...readVariables(stdin));
    } else if (word.includes('=')) {
      const variable = parseVariable(word);
      given.add(variable.name);
      set.push(variable);
    } else if (word.endsWith('-')) {
      remove.push(word.slice(0, -1));
    } else {
      throw new KubectlError(`unknown environment variable: ${word}`);
    }
  }
  if (remove.some((name) => given.has(name))) {
    throw new KubectlError('can not both modify and remove the same environment variable in the same command');
  }
  return { set, remove };
}

/** Upper case, with nothing but letters, digits and underscores; says so when that is another name. */
function envNameOf({ client }: CommandContext, key: string): string {
  const name = key.replaceAll(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
  if (name !== key) client.warn(`key ${key} transferred to ${name}`);
  return name;
}

/** Variables that `--from=configmap/x` or `secret/x` brings in. */
async function fromObject(context: CommandContext): Promise<readonly JsonObject[]> {
  const { flags } = context;
  const from = flags.string('from');
  if (from === '') return [];
  const { infos, errors } = await resolve(context, {
    args: [from],
    allowEmptySelector: flags.bool('all'),
    selector: flags.string('selector'),
    continueOnError: true,
  });
  throwAll(errors);
  const kinds: Readonly<Record<string, string>> = { ConfigMap: 'configMapKeyRef', Secret: 'secretKeyRef' };
  const wanted = flags.strings('keys');
  return infos.flatMap(({ resource, name, object }) => {
    const ref = Object.hasOwn(kinds, resource.kind) ? kinds[resource.kind] : undefined;
    if (!ref) throw new KubectlError('unsupported resource specified in --from');
    const data = isJsonObject(object.data) ? object.data : {};
    return Object.keys(data)
      .toSorted()
      .filter((key) => wanted.length === 0 || wanted.includes(key))
      .map((key) => ({ name: envNameOf(context, key), valueFrom: { [ref]: { key, name } } }));
  });
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

/** Old variables keep their place, new ones come last. Models updateEnv. */
function updateVariables(present: readonly JsonObject[], changes: Changes): readonly JsonObject[] {
  const covered = new Set<unknown>(changes.remove);
  const result: JsonObject[] = [];
  for (const variable of present) {
    if (covered.has(variable.name)) continue;
    const newer = changes.set.find(({ name }) => name === variable.name);
    if (newer) covered.add(variable.name);
    result.push(newer ?? variable);
  }
  for (const variable of changes.set) {
    if (covered.has(variable.name)) continue;
    covered.add(variable.name);
    result.push(variable);
  }
  return result;
}

/** Models validateNoOverwrites. */
function checkOverwrites(present: readonly JsonObject[], changes: Changes): void {
  for (const { name, value } of changes.set) {
    const old = present.find((variable) => variable.name === name);
    if (!old || (old.value ?? '') === (value ?? '')) continue;
    const shown = String(old.value ?? '');
    throw new KubectlError(`'${String(name)}' already has a value (${shown}), and --overwrite is false`);
  }
}

function changeContainer(
  { flags, io }: CommandContext,
  info: ResourceInfo,
  container: JsonObject,
  changes: Changes,
): JsonObject {
  const present = envOf(container);
  if (!flags.bool('overwrite')) checkOverwrites(present, changes);
  const env = updateVariables(present, changes);
  if (flags.bool('list')) {
    io.stdout(`# ${info.resource.kind} ${info.name}, container ${String(container.name)}\n`);
    for (const variable of env) io.stdout(`${describeVariable(variable)}\n`);
  }
  if (env.length > 0) return { ...container, env };
  const { env: _none, ...rest } = container;
  return rest;
}

function validate({ flags }: CommandContext): void {
  if (flags.bool('list') && flags.string('output') !== '') {
    throw new KubectlError('--list and --output may not be specified together');
  }
  if (flags.strings('keys').length > 0 && flags.string('from') === '') {
    throw new KubectlError('when specifying --keys, a configmap or secret must be provided with --from');
  }
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io, args } = context;
  // Models cmdutil/env.go IsEnvironmentArgument.
  const isVariable = (word: string): boolean => /^[^=]+=|-$/.test(word);
  const first = args.findIndex(isVariable);
  const resources = first < 0 ? args : args.slice(0, first);
  const words = first < 0 ? [] : args.slice(first);
  if (!words.every(isVariable)) {
    throw new KubectlError(`all resources must be specified before environment changes: ${args.join(' ')}`);
  }
  if (dryRunOf(context) === 'server' && flags.bool('local')) throw new KubectlError(localAndServer);
  throwAll(targetErrors(context, resources).slice(0, 1));
  validate(context);
  const given = parseVariables([...flags.strings('env'), ...words], io.stdin ?? '');
  const prefix = flags.string('prefix');
  const set = [...given.set, ...(await fromObject(context))];
  const changes = {
    set: prefix === '' ? set : set.map((variable) => ({ ...variable, name: `${prefix}${String(variable.name)}` })),
    remove: given.remove,
  };
  const infos = await readTargets(context, flags.bool('local') ? [] : resources);
  const pattern = flags.string('containers');
  const isChosen = (container: JsonObject): boolean => matchesPattern(String(container.name), pattern);
  await updateTemplates(context, infos, {
    resources,
    failure: 'failed to patch env update to pod template:',
    operation: 'env updated',
    onlyLook: flags.bool('list'),
    change(info, spec) {
      const all = [...containersOf(spec), ...containersOf(spec, 'initContainers')];
      if (!all.some(isChosen)) {
        const shown = JSON.stringify(pattern);
        io.stderr(`Warning: ${info.resource.kind}/${info.name} does not have any containers matching ${shown}\n`);
      }
      return changeContainers(spec, ['containers', 'initContainers'], (container) =>
        isChosen(container) ? changeContainer(context, info, container, changes) : container,
      );
    },
  });
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
