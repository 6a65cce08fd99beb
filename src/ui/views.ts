/** The views of the session's state that the page draws. Each is computed once for a moment, however many ask for it. */

import type { SessionState } from '../session/state.ts';
import { decisionIndex } from '../view/decision-index.ts';
import { headline } from '../view/headline.ts';
import { createHistoryReader, type HistoryIndex } from '../view/history-index.ts';
import type { Headline, StageModel } from '../view/stage-model.ts';
import { createStageView } from '../view/stage.ts';

export interface Views {
  history(state: SessionState): HistoryIndex;
  /** Keeps its identity while nothing on the stage changes. */
  stage(state: SessionState): StageModel;
  /** Keeps its identity while it says the same. */
  headline(state: SessionState): Headline;
}

export function createViews(): Views {
  const readHistory = createHistoryReader();
  const readStage = createStageView();
  let stageOf: { readonly moment: SessionState['moment']; readonly model: StageModel } | undefined;
  let said: { readonly model: StageModel; readonly decisions: unknown; readonly headline: Headline } | undefined;
  const views: Views = {
    history: ({ history, start }) => readHistory(history, start),
    stage(state) {
      const { moment } = state;
      if (stageOf?.moment !== moment) stageOf = { moment, model: readStage(moment, views.history(state)) };
      return stageOf.model;
    },
    headline(state) {
      const model = views.stage(state);
      const { decisions } = state.moment;
      if (said?.model === model && said.decisions === decisions) return said.headline;
      const next = headline(model, decisionIndex(decisions));
      const same = said?.headline.text === next.text && said.headline.tone === next.tone;
      said = { model, decisions, headline: same && said ? said.headline : next };
      return said.headline;
    },
  };
  return views;
}
