/** `kubectl taint`. Models kubectl/pkg/cmd/taint. */

import type { JsonObject } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { labelValueErrors, qualifiedNameErrors } from '../../api/names.ts';
import type { Taint } from '../../api/types.ts';
import { patchRequest } from '../../client/request.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, PlainError, throwAll, usageError } from '../errors.ts';
import { createTypedPrinter } from '../output/typed-printer.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { dryRunOf, writeQuery, type DryRun } from '../request-options.ts';
import { resolve } from '../resolve.ts';
import { dryRunFlag, fieldManagerFlag, printFlags, selectorFlag } from '../shared-flags.ts';
import { resolveType } from '../type-names.ts';
import { splitPairs } from './metadata-pairs.ts';

type TaintSpec = Pick<Taint, 'key' | 'value'> & { readonly effect: string };

const effects: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** `key=value:effect`, `key:effect` or `key`. Models parseTaint. */
function parseTaint(spec: string): TaintSpec {
  const parts = spec.split(':');
  const [pair = '', effect = ''] = parts;
  const check = (errors: readonly string[]): void => {
    if (errors.length > 0) throw new KubectlError(`invalid taint spec: ${spec}, ${errors.join('; ')}`);
  };
  if (parts.length > 2) throw new KubectlError(`invalid taint spec: ${spec}`);
  if (parts.length === 1) {
    check(qualifiedNameErrors(pair));
    return { key: pair, effect: '' };
  }
  if (!effects.includes(effect)) {
    throw new KubectlError(`invalid taint effect: ${effect}, unsupported taint effect`);
  }
  const [key = '', value = '', ...rest] = pair.split('=');
  if (rest.length > 0) throw new KubectlError(`invalid taint spec: ${spec}`);
  check(labelValueErrors(value));
  check(qualifiedNameErrors(key));
  return { key, effect, ...(value ? { value } : {}) };
}

interface Changes {
  readonly add: readonly TaintSpec[];
  readonly remove: readonly TaintSpec[];
}

function parseTaints(specs: readonly string[]): Changes {
  const add: TaintSpec[] = [];
  const remove: TaintSpec[] = [];
  for (const spec of specs) {
    if (spec.endsWith('-')) {
      remove.push(parseTaint(spec.slice(0, -1)));
      continue;
    }
    const taint = parseTaint(spec);
    if (taint.effect === '') throw new KubectlError(`invalid taint spec: ${spec}`);
    if (add.some((other) => matches(other, taint))) {
      const shown = `{${taint.key} ${taint.value ?? ''} ${taint.effect} <nil>}`;
      throw new KubectlError(`duplicated taints with the same key and effect: ${shown}`);
    }
    add.push(taint);
  }
  return { add, remove };
}

/** Same key and, where both have one, same effect. */
const matches = (a: TaintSpec, b: TaintSpec): boolean =>
  a.key === b.key && (a.effect === '' || b.effect === '' || a.effect === b.effect);

const taintsOf = (node: JsonObject): readonly TaintSpec[] =>
  isJsonObject(node.spec) && Array.isArray(node.spec.taints)
    ? (node.spec.taints as unknown as readonly TaintSpec[])
    : [];

interface Reorganized {
  readonly taints: readonly TaintSpec[];
  readonly operation: string;
}

/** Models reorganizeTaints. */
function reorganize(info: ResourceInfo, changes: Changes, overwrite: boolean): Reorganized {
  const present = taintsOf(info.object);
  if (!overwrite) {
    const taken = changes.add.filter((taint) => present.some((other) => matches(other, taint)));
    if (taken.length > 0) {
      const keys = taken.map(({ key }) => key).join(',');
      throw new KubectlError(
        `node ${info.name} already has ${keys} taint(s) with same effect(s) and --overwrite is false`,
      );
    }
  }
  const missing = changes.remove.filter((taint) => !present.some((other) => matches(other, taint)));
  throwAll(
    missing.map(
      ({ key, effect }) => new KubectlError(`taint ${JSON.stringify(effect ? `${key}:${effect}` : key)} not found`),
    ),
  );
  const kept = present.filter((taint) => ![...changes.add, ...changes.remove].some((other) => matches(other, taint)));
  const isAdded = changes.add.length > 0;
  const isModified = overwrite || (isAdded && changes.remove.length > 0);
  const operation = isModified ? 'modified' : isAdded ? 'tainted' : 'untainted';
  return { taints: [...changes.add, ...kept], operation };
}

/** A taint that cannot be read is a fault of usage. */
function parseOrExplain(specs: readonly string[]): Changes {
  try {
    return parseTaints(specs);
  } catch (error) {
    throw usageError('kubectl taint', error instanceof Error ? error.message : String(error));
  }
}

/** A type that the server does not have is refused as one of a list of failures. */
function requireType(type: string, client: CommandContext['client']): void {
  try {
    resolveType(type, client);
  } catch (error) {
    throw error instanceof KubectlError ? new PlainError(error.message) : error;
  }
}

