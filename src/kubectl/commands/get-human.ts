/** `kubectl get` as tables. Models GetOptions.Run for the human-readable printer. */

import { resourceName } from '../../api/scheme.ts';
import type { JsonObject } from '../../api/json.ts';
import { createTabwriter, tableLayout } from '../../lib/tabwriter.ts';
import type { ApiResource } from '../api-resources.ts';
import type { CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { countingErrors, tableAccept } from '../output/reading.ts';
import { sortByPath } from '../output/sort.ts';
import { createTablePrinter, rowObject, tableOf, type Table } from '../output/table.ts';
import { planVisits, type Visit } from '../plan-visits.ts';
import { getObject, listResource, type ReadOptions } from '../resolve.ts';
import { builderOptions, checkSubresource, tableOptions } from './get-options.ts';

interface Found {
  readonly resource: ApiResource;
  readonly body: JsonObject;
}

async function read(context: CommandContext, visit: Visit, options: ReadOptions): Promise<Found> {
  switch (visit.kind) {
    case 'error':
      throw visit.error;
    case 'list':
      return { resource: visit.resource, body: await listResource(context, visit, options) };
    case 'name':
      return { resource: visit.resource, body: await getObject(context, visit, options) };
    case 'file':
      return { resource: visit.info.resource, body: await getObject(context, visit.info, options) };
  }
}

function readOptions({ flags }: CommandContext): ReadOptions {
  const subresource = flags.string('subresource');
  return {
    ...(flags.bool('server-print') ? { accept: tableAccept } : {}),
    ...(flags.string('sort-by') === '' ? {} : { query: { includeObject: 'Object' } }),
    ...(subresource ? { subresource } : {}),
  };
}

/** A table whose rows cannot be sorted is left out without a word, as upstream does. */
function sorted(table: Table, expression: string): Table {
  if (expression === '' || table.rows.length < 2) return table;
  try {
    return { ...table, rows: sortByPath(table.rows, rowObject, expression) };
  } catch (error) {
    if (error instanceof KubectlError) return { ...table, rows: [] };
    throw error;
  }
}

const sameResource = (a: ApiResource, b: ApiResource): boolean => resourceName(a) === resourceName(b);

/** Prints one table after the other, with an empty line between resources. */
function printTables(context: CommandContext, found: readonly Found[]): boolean {
  const { io, client, flags } = context;
  const withKind = found.some(({ resource }) => !sameResource(resource, found[0]!.resource));
  const noHeaders = flags.bool('no-headers');
  let written = false;
  for (let from = 0; from < found.length;) {
    const { resource } = found[from]!;
    let to = from;
    const printer = createTablePrinter(tableOptions(context, resource, { withKind }));
    const writer = createTabwriter(tableLayout);
    for (; to < found.length && sameResource(found[to]!.resource, resource); to++) {
      const table = tableOf(found[to]!.body, client.clock.nowMs());
      writer.write(printer.print(sorted(table, flags.string('sort-by'))));
    }
    const text = writer.flush();
    if (text !== '') {
      io.stdout(written && !noHeaders ? `\n${text}` : text);
      written = true;
    }
    from = to;
  }
  return written;
}

export async function getHuman(context: CommandContext): Promise<void> {
  const { io, flags, namespace } = context;
  const plan = planVisits(context, builderOptions(context));
  checkSubresource(context, plan);
  const found: Found[] = [];
  const failures: unknown[] = [];
  for (const visit of plan.visits) {
    try {
      found.push(await read(context, visit, readOptions(context)));
    } catch (error) {
      failures.push(error);
    }
  }
  const errors = countingErrors(failures, flags);
  const expression = flags.string('sort-by');
  if (expression !== '' && found.length > 1) {
    // Upstream sorts the answers themselves when there are several; tables have no such field.
    sortByPath(found, ({ body }) => body, expression);
  }
  const written = printTables(context, found);
  if (!written && errors.length === 0 && !flags.bool('ignore-not-found')) {
    const allNamespaced = !flags.bool('all-namespaces') && found.every(({ resource }) => resource.namespaced);
    io.stderr(allNamespaced ? `No resources found in ${namespace} namespace.\n` : 'No resources found\n');
  }
  throwAll(errors);
}
