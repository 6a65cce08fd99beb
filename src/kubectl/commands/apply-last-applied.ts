/** `kubectl apply view-last-applied`, `set-last-applied` and `edit-last-applied`. */

import { patchRequest } from '../../client/request.ts';
import { parseJson } from '../../manifest/go-json.ts';
import type { JsonObject } from '../../api/json.ts';
import { sameJson } from '../../lib/same-json.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { lastAppliedAnnotation, lastAppliedOf } from '../last-applied.ts';
import { goJson } from '../output/go-json.ts';
import { createPrinter } from '../output/printer.ts';
import { toYaml } from '../output/yaml.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { dryRunOf, operationText, writeQuery } from '../request-options.ts';
import { getObject, resolve } from '../resolve.ts';
import { dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../shared-flags.ts';
import { refusedCommand } from './refused.ts';

async function view(context: CommandContext): Promise<void> {
  const { flags, io } = context;
  const format = flags.string('output');
  if (format !== '' && format !== 'yaml' && format !== 'json') {
    throw new KubectlError(`Unexpected -o output mode: ${format}, the flag 'output' must be one of yaml|json`);
  }
  const { infos, errors } = await resolve(context, {
    args: context.args,
    allowEmptySelector: flags.bool('all'),
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    selector: flags.string('selector'),
    selectAll: flags.bool('all'),
    latest: true,
    continueOnError: false,
  });
  throwAll(errors);
  const texts: string[] = [];
  for (const { name, object } of infos) {
    const text = lastAppliedOf(object);
    if (text === undefined) {
      context.client.warn(`no last-applied-configuration annotation found on ${name}`);
      continue;
    }
    const manifest = parseJson(text) as JsonObject;
    texts.push(format === 'json' ? `${goJson(manifest, '  ')}\n` : toYaml(manifest));
  }
  io.stdout(texts.join('---\n'));
}

/** True when both texts hold the same configuration. */
function isSameConfiguration(before: string | undefined, after: string): boolean {
  try {
    return before !== undefined && sameJson(parseJson(before), parseJson(after));
  } catch {
    return false;
  }
}

/** All objects are looked at before the first is changed. Models SetLastAppliedOptions Validate and RunSetLastApplied. */
async function set(context: CommandContext): Promise<void> {
  const { flags, io, client } = context;
  const dryRun = dryRunOf(context);
  const print = createPrinter(context, operationText('configured', dryRun));
  const { infos, errors } = await resolve(context, { filenames: flags.strings('filename'), continueOnError: false });
  const changes: { readonly info: ResourceInfo; readonly present: JsonObject; readonly text: string }[] = [];
  for (const info of infos) {
    const present = await getObject(context, info);
    const before = lastAppliedOf(present);
    if (before === undefined && !flags.bool('create-annotation')) {
      throw new KubectlError(
        'no last-applied-configuration annotation found on resource: ' +
          `${info.name}, to create the annotation, run the command with --create-annotation`,
      );
    }
    // Unlike what apply notes, the object as it is: without `annotations: {}`.
    const text = `${goJson(info.object)}\n`;
    if (isSameConfiguration(before, text)) io.stdout(`set-last-applied ${info.name}: no changes required.\n`);
    else changes.push({ info, present, text });
  }
  throwAll(errors);
  for (const { info, present, text } of changes) {
    const { resource, namespace, name } = info;
    const patch = { metadata: { annotations: { [lastAppliedAnnotation]: text } } };
    const place = { resource, name, ...(namespace ? { namespace } : {}) };
    const result =
      dryRun === 'client' ? present : await client.send(patchRequest(place, 'merge', patch, writeQuery({ dryRun })));
    io.stdout(print(result as JsonObject));
  }
}

const viewFiles = filenameFlags(
  'Filename, directory, or URL to files that contains the last-applied-configuration annotations',
);

export const viewLastAppliedCommand: Command = {
  name: 'view-last-applied',
  short: 'View the latest last-applied-configuration annotations of a resource/object',
  long: `View the latest last-applied-configuration annotations by type/name or file.

 The default output will be printed to stdout in YAML format. You can use the -o option to change the output format.`,
  examples: `# View the last-applied-configuration annotations by type/name in YAML
kubectl apply view-last-applied deployment/nginx

# View the last-applied-configuration annotations by file in JSON
kubectl apply view-last-applied -f deploy.yaml -o json`,
  usage: 'kubectl apply view-last-applied (TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME) [options]',
  flags: [
    { name: 'all', type: 'bool', usage: 'Select all resources in the namespace of the specified resource types' },
    ...viewFiles,
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      default: 'yaml',
      usage: 'Output format. Must be one of (yaml, json)',
    },
    selectorFlag,
  ],
  run: view,
};

export const setLastAppliedCommand: Command = {
  name: 'set-last-applied',
  short: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
  long: `Set the latest last-applied-configuration annotations by setting it to match the contents of a file. This results in the last-applied-configuration being updated as though 'kubectl apply -f <file>' was run, without updating any other parts of the object.`,
  examples: `# Set the last-applied-configuration of a resource to match the contents of a file
kubectl apply set-last-applied -f deploy.yaml

# Execute set-last-applied against each configuration file in a directory
kubectl apply set-last-applied -f path/

# Set the last-applied-configuration of a resource to match the contents of a file; will create the annotation if it does not already exist
kubectl apply set-last-applied -f deploy.yaml --create-annotation=true`,
  usage: 'kubectl apply set-last-applied -f FILENAME [options]',
  flags: [
    ...printFlags,
    {
      name: 'create-annotation',
      type: 'bool',
      usage: "Will create 'last-applied-configuration' annotations if current objects doesn't have one",
    },
    dryRunFlag,
    ...viewFiles.filter(({ name }) => name === 'filename'),
  ],
  run: set,
};

export const editLastAppliedCommand: Command = refusedCommand(
  'edit-last-applied',
  'Edit latest last-applied-configuration annotations of a resource/object',
);
