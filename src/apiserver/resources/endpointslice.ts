/** Rules of EndpointSlices. Models pkg/apis/discovery and pkg/registry/discovery/endpointslice strategy.go. */

import type { KubeObject } from '../../api/object.ts';
import type { EndpointSlice } from '../../api/types.ts';
import { ifPresent, mapShared, withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { firstGeneration } from './generation.ts';
import { semanticallyEqual } from './semantic-equality.ts';
import { schemeRow } from './scheme-row.ts';

type StoredSlice = EndpointSlice & KubeObject;

/** What counts for the generation: labels and content, not the other metadata. */
const content = ({ addressType, endpoints, ports, metadata }: StoredSlice): unknown => ({
  addressType,
  endpoints,
  ports,
  labels: metadata.labels,
});

export const endpointSliceDefinition: ResourceDefinition<StoredSlice> = {
  row: schemeRow('endpointslices.discovery.k8s.io'),
  setDefaults: (slice) =>
    withFields<StoredSlice>(slice, {
      ports: ifPresent(slice.ports, (ports) =>
        mapShared(ports, (port) => {
          const filled = withDefaults(port, { protocol: 'TCP' });
          return filled.name === undefined ? { ...filled, name: '' } : filled;
        }),
      ),
    }),
  prepareForCreate: firstGeneration,
  prepareForUpdate(slice, old) {
    const generation = old.metadata.generation ?? 1;
    return withFields<StoredSlice>(slice, {
      metadata: withFields(slice.metadata, {
        generation: semanticallyEqual(content(slice), content(old)) ? generation : generation + 1,
      }),
    });
  },
  validate: () => [],
  validateUpdate: () => [],
};
