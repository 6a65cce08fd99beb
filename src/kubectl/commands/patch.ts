/** `kubectl patch`. Models kubectl/pkg/cmd/patch/patch.go. */

import { recordedMetadata, recordFlag } from '../change-cause.ts';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { sameJson } from '../../lib/same-json.ts';
import { patchContentTypes, patchRequest, pathOf, type PatchType } from '../../client/request.ts';
import { parseYaml } from '../../manifest/yaml/parse.ts';
import { valueOf } from '../../manifest/yaml/to-value.ts';
import { YamlError } from '../../manifest/yaml/token.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { patchHelp } from '../help-texts/patch.ts';
import { goJson } from '../output/go-json.ts';
import { patchedLocally } from '../local-patch.ts';
import { createPrinter } from '../output/printer.ts';
import type { BuilderOptions } from '../plan-visits.ts';
import { visitInfos } from '../resolve.ts';
import { dryRunOf, writeQuery } from '../request-options.ts';

const types: readonly string[] = ['json', 'merge', 'strategic'];

/** The patch as it is sent: JSON text stays as it was written, YAML becomes JSON. */
function patchBody(text: string): string {
  if (text.trimStart().startsWith('{')) return text;
  try {
    return goJson(valueOf(parseYaml(text)));
  } catch (error) {
    if (error instanceof YamlError)
      throw new KubectlError(`unable to parse ${JSON.stringify(text)}: yaml: ${error.message}`);
    throw error;
  }
}

function readPatch({ flags, io, args }: CommandContext): { readonly text: string; readonly type: PatchType } {
  const patch = flags.string('patch');
  const file = flags.string('patch-file');
  if (patch !== '' && file !== '') throw new KubectlError('cannot specify --patch and --patch-file together');
  if (patch === '' && file === '') {
    throw new KubectlError('must specify --patch or --patch-file containing the contents of the patch');
  }
  if (flags.bool('local') && args.length > 0) throw new KubectlError('cannot specify --local and server resources');
  if (flags.bool('local') && flags.string('dry-run') === 'server') {
    throw new KubectlError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  }
  const type = flags.string('type').toLowerCase();
  if (!types.includes(type)) {
    throw new KubectlError(`--type must be one of [${types.join(' ')}], not ${JSON.stringify(flags.string('type'))}`);
  }
  const text = file === '' ? patch : io.files.read(file);
  if (text === undefined) {
    throw new KubectlError(`unable to read patch file: open ${file}: no such file or directory`);
  }
  return { text: patchBody(text), type: type as PatchType };
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io, client } = context;
  const dryRun = dryRunOf(context);
  createPrinter(context, '');
  const { text, type } = readPatch(context);
  const local = flags.bool('local');
  const subresource = flags.string('subresource');
  const options: BuilderOptions = {
    args: context.args,
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    local,
    continueOnError: true,
  };
  const { count, errors } = await visitInfos(context, options, async ({ resource, namespace, name, object }) => {
    if (local || (dryRun === 'client' && type !== 'json')) {
      const after = patchedLocally(object, text, type, resource);
      io.stdout(createPrinter(context, isSame(object, after) ? 'patched (no change)' : 'patched')(after));
      return;
    }
    const place = { resource, name, ...(namespace ? { namespace } : {}), ...(subresource ? { subresource } : {}) };
    const query = writeQuery({
      dryRun: dryRun === 'none' ? 'none' : 'server',
      fieldManager: flags.string('field-manager'),
    });
    let after = await client.send({
      method: 'PATCH',
      path: pathOf(place),
      contentType: patchContentTypes[type],
      body: text,
      query,
    });
    const metadata = recordedMetadata(context);
    if (metadata) {
      const recording = patchRequest(
        { resource, name, ...(namespace ? { namespace } : {}) },
        'merge',
        { metadata },
        query,
      );
      after = await client.send(recording).catch(() => after);
    }
    const changed = !isSame(object, after);
    const print = createPrinter(context, changed ? 'patched' : 'patched (no change)');
    io.stdout(print(after as JsonObject));
  });
  throwAll(errors);
  if (count === 0) throw new KubectlError('no objects passed to patch');
}

function isSame(before: JsonValue, after: JsonValue): boolean {
  return isJsonObject(before) && isJsonObject(after) && sameJson(before, after);
}

export const patchCommand: Command = {
  name: 'patch',
  short: 'Update fields of a resource',
  ...patchHelp,
  flags: [...patchHelp.flags, recordFlag],
  run,
};
