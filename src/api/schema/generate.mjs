/**
 * Generates structure.ts, descriptions.json and ../types.ts from the models of @kubernetes/client-node
 * (generated upstream from the release-1.36 OpenAPI document, Apache-2.0).
 *
 * Usage: npm i --ignore-scripts @kubernetes/client-node@2.0.1 in a scratch folder, then
 *   node src/api/schema/generate.mjs <scratch>/node_modules/@kubernetes/client-node
 *
 * What the models do not carry (quantities, byte fields, Go names) is overlaid below by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const roots = [
  'V1Namespace',
  'V1Node',
  'V1Pod',
  'V1PodTemplate',
  'V1Service',
  'V1Endpoints',
  'V1EndpointSlice',
  'V1PersistentVolumeClaim',
  'V1PersistentVolume',
  'V1StorageClass',
  'V1StatefulSet',
  'V1ControllerRevision',
  'CoreV1Event',
  'V1ConfigMap',
  'V1Secret',
  'V1ServiceAccount',
  'V1PodDisruptionBudget',
  'V1Lease',
  'V1Eviction',
  'V1Scale',
  'V1Binding',
  'V1Deployment',
  'V1ReplicaSet',
  'V1DaemonSet',
  'V1Job',
  'V1CronJob',
  'V2HorizontalPodAutoscaler',
  'V1HorizontalPodAutoscaler',
  'V1ResourceQuota',
  'V1LimitRange',
  'V1NetworkPolicy',
  'V1Ingress',
  'V1IngressClass',
  'V1PriorityClass',
  'V1CustomResourceDefinition',
  'V1Role',
  'V1RoleBinding',
  'V1ClusterRole',
  'V1ClusterRoleBinding',
  'V1VolumeAttachment',
  'V1DeleteOptions',
  'V1ReplicationController',
  'V1VolumeAttributesClass',
  'V1CSIDriver',
];

const client = process.argv[2];
if (!client) throw new Error('usage: node generate.mjs <path to @kubernetes/client-node>');
const here = dirname(fileURLToPath(import.meta.url));
const models = join(client, 'dist/gen/models');

const quantityMaps = new Set([
  'ResourceRequirements.limits',
  'ResourceRequirements.requests',
  'VolumeResourceRequirements.limits',
  'VolumeResourceRequirements.requests',
  'PersistentVolumeSpec.capacity',
  'PersistentVolumeClaimStatus.capacity',
  'PersistentVolumeClaimStatus.allocatedResources',
  'NodeStatus.capacity',
  'NodeStatus.allocatable',
  'PodSpec.overhead',
  'ResourceQuotaSpec.hard',
  'ResourceQuotaStatus.hard',
  'ResourceQuotaStatus.used',
  'LimitRangeItem.max',
  'LimitRangeItem.min',
  'LimitRangeItem.default',
  'LimitRangeItem.defaultRequest',
  'LimitRangeItem.maxLimitRequestRatio',
  'ContainerStatus.allocatedResources',
  'PodStatus.allocatedResources',
]);
const quantities = new Set([
  'ResourceFieldSelector.divisor',
  'EmptyDirVolumeSource.sizeLimit',
  'MetricTarget.averageValue',
  'MetricTarget.value',
  'MetricValueStatus.averageValue',
  'MetricValueStatus.value',
  'HPAScalingRules.tolerance',
]);
const stringified = new Set(['Secret.data', 'ConfigMap.binaryData']);
const microTimes = new Set([
  'CoreV1Event.eventTime',
  'LeaseSpec.acquireTime',
  'LeaseSpec.renewTime',
  'EventSeries.lastObservedTime',
]);

const load = (model) => ({
  js: readFileSync(join(models, `${model}.js`), 'utf8'),
  dts: readFileSync(join(models, `${model}.d.ts`), 'utf8'),
});

const bare = (model) => model.replace(/^V\d+((alpha|beta)\d+)?(?=[A-Z])/, '');
const goType = (model) =>
  bare(model).replace(
    /^(Core|Discovery|Rbac|Flowcontrol|Apiextensions|Storage|Events|Admissionregistration|Authentication)V\d+/,
    '',
  );

const parsed = new Map();
function visit(model) {
  if (parsed.has(model) || model === 'V1MicroTime') return;
  const { js, dts } = load(model);
  const at = js.indexOf('.attributeTypeMap = [');
  const attributes = new Function(`return ${js.slice(js.indexOf('[', at), js.indexOf('];', at) + 1)}`)();
  const describe = /\/\*\*\n\* ([\s\S]*?)\n\*\/\nexport declare class/.exec(dts)?.[1] ?? '';
  const fields = {};
  parsed.set(model, { describe, fields });
  for (const { baseName, type, format } of attributes) {
    const declared =
      new RegExp(
        `(?:/\\*\\*\\n    \\* ([^\\n]*)\\n    \\*/)?\\n    '?${baseName.replace('$', '\\$').replace(/^x-kubernetes-/, 'x_kubernetes_')}'?(\\??):`,
      ).exec(dts) ??
      new RegExp(`(?:/\\*\\*\\n    \\* ([^\\n]*)\\n    \\*/)?\\n    '_${baseName}'(\\??):`).exec(dts) ??
      new RegExp(
        `(?:/\\*\\*\\n    \\* ([^\\n]*)\\n    \\*/)?\\n    '?${baseName.replace(/-(.)/g, (_, c) => c.toUpperCase())}'?(\\??):`,
      ).exec(dts);
    fields[baseName] = {
      type,
      format,
      description: (declared?.[1] ?? '').replaceAll("\\'", "'").replaceAll('\\"', '"'),
      required: declared?.[2] === '',
    };
    for (const ref of type.match(/\b(V\d\w+|[A-Z]\w+V\d\w+)\b/g) ?? []) visit(ref);
  }
}
roots.forEach(visit);

/** Versions that are served beside the one that the scheme knows have their number behind the name. */
const olderVersions = /^V1(HorizontalPodAutoscaler(Spec|Status)?|CrossVersionObjectReference)$/;

const names = new Map();
for (const model of [...parsed.keys()].sort()) {
  const short = goType(model);
  if (olderVersions.test(model)) {
    names.set(model, `${short}V1`);
    continue;
  }
  const clash = [...parsed.keys()].some(
    (other) => other !== model && goType(other) === short && !olderVersions.test(other),
  );
  names.set(model, clash ? bare(model) : short);
}

function encode(owner, field, { type, format }) {
  const path = `${owner}.${field}`;
  if (quantityMaps.has(path)) return 'map[string]Quantity';
  if (quantities.has(path)) return 'Quantity';
  if (stringified.has(path)) return 'map[string]bytes';
  if (owner === 'ControllerRevision' && field === 'data') return 'any';
  if (owner === 'JSONSchemaProps' && field === 'items') return 'JSONSchemaProps';
  const array = /^Array<(.*)>$/.exec(type);
  if (array) return `[]${encode(owner, `${field}[]`, { type: array[1], format })}`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (map) return `map[string]${encode(owner, `${field}{}`, { type: map[1], format })}`;
  if (type === 'Date' || type === 'V1MicroTime')
    return type === 'V1MicroTime' || microTimes.has(path) ? 'MicroTime' : 'Time';
  if (type === 'number') return format === 'double' ? 'float64' : format || 'int64';
  if (type === 'boolean') return 'bool';
  if (type === 'string') return format === 'byte' ? 'bytes' : 'string';
  if (type === 'any') return 'any';
  if (type === 'IntOrString') return 'IntOrString';
  return names.get(type) ?? type;
}

const structure = {};
const goNames = {};
const descriptions = {};
for (const [model, { describe, fields }] of [...parsed].sort((a, b) => (names.get(a[0]) < names.get(b[0]) ? -1 : 1))) {
  const name = names.get(model);
  if (name !== goType(model)) goNames[name] = goType(model);
  structure[name] = {};
  descriptions[name] = { '': describe };
  for (const [field, spec] of Object.entries(fields)) {
    structure[name][field] = (spec.required ? '!' : '') + encode(name, field, spec);
    if (spec.description) descriptions[name][field] = spec.description;
  }
}

const notice = `// Generated by src/api/schema/generate.mjs from the Kubernetes 1.36 OpenAPI document.
// Copyright The Kubernetes Authors, licensed under the Apache License, Version 2.0.`;
const quote = (key) => (/^[A-Za-z_]\w*$/.test(key) ? key : `'${key}'`);
const literal = (record, indent = '  ') =>
  Object.entries(record)
    .map(([k, v]) => `${indent}${quote(k)}: '${v}',`)
    .join('\n');

