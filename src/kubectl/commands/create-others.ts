/** `kubectl create namespace`, `serviceaccount` and `poddisruptionbudget`. Models cmd/create/create_{namespace,serviceaccount,pdb}.go. */

import type { JsonObject } from '../../api/json.ts';
import type { Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { toLabelSelector } from '../to-label-selector.ts';
import { generatorCommand, nameArgument, placed } from './generate.ts';

export const createNamespaceCommand: Command = generatorCommand({
  name: 'namespace',
  aliases: ['ns'],
  short: 'Create a namespace with the specified name',
  long: 'Create a namespace with the specified name.',
  examples: `# Create a new namespace named my-namespace
kubectl create namespace my-namespace`,
  usage: 'kubectl create namespace NAME [--dry-run=server|client|none] [options]',
  generate: (context) => ({
    object: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: nameArgument(context) },
      spec: {},
      status: {},
    },
  }),
});

export const createServiceAccountCommand: Command = generatorCommand({
  name: 'serviceaccount',
  aliases: ['sa'],
  short: 'Create a service account with the specified name',
  long: 'Create a service account with the specified name.',
  examples: `# Create a new service account named my-service-account
kubectl create serviceaccount my-service-account`,
  usage: 'kubectl create serviceaccount NAME [--dry-run=server|client|none] [options]',
  generate: (context) => ({
    object: {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: placed(context, { name: nameArgument(context) }),
    },
    failure: 'failed to create serviceaccount: ',
  }),
});

/** A selector as the API holds it. */
function labelSelectorOf(text: string): JsonObject {
  const { matchLabels, matchExpressions } = toLabelSelector(text);
  return {
    ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
    ...(matchExpressions.length > 0
      ? {
          matchExpressions: matchExpressions.map(({ key, operator, values }) => ({
            key,
            operator,
            ...(values.length > 0 ? { values } : {}),
          })),
        }
      : {}),
  };
}

/** A count or a percentage, as it was written. */
const countOrPercent = (text: string): number | string => (/^-?\d+$/.test(text) ? Number(text) : text);

export const createPodDisruptionBudgetCommand: Command = generatorCommand({
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  short: 'Create a pod disruption budget with the specified name',
  long: 'Create a pod disruption budget with the specified name, selector, and desired minimum available pods.',
  examples: `# Create a pod disruption budget named my-pdb that will select all pods with the app=rails label
# and require at least one of them being available at any point in time
kubectl create poddisruptionbudget my-pdb --selector=app=rails --min-available=1

# Create a pod disruption budget named my-pdb that will select all pods with the app=nginx label
# and require at least half of the pods selected to be available at any point in time
kubectl create pdb my-pdb --selector=app=nginx --min-available=50%`,
  usage:
    'kubectl create poddisruptionbudget NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none] [options]',
  flags: [
    {
      name: 'max-unavailable',
      type: 'string',
      usage: 'The maximum number or percentage of unavailable pods this budget requires.',
    },
    {
      name: 'min-available',
      type: 'string',
      usage: 'The minimum number or percentage of available pods this budget requires.',
    },
    {
      name: 'selector',
      type: 'string',
      usage: 'A label selector to use for this budget. Only equality-based selector requirements are supported.',
    },
  ],
  generate(context) {
    const { flags } = context;
    const name = nameArgument(context);
    const selector = flags.string('selector');
    const min = flags.string('min-available');
    const max = flags.string('max-unavailable');
    if (selector === '') throw new KubectlError('a selector must be specified');
    if (max === '' && min === '') throw new KubectlError('one of min-available or max-unavailable must be specified');
    if (max !== '' && min !== '') {
      throw new KubectlError('min-available and max-unavailable cannot be both specified');
    }
    for (const [flag, value] of [
      ['min-available', min],
      ['max-unavailable', max],
    ] as const) {
      if (value !== '' && !/^\d+%?$/.test(value)) {
        throw new KubectlError(`invalid format specified for ${flag}`);
      }
    }
    return {
      object: {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: placed(context, { name }),
        spec: {
          ...(min ? { minAvailable: countOrPercent(min) } : {}),
          ...(max ? { maxUnavailable: countOrPercent(max) } : {}),
          selector: labelSelectorOf(selector),
        },
        status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
      },
      failure: 'failed to create poddisruptionbudgets: ',
    };
  },
});
