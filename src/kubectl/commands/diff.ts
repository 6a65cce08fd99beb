/** `kubectl diff`. Models kubectl/pkg/cmd/diff/diff.go; the program `diff -u -N` is built in. */

import type { JsonObject } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { formatMicroTime } from '../../lib/time.ts';
import { unifiedDiff } from '../../lib/unified-diff.ts';
import { createThreeWayMergePatch } from '../../api/strategic-diff.ts';
import { patchRequest } from '../../client/request.ts';
import { parseJson } from '../../manifest/go-json.ts';
import type { Command, CommandContext } from '../command.ts';
import { createObject } from '../create-object.ts';
import { isStatusReason, KubectlError, reportError, SilentExit, throwAll, usageError } from '../errors.ts';
import { lastAppliedOf, plainConfiguration } from '../last-applied.ts';
import { toYaml } from '../output/yaml.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { selectedInfos } from '../selected-infos.ts';
import { getObject, resolve } from '../resolve.ts';
import { writeQuery } from '../request-options.ts';
import { fieldManagerFlag, filenameFlags, selectorFlag } from '../shared-flags.ts';

async function liveOf(context: CommandContext, info: ResourceInfo): Promise<JsonObject | undefined> {
  try {
    return await getObject(context, info);
  } catch (error) {
    if (isStatusReason(error, 'NotFound')) return undefined;
    throw error;
  }
}

/** The object as it would be after `kubectl apply`, from a dry run of the server. */
async function mergedOf(
  context: CommandContext,
  info: ResourceInfo,
  live: JsonObject | undefined,
): Promise<JsonObject> {
  const { flags, client } = context;
  const serverSide = flags.bool('server-side');
  const fieldManager = serverSide && !flags.changed('field-manager') ? 'kubectl' : flags.string('field-manager');
  const { resource, namespace, name } = info;
  const place = { resource, name, ...(namespace ? { namespace } : {}) };
  if (serverSide) {
    const query = writeQuery({ dryRun: 'server', fieldManager, force: flags.bool('force-conflicts') });
    return (await client.send(patchRequest(place, 'apply', info.object, query))) as JsonObject;
  }
  const query = writeQuery({ dryRun: 'server', fieldManager });
  if (!live) return createObject(context, info, info.object, query);
  const original = parseJson(lastAppliedOf(live) ?? '{}');
  const modified = plainConfiguration(info.object);
  const patch = createThreeWayMergePatch(isJsonObject(original) ? original : {}, modified, live, resource.type);
  if (Object.keys(patch).length === 0) return live;
  return (await client.send(patchRequest(place, 'strategic', patch, query))) as JsonObject;
}

/** The data of Secrets stay hidden; of a changed value only that it changed is shown. Models diff.go Masker. */
function maskData(live: JsonObject | undefined, merged: JsonObject): readonly [JsonObject | undefined, JsonObject] {
  const dataOf = (object: JsonObject | undefined): JsonObject => (isJsonObject(object?.data) ? object.data : {});
  const [before, after] = [dataOf(live), dataOf(merged)];
  const masked = (data: JsonObject, other: JsonObject, suffix: string): JsonObject =>
    Object.fromEntries(
      Object.entries(data).map(([key, value]) => {
        const isChanged = Object.hasOwn(other, key) && other[key] !== value;
        return [key, isChanged ? `*** (${suffix})` : '***'];
      }),
    );
  const put = (object: JsonObject, data: JsonObject): JsonObject =>
    isJsonObject(object.data) ? { ...object, data } : object;
  return [live && put(live, masked(before, after, 'before')), put(merged, masked(after, before, 'after'))];
}

function printable(object: JsonObject, withManagedFields: boolean): string {
  if (withManagedFields || !isJsonObject(object.metadata)) return toYaml(object);
  const { managedFields: _, ...metadata } = object.metadata;
  return toYaml({ ...object, metadata });
}

/** `apps.v1.StatefulSet.default.web`: the file that an object is compared in. */
function fileName({ resource: { group, version, kind }, namespace, name }: ResourceInfo): string {
  return `${group ? `${group}.` : ''}${version}.${kind}.${namespace}.${name}`;
}

interface Compared {
  readonly file: string;
  readonly hunks: string;
}

