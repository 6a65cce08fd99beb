/** The stage at a moment as a picture for paper: in the colours of the light theme, whatever the page has. */

import type { ReportPicture } from '../../session/report/report-blocks.ts';
import type { ReportMoment } from '../../session/report/session-report.ts';
import { clockText } from '../../view/clock-text.ts';
import { stageSvg } from '../graph/export/stage-svg.ts';
import type { Ink } from '../graph/export/svg-text.ts';
import { createFlowReader } from '../graph/stage-flow.ts';
import { usePage } from '../page-store.ts';

/** Runs `draw` with the tokens of the light theme. */
function withLightInk<T>(draw: (ink: Ink) => T): T {
  const probe = document.createElement('div');
  probe.dataset['theme'] = 'light';
  document.body.append(probe);
  try {
    const tokens = getComputedStyle(probe);
    return draw({ color: (token) => tokens.getPropertyValue(token).trim() || '#888' });
  } finally {
    probe.remove();
  }
}

/** Undefined when there is nothing on the stage. The Pods stand as they do on the page. */
export function momentPicture(moment: ReportMoment): ReportPicture | undefined {
  const { atMs, stage, sentence, label } = moment;
  const flow = createFlowReader()(usePage.getState().stageView, stage, false);
  if (flow.nodes.length === 0) return undefined;
  const title = `${clockText(atMs)}  ${label || sentence}`;
  const { svg } = withLightInk((ink) => stageSvg(flow, ink, title));
  return { path: `stage-${Math.round(atMs)}.svg`, svg, text: `The stage at ${clockText(atMs)}: ${sentence}` };
}
