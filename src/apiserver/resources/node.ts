/** Rules of Nodes. Models pkg/apis/core/validation ValidateNode and pkg/registry/core/node strategy.go. */

import { duplicate, forbiddenField, invalid, type FieldError } from '../../api/field-error.ts';
import { labelValueErrors } from '../../api/names.ts';
import type { Node, Taint } from '../../api/types.ts';
import { ifPresent, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkQualifiedName } from './checks.ts';
import { internalValue } from './internal-form.ts';
import { checkCidr } from './ip-address.ts';
import { setResourceListDefaults } from './pod-spec/container-defaults.ts';
import { checkQuantity } from './pod-spec/resources.ts';
import { checkTaintEffect } from './pod-spec/scheduling.ts';
import { schemeRow } from './scheme-row.ts';
import { semanticallyEqual } from './semantic-equality.ts';

/** Upstream reports taints below `metadata`. */
function checkTaints(taints: readonly Taint[]): FieldError[] {
  const seen = new Set<string>();
  return taints.flatMap((taint, index) => {
    const path = `metadata.taints[${index}]`;
    const { key = '', value = '', effect } = taint;
    const messages = labelValueErrors(value);
    const errors = [
      ...checkQualifiedName(key, `${path}.key`),
      ...(messages.length > 0 ? [invalid(`${path}.value`, value, messages.join(';'))] : []),
      ...checkTaintEffect(effect, `${path}.effect`, false),
    ];
    const pair = `${key}:${effect}`;
    if (seen.has(pair)) {
      const repeated = duplicate(path, internalValue('Taint', taint));
      errors.push({ ...repeated, body: `${repeated.body}: taints must be unique by key and effect pair` });
    }
    seen.add(pair);
    return errors;
  });
}

function checkAmounts(list: Readonly<Record<string, string>> = {}, path: string): FieldError[] {
  return Object.entries(list).flatMap(([name, amount]) => checkQuantity(name, amount, `${path}.${name}`));
}

function validate({ spec, status }: Node): readonly FieldError[] {
  return [
    ...checkTaints(spec.taints ?? []),
    ...checkAmounts(status.capacity, 'status.capacity'),
    ...checkAmounts(status.allocatable, 'status.allocatable'),
    ...(spec.podCIDRs ?? []).flatMap((range, index) => checkCidr(range, `spec.podCIDRs[${index}]`)),
  ];
}

/** A range, and the name that a cloud gives a node, may be set once. */
function validateUpdate(node: Node, old: Node): readonly FieldError[] {
  if (node.spec === old.spec && node.status === old.status) return [];
  const { spec } = node;
  const errors = [...validate(node)];
  const rule = (field: string): string => `node updates may not change ${field} except from "" to valid`;
  if (old.spec.podCIDRs?.length && !semanticallyEqual(spec.podCIDRs, old.spec.podCIDRs)) {
    errors.push(forbiddenField('spec.podCIDRs', rule('podCIDR')));
  }
  if (old.spec.providerID && spec.providerID !== old.spec.providerID) {
    errors.push(forbiddenField('spec.providerID', rule('providerID')));
  }
  return errors;
}

export const nodeDefinition: ResourceDefinition<Node> = {
  row: schemeRow('nodes'),
  setDefaults(node) {
    const status = node.status ?? {};
    const capacity = ifPresent(status.capacity, setResourceListDefaults);
    const allocatable = ifPresent(status.allocatable ?? capacity, setResourceListDefaults);
    return withFields(node, { spec: node.spec ?? {}, status: withFields(status, { capacity, allocatable }) });
  },
  prepareForUpdate: (node, old) => withFields(node, { status: old.status }),
  prepareForStatusUpdate: (node, old) => withFields(node, { spec: old.spec }),
  validate,
  validateUpdate,
  validateStatusUpdate: validateUpdate,
  selectableFields: (node) => ({ 'spec.unschedulable': String(node.spec.unschedulable ?? false) }),
};