function validate({ client, flags }: CommandContext, resources: readonly string[], changes: Changes): void {
  if (resources.length === 0) {
    throw new KubectlError('one or more resources must be specified as <resource> <name>');
  }
  const type = resources[0]!.split('/')[0]!;
  if (changes.add.length === 0 && changes.remove.length === 0) {
    throw new KubectlError('at least one taint update is required');
  }
  requireType(type, client);
  if (!['node', 'nodes', 'no'].includes(type.toLowerCase())) {
    throw new KubectlError(`invalid resource type ${type}, only node types are supported`);
  }
  if (flags.bool('all') && flags.string('selector') !== '') {
    throw new KubectlError("setting 'all' parameter with a non empty selector is prohibited");
  }
  const both = changes.remove.filter((taint) => changes.add.some((other) => matches(other, taint)));
  if (both.length > 0) {
    const shown = both.map(({ key, effect }) => `${key}=${effect}`).join(', ');
    throw new KubectlError(`can not both modify and remove the following taint(s) in the same command: ${shown}`);
  }
}

async function taintOne(
  context: CommandContext,
  info: ResourceInfo,
  changes: Changes,
  dryRun: DryRun,
): Promise<string> {
  const { flags, client } = context;
  const { taints, operation } = reorganize(info, changes, flags.bool('overwrite'));
  const print = await createTypedPrinter(context, operation);
  if (dryRun === 'client') return print(info.object);
  const patch = { spec: { taints: taints.length > 0 ? (taints as unknown as JsonObject[]) : null } };
  const query = writeQuery({ dryRun, fieldManager: flags.string('field-manager') });
  const place = { resource: info.resource, name: info.name };
  return print((await client.send(patchRequest(place, 'strategic', patch, query))) as JsonObject);
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io } = context;
  const dryRun = dryRunOf(context);
  const isTaint = (word: string): boolean => /[=:]/.test(word) || word.endsWith('-');
  const { resources, pairs } = splitPairs(context.args, 'taint', isTaint);
  const changes = parseOrExplain(pairs);
  validate(context, resources, changes);
  const { infos, errors } = await resolve(context, {
    args: resources,
    allowEmptySelector: flags.bool('all'),
    selector: flags.string('selector'),
    selectAll: flags.bool('all'),
    latest: true,
    continueOnError: true,
  });
  const failures = [...errors];
  for (const info of infos) {
    try {
      io.stdout(await taintOne(context, info, changes, dryRun));
    } catch (error) {
      failures.push(error);
    }
  }
  throwAll(failures);
}

export const taintCommand: Command = {
  name: 'taint',
  short: 'Update the taints on one or more nodes',
  long: `Update the taints on one or more nodes.

  *  A taint consists of a key, value, and effect. As an argument here, it is expressed as key=value:effect.
  *  The key must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 253 characters.
  *  Optionally, the key can begin with a DNS subdomain prefix and a single '/', like example.com/my-app.
  *  The value is optional. If given, it must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters.
  *  The effect must be NoSchedule, PreferNoSchedule or NoExecute.
  *  Currently taint can only apply to node.`,
  examples: `# Update node 'foo' with a taint with key 'dedicated' and value 'special-user' and effect 'NoSchedule'
# If a taint with that key and effect already exists, its value is replaced as specified
kubectl taint nodes foo dedicated=special-user:NoSchedule

# Remove from node 'foo' the taint with key 'dedicated' and effect 'NoSchedule' if one exists
kubectl taint nodes foo dedicated:NoSchedule-

# Remove from node 'foo' all the taints with key 'dedicated'
kubectl taint nodes foo dedicated-

# Add a taint with key 'dedicated' on nodes having label myLabel=X
kubectl taint node -l myLabel=X  dedicated=foo:PreferNoSchedule

# Add to node 'foo' a taint with key 'bar' and no value
kubectl taint nodes foo bar:NoSchedule`,
  usage: 'kubectl taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N [options]',
  flags: [
    ...printFlags,
    { name: 'all', type: 'bool', usage: 'Select all nodes in the cluster' },
    dryRunFlag,
    fieldManagerFlag('kubectl-taint'),
    {
      name: 'overwrite',
      type: 'bool',
      usage: 'If true, allow taints to be overwritten, otherwise reject taint updates that overwrite existing taints.',
    },
    selectorFlag,
    {
      name: 'validate',
      type: 'string',
      default: 'strict',
      usage:
        'Must be one of: strict (or true), warn, ignore (or false). "true" or "strict" will use a schema to validate the input and fail the request if invalid. It will perform server side validation if ServerSideFieldValidation is enabled on the api-server, but will fall back to less reliable client-side validation if not. "warn" will warn about unknown or duplicate fields without blocking the request if server-side field validation is enabled on the API server, and behave as "ignore" otherwise. "false" or "ignore" will not perform any schema validation, silently dropping any unknown or duplicate fields.',
    },
  ],
  run,
};
