/** Describers of roles and of the bindings to them. Models describe.go RoleDescriber and RoleBindingDescriber. */

import type { KubeObject } from '../../api/object.ts';
import type { PolicyRule, Role, RoleBinding } from '../../api/types.ts';
import type { Describer } from './describer.ts';
import { listText, writeAnnotations, writeLabels } from './text.ts';
import { describedText, type DescribeWriter } from './writer.ts';

function writeHead(writer: DescribeWriter, { metadata }: KubeObject): void {
  writer.write(0, `Name:\t${metadata.name}\n`);
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
}

/** Rules of one resource or URL and one verb each. Models BreakdownRule. */
function brokenDown(rule: PolicyRule): readonly PolicyRule[] {
  const { apiGroups = [], resources = [], verbs, resourceNames = [], nonResourceURLs = [] } = rule;
  const names = resourceNames.length > 0 ? resourceNames.map((name) => [name]) : [undefined];
  const ofResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) =>
        names.map((name) => ({
          apiGroups: [group],
          resources: [resource],
          verbs: [verb],
          ...(name ? { resourceNames: name } : {}),
        })),
      ),
    ),
  );
  return [
    ...ofResources,
    ...nonResourceURLs.flatMap((url) => verbs.map((verb) => ({ nonResourceURLs: [url], verbs: [verb] }))),
  ];
}

/** Puts the verbs of the same resource together. Models CompactRules. */
function compacted(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const others: PolicyRule[] = [];
  const simple = new Map<string, PolicyRule>();
  for (const rule of rules) {
    if (rule.nonResourceURLs) {
      others.push(rule);
      continue;
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames ?? null]);
    const verbs = [...new Set([...(simple.get(key)?.verbs ?? []), ...rule.verbs])];
    simple.set(key, { ...rule, verbs });
  }
  return [...others, ...simple.values()];
}

/** The order of rules is that of their Go text, which begins with the verbs. */
function sortText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  return [verbs, apiGroups, resources, resourceNames, nonResourceURLs].map(listText).join(',');
}

/** `pods`, `statefulsets.apps/status`. Models CombineResourceGroup. */
function resourceText({ resources = [], apiGroups = [] }: PolicyRule): string {
  const [resource = '', ...subresource] = (resources[0] ?? '').split('/');
  if (resource === '') return '';
  const name = apiGroups[0] ? `${resource}.${apiGroups[0]}` : resource;
  return [name, ...subresource].join('/');
}

export const describeRole: Describer<Role & KubeObject> = async (role) => {
  const byText = (a: PolicyRule, b: PolicyRule): number => (sortText(a) < sortText(b) ? -1 : 1);
  const rules = compacted((role.rules ?? []).flatMap(brokenDown)).toSorted(byText);
  return describedText((writer) => {
    writeHead(writer, role);
    writer.write(0, 'PolicyRule:\n');
    writer.write(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs\n');
    writer.write(1, '---------\t-----------------\t--------------\t-----\n');
    for (const rule of rules) {
      const lists = [rule.nonResourceURLs, rule.resourceNames, rule.verbs].map(listText);
      writer.write(1, `${resourceText(rule)}\t${lists.join('\t')}\n`);
    }
  });
};

export const describeRoleBinding: Describer<RoleBinding & KubeObject> = async (binding) =>
  describedText((writer) => {
    writeHead(writer, binding);
    writer.write(0, 'Role:\n');
    writer.write(1, `Kind:\t${binding.roleRef.kind}\n`);
    writer.write(1, `Name:\t${binding.roleRef.name}\n`);
    writer.write(0, 'Subjects:\n');
    writer.write(1, 'Kind\tName\tNamespace\n');
    writer.write(1, '----\t----\t---------\n');
    for (const { kind, name, namespace = '' } of binding.subjects ?? []) {
      writer.write(1, `${kind}\t${name}\t${namespace}\n`);
    }
  });
