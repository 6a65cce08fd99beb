import { describe } from 'vitest';
import { refuses } from '../../../testing/pod-rows.ts';

const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const namePart =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

describe('placement', () => {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  const terms = `spec.affinity.nodeAffinity.${required}.nodeSelectorTerms`;
  const nodes = (...matchExpressions: readonly object[]): object => ({
    affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: [{ matchExpressions }] } } },
  });
  refuses([
    ['node selector', { nodeSelector: { 'a b': 'c' } }, [`spec.nodeSelector: Invalid value: "a b": ${namePart}`]],
    ['node', { nodeName: 'A' }, [`spec.nodeName: Invalid value: "A": ${subdomain}`]],
    [
      'no term',
      { affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: [] } } } },
      [`${terms}: Required value: must have at least one node selector term`],
    ],
    [
      'operators',
      nodes(
        { key: 'a', operator: 'In' },
        { key: 'a', operator: 'Exists', values: ['b'] },
        { key: 'a', operator: 'Gt', values: ['1', '2'] },
        { key: 'a', operator: 'X' },
      ),
      [
        `${terms}[0].matchExpressions[0].values: Required value: must be specified when \`operator\` is 'In' or 'NotIn'`,
        `${terms}[0].matchExpressions[1].values: Forbidden: may not be specified when \`operator\` is 'Exists' or 'DoesNotExist'`,
        `${terms}[0].matchExpressions[2].values: Required value: must be specified single value when \`operator\` is 'Lt' or 'Gt'`,
        `${terms}[0].matchExpressions[3].operator: Invalid value: "X": not a valid selector operator`,
      ],
    ],
    [
      'weight',
      { affinity: { nodeAffinity: { [preferred]: [{ weight: 0, preference: {} }] } } },
      [`spec.affinity.nodeAffinity.${preferred}[0].weight: Invalid value: 0: must be in the range 1-100`],
    ],
    [
      'no topology key',
      { affinity: { podAntiAffinity: { [required]: [{ labelSelector: {} }] } } },
      [
        `spec.affinity.podAntiAffinity.${required}[0].topologyKey: Required value: can not be empty`,
        `spec.affinity.podAntiAffinity.${required}[0].topologyKey: Invalid value: "": name part must be non-empty`,
        `spec.affinity.podAntiAffinity.${required}[0].topologyKey: Invalid value: "": ${namePart}`,
      ],
    ],
    [
      'spread',
      { topologySpreadConstraints: [{ maxSkew: 0, whenUnsatisfiable: 'X' }] },
      [
        'spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero',
        'spec.topologySpreadConstraints[0].topologyKey: Required value: can not be empty',
        'spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "X": supported values: "DoNotSchedule", "ScheduleAnyway"',
      ],
    ],
    [
      'minDomains of a soft spread',
      {
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 },
        ],
      },
      [
        'spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway',
      ],
    ],
    [
      'tolerations',
      {
        tolerations: [
          { key: 'a', operator: 'Exists', value: 'b' },
          { operator: 'Equal' },
          { key: 'a', operator: 'X' },
          { key: 'a', effect: 'X' },
          { key: 'a', tolerationSeconds: 5 },
        ],
      },
      [
        `spec.tolerations[0].operator: Invalid value: "b": value must be empty when \`operator\` is 'Exists'`,
        `spec.tolerations[1].operator: Invalid value: "Equal": operator must be Exists when \`key\` is empty, which means "match all values and all keys"`,
        'spec.tolerations[2].operator: Unsupported value: "X": supported values: "Equal", "Exists"',
        'spec.tolerations[3].effect: Unsupported value: "X": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
        `spec.tolerations[4].effect: Invalid value: "": effect must be 'NoExecute' when \`tolerationSeconds\` is set`,
      ],
    ],
    ['gates', { schedulingGates: [{ name: 'a' }, { name: 'a' }] }, ['spec.schedulingGates[1]: Duplicate value: "a"']],
    [
      'node of a gated Pod',
      { nodeName: 'n', schedulingGates: [{ name: 'a' }] },
      ['spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared'],
    ],
  ]);
});
