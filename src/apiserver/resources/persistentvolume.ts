/** Rules of PersistentVolumes. Models pkg/apis/core and pkg/registry/core/persistentvolume strategy.go. */

import type { PersistentVolume } from '../../api/types.ts';
import { formatTime } from '../../lib/time.ts';
import { ifPresent, withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition, RuleContext } from '../resource.ts';
import { setResourceListDefaults } from './pod-spec/container-defaults.ts';
import { addFinalizer } from './protection-finalizer.ts';
import { schemeRow } from './scheme-row.ts';
import { validateVolume, validateVolumeUpdate } from './storage/validate-volume.ts';
import { volumeWarnings } from './storage/volume-warnings.ts';

function setDefaults(volume: PersistentVolume): PersistentVolume {
  const spec = withDefaults(volume.spec ?? {}, {
    persistentVolumeReclaimPolicy: 'Retain',
    volumeMode: 'Filesystem',
  });
  return withFields(volume, {
    spec: withFields(spec, {
      capacity: ifPresent(spec.capacity, setResourceListDefaults),
      hostPath: ifPresent(spec.hostPath, (source) => withFields(source, { type: source.type ?? '' })),
    }),
    status: withDefaults(volume.status ?? {}, { phase: 'Pending' }),
  });
}

/** A status write that changes the phase records when. */
function prepareForStatusUpdate(
  volume: PersistentVolume,
  old: PersistentVolume,
  context: RuleContext,
): PersistentVolume {
  const given = volume.status.lastPhaseTransitionTime;
  const unchanged = given === undefined || given === old.status.lastPhaseTransitionTime;
  const stamp =
    volume.status.phase === old.status.phase ? old.status.lastPhaseTransitionTime : formatTime(context.nowMs);
  return withFields(volume, {
    spec: old.spec,
    status: withFields(volume.status, { lastPhaseTransitionTime: unchanged ? stamp : given }),
  });
}

export const persistentVolumeDefinition: ResourceDefinition<PersistentVolume> = {
  row: schemeRow('persistentvolumes'),
  setDefaults,
  admit: (volume, _context, old) => (old ? volume : addFinalizer(volume, 'kubernetes.io/pv-protection')),
  prepareForCreate: (volume, context) => ({
    ...volume,
    status: { phase: 'Pending', lastPhaseTransitionTime: formatTime(context.nowMs) },
  }),
  prepareForUpdate: (volume, old) => withFields(volume, { status: old.status }),
  prepareForStatusUpdate,
  validate: validateVolume,
  validateUpdate: validateVolumeUpdate,
  warnings: volumeWarnings,
};
