/** How core Events are printed. Models printers.go printEvent. */

import type { Event } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { nameDescription, since } from './common-columns.ts';

function firstSeen(event: Event, nowMs: number): string {
  return since(event.firstTimestamp || event.eventTime, nowMs);
}

function lastSeen(event: Event, nowMs: number): string {
  if (event.series) return since(event.series.lastObservedTime, nowMs);
  return event.lastTimestamp ? since(event.lastTimestamp, nowMs) : firstSeen(event, nowMs);
}

function source({ source: from, reportingComponent, reportingInstance }: Event): string {
  const component = from?.component || reportingComponent || '';
  const instance = from?.host || reportingInstance;
  return instance ? `${component}, ${instance}` : component;
}

export const eventColumns: readonly TableColumn<Event>[] = [
  {
    name: 'Last Seen',
    type: 'string',
    description: 'The time at which the most recent occurrence of this event was recorded.',
    cell: lastSeen,
  },
  {
    name: 'Type',
    type: 'string',
    description: 'Type of this event (Normal, Warning), new types could be added in the future',
    cell: ({ type }) => type ?? '',
  },
  {
    name: 'Reason',
    type: 'string',
    description:
      "This should be a short, machine understandable string that gives the reason for the transition into the object's current status.",
    cell: ({ reason }) => reason ?? '',
  },
  {
    name: 'Object',
    type: 'string',
    description: 'The object that this event is about.',
    cell({ involvedObject: { kind = '', name } }) {
      return name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase();
    },
  },
  {
    name: 'Subobject',
    type: 'string',
    description:
      'If referring to a piece of an object instead of an entire object, this string should contain a valid JSON/Go field access statement, such as desiredState.manifest.containers[2]. For example, if the object reference is to a container within a pod, this would take on a value like: "spec.containers{name}" (where "name" refers to the name of the container that triggered the event) or if no container name is specified "spec.containers[2]" (container with index 2 in this pod). This syntax is chosen only to have some well-defined way of referencing a part of an object.',
    priority: 1,
    cell: ({ involvedObject }) => involvedObject.fieldPath ?? '',
  },
  {
    name: 'Source',
    type: 'string',
    description: 'The component reporting this event. Should be a short machine understandable string.',
    priority: 1,
    cell: source,
  },
  {
    name: 'Message',
    type: 'string',
    description: 'A human-readable description of the status of this operation.',
    cell: ({ message = '' }) => message.trim(),
  },
  {
    name: 'First Seen',
    type: 'string',
    description: 'The time at which the event was first recorded. (Time of server receipt is in TypeMeta.)',
    priority: 1,
    cell: firstSeen,
  },
  {
    name: 'Count',
    type: 'string',
    description: 'The number of times this event has occurred.',
    priority: 1,
    cell: ({ series, count }) => (series ? (series.count ?? 0) : count || 1),
  },
  {
    name: 'Name',
    type: 'string',
    format: 'name',
    description: nameDescription,
    priority: 1,
    cell: ({ metadata }) => metadata.name,
  },
];
