/** Rules of Namespaces. Models pkg/apis/core and pkg/registry/core/namespace strategy.go. */

import { forbidden, StatusError } from '../../api/status.ts';
import type { Namespace } from '../../api/types.ts';
import { withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { schemeRow } from './scheme-row.ts';

const nameLabel = 'kubernetes.io/metadata.name';
const immortal = new Set(['default', 'kube-system', 'kube-public']);

function setDefaults(namespace: Namespace): Namespace {
  const { name, labels } = namespace.metadata ?? {};
  const labelled =
    !name || labels?.[nameLabel] === name
      ? namespace
      : { ...namespace, metadata: { ...namespace.metadata, labels: { ...labels, [nameLabel]: name } } };
  return withFields(labelled, {
    spec: labelled.spec ?? {},
    status: withDefaults(labelled.status ?? {}, { phase: 'Active' }),
  });
}

/** Every namespace is held by the finalizer of the namespace controller. */
function prepareForCreate(namespace: Namespace): Namespace {
  const finalizers = namespace.spec.finalizers ?? [];
  const held = finalizers.includes('kubernetes') ? finalizers : [...finalizers, 'kubernetes'];
  const { name, labels } = namespace.metadata;
  return {
    ...namespace,
    metadata: { ...namespace.metadata, labels: { ...labels, [nameLabel]: name } },
    spec: { ...namespace.spec, finalizers: held },
    status: { phase: 'Active' },
  };
}

export const namespaceDefinition: ResourceDefinition<Namespace> = {
  row: schemeRow('namespaces'),
  setDefaults,
  prepareForCreate,
  prepareForUpdate: (namespace, old) =>
    withFields(namespace, {
      status: old.status,
      spec: withFields(namespace.spec, { finalizers: old.spec.finalizers }),
    }),
  prepareForStatusUpdate: (namespace, old) => withFields(namespace, { spec: old.spec }),
  validate: () => [],
  validateUpdate: () => [],
  selectableFields: (namespace) => ({ 'status.phase': namespace.status.phase ?? '', name: namespace.metadata.name }),
  beforeDelete(namespace) {
    if (!immortal.has(namespace.metadata.name)) return;
    const resource = { group: '', plural: 'namespaces' };
    throw new StatusError(forbidden(resource, namespace.metadata.name, 'this namespace may not be deleted'));
  },
};
