/** Rules of Namespaces. Models pkg/apis/core and pkg/registry/core/namespace strategy.go. */

import { invalid, type FieldError } from '../../api/field-error.ts';
import { nameIsDnsLabel } from '../../api/names.ts';
import { forbidden, StatusError } from '../../api/status.ts';
import type { Namespace } from '../../api/types.ts';
import { withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkQualifiedName } from './checks.ts';
import { schemeRow } from './scheme-row.ts';

const nameLabel = 'kubernetes.io/metadata.name';
const standardFinalizers = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);
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

function checkFinalizer(finalizer: string): FieldError[] {
  const detail = 'name is neither a standard finalizer name nor is it fully qualified';
  const isKnown = finalizer.includes('/') || standardFinalizers.has(finalizer);
  const errors = checkQualifiedName(finalizer, 'spec.finalizers');
  return isKnown ? errors : [...errors, invalid('spec.finalizers', finalizer, detail)];
}

/** The phase says no more than whether the namespace is being deleted. */
function checkPhase({ metadata, status }: Namespace): FieldError[] {
  const isLeaving = metadata.deletionTimestamp !== undefined;
  const phase = isLeaving ? 'Terminating' : 'Active';
  if (status.phase === phase) return [];
  const detail = `may only be '${phase}' if \`deletionTimestamp\` is ${isLeaving ? 'not empty' : 'empty'}`;
  return [invalid('status.Phase', status.phase ?? '', detail)];
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
  validate: ({ spec }) => (spec.finalizers ?? []).flatMap(checkFinalizer),
  validateUpdate: () => [],
  validateStatusUpdate: checkPhase,
  validateName: nameIsDnsLabel,
  selectableFields: (namespace) => ({ 'status.phase': namespace.status.phase ?? '', name: namespace.metadata.name }),
  beforeDelete(namespace) {
    if (!immortal.has(namespace.metadata.name)) return;
    const resource = { group: '', plural: 'namespaces' };
    throw new StatusError(forbidden(resource, namespace.metadata.name, 'this namespace may not be deleted'));
  },
};
