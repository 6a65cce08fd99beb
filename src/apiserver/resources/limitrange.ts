/** Rules of LimitRanges. Models pkg/apis/core v1/defaults.go SetDefaults_LimitRangeItem and validation ValidateLimitRange. */

import { duplicate, forbiddenField, invalid, required, type FieldError } from '../../api/field-error.ts';
import type { KubeObject } from '../../api/object.ts';
import { canonicalQuantity, compareQuantities, quantityOf, type Quantity } from '../../api/quantity.ts';
import type { ResourceList } from '../../api/quota/amounts.ts';
import type { LimitRange, LimitRangeItem } from '../../api/types.ts';
import { ifPresent, mapShared, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkQualifiedName } from './checks.ts';
import { setResourceListDefaults } from './pod-spec/container-defaults.ts';
import { checkContainerResourceName, checkResourceName, isOvercommitAllowed } from './pod-spec/resources.ts';
import { schemeRow } from './scheme-row.ts';

type StoredRange = LimitRange & KubeObject;

const limitTypes: ReadonlySet<string> = new Set(['Pod', 'Container', 'PersistentVolumeClaim']);
const lists = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;

/** A container's default limit is the most it may have, its default request the default limit, or the least. */
function setItemDefaults(given: LimitRangeItem): LimitRangeItem {
  const canonical = Object.fromEntries(lists.map((list) => [list, ifPresent(given[list], setResourceListDefaults)]));
  const item = withFields(given, canonical);
  if (item.type !== 'Container') return item;
  const limits = { ...item.max, ...item.default };
  const requests = { ...item.min, ...limits, ...item.defaultRequest };
  return withFields(item, { default: kept(item.default, limits), defaultRequest: kept(item.defaultRequest, requests) });
}

/** The list as it was when nothing was added. */
function kept(before: ResourceList | undefined, after: ResourceList): ResourceList | undefined {
  const size = Object.keys(after).length;
  return size === Object.keys(before ?? {}).length ? (size === 0 ? undefined : before) : after;
}

function checkTypeName(type: string, path: string): FieldError[] {
  const errors = checkQualifiedName(type, path);
  if (errors.length > 0 || type.includes('/') || limitTypes.has(type)) return errors;
  return [invalid(path, type, 'must be a standard limit type or fully qualified')];
}

function checkItem(item: LimitRangeItem, path: string): FieldError[] {
  const { type } = item;
  const checkName = type === 'Pod' || type === 'Container' ? checkContainerResourceName : checkResourceName;
  const namesOf = (list: (typeof lists)[number]): FieldError[] =>
    Object.keys(item[list] ?? {}).flatMap((name) => checkName(name, `${path}.${list}[${name}]`));
  const errors = [...namesOf('max'), ...namesOf('min')];
  if (type === 'Pod') {
    const rule = "may not be specified when `type` is 'Pod'";
    for (const list of ['default', 'defaultRequest'] as const) {
      if (Object.keys(item[list] ?? {}).length > 0) errors.push(forbiddenField(`${path}.${list}`, rule));
    }
  } else {
    errors.push(...namesOf('default'), ...namesOf('defaultRequest'));
  }
  const hasStorage = [item.min, item.max].some((list) => Object.hasOwn(list ?? {}, 'storage'));
  if (type === 'PersistentVolumeClaim' && !hasStorage) {
    const rule = 'either minimum or maximum storage value is required, but neither was provided';
    errors.push(required(`${path}.limits`, rule));
  }
  errors.push(...namesOf('maxLimitRequestRatio'));
  const usesDefaults = type !== 'Pod';
  const names = new Set(
    lists
      .filter((list) => usesDefaults || !list.startsWith('default'))
      .flatMap((list) => Object.keys(item[list] ?? {})),
  );
  return [...errors, ...[...names].sort().flatMap((name) => checkAmounts(item, name, path, usesDefaults))];
}

/** The amounts of one resource against each other. */
function checkAmounts(item: LimitRangeItem, name: string, path: string, usesDefaults: boolean): FieldError[] {
  const amountIn = (list: (typeof lists)[number]): string | undefined => {
    const amounts = item[list] ?? {};
    return Object.hasOwn(amounts, name) ? canonicalQuantity(amounts[name]!) : undefined;
  };
  const [max, min, ratio] = [amountIn('max'), amountIn('min'), amountIn('maxLimitRequestRatio')];
  const standard = usesDefaults ? amountIn('default') : undefined;
  const request = usesDefaults ? amountIn('defaultRequest') : undefined;
  const errors: FieldError[] = [];
  const refuse = (list: string, value: string, detail: string): void => {
    errors.push(invalid(`${path}.${list}[${name}]`, value, detail));
  };
  if (exceeds(min, max)) refuse('min', min!, `min value ${min} is greater than max value ${max}`);
  if (exceeds(min, request)) {
    refuse('defaultRequest', request!, `min value ${min} is greater than default request value ${request}`);
  }
  if (exceeds(request, max)) {
    refuse('defaultRequest', request!, `default request value ${request} is greater than max value ${max}`);
  }
  if (exceeds(request, standard)) {
    const detail = `default request value ${request} is greater than default limit value ${standard}`;
    refuse('defaultRequest', request!, detail);
  }
  if (exceeds(min, standard)) {
    refuse('default', min!, `min value ${min} is greater than default value ${standard}`);
  }
  if (exceeds(standard, max)) {
    refuse('default', max!, `default value ${standard} is greater than max value ${max}`);
  }
  if (exceeds('1', ratio)) refuse('maxLimitRequestRatio', ratio!, `ratio ${ratio} is less than 1`);
  if (ratio !== undefined && min !== undefined && max !== undefined) {
    const most = numberOf(max) / numberOf(min);
    if (numberOf(ratio) > most) {
      refuse('maxLimitRequestRatio', ratio, `ratio ${ratio} is greater than max/min = ${goFloat(most)}`);
    }
  }
  const differ =
    standard !== undefined && request !== undefined && exceeds(standard, request) !== exceeds(request, standard);
  if (differ && !isOvercommitAllowed(name)) {
    refuse(
      'defaultRequest',
      request,
      `default value ${standard} must equal to defaultRequest value ${request} in ${name}`,
    );
  }
  return errors;
}

function exceeds(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && compareQuantities(quantityOf(a), quantityOf(b)) > 0;
}

const numberOf = (text: string): number => milli(quantityOf(text)) / 1000;
const milli = ({ nano }: Quantity): number => Number(nano / 1_000_000n);
/** As Go's `%f` prints it. */
const goFloat = (value: number): string => (Number.isFinite(value) ? value.toFixed(6) : '+Inf');

function validate({ spec }: StoredRange): readonly FieldError[] {
  const seen = new Set<string>();
  return (spec.limits ?? []).flatMap((item, index) => {
    const path = `spec.limits[${index}]`;
    const errors = checkTypeName(item.type, `${path}.type`);
    if (seen.has(item.type)) errors.push(duplicate(`${path}.type`, item.type));
    seen.add(item.type);
    return [...errors, ...checkItem(item, path)];
  });
}

export const limitRangeDefinition: ResourceDefinition<StoredRange> = {
  row: schemeRow('limitranges'),
  setDefaults: (range) =>
    withFields(range, {
      spec: ifPresent(range.spec, (spec) =>
        withFields(spec, { limits: ifPresent(spec.limits, (limits) => mapShared(limits, setItemDefaults)) }),
      ),
    }),
  validate,
  validateUpdate: validate,
};