/** Models `diff -u -N` on two folders. */
function diffText(compared: readonly Compared[], nowMs: number): string {
  const time = formatMicroTime(nowMs);
  const stamp = `${time.slice(0, 10)} ${time.slice(11, 26)}000 +0000`;
  const number = String(nowMs * 1000);
  return compared
    .filter(({ hunks }) => hunks !== '')
    .toSorted((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ file, hunks }) => {
      const [live, merged] = [`/tmp/LIVE-${number}/${file}`, `/tmp/MERGED-${number}/${file}`];
      return `diff -u -N ${live} ${merged}\n--- ${live}\t${stamp}\n+++ ${merged}\t${stamp}\n${hunks}`;
    })
    .join('');
}

async function compare(context: CommandContext): Promise<string> {
  const { flags, client } = context;
  if (context.args.length > 0) {
    throw usageError(context.commandPath, `Unexpected args: [${context.args.join(' ')}]`);
  }
  if (flags.strings('filename').length === 0 && flags.string('kustomize') === '') {
    throw new KubectlError('must specify one of -f and -k');
  }
  if (flags.bool('force-conflicts') && !flags.bool('server-side')) {
    throw new KubectlError('--force-conflicts only works with --server-side');
  }
  if (flags.bool('prune')) throw new KubectlError('"kubectl diff --prune" is not part of this playground');
  const { infos, errors } = await resolve(context, {
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    continueOnError: false,
  });
  throwAll(errors);
  const compared: Compared[] = [];
  for (const info of selectedInfos(flags.string('selector'), infos)) {
    const live = await liveOf(context, info);
    const merged = await mergedOf(context, info, live);
    const shown = flags.bool('show-managed-fields');
    const [from, to] = info.resource.kind === 'Secret' ? maskData(live, merged) : [live, merged];
    const absent = info.resource.kind === 'Secret' ? 'null\n' : '';
    const before = from ? printable(from, shown) : absent;
    compared.push({ file: fileName(info), hunks: unifiedDiff(before, printable(to, shown)) });
  }
  return diffText(compared, client.clock.nowMs());
}

/** Exit codes: 1 when there are differences, 2 when something went wrong. */
async function run(context: CommandContext): Promise<void> {
  const { io } = context;
  let text: string;
  try {
    text = await compare(context);
  } catch (error) {
    if (io.signal.aborted) throw error;
    throw new SilentExit(reportError(error, io) + 1);
  }
  io.stdout(text);
  if (text !== '') throw new SilentExit(1);
}

export const diffCommand: Command = {
  name: 'diff',
  short: 'Diff the live version against a would-be applied version',
  long: `Diff configurations specified by file name or stdin between the current online configuration, and the configuration as it would be if applied.

 The output is always YAML.

 KUBECTL_EXTERNAL_DIFF environment variable can be used to select your own diff command. Users can use external commands with params too, example: KUBECTL_EXTERNAL_DIFF="colordiff -N -u"

 By default, the "diff" command available in your path will be run with the "-u" (unified diff) and "-N" (treat absent files as empty) options.

 Exit status: 0 No differences were found. 1 Differences were found. >1 Kubectl or diff failed with an error.

 Note: KUBECTL_EXTERNAL_DIFF, if used, is expected to follow that convention.`,
  examples: `# Diff resources included in pod.json
kubectl diff -f pod.json

# Diff file read from stdin
cat service.yaml | kubectl diff -f -`,
  usage: 'kubectl diff -f FILENAME [options]',
  flags: [
    {
      name: 'concurrency',
      type: 'int',
      default: '1',
      usage:
        'Number of objects to process in parallel when diffing against the live version. Larger number = faster, but more memory, I/O and CPU over that shorter period of time.',
    },
    fieldManagerFlag('kubectl-client-side-apply'),
    ...filenameFlags(
      'Filename, directory, or URL to files contains the configuration to diff',
      'Process the kustomization directory.',
    ),
    {
      name: 'force-conflicts',
      type: 'bool',
      usage: 'If true, server-side apply will force the changes against conflicts.',
    },
    {
      name: 'prune',
      type: 'bool',
      usage:
        'Include resources that would be deleted by pruning. Can be used with -l and default shows all resources would be pruned',
    },
    {
      name: 'prune-allowlist',
      type: 'strings',
      usage: 'Overwrite the default allowlist with <group/version/kind> for --prune',
    },
    selectorFlag,
    { name: 'server-side', type: 'bool', usage: 'If true, apply runs in the server instead of the client.' },
    { name: 'show-managed-fields', type: 'bool', usage: 'If true, include managed fields in the diff.' },
  ],
  run,
};
