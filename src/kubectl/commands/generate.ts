/** What commands that make an object from flags have in common: NAME, dry runs, `--save-config`, printing. */

import { recorded } from '../change-cause.ts';
import type { JsonObject } from '../../api/json.ts';
import { rowByName } from '../../api/scheme.ts';
import type { ApiResource } from '../api-resources.ts';
import { apiResourceByKind } from '../api-resources.ts';
import type { Command, CommandContext } from '../command.ts';
import { createObject } from '../create-object.ts';
import { KubectlError, usageError } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { withLastApplied } from '../last-applied.ts';
import { createTypedPrinter } from '../output/typed-printer.ts';
import { dryRunOf, operationText, validationOf, writeQuery } from '../request-options.ts';
import { dryRunFlag, fieldManagerFlag, printFlags } from '../shared-flags.ts';
import { createHelp } from '../help-texts/create.ts';

const shared = (name: string): FlagSpec => createHelp.flags.find((flag) => flag.name === name)!;

/** `--save-config`. */
export const saveConfigFlag: FlagSpec = shared('save-config');

/** Flags of every generator. */
export function generatorFlags(more: readonly FlagSpec[] = []): readonly FlagSpec[] {
  return [
    ...printFlags,
    dryRunFlag,
    fieldManagerFlag('kubectl-create'),
    shared('save-config'),
    shared('validate'),
    ...more,
  ];
}

/** The one NAME argument. Models cmd/create NameFromCommandArgs. */
export function nameArgument({ args, argsBeforeDash, commandPath }: CommandContext): string {
  const count = argsBeforeDash === -1 ? args.length : argsBeforeDash;
  if (count !== 1) throw usageError(commandPath, `exactly one NAME is required, got ${count}`);
  return args[0]!;
}

/** The resource of a kind that the playground has. */
export function resourceOf(object: JsonObject): ApiResource {
  const resource = apiResourceByKind(String(object.apiVersion), String(object.kind));
  if (!resource || !rowByName(resource.group ? `${resource.plural}.${resource.group}` : resource.plural)) {
    throw new KubectlError(`${String(object.kind)} is not part of this playground`);
  }
  return resource;
}

export interface Generated {
  readonly object: JsonObject;
  /** Words before the server's message when it refuses, for example `failed to create configmap: `. */
  readonly failure?: string;
  /** What the success line says; `created` when absent. */
  readonly operation?: string;
  readonly fieldManager?: string;
}

/** Puts `-n` into the metadata of a namespaced object, as upstream does only when it was given. */
export function placed(context: CommandContext, metadata: JsonObject): JsonObject {
  return context.enforceNamespace ? { ...metadata, namespace: context.namespace } : metadata;
}

/** Creates an object that was made from flags (in a dry run of the client it does not), and gives it as it was stored. */
export async function makeGenerated(context: CommandContext, generated: Generated): Promise<JsonObject> {
  const { flags } = context;
  const dryRun = dryRunOf(context);
  const save = flags.has('save-config') && flags.bool('save-config');
  const made = recorded(context, generated.object);
  const object = save ? withLastApplied(made) : made;
  if (dryRun === 'client') return object;
  const resource = resourceOf(object);
  const query = writeQuery({
    dryRun,
    fieldManager: generated.fieldManager ?? flags.string('field-manager'),
    ...(flags.has('validate') ? { validation: validationOf(context) } : {}),
  });
  const place = { resource, namespace: resource.namespaced ? context.namespace : '' };
  try {
    return await createObject(context, place, object, query);
  } catch (error) {
    if (generated.failure === undefined || !(error instanceof Error)) throw error;
    throw new KubectlError(`${generated.failure}${error.message}`);
  }
}

/** Makes an object from flags and prints it. */
export async function createGenerated(context: CommandContext, generated: Generated): Promise<void> {
  const print = await createTypedPrinter(context, operationText(generated.operation ?? 'created', dryRunOf(context)));
  context.io.stdout(print(await makeGenerated(context, generated)));
}

/** A command that makes one object from its flags. */
export function generatorCommand(
  parts: Omit<Command, 'run' | 'flags'> & {
    readonly flags?: readonly FlagSpec[];
    readonly generate: (context: CommandContext) => Generated;
  },
): Command {
  const { generate, flags, ...rest } = parts;
  return {
    ...rest,
    flags: generatorFlags(flags),
    run: (context) => createGenerated(context, generate(context)),
  };
}
