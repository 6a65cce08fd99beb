/** The query of lists and watches. Models metainternalversion.ListOptions and its validation. */

import { forbiddenField, invalid, invalidStatus, notSupported, type FieldError } from '../api/field-error.ts';
import { matchesFields, parseFieldSelector, type ParsedFieldSelector } from '../api/field-selector.ts';
import { isSelectorError, matchesLabels, parseLabelSelector, type ParsedLabelSelector } from '../api/label-selector.ts';
import type { KubeObject } from '../api/object.ts';
import { badRequest, StatusError } from '../api/status.ts';
import type { RequestScope } from './request-scope.ts';
import type { ResourceDefinition } from './resource.ts';
import { zeroOfShape, shapeOf } from './decoding/shapes.ts';

export interface ListOptions {
  readonly labels: ParsedLabelSelector;
  readonly fields: ParsedFieldSelector;
  /** 0 for no limit. */
  readonly limit: number;
  readonly continueToken: string;
  readonly resourceVersion: string;
  readonly resourceVersionMatch: string;
  readonly sendInitialEvents: boolean | undefined;
  readonly allowWatchBookmarks: boolean;
}

/** True for the ways in which a query says yes. Models the conversion of url.Values to bool. */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && value.toLowerCase() !== 'false' && value !== '0';
}

/** Reads and checks the options. Throws StatusError. */
export function listOptionsOf({ query, definition }: RequestScope, watch: boolean): ListOptions {
  const labels = parseLabelSelector(query['labelSelector'] ?? '');
  if (isSelectorError(labels)) throw new StatusError(badRequest(labels.error));
  const fields = parseFieldSelector(query['fieldSelector'] ?? '');
  if ('error' in fields) throw new StatusError(badRequest(fields.error));
  const [, limit] = [numberOf(query['timeoutSeconds']), numberOf(query['limit'])];
  const options: ListOptions = {
    labels,
    fields,
    limit: Math.max(0, limit),
    continueToken: query['continue'] ?? '',
    resourceVersion: query['resourceVersion'] ?? '',
    resourceVersionMatch: query['resourceVersionMatch'] ?? '',
    sendInitialEvents: query['sendInitialEvents'] === undefined ? undefined : isTrue(query['sendInitialEvents']),
    allowWatchBookmarks: isTrue(query['allowWatchBookmarks']),
  };
  const errors = watch ? watchErrors(options) : listErrors(options);
  if (errors.length > 0) throw new StatusError(invalidStatus('ListOptions', 'meta.k8s.io', '', errors));
  checkFields(definition, fields);
  return options;
}

function numberOf(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw new StatusError(badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`));
}

/** Models ValidateListOptions. */
function listErrors(options: ListOptions): FieldError[] {
  const { resourceVersionMatch: match, resourceVersion, continueToken, sendInitialEvents } = options;
  const field = 'resourceVersionMatch';
  const errors: FieldError[] = [];
  if (match !== '') {
    if (resourceVersion === '')
      errors.push(forbiddenField(field, `${field} is forbidden unless resourceVersion is provided`));
    if (continueToken !== '') errors.push(forbiddenField(field, `${field} is forbidden when continue is provided`));
    if (match !== 'Exact' && match !== 'NotOlderThan')
      errors.push(notSupported(field, match, ['Exact', 'NotOlderThan', '']));
    if (match === 'Exact' && resourceVersion === '0') {
      errors.push(forbiddenField(field, `${field} "Exact" is forbidden for resourceVersion "0"`));
    }
  }
  if (sendInitialEvents !== undefined) {
    errors.push(forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  }
  return errors;
}

/** Models validateWatchOptions. */
function watchErrors(options: ListOptions): FieldError[] {
  const { resourceVersionMatch: match, continueToken, sendInitialEvents } = options;
  const field = 'resourceVersionMatch';
  const errors: FieldError[] = [];
  if (sendInitialEvents !== undefined) {
    if (match === '')
      errors.push(forbiddenField(field, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'));
    else if (match !== 'NotOlderThan') {
      errors.push(notSupported(field, match, ['NotOlderThan']));
    }
  } else if (match !== '') {
    errors.push(forbiddenField(field, `${field} is forbidden for watch unless sendInitialEvents is provided`));
  }
  if (continueToken !== '' && match !== '') {
    errors.push(forbiddenField(field, `${field} is forbidden when continue is provided`));
  }
  return errors;
}

/** The revision that a query names; undefined for none. Throws a 400 Status for what is no number. */
export function revisionOf(resourceVersion: string): number | undefined {
  if (resourceVersion === '') return undefined;
  if (/^\d+$/.test(resourceVersion)) return Number(resourceVersion);
  const detail = `strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`;
  const { field, body } = invalid('resourceVersion', resourceVersion, detail);
  throw new StatusError(badRequest(`invalid resource version: ${field}: ${body}`));
}

const metaFields: readonly string[] = ['metadata.name', 'metadata.namespace'];

function checkFields(definition: ResourceDefinition, fields: ParsedFieldSelector): void {
  for (const { field } of fields) {
    if (metaFields.includes(field)) continue;
    if (!definition.selectableFields) {
      const known = metaFields.map((name) => JSON.stringify(name)).join(', ');
      throw new StatusError(badRequest(`${JSON.stringify(field)} is not a known field selector: only ${known}`));
    }
    const empty = (definition.custom ? {} : zeroOfShape(shapeOf(definition.row.type))) as unknown as KubeObject;
    if (!Object.hasOwn(definition.selectableFields(empty), field)) {
      throw new StatusError(badRequest(`field label not supported: ${field}`));
    }
  }
}

/** True when the object meets both selectors. */
export function isSelected(
  definition: ResourceDefinition,
  { labels, fields }: ListOptions,
  object: KubeObject,
): boolean {
  if (labels.length > 0 && !matchesLabels(labels, object.metadata.labels)) return false;
  if (fields.length === 0) return true;
  let own: Readonly<Record<string, string>> | undefined;
  return matchesFields(fields, (field) => {
    if (field === 'metadata.name') return object.metadata.name;
    if (field === 'metadata.namespace') return object.metadata.namespace ?? '';
    own ??= definition.selectableFields?.(object) ?? {};
    return own[field] ?? '';
  });
}
