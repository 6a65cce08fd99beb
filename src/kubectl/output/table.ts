/** Renders `meta.k8s.io/v1` Tables as tab-separated lines. Models cli-runtime/pkg/printers tableprinter.go. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { formatLabels } from '../../api/label-text.ts';
import { humanDuration } from '../../lib/human-duration.ts';
import { parseTime } from '../../lib/time.ts';
import { goJson } from './go-json.ts';
import { goValue } from './go-value.ts';

export interface TableColumnDefinition {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly priority?: number;
}

export interface TableRow {
  readonly cells: readonly (JsonValue | undefined)[];
  /** The row's object, or its metadata alone; null when none was asked for. */
  readonly object: JsonObject | null;
}

export interface Table {
  readonly columnDefinitions: readonly TableColumnDefinition[];
  readonly rows: readonly TableRow[];
}

export interface TableOptions {
  readonly wide?: boolean;
  readonly noHeaders?: boolean;
  readonly withNamespace?: boolean;
  /** `statefulset.apps`: put before names. */
  readonly kindPrefix?: string;
  readonly showLabels?: boolean;
  /** Label keys with a column of their own. */
  readonly columnLabels?: readonly string[];
}

interface Metadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly creationTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

function metadataOf(object: JsonObject | null): Metadata {
  return ((object?.['metadata'] as JsonObject | undefined) ?? {}) as Metadata;
}

/** A Table from an answer of the API server; any other object becomes a row of NAME and AGE. */
export function tableOf(body: JsonObject, nowMs: number): Table {
  if (body['kind'] === 'Table' && String(body['apiVersion']).startsWith('meta.k8s.io/')) {
    const { columnDefinitions, rows } = body as unknown as Partial<Table>;
    return { columnDefinitions: columnDefinitions ?? [], rows: rows ?? [] };
  }
  const items = Array.isArray(body['items']) ? (body['items'] as readonly JsonObject[]) : [body];
  const rows = items.map((object) => {
    const { name = '', creationTimestamp } = metadataOf(object);
    const created = creationTimestamp ? parseTime(creationTimestamp) : undefined;
    return { cells: [name, created === undefined ? '<unknown>' : humanDuration(nowMs - created)], object };
  });
  const columnDefinitions = [
    { name: 'Name', type: 'string', format: 'name' },
    { name: 'Age', type: 'string' },
  ];
  return { columnDefinitions, rows };
}

/** Adds namespace, kind prefix and labels. Models decorateTable. */
function decorate({ columnDefinitions, rows }: Table, options: TableOptions): Table {
  const { withNamespace, kindPrefix, showLabels, columnLabels = [] } = options;
  const text = (name: string): TableColumnDefinition => ({ name, type: 'string' });
  const nameColumn = kindPrefix
    ? columnDefinitions.findIndex(({ format, type }) => format === 'name' && type === 'string')
    : -1;
  const columns = [
    ...(withNamespace ? [text('Namespace')] : []),
    ...columnDefinitions,
    ...columnLabels.map((key) => text(key.slice(key.lastIndexOf('/') + 1))),
    ...(showLabels ? [text('Labels')] : []),
  ];
  const decorated = rows.map(({ cells, object }) => {
    const { namespace = '', labels = {} } = metadataOf(object);
    const named = cells.map((cell, index) => (index === nameColumn ? `${kindPrefix}/${String(cell)}` : cell));
    return {
      object,
      cells: [
        ...(withNamespace ? [namespace] : []),
        ...named,
        ...columnLabels.map((key) => (Object.hasOwn(labels, key) ? labels[key] : '')),
        ...(showLabels ? [formatLabels(labels)] : []),
      ],
    };
  });
  return { columnDefinitions: columns, rows: decorated };
}

/** Makes a value safe for a terminal and keeps it on one line. */
function cellText(cell: JsonValue | undefined): string {
  if (cell === null || cell === undefined) return '';
  const text = typeof cell === 'string' ? cell : goValue(cell);
  const end = text.search(/[\f\n\r]/);
  const line = end < 0 ? text : `${text.slice(0, end)}...`;
  return line.replaceAll('\u001b', '^[');
}

function lines({ columnDefinitions, rows }: Table, { wide, noHeaders }: TableOptions): string {
  const visible = columnDefinitions.map((column) => wide || !column.priority);
  const line = (cells: readonly string[]): string => `${cells.filter((_, index) => visible[index]).join('\t')}\n`;
  if (rows.length === 0) return '';
  const header = noHeaders ? '' : line(columnDefinitions.map(({ name }) => name.toUpperCase()));
  const body = rows.map(({ cells }) => line(cells.slice(0, columnDefinitions.length).map(cellText)));
  return header + body.join('');
}

/** Prints tables one after the other; headers appear again only when the columns change. Models HumanReadablePrinter. */
export interface TablePrinter {
  /** `event`: the type of a watch event, for the EVENT column. */
  print(table: Table, event?: string): string;
}

export function createTablePrinter(options: TableOptions): TablePrinter {
  let lastColumns: readonly TableColumnDefinition[] = [];
  let printedHeaders = false;
  return {
    print({ columnDefinitions, rows }, event) {
      const same = columnDefinitions.length === 0 || sameColumns(columnDefinitions, lastColumns);
      const noHeaders = options.noHeaders || (printedHeaders && same);
      if (!same) {
        lastColumns = columnDefinitions;
        printedHeaders = false;
      }
      if (rows.length > 0) printedHeaders = true;
      const table = decorate({ columnDefinitions: lastColumns, rows }, options);
      return lines(event === undefined ? table : withEvent(table, event), { ...options, noHeaders });
    },
  };
}

function sameColumns(a: readonly TableColumnDefinition[], b: readonly TableColumnDefinition[]): boolean {
  return a === b || goJson(a as unknown as JsonValue) === goJson(b as unknown as JsonValue);
}

function withEvent({ columnDefinitions, rows }: Table, event: string): Table {
  return {
    columnDefinitions: [{ name: 'Event', type: 'string' }, ...columnDefinitions],
    rows: rows.map(({ cells, object }) => ({ cells: [event, ...cells], object })),
  };
}

/** Narrows the object of a row to what JSONPath can look into. */
export function rowObject(row: TableRow): JsonObject {
  return isJsonObject(row.object) ? row.object : {};
}
