/** The stage as an SVG file that stands alone: vectors and words, no fonts, no script, no foreign markup. */

import type { Flow } from '../flow-builder.ts';
import { railPath } from '../rail-path.ts';
import type { EdgeMeaning, StageEdge, StageNode } from '../stage-nodes.ts';
import { boundsOf } from '../viewport.ts';
import { nodeShape } from './node-shapes.ts';
import { escapeXml, svgText, type Ink } from './svg-text.ts';

interface Stroke {
  readonly token: string;
  readonly dash?: string;
}

const strokes: Readonly<Record<EdgeMeaning, Stroke>> = {
  owns: { token: '--line-strong' },
  names: { token: '--line-strong' },
  published: { token: '--ready' },
  unpublished: { token: '--line-strong', dash: '4 4' },
  mounts: { token: '--line-strong' },
  starting: { token: '--waiting', dash: '4 4' },
  bound: { token: '--line-strong' },
  'owned-by': { token: '--failing', dash: '2 4' },
};

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where an edge ends at a card. Those that leave at the right are level with what they lead to. */
function anchorAt({ position: { x, y }, width = 0, height = 0 }: StageNode, handle: string, level: number): Point {
  switch (handle) {
    case 'top':
      return { x: x + width / 2, y };
    case 'bottom':
      return { x: x + width / 2, y: y + height };
    case 'left':
      return { x, y: y + height / 2 };
    case 'low':
      return { x: x + width, y: y + height - 14 };
    default:
      return { x: x + width, y: Math.max(y + 8, Math.min(y + height - 8, level)) };
  }
}

function edgePath(edge: StageEdge, byId: ReadonlyMap<string, StageNode>, { color }: Ink): string {
  const source = byId.get(edge.source);
  const target = byId.get(edge.target);
  if (!source || !target || !edge.data) return '';
  const to = anchorAt(target, edge.targetHandle ?? 'left', 0);
  const from = anchorAt(source, edge.sourceHandle ?? 'right', to.y);
  const { token, dash } = strokes[edge.data.meaning];
  const dashed = dash ? ` stroke-dasharray="${dash}"` : '';
  return `<path d="${railPath(from.x, from.y, to.x, to.y)}" fill="none" stroke="${color(token)}" stroke-width="1.5"${dashed}/>`;
}

const padding = 24;
const titleHeight = 40;
/** The sentence above has room for itself, unless it is very long. */
const letterWidth = 7.8;
const widestTitle = 960;

export interface StagePicture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** `title` is the sentence above the stage, which says what the picture shows. */
export function stageSvg(flow: Flow, ink: Ink, title: string): StagePicture {
  const bounds = boundsOf(flow.nodes);
  const width = Math.ceil(Math.max(bounds.width, Math.min(widestTitle, title.length * letterWidth)) + 2 * padding);
  const height = Math.ceil(bounds.height + 2 * padding + titleHeight);
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  const byDepth = flow.nodes.toSorted((a, b) => (a.zIndex ?? 0) - (b.zIndex ?? 0));
  const grounds = byDepth.filter(({ zIndex = 0 }) => zIndex < 1);
  const cards = byDepth.filter(({ zIndex = 0 }) => zIndex >= 1);
  const heading = svgText(padding, padding + 10, title, {
    size: 14,
    fill: ink.color('--ink'),
    width: width - 2 * padding,
  });
  const parts = [
    ...grounds.map((node) => nodeShape(node, ink)),
    ...flow.edges.map((edge) => edgePath(edge, byId, ink)),
    ...cards.map((node) => nodeShape(node, ink)),
  ];
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${ink.color('--bg')}"/>`,
    heading,
    `<g transform="translate(${padding} ${padding + titleHeight})">`,
    ...parts,
    '</g></svg>',
  ].join('\n');
  return { svg, width, height };
}
