/** Prints objects as `-o` asks: the counterpart of upstream's PrintFlags.ToPrinter. */

import type { JsonObject } from '../../api/json.ts';
import type { CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { columnsOfSpec, columnsOfTemplate, createColumnsPrinter } from './custom-columns.ts';
import { goJson } from './go-json.ts';
import { toKyaml } from './kyaml.ts';
import type { ObjectPrinter } from './object-printer.ts';
import { createGoTemplatePrinter, createJsonPathPrinter } from './template-printers.ts';
import { toYaml } from './yaml.ts';

type PrinterContext = Pick<CommandContext, 'flags' | 'io'>;

/** `statefulset.apps/web`, `pod/web-0`. */
export function kindSlashName(object: JsonObject): string {
  const apiVersion = String(object['apiVersion'] ?? '');
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const kind = String(object['kind'] ?? '').toLowerCase();
  const name = String((object['metadata'] as JsonObject | undefined)?.['name'] || '<unknown>');
  return `${group ? `${kind}.${group}` : kind}/${name}`;
}

/** The members of a list, or the object itself. */
function itemsOf(object: JsonObject): readonly JsonObject[] {
  const items = object['items'];
  return Array.isArray(items) ? (items as readonly JsonObject[]) : [object];
}

/** The object as it is printed without `--show-managed-fields`. */
export function withoutManagedFields(object: JsonObject): JsonObject {
  const items = object['items'];
  if (Array.isArray(items)) return { ...object, items: (items as readonly JsonObject[]).map(withoutManagedFields) };
  const metadata = object['metadata'] as JsonObject | undefined;
  return metadata?.['managedFields'] === undefined
    ? object
    : { ...object, metadata: { ...metadata, managedFields: undefined } };
}

/** Objects after the first one begin a new document. */
function documents(write: ObjectPrinter): ObjectPrinter {
  let first = true;
  return (object) => {
    const text = first ? write(object) : `---\n${write(object)}`;
    first = false;
    return text;
  };
}

const serializers: Readonly<Record<string, () => ObjectPrinter>> = {
  json: () => (object) => `${goJson(object, '    ')}\n`,
  yaml: () => documents(toYaml),
  kyaml: () => toKyaml,
};

const fileFormats = new Set(['jsonpath-file', 'go-template-file', 'templatefile', 'custom-columns-file']);

/** The text of a template, or of the file that it is in. Models the ReadFile of each ToPrinter. */
function templateText(context: PrinterContext, format: string, value: string): string {
  if (!fileFormats.has(format)) return value;
  const text = context.io.files.read(value);
  if (text !== undefined) return text;
  const subject = format === 'custom-columns-file' ? 'template' : '--template';
  throw new KubectlError(`error reading ${subject} ${value}, open ${value}: no such file or directory\n`);
}

function templatePrinter(context: PrinterContext, format: string, value: string): ObjectPrinter {
  if (value === '') throw new KubectlError('template format specified but no template given');
  const text = templateText(context, format, value);
  const allowMissingKeys =
    !context.flags.has('allow-missing-template-keys') || context.flags.bool('allow-missing-template-keys');
  return format.startsWith('jsonpath')
    ? createJsonPathPrinter(text, { allowMissingKeys, asJson: format === 'jsonpath-as-json' })
    : createGoTemplatePrinter(text, { allowMissingKeys }, context.io.stdout);
}

function columnsPrinter(context: PrinterContext, format: string, value: string): ObjectPrinter {
  if (value === '') throw new KubectlError('custom-columns format specified but no custom columns given');
  const text = templateText(context, format, value);
  const noHeaders = context.flags.has('no-headers') && context.flags.bool('no-headers');
  return format === 'custom-columns-file'
    ? createColumnsPrinter(columnsOfTemplate(text), false)
    : createColumnsPrinter(columnsOfSpec(text), noHeaders);
}

const templateFormats = [
  'go-template',
  'go-template-file',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'template',
  'templatefile',
];
const columnFormats = ['custom-columns', 'custom-columns-file'];

/** What `-o` and `--template` say together; '' for the command's own output. */
export function outputFormat({ flags }: Pick<CommandContext, 'flags'>): string {
  const format = flags.string('output');
  return format === '' && flags.has('template') && flags.string('template') !== '' ? 'go-template' : format;
}

/**
 * The printer for `-o`. `formats` names what the command knows beyond the usual formats (`wide`, `custom-columns` …),
 * for the list of allowed ones. Throws KubectlError for an unknown format or a bad template.
 */
export function createFormatPrinter(context: PrinterContext, formats: readonly string[] = []): ObjectPrinter {
  const format = outputFormat(context);
  const serializer = format.toLowerCase();
  if (Object.hasOwn(serializers, serializer)) {
    const print = serializers[serializer]!();
    const keep = context.flags.has('show-managed-fields') && context.flags.bool('show-managed-fields');
    return keep ? print : (object) => print(withoutManagedFields(object));
  }
  if (format === 'name') {
    return (object) =>
      itemsOf(object)
        .map((item) => `${kindSlashName(item)}\n`)
        .join('');
  }
  const template = context.flags.has('template') ? context.flags.string('template') : '';
  const equals = format.indexOf('=');
  const [name, inline] =
    template === '' && equals >= 0 ? [format.slice(0, equals), format.slice(equals + 1)] : [format, ''];
  const value = template || inline;
  if (templateFormats.includes(name)) return templatePrinter(context, name, value);
  if (columnFormats.includes(name) && formats.includes(name)) return columnsPrinter(context, name, value);
  const allowed = ['json', 'yaml', 'kyaml', 'name', ...templateFormats, ...formats].sort().join(',');
  throw new KubectlError(
    `unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: ${allowed}`,
  );
}

/**
 * The printer that `-o`/`--template` of `context.flags` ask for; without `-o` it prints `<kind>/<name> <operation>`.
 * Throws KubectlError for an unknown format. Managed fields are left out unless `--show-managed-fields`.
 */
export function createPrinter(context: PrinterContext, operation: string): ObjectPrinter {
  if (outputFormat(context) !== '') return createFormatPrinter(context);
  return (object) =>
    itemsOf(object)
      .map((item) => `${kindSlashName(item)} ${operation}\n`)
      .join('');
}