writeFileSync(
  join(here, 'structure.ts'),
  `${notice}

/**
 * Field types of every simulated API type. A value is a type expression: optional leading \`!\` (required in the
 * OpenAPI document), then \`[]T\`, \`map[string]T\`, the name of another type, or one of string, int32, int64, float64,
 * bool, bytes, Quantity, IntOrString, Time, MicroTime, any.
 */
export const structure: Readonly<Record<string, Readonly<Record<string, string>>>> = {
${Object.entries(structure)
  .map(([name, fields]) => `  ${name}: {\n${literal(fields, '    ')}\n  },`)
  .join('\n')}
};

/** Go struct names of the types above whose key differs from it. */
export const goNames: Readonly<Record<string, string>> = {
${literal(goNames)}
};
`,
);
writeFileSync(join(here, 'descriptions.json'), `${JSON.stringify(descriptions, null, 1)}\n`);

const scalars = {
  string: 'string',
  int32: 'number',
  int64: 'number',
  float64: 'number',
  bool: 'boolean',
  bytes: 'string',
  Quantity: 'string',
  IntOrString: 'IntOrString',
  Time: 'string',
  MicroTime: 'string',
  any: 'JsonValue',
};
const rootNames = new Set(roots.map((r) => names.get(r)));
function toTs(expression) {
  if (expression.startsWith('[]')) return `readonly ${wrap(toTs(expression.slice(2)))}[]`;
  if (expression.startsWith('map[string]')) return `Readonly<Record<string, ${toTs(expression.slice(11))}>>`;
  return scalars[expression] ?? (expression === 'Event' ? 'Event' : expression);
}
const wrap = (t) => (t.includes(' ') ? `(${t})` : t);
const metaRequired = new Set(['name', 'uid', 'resourceVersion', 'creationTimestamp']);
const interfaces = Object.entries(structure).map(([name, fields]) => {
  const isRoot = rootNames.has(name);
  const lines = Object.entries(fields).map(([field, expression]) => {
    let required = expression.startsWith('!');
    if (isRoot && ['apiVersion', 'kind', 'metadata', 'spec', 'status'].includes(field)) required = true;
    if (name === 'ObjectMeta' && metaRequired.has(field)) required = true;
    if (name === 'PodTemplateSpec' && field === 'spec') required = true;
    return `  readonly ${quote(field)}${required ? '' : '?'}: ${toTs(expression.replace('!', ''))};`;
  });
  return `export interface ${name} {\n${lines.join('\n')}\n}`;
});
writeFileSync(
  join(here, '..', 'types.ts'),
  `${notice}
// TypeScript shapes of stored objects. metadata, spec and status of a kind count as present, as do the metadata
// fields that the API server always sets; everything else follows the document's own required markers.

import type { IntOrString, JsonValue } from './json.ts';

${interfaces.join('\n\n')}
`,
);
console.log(`${Object.keys(structure).length} types`);
