/** Rules of Nodes. Models pkg/apis/core and pkg/registry/core/node strategy.go. */

import type { Node } from '../../api/types.ts';
import { withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { schemeRow } from './scheme-row.ts';

export const nodeDefinition: ResourceDefinition<Node> = {
  row: schemeRow('nodes'),
  setDefaults: (node) =>
    withFields(node, {
      spec: node.spec ?? {},
      status: withFields(node.status ?? {}, { allocatable: node.status?.allocatable ?? node.status?.capacity }),
    }),
  prepareForUpdate: (node, old) => withFields(node, { status: old.status }),
  prepareForStatusUpdate: (node, old) => withFields(node, { spec: old.spec }),
  validate: () => [],
  validateUpdate: () => [],
  selectableFields: (node) => ({ 'spec.unschedulable': String(node.spec.unschedulable ?? false) }),
};
