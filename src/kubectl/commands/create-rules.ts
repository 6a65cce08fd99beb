/** Rules of `kubectl create role` and `clusterrole` from flags. Models kubectl/pkg/cmd/create/create_role.go. */

import type { JsonObject } from '../../api/json.ts';
import type { CommandContext } from '../command.ts';
import { KubectlError, PlainError } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { resolveType } from '../type-names.ts';

const resourceVerbs = new Set(
  '* get delete list create update patch watch proxy deletecollection use bind escalate impersonate'.split(' '),
);

export const ruleFlags: readonly FlagSpec[] = [
  { name: 'resource', type: 'strings', usage: 'Resource that the rule applies to' },
  {
    name: 'resource-name',
    type: 'stringArray',
    usage: 'Resource in the white list that the rule applies to, repeat this flag for multiple items',
  },
  { name: 'verb', type: 'strings', usage: 'Verb that applies to the resources contained in the rule' },
];

/** The verbs, each once; `*` stands for all others. */
export function verbsOf({ flags }: CommandContext): readonly string[] {
  const verbs = [...new Set(flags.strings('verb'))];
  return verbs.includes('*') ? ['*'] : verbs;
}

interface RuleResource {
  readonly group: string;
  /** `pods`, `pods/log`. */
  readonly name: string;
}

function ruleResource(text: string, { client }: CommandContext): RuleResource {
  const slash = text.indexOf('/');
  const type = slash < 0 ? text : text.slice(0, slash);
  const subresource = slash < 0 ? '' : text.slice(slash);
  const [name = '', ...group] = type.split('.');
  if (name === '') throw new KubectlError('resource must be specified if apiGroup/subresource specified');
  if (name === '*') return { group: group.join('.'), name: `*${subresource}` };
  try {
    const { plural, group: found } = resolveType(type, client);
    return { group: found, name: `${plural}${subresource}` };
  } catch (error) {
    // The mapper's own error, which kubectl prints as it is.
    throw error instanceof KubectlError ? new PlainError(error.message) : error;
  }
}

/** One rule for each API group that the `--resource` flags name, in the groups' order. */
export function resourceRules(context: CommandContext): readonly JsonObject[] {
  const { flags, io } = context;
  const verbs = verbsOf(context);
  for (const verb of verbs) {
    if (!resourceVerbs.has(verb)) io.stderr(`Warning: '${verb}' is not a standard resource verb\n`);
  }
  const names = [...new Set(flags.strings('resource-name'))];
  const groups = new Map<string, Set<string>>();
  for (const text of flags.strings('resource')) {
    const { group, name } = ruleResource(text, context);
    groups.set(group, (groups.get(group) ?? new Set<string>()).add(name));
  }
  return [...groups.keys()].toSorted().map((group) => ({
    apiGroups: [group],
    ...(names.length > 0 ? { resourceNames: names } : {}),
    resources: [...groups.get(group)!],
    verbs: [...verbs],
  }));
}
