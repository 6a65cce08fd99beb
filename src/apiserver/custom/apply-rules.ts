/** Which parts of a custom object server-side apply merges, by its schema. Models apiserver/pkg/managedfields gvkparser on published OpenAPI. */

import { atomicRule, structRule, type ApplyRule } from '../../api/apply-schema.ts';
import { additionalOf, propertyOf, type Schema } from './schema.ts';

const anyScalar: Schema = {};

/** The rule of a whole custom object. */
export function objectApplyRule(schema: Schema): ApplyRule {
  const fields = applyRuleOf({ ...schema, type: 'object' });
  if (fields.kind !== 'struct') return fields;
  return {
    kind: 'struct',
    fieldRule: (field) => (field === 'metadata' ? structRule('ObjectMeta') : fields.fieldRule(field)),
  };
}

function applyRuleOf(schema: Schema): ApplyRule {
  if (schema.type === 'array') return listRule(schema);
  const untyped = schema.type === undefined && schema['x-kubernetes-preserve-unknown-fields'] === true;
  if ((schema.type !== 'object' && !untyped) || schema['x-kubernetes-map-type'] === 'atomic') return atomicRule;
  const additional = additionalOf(schema);
  const others = typeof additional === 'object' ? additional : anyScalar;
  return { kind: 'struct', fieldRule: (field) => applyRuleOf(propertyOf(schema, field) ?? others) };
}

function listRule(schema: Schema): ApplyRule {
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return { kind: 'set' };
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (type !== 'map' || keys.length === 0) return atomicRule;
  return { kind: 'keyed', keys, item: applyRuleOf(schema.items ?? anyScalar) };
}
