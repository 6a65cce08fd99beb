/** The rules of a SelfSubjectRulesReview as `kubectl auth can-i --list` prints them. Models CanIOptions.printStatus and rbac.CompactRules. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { alignTabs, tableLayout } from '../../lib/tabwriter.ts';

interface Rule {
  readonly verbs: readonly string[];
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly names: readonly string[];
  readonly urls: readonly string[];
}

const strings = (value: JsonValue | undefined): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const rulesOf = (status: JsonObject, key: string): readonly JsonObject[] => {
  const rules = status[key];
  return Array.isArray(rules) ? (rules as readonly JsonValue[]).filter(isJsonObject) : [];
};

/** One rule for each group, resource and name; their verbs come together. */
function resourceRules(status: JsonObject): readonly Rule[] {
  const merged = new Map<string, Rule>();
  for (const rule of rulesOf(status, 'resourceRules')) {
    const names = strings(rule['resourceNames']);
    for (const group of strings(rule['apiGroups'])) {
      for (const resource of strings(rule['resources'])) {
        for (const name of names.length > 0 ? names : [undefined]) {
          const key = JSON.stringify([group, resource, name]);
          const before = merged.get(key)?.verbs ?? [];
          const verbs = [...new Set([...before, ...strings(rule['verbs'])])];
          const named = name === undefined ? [] : [name];
          merged.set(key, { verbs, groups: [group], resources: [resource], names: named, urls: [] });
        }
      }
    }
  }
  return [...merged.values()];
}

/** Rules of paths are taken apart and not put together again. */
function pathRules(status: JsonObject): readonly Rule[] {
  return rulesOf(status, 'nonResourceRules').flatMap((rule) =>
    strings(rule['nonResourceURLs']).flatMap((url) =>
      strings(rule['verbs']).map((verb) => ({ verbs: [verb], groups: [], resources: [], names: [], urls: [url] })),
    ),
  );
}

/** The order of rules: that of how Go prints them. */
const sortText = ({ verbs, groups, resources, names, urls }: Rule): string =>
  [verbs, groups, resources, names, urls].map((values) => `[${values.join(' ')}]`).join(',');

function qualified({ resources: [resource], groups: [group] }: Rule): string {
  if (resource === undefined) return '';
  const slash = resource.indexOf('/');
  const [plural, rest] = slash < 0 ? [resource, ''] : [resource.slice(0, slash), resource.slice(slash)];
  return `${plural}${group ? `.${group}` : ''}${rest}`;
}

export function accessTable(status: JsonObject, withHeaders: boolean): string {
  const rules = [...resourceRules(status), ...pathRules(status)]
    .map((rule) => ({ rule, text: sortText(rule) }))
    .toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  const rows = rules.map(
    ({ rule }) => `${qualified(rule)}\t[${rule.urls.join(' ')}]\t[${rule.names.join(' ')}]\t[${rule.verbs.join(' ')}]`,
  );
  const lines = withHeaders ? ['Resources\tNon-Resource URLs\tResource Names\tVerbs', ...rows] : rows;
  return alignTabs(`${lines.join('\n')}\n`, tableLayout);
}
