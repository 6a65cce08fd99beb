/** Rules of Endpoints, which 1.33 deprecated. Models pkg/apis/core and pkg/registry/core/endpoint. */

import type { KubeObject } from '../../api/object.ts';
import type { Endpoints } from '../../api/types.ts';
import { ifPresent, mapShared, withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { schemeRow } from './scheme-row.ts';

type StoredEndpoints = Endpoints & KubeObject;

export const endpointsDefinition: ResourceDefinition<StoredEndpoints> = {
  row: schemeRow('endpoints'),
  setDefaults: (endpoints) =>
    withFields<StoredEndpoints>(endpoints, {
      subsets: ifPresent(endpoints.subsets, (subsets) =>
        mapShared(subsets, (subset) =>
          withFields(subset, {
            ports: ifPresent(subset.ports, (ports) =>
              mapShared(ports, (port) => withDefaults(port, { protocol: 'TCP' })),
            ),
          }),
        ),
      ),
    }),
  validate: () => [],
  validateUpdate: () => [],
  warnings: () => ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'],
  allowCreateOnUpdate: true,
};
