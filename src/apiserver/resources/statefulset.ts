/** Rules of StatefulSets. Models pkg/apis/apps v1/defaults.go, validation and pkg/registry/apps/statefulset strategy.go. */

import { nameIsDnsLabel } from '../../api/names.ts';
import type { PersistentVolumeClaim, StatefulSet, StatefulSetSpec } from '../../api/types.ts';
import { ifPresent, mapShared, withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition, RuleContext } from '../resource.ts';
import { firstGeneration, nextGeneration } from './generation.ts';
import { setPodTemplateDefaults } from './pod-spec/defaults.ts';
import { claimSpecWarnings } from './storage/claim-warnings.ts';
import { validateStatefulSet, validateStatefulSetStatus, validateStatefulSetUpdate } from './statefulset/validate.ts';
import { setClaimSpecDefaults } from './pod-spec/volume-defaults.ts';
import { podTemplateWarnings } from './pod-spec/warnings.ts';
import { schemeRow } from './scheme-row.ts';

function setUpdateStrategyDefaults(strategy: StatefulSetSpec['updateStrategy']): StatefulSetSpec['updateStrategy'] {
  if (!strategy?.type) return { type: 'RollingUpdate', rollingUpdate: { partition: 0, ...strategy?.rollingUpdate } };
  if (strategy.type !== 'RollingUpdate') return strategy;
  return withFields(strategy, {
    rollingUpdate: ifPresent(strategy.rollingUpdate, (rolling) => withDefaults(rolling, { partition: 0 })),
  });
}

/** A claim template is stored with its apiVersion, kind and an empty status; it keeps its nil class. */
function setClaimTemplateDefaults(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  return withFields(claim, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: claim.metadata ?? ({} as never),
    spec: setClaimSpecDefaults(claim.spec ?? {}),
    status: withDefaults(claim.status ?? {}, { phase: 'Pending' }),
  });
}

function setDefaults(set: StatefulSet): StatefulSet {
  const spec = withDefaults(set.spec ?? ({} as StatefulSetSpec), {
    podManagementPolicy: 'OrderedReady',
    replicas: 1,
    revisionHistoryLimit: 10,
    persistentVolumeClaimRetentionPolicy: {},
  });
  return withFields(set, {
    spec: withFields(spec, {
      updateStrategy: setUpdateStrategyDefaults(spec.updateStrategy),
      persistentVolumeClaimRetentionPolicy: withDefaults(spec.persistentVolumeClaimRetentionPolicy ?? {}, {
        whenDeleted: 'Retain',
        whenScaled: 'Retain',
      }),
      template: setPodTemplateDefaults(spec.template),
      volumeClaimTemplates: ifPresent(spec.volumeClaimTemplates, (claims) =>
        mapShared(claims, setClaimTemplateDefaults),
      ),
    }),
    status: withFields(set.status ?? {}, {
      replicas: set.status?.replicas ?? 0,
      availableReplicas: set.status?.availableReplicas ?? 0,
    }),
  });
}

/** Without its feature gate `maxUnavailable` is not stored, unless the stored object has it already. */
function dropDisabledFields(set: StatefulSet, old: StatefulSet | undefined, context: RuleContext): StatefulSet {
  const rolling = set.spec.updateStrategy?.rollingUpdate;
  if (context.featureGates.MaxUnavailableStatefulSet || rolling?.maxUnavailable === undefined) return set;
  if (old?.spec.updateStrategy?.rollingUpdate?.maxUnavailable !== undefined) return set;
  const rollingUpdate = withFields(rolling, { maxUnavailable: undefined });
  return { ...set, spec: { ...set.spec, updateStrategy: { ...set.spec.updateStrategy, rollingUpdate } } };
}

/** The path of claim warnings differs on create and update, upstream too. */
function warnings(set: StatefulSet, old: StatefulSet | undefined): readonly string[] {
  const { revisionHistoryLimit: limit, template, volumeClaimTemplates = [] } = set.spec;
  const advice = 'a negative value retains all historical revisions; a value >= 0 is recommended';
  const sameSpec = set.metadata.generation === old?.metadata.generation;
  return [
    ...(sameSpec ? [] : podTemplateWarnings(template, 'spec.template')),
    ...volumeClaimTemplates.flatMap(({ spec }, index) =>
      claimSpecWarnings(spec, `spec.volumeClaimTemplates[${index}]${old ? '.Spec' : ''}`),
    ),
    ...(limit !== undefined && limit < 0 ? [`spec.revisionHistoryLimit: ${advice}`] : []),
  ];
}

export const statefulSetDefinition: ResourceDefinition<StatefulSet> = {
  row: schemeRow('statefulsets.apps'),
  setDefaults,
  prepareForCreate: (set, context) =>
    dropDisabledFields({ ...firstGeneration(set), status: { replicas: 0, availableReplicas: 0 } }, undefined, context),
  prepareForUpdate: (set, old, context) =>
    nextGeneration(dropDisabledFields(withFields(set, { status: old.status }), old, context), old),
  prepareForStatusUpdate: (set, old) => withFields(set, { spec: old.spec }),
  validate: validateStatefulSet,
  validateUpdate: validateStatefulSetUpdate,
  validateStatusUpdate: validateStatefulSetStatus,
  validateName: (name, prefix) => (name.includes('.') ? ['must not contain dots'] : nameIsDnsLabel(name, prefix)),
  warnings,
};
