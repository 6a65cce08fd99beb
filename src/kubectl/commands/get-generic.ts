/** `kubectl get -o json|yaml|name|jsonpath …`. Models GetOptions.printGeneric. */

import type { JsonObject } from '../../api/json.ts';
import type { CommandContext } from '../command.ts';
import { throwAll } from '../errors.ts';
import { createFormatPrinter } from '../output/printer.ts';
import { countingErrors } from '../output/reading.ts';
import { sortByPath } from '../output/sort.ts';
import { planVisits, type BuilderOptions, type Plan } from '../plan-visits.ts';
import { getObject, resolve, type Resolution } from '../resolve.ts';
import { builderOptions, checkSubresource, getFormats } from './get-options.ts';

/** The objects that are asked for, with `--subresource` their subresources. */
async function readObjects(context: CommandContext): Promise<Resolution> {
  const options = builderOptions(context);
  const subresource = context.flags.string('subresource');
  if (subresource === '') return resolve(context, options);
  const plan = planVisits(context, options);
  checkSubresource(context, plan);
  const { infos, errors, singleItemImplied } = await namedBy(context, options, plan);
  const read: Resolution['infos'][number][] = [];
  const failures = [...errors];
  for (const info of infos) {
    try {
      read.push({ ...info, object: await getObject(context, info, { subresource }) });
    } catch (error) {
      failures.push(error);
    }
  }
  return { infos: read, errors: failures, singleItemImplied };
}

/** The objects that are meant, as far as they can be told without reading them. */
async function namedBy(context: CommandContext, options: BuilderOptions, plan: Plan): Promise<Resolution> {
  if ((options.filenames ?? []).length > 0) return resolve(context, { ...options, local: true, latest: false });
  const infos = plan.visits.flatMap((visit) =>
    visit.kind === 'name' ? [{ ...visit, source: '', object: {} as JsonObject }] : [],
  );
  return { infos, errors: [], singleItemImplied: plan.singleItemImplied };
}

function listOf(items: readonly JsonObject[]): JsonObject {
  return { apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items };
}

export async function getGeneric(context: CommandContext): Promise<void> {
  const { io, flags } = context;
  const { infos, errors: failures, singleItemImplied } = await readObjects(context);
  const errors = countingErrors(failures, flags);
  if (errors.length > 0 && singleItemImplied) throwAll(errors);
  if (infos.length === 0 && flags.bool('ignore-not-found')) return throwAll(errors);
  const print = createFormatPrinter(context, getFormats);
  const objects = infos.map(({ object }) => object);
  const expression = flags.string('sort-by');
  if (singleItemImplied && objects.length === 1) io.stdout(print(objects[0]!));
  else {
    const items =
      expression === '' || objects.length === 0 ? objects : sortByPath(objects, (object) => object, expression);
    io.stdout(print(listOf(items)));
  }
  throwAll(errors);
}
