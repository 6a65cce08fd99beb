/** `kubectl get --watch`. Models GetOptions.watch. */

import { isJsonObject, type JsonObject } from '../../api/json.ts';
import { isStatus, StatusError } from '../../api/status.ts';
import type { ApiRequest } from '../../api/request.ts';
import { getRequest } from '../../client/request.ts';
import { createTabwriter, tableLayout } from '../../lib/tabwriter.ts';
import type { CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { createFormatPrinter, outputFormat } from '../output/printer.ts';
import { tableAccept } from '../output/reading.ts';
import { createTablePrinter, tableOf } from '../output/table.ts';
import { planVisits, type Visit } from '../plan-visits.ts';
import { getObject, listItems, listResource } from '../resolve.ts';
import { builderOptions, getFormats, tableOptions } from './get-options.ts';

/** What is watched: a collection, or one object of it. */
interface Target {
  readonly resource: Extract<Visit, { kind: 'list' }>['resource'];
  readonly namespace: string;
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
}

function targetOf(visit: Visit): Target {
  switch (visit.kind) {
    case 'error':
      throw visit.error;
    case 'list':
      return { ...visit, name: '' };
    case 'name':
      return { ...visit, query: {} };
    case 'file':
      return { ...visit.info, query: {} };
  }
}

/** Gives the text for an object of an answer or of a watch event; `show` is false for what is only looked at. */
type WatchPrinter = (object: JsonObject, show: boolean, event?: string) => string;

function humanPrinter(context: CommandContext, { resource }: Target): WatchPrinter {
  const printer = createTablePrinter(tableOptions(context, resource, { withKind: false }));
  const writer = createTabwriter(tableLayout);
  return (object, show, event) => {
    const table = tableOf(object, context.client.clock.nowMs());
    writer.write(printer.print(show ? table : { ...table, rows: [] }, event));
    return writer.flush();
  };
}

function genericPrinter(context: CommandContext, { resource }: Target): WatchPrinter {
  const print = createFormatPrinter(context, getFormats);
  return (object, show, event) => {
    if (!show) return '';
    const objects = Array.isArray(object['items']) ? listItems(resource, object) : [object];
    return objects.map((item) => print(event === undefined ? item : { type: event, object: item })).join('');
  };
}

/** Objects come one by one; the first event of a watch on a single object only repeats what was read. */
export async function getWatch(context: CommandContext): Promise<void> {
  const { io, client, flags } = context;
  const { visits } = planVisits(context, { ...builderOptions(context), singleResourceType: true });
  const targets = visits.map(targetOf);
  const [target] = targets;
  if (!target) throw new KubectlError('no resources to watch');
  if (targets.some(({ resource }) => resource !== target.resource)) {
    throw new KubectlError(
      'watch is only supported on individual resources and resource collections - more than 1 resource was found',
    );
  }
  const format = outputFormat(context);
  const human = format === '' || format === 'wide';
  const accept = human && flags.bool('server-print') ? { accept: tableAccept } : {};
  const withEvents = flags.bool('output-watch-events');
  const isList = target.name === '';
  const print = human ? humanPrinter(context, target) : genericPrinter(context, target);

  let resourceVersion = '0';
  for (const one of targets) {
    const body = isList
      ? await listResource(context, { kind: 'list', ...one }, accept)
      : await getObject(context, one, accept);
    const listed = isJsonObject(body['metadata']) ? body['metadata']['resourceVersion'] : undefined;
    if (isList && typeof listed === 'string') resourceVersion = listed;
    io.stdout(print(body, !flags.bool('watch-only'), withEvents ? 'ADDED' : undefined));
  }
  if (targets.length > 1) {
    throw new KubectlError('you may only watch a single resource or type of resource at a time');
  }

  let show = isList;
  for await (const { type, object } of client.watch({ ...watchRequest(target, resourceVersion), ...accept })) {
    if (type === 'ERROR' && isStatus(object)) throw new StatusError(object);
    if (type === 'BOOKMARK' || !isJsonObject(object)) continue;
    io.stdout(print(object, show, withEvents ? type : undefined));
    show = true;
  }
}

function watchRequest({ resource, namespace, name, query }: Target, resourceVersion: string): ApiRequest {
  return getRequest(
    { resource, ...(namespace ? { namespace } : {}) },
    { ...query, ...(name ? { fieldSelector: `metadata.name=${name}` } : {}), resourceVersion },
  );
}
