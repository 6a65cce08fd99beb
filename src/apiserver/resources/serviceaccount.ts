/** Rules of ServiceAccounts. Models pkg/apis/core and pkg/registry/core/serviceaccount. */

import type { KubeObject } from '../../api/object.ts';
import type { ServiceAccount } from '../../api/types.ts';
import type { ResourceDefinition } from '../resource.ts';
import { schemeRow } from './scheme-row.ts';

const mountableSecretsKey = 'kubernetes.io/enforce-mountable-secrets';
const mountableSecretsWarning = `metadata.annotations[${mountableSecretsKey}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`;

export const serviceAccountDefinition: ResourceDefinition<ServiceAccount & KubeObject> = {
  row: schemeRow('serviceaccounts'),
  validate: () => [],
  validateUpdate: () => [],
  warnings: ({ metadata }, old) =>
    metadata.annotations?.[mountableSecretsKey] !== undefined && !old?.metadata.annotations?.[mountableSecretsKey]
      ? [mountableSecretsWarning]
      : [],
};
