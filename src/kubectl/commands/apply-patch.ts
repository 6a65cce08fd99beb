/** The three-way patch of client-side apply, with its retries. Models kubectl/pkg/cmd/apply/patcher.go. */

import type { JsonObject } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { createThreeWayJsonMergePatch } from '../../api/json-merge-diff.ts';
import { createThreeWayMergePatch } from '../../api/strategic-diff.ts';
import { strategicMerge, StrategicMergeError } from '../../api/strategic-merge.ts';
import { patchRequest } from '../../client/request.ts';
import { parseJson } from '../../manifest/go-json.ts';
import type { CommandContext } from '../command.ts';
import { createObject } from '../create-object.ts';
import { propagationPolicy } from '../delete-options.ts';
import { addSource, isStatusReason, KubectlError } from '../errors.ts';
import { lastAppliedOf, withLastApplied } from '../last-applied.ts';
import { goJson } from '../output/go-json.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import type { DryRun } from '../request-options.ts';
import { getObject } from '../resolve.ts';

const maxRetries = 5;
const triesBeforeBackOff = 1;
const backOffMs = 1000;

export interface PatchOptions {
  readonly dryRun: DryRun;
  readonly query: Readonly<Record<string, string>>;
}

export interface PatchResult {
  readonly object: JsonObject;
  /** The patch as compact JSON; `{}` when there was nothing to change. */
  readonly patch: string;
  readonly error?: unknown;
}

function originalOf(current: JsonObject): JsonObject {
  const text = lastAppliedOf(current);
  const original = text === undefined ? {} : parseJson(text);
  return isJsonObject(original) ? original : {};
}

/** Custom resources are patched by JSON merge patches, all others by strategic ones. */
const isCustom = ({ resource }: ResourceInfo): boolean => resource.type === '';

function patchOf(info: ResourceInfo, current: JsonObject, modified: JsonObject): JsonObject {
  if (isCustom(info)) return createThreeWayJsonMergePatch(originalOf(current), modified, current);
  try {
    return createThreeWayMergePatch(originalOf(current), modified, current, info.resource.type);
  } catch (error) {
    if (!(error instanceof StrategicMergeError)) throw error;
    throw new KubectlError(`creating patch with:\nmodified:\n${goJson(modified)}\nfor: ${error.message}`);
  }
}

async function patchOnce(
  { client }: CommandContext,
  info: ResourceInfo,
  current: JsonObject,
  modified: JsonObject,
  options: PatchOptions,
): Promise<PatchResult> {
  const { resource, namespace, name } = info;
  const patch = patchOf(info, current, modified);
  const text = goJson(patch);
  if (text === '{}') return { object: current, patch: text };
  if (options.dryRun === 'client') {
    return { object: strategicMerge(current, patch, resource.type || undefined), patch: text };
  }
  try {
    const request = patchRequest(
      { resource, name, ...(namespace ? { namespace } : {}) },
      isCustom(info) ? 'merge' : 'strategic',
      patch,
      options.query,
    );
    return { object: (await client.send(request)) as JsonObject, patch: text };
  } catch (error) {
    return { object: current, patch: text, error };
  }
}

/** Deletes the object, waits until it is gone and creates it anew; puts the old one back when that fails. */
async function deleteAndCreate(
  context: CommandContext,
  info: ResourceInfo,
  current: JsonObject,
  modified: JsonObject,
  options: PatchOptions,
): Promise<PatchResult> {
  const { flags, client, io } = context;
  const { resource, namespace, name } = info;
  const patch = goJson(modified);
  const gracePeriodSeconds = flags.int('grace-period');
  try {
    await client.delete(
      { resource, name, ...(namespace ? { namespace } : {}) },
      {
        propagationPolicy: propagationPolicy(flags.string('cascade')),
        ...(gracePeriodSeconds >= 0 ? { gracePeriodSeconds } : {}),
      },
    );
    const timeoutMs = flags.durationMs('timeout');
    const deadlineMs = timeoutMs > 0 ? client.clock.nowMs() + timeoutMs : Number.POSITIVE_INFINITY;
    while (await isThere(context, info)) {
      if (client.clock.nowMs() >= deadlineMs) throw new KubectlError('timed out waiting for the condition');
      await client.clock.sleep(1000, io.signal);
    }
  } catch (error) {
    return { object: current, patch, error };
  }
  try {
    return { object: await createObject(context, info, modified, options.query), patch };
  } catch (error) {
    await createObject(context, info, current, options.query).catch(() => undefined);
    return { object: current, patch, error };
  }
}

async function isThere(context: CommandContext, info: ResourceInfo): Promise<boolean> {
  try {
    await getObject(context, info);
    return true;
  } catch (error) {
    if (isStatusReason(error, 'NotFound')) return false;
    throw error;
  }
}

/** Patches the present object towards the manifest; a conflict is tried again, `--force` replaces the object. */
export async function applyPatch(
  context: CommandContext,
  info: ResourceInfo,
  present: JsonObject,
  options: PatchOptions,
): Promise<PatchResult> {
  const modified = withLastApplied(info.object);
  let current = present;
  let result = await patchOnce(context, info, current, modified, options);
  for (let attempt = 1; attempt <= maxRetries && isStatusReason(result.error, 'Conflict'); attempt++) {
    if (attempt > triesBeforeBackOff) await context.client.clock.sleep(backOffMs, context.io.signal);
    current = await getObject(context, info);
    result = await patchOnce(context, info, current, modified, options);
  }
  const { error } = result;
  if (error === undefined) return result;
  const replaceable = isStatusReason(error, 'Conflict') || isStatusReason(error, 'Invalid');
  if (replaceable && context.flags.bool('force')) return deleteAndCreate(context, info, current, modified, options);
  return { ...result, error: addSource('patching', info.source, error) };
}
