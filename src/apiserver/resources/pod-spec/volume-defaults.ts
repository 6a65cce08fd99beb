/** Defaults of volumes and their projections. Models pkg/apis/core/v1/defaults.go and the `+default` tags of its types. */

import type {
  DownwardAPIVolumeFile,
  PersistentVolumeClaimSpec,
  ProjectedVolumeSource,
  Volume,
  VolumeProjection,
} from '../../../api/types.ts';
import { canonicalQuantity } from '../../../api/quantity.ts';
import { ifPresent, mapShared, withDefaults, withFields } from '../../../lib/sharing.ts';
import { setResourcesDefaults } from './container-defaults.ts';
import { isLatestImage } from './image-name.ts';

/** Mode 0644, as JSON writes it. */
const fileMode = { defaultMode: 420 };

/** Models SetDefaults_PersistentVolumeClaimSpec. */
export function setClaimSpecDefaults(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  const filled = withDefaults(spec, { volumeMode: 'Filesystem' });
  return withFields(filled, { resources: setResourcesDefaults(filled.resources ?? {}) });
}

function setDownwardFileDefaults(file: DownwardAPIVolumeFile): DownwardAPIVolumeFile {
  return withFields(file, {
    fieldRef: ifPresent(file.fieldRef, (ref) => withDefaults(ref, { apiVersion: 'v1' })),
    resourceFieldRef: ifPresent(file.resourceFieldRef, (ref) =>
      withFields(ref, { divisor: canonicalQuantity(String(ref.divisor ?? '0')) }),
    ),
  });
}

function setProjectionDefaults(source: VolumeProjection): VolumeProjection {
  return withFields(source, {
    downwardAPI: ifPresent(source.downwardAPI, (api) =>
      withFields(api, { items: ifPresent(api.items, (items) => mapShared(items, setDownwardFileDefaults)) }),
    ),
    serviceAccountToken: ifPresent(source.serviceAccountToken, (token) =>
      withDefaults(token, { expirationSeconds: 3600 }),
    ),
  });
}

function setProjectedDefaults(projected: ProjectedVolumeSource): ProjectedVolumeSource {
  return withFields(withDefaults(projected, fileMode), {
    sources: ifPresent(projected.sources, (sources) => mapShared(sources, setProjectionDefaults)),
  });
}

const hasSource = (volume: Volume): boolean =>
  Object.entries(volume).some(([key, value]) => key !== 'name' && value !== undefined && value !== null);

/** Models SetDefaults_Volume and the defaulting of each volume type; a volume without source is an emptyDir. */
export function setVolumeDefaults(volume: Volume): Volume {
  if (!hasSource(volume)) return { name: volume.name ?? '', emptyDir: {} };
  return withFields(volume, {
    secret: ifPresent(volume.secret, (source) => withDefaults(source, fileMode)),
    configMap: ifPresent(volume.configMap, (source) => withDefaults(source, fileMode)),
    downwardAPI: ifPresent(volume.downwardAPI, (source) =>
      withFields(withDefaults(source, fileMode), {
        items: ifPresent(source.items, (items) => mapShared(items, setDownwardFileDefaults)),
      }),
    ),
    projected: ifPresent(volume.projected, setProjectedDefaults),
    hostPath: ifPresent(volume.hostPath, (source) => withFields(source, { type: source.type ?? '' })),
    emptyDir: ifPresent(volume.emptyDir, (source) =>
      withFields(source, {
        sizeLimit: ifPresent(source.sizeLimit, (size) => canonicalQuantity(String(size))),
      }),
    ),
    ephemeral: ifPresent(volume.ephemeral, (source) =>
      withFields(source, {
        volumeClaimTemplate: ifPresent(source.volumeClaimTemplate, (template) =>
          withFields(template, {
            metadata: template.metadata ?? ({} as never),
            spec: setClaimSpecDefaults(template.spec ?? {}),
          }),
        ),
      }),
    ),
    image: ifPresent(volume.image, (source) =>
      withDefaults(source, { pullPolicy: isLatestImage(source.reference ?? '') ? 'Always' : 'IfNotPresent' }),
    ),
    iscsi: ifPresent(volume.iscsi, (source) => withDefaults(source, { iscsiInterface: 'default' })),
    rbd: ifPresent(volume.rbd, (source) =>
      withDefaults(source, { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }),
    ),
    azureDisk: ifPresent(volume.azureDisk, (source) =>
      withDefaults(source, { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' }),
    ),
    scaleIO: ifPresent(volume.scaleIO, (source) =>
      withDefaults(source, { storageMode: 'ThinProvisioned', fsType: 'xfs' }),
    ),
  });
}
