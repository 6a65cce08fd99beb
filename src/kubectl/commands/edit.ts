/** `kubectl edit`. Models kubectl/pkg/cmd/util/editor/editoptions.go for objects on the server, in YAML or JSON. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { StatusError } from '../../api/status.ts';
import { createJsonMergePatch } from '../../api/json-merge-diff.ts';
import { createTwoWayMergePatch } from '../../api/strategic-diff.ts';
import { patchRequest } from '../../client/request.ts';
import { isFault, readManifest } from '../../manifest/read-manifest.ts';
import type { Command, CommandContext } from '../command.ts';
import { errorText, KubectlError, SilentExit, throwAll } from '../errors.ts';
import { goJson } from '../output/go-json.ts';
import { kindSlashName } from '../output/printer.ts';
import { toYaml } from '../output/yaml.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { writeQuery } from '../request-options.ts';
import { resolve } from '../resolve.ts';
import { fieldManagerFlag, filenameFlags, printFlags } from '../shared-flags.ts';

const header = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

const withoutComments = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .trim();

/** Why the last try failed. */
interface EditReason {
  readonly head: string;
  readonly causes: readonly string[];
}

/** A reason as comments above the object. Models editHeader.writeTo. */
function reasonLines({ head, causes }: EditReason): string {
  const commented = (text: string): string => text.replaceAll('\n', '\n# ');
  const lines = [
    `# ${commented(head)}${causes.length > 0 ? ':' : ''}`,
    ...causes.map((cause) => `# * ${commented(cause)}`),
  ];
  return `${lines.join('\n')}\n#\n`;
}

/** The reason for a refusal of the server that another edit can mend; undefined for others. Models editResults.addError. */
function invalidReason({ status }: StatusError, what: string): EditReason | undefined {
  if (status.reason !== 'Invalid') return undefined;
  const causes = (status.details?.causes ?? []).map(({ field = '', message = '' }) => `${field}: ${message}`);
  return { head: `${what} was not valid`, causes };
}

