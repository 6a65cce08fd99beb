/** Reads the stage as nodes and edges, in the view asked for; parts that stay keep their identity. */

import type { StageModel } from '../../view/stage-model.ts';
import type { Flow } from './flow-builder.ts';
import { nodeFlow, zoneFlow } from './node-flow.ts';
import { ordinalFlow } from './ordinal-flow.ts';

export type StageView = 'ordinal' | 'node' | 'zone';

const makers = { ordinal: ordinalFlow, node: nodeFlow, zone: zoneFlow } as const;

/** `isNarrow`: there is no room for columns side by side. */
export function createFlowReader(): (view: StageView, model: StageModel, isNarrow: boolean) => Flow {
  let last: { readonly view: StageView; readonly isNarrow: boolean; readonly flow: Flow } | undefined;
  return (view, model, isNarrow) => {
    const before = last?.view === view && last.isNarrow === isNarrow ? last.flow : undefined;
    const flow = makers[view](model, isNarrow, before);
    last = { view, isNarrow, flow };
    return flow;
  };
}
