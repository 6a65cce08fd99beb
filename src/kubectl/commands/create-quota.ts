/** `kubectl create quota`. Models cmd/create/create_quota.go and populateResourceListV1. */

import { canonicalQuantity, readQuantity } from '../../api/quantity.ts';
import type { Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { generatorCommand, nameArgument, placed } from './generate.ts';

/** `cpu=1,memory=1Gi` as a resource list; undefined for an empty text. */
function hardLimitsOf(text: string): Readonly<Record<string, string>> | undefined {
  if (text === '') return undefined;
  const limits = text.split(',').map((statement): readonly [string, string] => {
    const [name = '', amount = '', ...rest] = statement.split('=');
    if (!statement.includes('=') || rest.length > 0) {
      throw new KubectlError(`invalid argument syntax ${statement}, expected <resource>=<value>`);
    }
    const quantity = readQuantity(amount);
    if ('error' in quantity) throw new KubectlError(quantity.error);
    return [name, canonicalQuantity(amount)];
  });
  return Object.fromEntries(limits.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether the server knows the scopes is the server's business. */
function scopesOf(text: string): readonly string[] | undefined {
  if (text === '') return undefined;
  const scopes = text.split(',');
  if (scopes.includes('')) throw new KubectlError('invalid resource quota scope ""');
  return scopes;
}

export const createQuotaCommand: Command = generatorCommand({
  name: 'quota',
  aliases: ['resourcequota'],
  short: 'Create a quota with the specified name',
  long: 'Create a resource quota with the specified name, hard limits, and optional scopes.',
  examples: `# Create a new resource quota named my-quota
kubectl create quota my-quota --hard=cpu=1,memory=1G,pods=2,services=3,replicationcontrollers=2,resourcequotas=1,secrets=5,persistentvolumeclaims=10

# Create a new resource quota named best-effort
kubectl create quota best-effort --hard=pods=100 --scopes=BestEffort`,
  usage:
    'kubectl create quota NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none] [options]',
  flags: [
    {
      name: 'hard',
      type: 'string',
      usage: 'A comma-delimited set of resource=quantity pairs that define a hard limit.',
    },
    {
      name: 'scopes',
      type: 'string',
      usage: 'A comma-delimited set of quota scopes that must all match each object tracked by the quota.',
    },
  ],
  generate(context) {
    const name = nameArgument(context);
    const hard = hardLimitsOf(context.flags.string('hard'));
    const scopes = scopesOf(context.flags.string('scopes'));
    return {
      object: {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: placed(context, { name }),
        spec: { ...(hard ? { hard } : {}), ...(scopes ? { scopes } : {}) },
        status: {},
      },
      failure: 'failed to create quota: ',
    };
  },
});
