/** What `kubectl get` prints of the cluster at a moment, read and printed at once. */

import { isJsonObject } from '../../api/json.ts';
import type { ClusterReader } from '../../api/reader.ts';
import { rowByName, type ResourceName } from '../../api/scheme.ts';
import { getRequest } from '../../client/request.ts';
import { tableAccept } from '../../kubectl/output/reading.ts';
import { sortByPath } from '../../kubectl/output/sort.ts';
import { createTablePrinter, rowObject, tableOf, type TableRow } from '../../kubectl/output/table.ts';
import { createTabwriter, tableLayout } from '../../lib/tabwriter.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { ReportOutput } from './session-report.ts';

const stateResources: readonly ResourceName[] = ['statefulsets.apps', 'pods', 'persistentvolumeclaims'];

/** Of other times some events have none. */
const eventOrder = '.metadata.creationTimestamp';

interface TableQuery {
  readonly line: string;
  readonly resource: ResourceName;
  /** Undefined for all of them. */
  readonly namespace: string | undefined;
  readonly sort?: (rows: readonly TableRow[]) => readonly TableRow[];
}

function printed(simulation: Simulation, atMs: number, { line, resource, namespace, sort }: TableQuery): ReportOutput {
  const path = namespace === undefined ? { resource } : { resource, namespace };
  const request = { ...getRequest(path, sort ? { includeObject: 'Object' } : undefined), accept: tableAccept };
  const { body } = simulation.readAt(atMs, request);
  const table = tableOf(isJsonObject(body) ? body : {}, atMs);
  const writer = createTabwriter(tableLayout);
  const printer = createTablePrinter(namespace === undefined ? { withNamespace: true } : {});
  writer.write(printer.print(sort ? { ...table, rows: sort(table.rows) } : table));
  const output = writer.flush();
  const where = namespace === undefined ? '' : ` in ${namespace} namespace.`;
  return { line, output: output === '' ? `No resources found${where}` : output };
}

/** The namespace that has all of it; undefined when there are several. */
function namespaceOf(reader: ClusterReader, resources: readonly ResourceName[]): string | undefined {
  const found = new Set(resources.flatMap((name) => reader.listAny(name).map(({ metadata }) => metadata.namespace)));
  found.delete('kube-system');
  const [only = 'default'] = found;
  return found.size > 1 ? undefined : only;
}

function lineOf(resource: ResourceName, namespace: string | undefined, more = ''): string {
  const plural = rowByName(resource)?.plural ?? resource;
  const where = namespace === undefined ? ' -A' : namespace === 'default' ? '' : ` -n ${namespace}`;
  return `kubectl get ${plural}${where}${more}`;
}

/** StatefulSets, Pods and claims. */
export function stateTables(simulation: Simulation, atMs: number): readonly ReportOutput[] {
  const namespace = namespaceOf(simulation.momentAt(atMs).reader, stateResources);
  return stateResources.map((resource) =>
    printed(simulation, atMs, { line: lineOf(resource, namespace), resource, namespace }),
  );
}

/** All events, the oldest first. */
export function eventTable(simulation: Simulation, atMs: number): ReportOutput {
  const namespace = namespaceOf(simulation.momentAt(atMs).reader, ['events']);
  const line = lineOf('events', namespace, ` --sort-by=${eventOrder}`);
  const sort = (rows: readonly TableRow[]): readonly TableRow[] =>
    rows.length < 2 ? rows : sortByPath(rows, rowObject, eventOrder);
  return printed(simulation, atMs, { line, resource: 'events', namespace, sort });
}
