/** `-o custom-columns`: a table of JSONPath expressions. Models kubectl/pkg/cmd/get customcolumn.go. */

import type { JsonObject, JsonValue } from '../../api/json.ts';
import { createTabwriter, tableLayout } from '../../lib/tabwriter.ts';
import { KubectlError } from '../errors.ts';
import { findResults } from '../../api/jsonpath/evaluate.ts';
import { JsonPathError, type JsonPathTemplate } from '../../api/jsonpath/nodes.ts';
import { parseJsonPath, relaxedJsonPath } from '../../api/jsonpath/parse.ts';
import { goValue } from './go-value.ts';
import type { ObjectPrinter } from './object-printer.ts';

interface Column {
  readonly header: string;
  readonly path: string;
}

/** `NAME:.metadata.name,…` */
export function columnsOfSpec(spec: string): readonly Column[] {
  if (spec === '') throw new KubectlError('custom-columns format specified but no custom columns given');
  return spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0) {
      throw new KubectlError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    }
    return { header: part.slice(0, colon), path: part.slice(colon + 1) };
  });
}

const expectedTemplate =
  'Expected format is one line of space separated headers, one line of space separated column specs.';

/** A file of two lines: headers, and paths below them. */
export function columnsOfTemplate(text: string): readonly Column[] {
  const words = (line: string): readonly string[] => line.split(/\s+/).filter(Boolean);
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  if (lines[0] === undefined) throw new KubectlError(`invalid template, missing header line. ${expectedTemplate}`);
  if (lines[1] === undefined) throw new KubectlError(`invalid template, missing spec line. ${expectedTemplate}`);
  const [headers, paths] = [words(lines[0]), words(lines[1])];
  if (headers.length !== paths.length) {
    const counts = `number of headers (${headers.length}) and field specifications (${paths.length})`;
    throw new KubectlError(`${counts} don't match`);
  }
  return headers.map((header, index) => ({ header, path: paths[index]! }));
}

function cell(template: JsonPathTemplate, object: JsonObject): string {
  const values = findResults(template, object, { allowMissingKeys: true });
  const texts = values.flat().map((value: JsonValue) => goValue(value).replaceAll('\u001b', '^['));
  return [...((values[0]?.length ?? 0) === 0 ? ['<none>'] : []), ...texts].join(',');
}

function relaxed(path: string): string {
  try {
    return relaxedJsonPath(path);
  } catch (error) {
    throw error instanceof JsonPathError ? new KubectlError(error.message) : error;
  }
}

/** Prints objects and lists; the header stands only before the first. */
export function createColumnsPrinter(columns: readonly Column[], noHeaders: boolean): ObjectPrinter {
  const paths = columns.map(({ path }) => relaxed(path));
  const writer = createTabwriter(tableLayout);
  let headerPrinted = noHeaders;
  return (object) => {
    if (!headerPrinted) writer.write(`${columns.map(({ header }) => header).join('\t')}\n`);
    headerPrinted = true;
    try {
      const templates = paths.map(parseJsonPath);
      const items = Array.isArray(object['items']) ? (object['items'] as readonly JsonObject[]) : [object];
      for (const item of items) writer.write(`${templates.map((template) => cell(template, item)).join('\t')}\n`);
    } catch (error) {
      throw error instanceof JsonPathError ? new KubectlError(error.message) : error;
    }
    return writer.flush();
  };
}
