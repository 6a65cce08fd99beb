/** `kubectl events`. Models kubectl/pkg/cmd/events. */

import { isJsonObject, type JsonObject } from '../../api/json.ts';
import { isStatus, StatusError } from '../../api/status.ts';
import type { Event } from '../../api/types.ts';
import { getRequest } from '../../client/request.ts';
import { createTabwriter, tableLayout } from '../../lib/tabwriter.ts';
import { parseTime } from '../../lib/time.ts';
import type { Command, CommandContext } from '../command.ts';
import { eventInterval } from '../describe/events.ts';
import type { DescribeClock } from '../describe/text.ts';
import { KubectlError } from '../errors.ts';
import { createFormatPrinter, outputFormat } from '../output/printer.ts';
import { splitTypeName } from '../resource-arguments.ts';
import { allNamespacesFlag, chunkSizeFlag, printFlags } from '../shared-flags.ts';
import { resolveType } from '../type-names.ts';

const long = `Display events.

 Prints a table of the most important information about events. You can request events for a namespace, for all namespace, or filtered to only those pertaining to a specified resource.`;

const examples = `# List recent events in the default namespace
kubectl events

# List recent events in all namespaces
kubectl events --all-namespaces

# List recent events for the specified pod, then wait for more events and list them as they arrive
kubectl events --for pod/web-pod-13je7 --watch

# List recent events in YAML format
kubectl events -oyaml

# List recent only events of type 'Warning' or 'Normal'
kubectl events --types=Warning,Normal`;

/** The field selector behind `--for TYPE/NAME`. */
function selectorFor({ flags, client }: CommandContext): Readonly<Record<string, string>> {
  const subject = flags.string('for');
  if (subject === '') return {};
  if (!subject.includes('/')) throw new KubectlError('--for must be in resource/name form');
  const { type, name } = splitTypeName(subject);
  const { kind } = resolveType(type, client);
  return { fieldSelector: `involvedObject.kind=${kind},involvedObject.name=${name}` };
}

function typeFilter({ flags }: CommandContext): (event: Event) => boolean {
  const wanted = flags.strings('types').map((type) => type.toLowerCase());
  if (wanted.some((type) => type !== 'normal' && type !== 'warning')) {
    throw new KubectlError('valid --types are Normal or Warning');
  }
  return ({ type = '' }) => wanted.length === 0 || wanted.includes(type.toLowerCase());
}

/** Models eventTime: series first, then the last and the only occurrence. */
function timeOf({ series, lastTimestamp, eventTime }: Event): number {
  const time = series ? series.lastObservedTime : lastTimestamp || eventTime;
  return (time ? parseTime(time) : undefined) ?? -Infinity;
}

/** Models EventPrinter.printOneEvent. */
function line(event: Event, clock: DescribeClock, withNamespace: boolean): string {
  const { type = '', reason = '', message = '', involvedObject, metadata } = event;
  const subject = `${involvedObject.kind ?? ''}/${involvedObject.name ?? ''}`;
  const cells = [eventInterval(event, clock), type, reason, subject, message.trim()];
  return `${(withNamespace ? [metadata.namespace ?? '', ...cells] : cells).join('\t')}\n`;
}

/** Prints events as a table; the header stands once. */
function createEventPrinter({ io, client, flags }: CommandContext): (events: readonly Event[]) => void {
  const writer = createTabwriter(tableLayout);
  const withNamespace = flags.bool('all-namespaces');
  let headers = !flags.bool('no-headers');
  return (events) => {
    const columns = ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
    if (headers) writer.write(`${(withNamespace ? ['NAMESPACE', ...columns] : columns).join('\t')}\n`);
    headers = false;
    const clock = { nowMs: client.clock.nowMs(), timeZoneOffsetMinutes: 0 };
    for (const event of events) writer.write(line(event, clock, withNamespace));
    io.stdout(writer.flush());
  };
}

const asObject = (event: Event): JsonObject => ({ ...event, apiVersion: 'v1', kind: 'Event' }) as unknown as JsonObject;

async function run(context: CommandContext): Promise<void> {
  const { io, client, flags, namespace } = context;
  const allNamespaces = flags.bool('all-namespaces');
  const keep = typeFilter(context);
  const path = { resource: 'events', ...(allNamespaces ? {} : { namespace }) };
  const query = selectorFor(context);
  const formatted = outputFormat(context) === '' ? undefined : createFormatPrinter(context);
  const printTable = createEventPrinter(context);

  if (flags.bool('watch')) {
    for await (const { type, object } of client.watch(getRequest(path, query))) {
      if (type === 'ERROR' && isStatus(object)) throw new StatusError(object);
      if (type === 'DELETED' || type === 'BOOKMARK' || !isJsonObject(object)) continue;
      const event = object as unknown as Event;
      if (!keep(event)) continue;
      if (formatted) io.stdout(formatted(asObject(event)));
      else printTable([event]);
    }
    return;
  }

  const list = await client.get(path, query);
  const items = (Array.isArray(list['items']) ? list['items'] : []) as unknown as readonly Event[];
  const events = items.filter(keep).toSorted((a, b) => timeOf(a) - timeOf(b) || 0);
  if (events.length === 0) {
    io.stderr(allNamespaces ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`);
  } else if (formatted) {
    const metadata = list['metadata'] ?? {};
    io.stdout(formatted({ apiVersion: 'v1', kind: 'EventList', metadata, items: events.map(asObject) }));
  } else printTable(events);
}

export const eventsCommand: Command = {
  name: 'events',
  short: 'List events',
  long,
  examples,
  usage:
    'events [(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning] [options]',
  flags: [
    allNamespacesFlag,
    chunkSizeFlag,
    { name: 'for', type: 'string', usage: 'Filter events to only those pertaining to the specified resource.' },
    {
      name: 'no-headers',
      type: 'bool',
      usage: "When using the default output format, don't print headers.",
    },
    ...printFlags,
    { name: 'types', type: 'strings', usage: 'Output only events of given types.' },
    {
      name: 'watch',
      shorthand: 'w',
      type: 'bool',
      usage: 'After listing the requested events, watch for more events.',
    },
  ],
  run,
};
