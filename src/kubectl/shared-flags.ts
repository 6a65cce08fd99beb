/** Flags that many commands have in common, with upstream's usage texts, and the global ones. */

import type { FlagSpec } from './flags.ts';
import { globalUsages, sharedUsages } from './help-texts/flag-usages.ts';

/** Flags of `genericclioptions.PrintFlags`. */
export const printFlags: readonly FlagSpec[] = [
  {
    name: 'allow-missing-template-keys',
    type: 'bool',
    default: 'true',
    usage: () => sharedUsages['allow-missing-template-keys'],
  },
  { name: 'output', shorthand: 'o', type: 'string', usage: () => sharedUsages.output },
  {
    name: 'show-managed-fields',
    type: 'bool',
    usage: () => sharedUsages['show-managed-fields'],
  },
  {
    name: 'template',
    type: 'string',
    usage: () => sharedUsages.template,
  },
];

/** `-f`, `-k` and `-R`; the usage of `-f` differs from command to command. */
export function filenameFlags(
  filenameUsage: string,
  kustomize = 'Process the kustomization directory.',
): readonly FlagSpec[] {
  return [
    { name: 'filename', shorthand: 'f', type: 'strings', usage: filenameUsage },
    {
      name: 'kustomize',
      shorthand: 'k',
      type: 'string',
      usage: `${kustomize} This flag can't be used together with -f or -R.`,
    },
    {
      name: 'recursive',
      shorthand: 'R',
      type: 'bool',
      usage: () => sharedUsages.recursive,
    },
  ];
}

export const selectorFlag: FlagSpec = {
  name: 'selector',
  shorthand: 'l',
  type: 'string',
  usage: () => sharedUsages.selector,
};

export const fieldSelectorFlag: FlagSpec = {
  name: 'field-selector',
  type: 'string',
  usage: () => sharedUsages['field-selector'],
};

export const allNamespacesFlag: FlagSpec = {
  name: 'all-namespaces',
  shorthand: 'A',
  type: 'bool',
  usage: () => sharedUsages['all-namespaces'],
};

export const dryRunFlag: FlagSpec = {
  name: 'dry-run',
  type: 'string',
  default: 'none',
  noOptDefault: 'unchanged',
  usage: () => sharedUsages['dry-run'],
};

export function fieldManagerFlag(manager: string): FlagSpec {
  return {
    name: 'field-manager',
    type: 'string',
    default: manager,
    usage: () => sharedUsages['field-manager'],
  };
}

export const chunkSizeFlag: FlagSpec = {
  name: 'chunk-size',
  type: 'int64',
  default: '500',
  usage: () => sharedUsages['chunk-size'],
};

const usageOf = (name: keyof typeof globalUsages) => (): string => globalUsages[name];
const text = (name: keyof typeof globalUsages, value = ''): FlagSpec => ({
  name,
  type: 'string',
  default: value,
  usage: usageOf(name),
});
const truth = (name: keyof typeof globalUsages): FlagSpec => ({ name, type: 'bool', usage: usageOf(name) });
const list = (name: keyof typeof globalUsages): FlagSpec => ({ name, type: 'stringArray', usage: usageOf(name) });

/** Flags of every command, as `kubectl options` lists them. */
export const globalFlags: readonly FlagSpec[] = [
  text('as'),
  list('as-group'),
  text('as-uid'),
  list('as-user-extra'),
  text('cache-dir', '<home>/.kube/cache'),
  text('certificate-authority'),
  text('client-certificate'),
  text('client-key'),
  text('cluster'),
  text('context'),
  truth('disable-compression'),
  truth('insecure-skip-tls-verify'),
  text('kubeconfig'),
  text('kuberc'),
  {
    name: 'log-flush-frequency',
    type: 'duration',
    default: '5s',
    usage: () => globalUsages['log-flush-frequency'],
  },
  truth('match-server-version'),
  {
    name: 'namespace',
    shorthand: 'n',
    type: 'string',
    usage: () => globalUsages.namespace,
  },
  text('password'),
  text('profile', 'none'),
  text('profile-output', 'profile.pprof'),
  text('request-timeout', '0'),
  { name: 'server', shorthand: 's', type: 'string', usage: () => globalUsages.server },
  text('tls-server-name'),
  text('token'),
  text('user'),
  text('username'),
  { name: 'v', shorthand: 'v', type: 'int', usage: () => globalUsages.v },
  text('vmodule'),
  truth('warnings-as-errors'),
];