function withoutManagedFields(object: JsonObject): JsonObject {
  if (!isJsonObject(object.metadata)) return object;
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** The edited object; throws KubectlError for a text that holds none. */
function parseEdited(text: string): JsonObject {
  const [part] = readManifest(text).parts;
  if (!part || isFault(part)) {
    throw new KubectlError(`The edited file had a syntax error: error parsing edited-file: ${part?.message ?? ''}`);
  }
  if (!isJsonObject(part.value)) throw new KubectlError('The edited file had a syntax error: edited-file: no object');
  return part.value;
}

function checkIdentity(before: JsonObject, after: JsonObject): void {
  const part = (object: JsonObject, key: string): JsonValue | undefined =>
    isJsonObject(object.metadata) ? object.metadata[key] : undefined;
  for (const key of ['apiVersion', 'kind'] as const) {
    if (before[key] !== after[key]) throw new KubectlError(`${key} may not be changed`);
  }
  if (part(before, 'name') !== part(after, 'name')) {
    throw new KubectlError('At least one of apiVersion, kind and name was changed');
  }
}

/** Edits one object until it is saved or given up. */
async function editOne(context: CommandContext, info: ResourceInfo): Promise<void> {
  const { io, flags, client } = context;
  if (!io.edit) throw new KubectlError('there is no editor to edit objects with');
  const object = withoutManagedFields(info.object);
  const asText = flags.string('output') === 'json' ? `${goJson(object, '    ')}\n` : toYaml(object);
  let text = asText;
  let reason: EditReason | undefined;
  let previous: string | undefined;
  for (;;) {
    const edited = await io.edit(header + (reason ? reasonLines(reason) : '') + text);
    if (edited === undefined) throw new KubectlError('there was a problem with the editor');
    const body = withoutComments(edited);
    if (body === '' || body === withoutComments(asText)) {
      io.stderr(body === '' ? 'Edit cancelled, saved file was empty.\n' : 'Edit cancelled, no changes made.\n');
      return;
    }
    if (previous === body) {
      throw new KubectlError('Edit cancelled, no valid changes were saved.');
    }
    previous = body;
    text = `${body}\n`;
    try {
      const changed = parseEdited(text);
      checkIdentity(object, changed);
      const isCustom = info.resource.type === '';
      const patch = isCustom
        ? createJsonMergePatch(object, changed)
        : createTwoWayMergePatch(object, changed, info.resource.type);
      const { resource, namespace, name } = info;
      const place = { resource, name, ...(namespace ? { namespace } : {}) };
      const query = writeQuery({ fieldManager: flags.string('field-manager') });
      const result = await client.send(patchRequest(place, isCustom ? 'merge' : 'strategic', patch, query));
      io.stdout(`${kindSlashName(result as JsonObject)} edited\n`);
      return;
    } catch (error) {
      if (error instanceof StatusError) {
        const { plural, group } = info.resource;
        const what = `${group ? `${plural}.${group}` : plural} ${JSON.stringify(info.name)}`;
        reason = invalidReason(error, what);
        if (!reason) throw new KubectlError(`${what} could not be patched: ${errorText(error)}`);
        io.stderr(`error: ${what} is invalid\n`);
      } else if (error instanceof KubectlError) {
        reason = { head: error.message, causes: [] };
      } else {
        throw error;
      }
    }
  }
}

async function run(context: CommandContext): Promise<void> {
  const { flags } = context;
  const { infos, errors } = await resolve(context, {
    args: context.args,
    allowEmptySelector: true,
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    latest: true,
    continueOnError: true,
  });
  throwAll(errors);
  if (infos.length === 0) {
    context.io.stderr('edit cancelled, no objects found\n');
    throw new SilentExit(1);
  }
  for (const info of infos) await editOne(context, info);
}

export const editCommand: Command = {
  name: 'edit',
  short: 'Edit a resource on the server',
  long: `Edit a resource from the default editor.

 The edit command allows you to directly edit any API resource you can retrieve via the command-line tools. It will open the editor defined by your KUBE_EDITOR, or EDITOR environment variables, or fall back to 'vi' for Linux or 'notepad' for Windows. When attempting to open the editor, it will first attempt to use the shell that has been defined in the 'SHELL' environment variable. If this is not defined, the default shell will be used, which is '/bin/bash' for Linux or 'cmd' for Windows.

 You can edit multiple objects, although changes are applied one at a time. The command accepts file names as well as command-line arguments, although the files you point to must be previously saved versions of resources.

 Editing is done with the API version used to fetch the resource. To edit using a specific API version, fully-qualify the resource, version, and group.

 The default format is YAML. To edit in JSON, specify "-o json".

 The flag --windows-line-endings can be used to force Windows line endings, otherwise the default for your operating system will be used.

 In the event an error occurs while updating, a temporary file will be created on disk that contains your unapplied changes. The most common error when updating a resource is another editor changing the resource on the server. When this occurs, you will have to apply your changes to the newer version of the resource, or update your temporary saved copy to include the latest resource version.`,
  examples: `# Edit the service named 'registry'
kubectl edit svc/registry

# Use an alternative editor
KUBE_EDITOR="nano" kubectl edit svc/registry

# Edit the job 'myjob' in JSON using the v1 API format
kubectl edit job.v1.batch/myjob -o json

# Edit the deployment 'mydeployment' in YAML and save the modified config in its annotation
kubectl edit deployment/mydeployment -o yaml --save-config

# Edit the 'status' subresource for the 'mydeployment' deployment
kubectl edit deployment mydeployment --subresource='status'`,
  usage: 'kubectl edit (RESOURCE/NAME | -f FILENAME) [options]',
  flags: [
    ...printFlags,
    fieldManagerFlag('kubectl-edit'),
    ...filenameFlags('Filename, directory, or URL to files to use to edit the resource'),
    {
      name: 'output-patch',
      type: 'bool',
      usage: 'Output the patch if the resource is edited.',
    },
    {
      name: 'save-config',
      type: 'bool',
      usage:
        'If true, the configuration of current object will be saved in its annotation. Otherwise, the annotation will be unchanged. This flag is useful when you want to perform kubectl apply on this object in the future.',
    },
    {
      name: 'subresource',
      type: 'string',
      usage: 'If specified, edit will operate on the subresource of the requested object.',
    },
    {
      name: 'windows-line-endings',
      type: 'bool',
      usage: 'Defaults to the line ending native to your platform.',
    },
  ],
  run,
};
