/** `kubectl wait`. Models kubectl/pkg/cmd/wait/wait.go. */

import type { JsonObject } from '../../api/json.ts';
import { notFound, StatusError } from '../../api/status.ts';
import type { Command, CommandContext } from '../command.ts';
import { weekMs } from '../delete-options.ts';
import { isStatusReason, KubectlError, throwAll } from '../errors.ts';
import { waitHelp } from '../help-texts/wait.ts';
import { createPrinter } from '../output/printer.ts';
import type { BuilderOptions, ResourceInfo } from '../plan-visits.ts';
import { resolve, type Resolution } from '../resolve.ts';
import { timedOut, waitForDeletion } from '../wait-for-deletion.ts';
import { watchObject } from '../wait-for-object.ts';
import { parseWaitCondition, type WaitCondition } from './wait-conditions.ts';

interface Deadline {
  readonly timeoutMs: number;
  readonly deadlineMs: number;
}

const pollMs = 500;

function deadlineOf({ flags, client }: CommandContext): Deadline {
  const given = flags.durationMs('timeout');
  const timeoutMs = given < 0 ? weekMs : given;
  return { timeoutMs, deadlineMs: client.clock.nowMs() + timeoutMs };
}

function builderOptions({ flags, args }: CommandContext): BuilderOptions {
  return {
    args,
    allowEmptySelector: flags.bool('all'),
    filenames: flags.strings('filename'),
    recursive: flags.bool('recursive'),
    selector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
    latest: true,
    local: flags.bool('local'),
    continueOnError: true,
  };
}

/** Polls until something that was named exists. */
async function waitForCreation(context: CommandContext, { deadlineMs }: Deadline): Promise<void> {
  const { clock } = context.client;
  for (;;) {
    const { infos, errors } = await resolve(context, builderOptions(context));
    if (infos.length > 0 && errors.length === 0) return;
    throwAll(errors.filter((error) => !isStatusReason(error, 'NotFound')));
    if (clock.nowMs() + pollMs > deadlineMs) throw new KubectlError('timed out waiting for the condition');
    await clock.sleep(pollMs, context.io.signal);
  }
}

/** Waits for one state of one object and gives the object that has it. */
async function waitForState(
  context: CommandContext,
  info: ResourceInfo,
  holds: (object: JsonObject) => boolean,
  { timeoutMs, deadlineMs }: Deadline,
): Promise<JsonObject> {
  // One time for all: what comes after an object that took it up is not even looked at.
  if (timeoutMs !== 0 && context.client.clock.nowMs() >= deadlineMs) throw timedOut(info);
  let last = info.object;
  const met = await watchObject(context, info, deadlineMs, ({ type, object }) => {
    if (type === 'ABSENT') throw new StatusError(notFound(info.resource, info.name));
    if (!object || type === 'DELETED') return false;
    last = object;
    return holds(object);
  });
  if (met) return last;
  if (timeoutMs === 0) throw new KubectlError(`condition not met for ${info.resource.plural}/${info.name}`);
  throw timedOut(info);
}

async function waitForOne(
  context: CommandContext,
  info: ResourceInfo,
  conditions: readonly WaitCondition[],
  deadline: Deadline,
): Promise<JsonObject> {
  let object = info.object;
  for (const condition of conditions) {
    if (condition.kind === 'state') object = await waitForState(context, info, condition.holds, deadline);
    if (condition.kind === 'delete') {
      await waitForDeletion(context, info, undefined, deadline.deadlineMs, deadline.timeoutMs);
    }
  }
  return object;
}

function visible({ errors }: Resolution, conditions: readonly WaitCondition[]): readonly unknown[] {
  const deleting = conditions.some(({ kind }) => kind === 'delete');
  return deleting ? errors.filter((error) => !isStatusReason(error, 'NotFound')) : errors;
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io } = context;
  const print = createPrinter(context, 'condition met');
  const wanted = flags.strings('for');
  if (wanted.length === 0) throw new KubectlError('unrecognized condition: []');
  const conditions = wanted.map(parseWaitCondition);
  const deadline = deadlineOf(context);
  if (conditions.some(({ kind }) => kind === 'create')) await waitForCreation(context, deadline);
  const resolution = await resolve(context, builderOptions(context));
  const failures = [...visible(resolution, conditions)];
  for (const info of resolution.infos) {
    try {
      io.stdout(print(await waitForOne(context, info, conditions, deadline)));
    } catch (error) {
      failures.push(error);
    }
  }
  throwAll(failures);
  if (resolution.infos.length === 0 && !conditions.some(({ kind }) => kind === 'delete')) {
    throw new KubectlError('no matching resources found');
  }
}

export const waitCommand: Command = {
  name: 'wait',
  short: 'Wait for a specific condition on one or many resources',
  ...waitHelp,
  run,
};
