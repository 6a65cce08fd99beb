/** Reads the stage as nodes and edges, in the view asked for; parts that stay keep their identity. */

import type { StageModel } from '../../view/stage-model.ts';
import type { Flow } from './flow-builder.ts';
import { nodeFlow } from './node-flow.ts';
import { ordinalFlow } from './ordinal-flow.ts';

export type StageView = 'ordinal' | 'node';

export function createFlowReader(): (view: StageView, model: StageModel) => Flow {
  let last: { readonly view: StageView; readonly flow: Flow } | undefined;
  return (view, model) => {
    const before = last?.view === view ? last.flow : undefined;
    const flow = view === 'ordinal' ? ordinalFlow(model, before) : nodeFlow(model, before);
    last = { view, flow };
    return flow;
  };
}
