/** Each kind of card as SVG, with what it says: the same words and colours as on the stage, without its buttons. */

import { countdownText, type StateTone } from '../../../view/pod-state.ts';
import type { PodCard, RevisionCount, RevisionMark } from '../../../view/stage-model.ts';
import { revisionColor } from '../../revision-color.ts';
import { dotGrid } from '../../../view/layout.ts';
import { dotText, type Dot } from '../dot-field.ts';
import type { StageNode } from '../stage-nodes.ts';
import { svgRect, svgText, type Ink, type Rect } from './svg-text.ts';

const toneTokens: Readonly<Record<StateTone, string>> = {
  ready: '--ready',
  waiting: '--waiting',
  pending: '--pending',
  failing: '--failing',
  ending: '--pending',
  done: '--pending',
};
/** A shape for each tone, as on the stage: states are never told by colour alone. */
const toneSigns: Readonly<Record<StateTone, string>> = {
  ready: '●',
  waiting: '◐',
  pending: '◌',
  failing: '▲',
  ending: '□',
  done: '✓',
};

function tokenColor({ color }: Ink, revision: RevisionMark | undefined): string {
  return color(/--[\w-]+/.exec(revisionColor(revision))?.[0] ?? '--line-strong');
}

function surface({ color }: Ink, box: Rect, dashed = false): string {
  const fill = color(dashed ? '--bg' : '--surface');
  return svgRect(box, { fill, stroke: color('--line-strong'), radius: 10, dashed });
}

/** Lines of text below each other, from the card's upper left corner. */
interface Line {
  readonly text: string;
  readonly token?: string;
  readonly size?: number;
  readonly weight?: number;
  readonly mono?: boolean;
}

function lines({ color }: Ink, { x, y, width }: Rect, from: number, all: readonly Line[]): string {
  let baseline = y + from;
  return all
    .map(({ text, token = '--ink-2', size = 11, weight, mono }) => {
      const style = {
        fill: color(token),
        size,
        width: width - 22,
        ...(weight ? { weight } : {}),
        ...(mono ? { mono } : {}),
      };
      const line = svgText(x + 12, baseline, text, style);
      baseline += size + 6;
      return line;
    })
    .join('');
}

function pod(ink: Ink, box: Rect, card: PodCard): string {
  const { color } = ink;
  const { tone, word, restarts } = card.state;
  const edge = svgRect({ ...box, width: 5 }, { fill: tokenColor(ink, card.revision), radius: 2 });
  const countdown = card.countdown && ink.atMs !== undefined ? [{ text: countdownText(card.countdown, ink.atMs) }] : [];
  const text = lines(ink, { ...box, x: box.x + 2 }, 22, [
    { text: card.name, token: '--ink', size: 14, weight: 650 },
    { text: `${toneSigns[tone]} ${word}`, token: toneTokens[tone], size: 12, weight: 600 },
    { text: card.detail || card.image },
    ...countdown,
    ...card.probes.map(({ type, state }) => ({ text: `${type} probe ${state}` })),
  ]);
  const foot = `${card.node ?? 'no node'} · ${card.ip ?? 'no IP'}${restarts > 0 ? ` · ↻${restarts}` : ''}`;
  const footText = svgText(box.x + 14, box.y + box.height - 10, foot, {
    fill: color('--ink-2'),
    width: box.width - 22,
  });
  return surface(ink, box) + edge + text + footText;
}

function dotShape(ink: Ink, field: Rect, { card, x, y, name }: Dot): string {
  const { color } = ink;
  const box: Rect = { x: field.x + x, y: field.y + y, width: dotGrid.width, height: dotGrid.height };
  if (!card) return svgRect(box, { fill: color('--bg'), stroke: color('--line-strong'), radius: 7, dashed: true });
  const { tone } = card.state;
  const isReady = tone === 'ready';
  const revision = tokenColor(ink, card.revision);
  const fill = color(isReady ? '--rev-ink' : toneTokens[tone]);
  const cell = svgRect(box, {
    fill: isReady ? revision : color('--surface'),
    stroke: isReady ? revision : fill,
    radius: 7,
  });
  const style = { size: 10, weight: 600, fill, mono: true, anchor: 'middle' } as const;
  const sign = isReady
    ? ''
    : svgText(box.x + box.width - 5, box.y + box.height - 2, toneSigns[tone], { size: 8, fill });
  return cell + svgText(box.x + box.width / 2, box.y + box.height / 2 + 4, dotText(name), style) + sign;
}

function smallPod(ink: Ink, box: Rect, card: PodCard): string {
  const { tone, word } = card.state;
  const revision = tokenColor(ink, card.revision);
  const content = lines(ink, box, 18, [
    { text: card.name, token: '--ink', size: 12, weight: 600 },
    { text: `${toneSigns[tone]} ${word}`, token: toneTokens[tone], size: 10 },
  ]);
  return surface(ink, box) + svgRect({ ...box, width: 4 }, { fill: revision, radius: 2 }) + content;
}

function revisionLines(revisions: readonly RevisionCount[]): readonly Line[] {
  return revisions.map(({ name, count, role }) => {
    return { text: `${count} × ${name}${role === 'only' ? '' : ` (${role})`}`, mono: true, size: 10 };
  });
}

function sideCard(ink: Ink, box: Rect, kind: string, name: string, more: readonly Line[], dashed = false): string {
  const head: readonly Line[] = [
    { text: kind.toUpperCase(), size: 10, weight: 600 },
    { text: name, token: '--ink', size: 14, weight: 650 },
  ];
  return surface(ink, box, dashed) + lines(ink, box, 20, [...head, ...more]);
}

/** The SVG of one node; empty for grounds that say nothing. */
export function nodeShape(node: StageNode, ink: Ink): string {
  const { width = 0, height = 0, position } = node;
  const box: Rect = { ...position, width, height };
  const { color } = ink;
  const middle = box.x + width / 2;
  switch (node.type) {
    case 'pod':
      return pod(ink, box, node.data.card);
    case 'compactPod':
      return smallPod(ink, box, node.data.card);
    case 'compact':
      return node.data.column.pod ? smallPod(ink, box, node.data.column.pod) : surface(ink, box, true);
    case 'field':
      return node.data.dots.map((dot) => dotShape(ink, box, dot)).join('');
    case 'column': {
      const { ordinal } = node.data.column;
      const x = node.data.isRow ? box.x + 12 : middle;
      const style = { size: 12, weight: 600, fill: color('--ink-2'), mono: true, anchor: 'middle' } as const;
      return svgText(x, box.y + 16, String(ordinal), style);
    }
    case 'ghost': {
      const style = { size: 12, fill: color('--ink-2'), anchor: 'middle' } as const;
      const { reason } = node.data.ghost;
      const text = svgText(middle, box.y + height / 2 - 4, 'no Pod', style);
      return surface(ink, box, true) + text + svgText(middle, box.y + height / 2 + 14, reason, style);
    }
    case 'dns': {
      const { host, answer, published } = node.data.card;
      const token = published ? '--ready' : '--ink-2';
      return (
        surface(ink, box, !published) +
        lines(ink, box, 20, [
          { text: host, token: '--ink', mono: true, weight: 600 },
          { text: answer, token },
        ])
      );
    }
    case 'claim': {
      const { name, phase, note, size } = node.data.card;
      const line = [phase, note, size].filter(Boolean).join(' · ');
      return (
        surface(ink, box) +
        lines(ink, box, 20, [{ text: name, token: '--ink', mono: true, weight: 600 }, { text: line }])
      );
    }
    case 'volume': {
      const style = { fill: color('--ink-2'), mono: true, anchor: 'middle', width: width - 12 } as const;
      const [left, right, foot] = [box.x, box.x + width, box.y + height - 9];
      const rim = `<ellipse cx="${middle}" cy="${box.y + 10}" rx="${width / 2}" ry="9" fill="${color('--surface-2')}" stroke="${color('--line-strong')}"/>`;
      const can = `<path d="M${left},${box.y + 10}V${foot}A${width / 2},9 0 0 0 ${right},${foot}V${box.y + 10}" fill="${color('--surface')}" stroke="${color('--line-strong')}"/>`;
      return can + rim + svgText(middle, box.y + 36, node.data.card.name, style);
    }
    case 'set': {
      const { card } = node.data;
      const count = { text: `${card.ready} / ${card.replicas} ready`, size: 12 };
      const policy = { text: `${card.strategy} · ${card.policy}` };
      return sideCard(ink, box, 'StatefulSet', card.name, [count, ...revisionLines(card.revisions.slice(-2)), policy]);
    }
    case 'workload': {
      const { card } = node.data;
      return sideCard(ink, box, card.ref.kind, card.name, [
        { text: card.line, size: 12 },
        ...revisionLines(card.revisions),
      ]);
    }
    case 'service':
    case 'class': {
      const { card } = node.data;
      const kind = node.type === 'class' ? 'StorageClass' : 'Service';
      return sideCard(ink, box, kind, card.name, [{ text: card.line, size: 12 }], !card.exists);
    }
    case 'gate': {
      const { gate, isFlat } = node.data;
      const text = `waits for ${gate.waitsFor}`;
      const half = text.length * 3 + 8;
      const y = box.y + height + (isFlat ? 4 : 58);
      const pill = svgRect(
        { x: middle - half, y, width: 2 * half, height: 17 },
        { fill: color('--waiting'), radius: 5 },
      );
      const label = pill + svgText(middle, y + 12, text, { size: 10, fill: color('--surface'), anchor: 'middle' });
      return svgRect(box, { fill: color('--waiting'), radius: 7 }) + label;
    }
    case 'partition': {
      const { partition, layout } = node.data;
      // Paper cannot be dragged: a partition that holds nothing back says nothing there.
      if (partition === 0) return '';
      const stroke = color('--rev-1');
      const path = layout.shape === 'rows' ? `M${box.x},${box.y + 8}h${width}` : `M${middle},${box.y}v${height - 24}`;
      const line = `<path d="${path}" stroke="${stroke}" stroke-width="2" stroke-dasharray="5 4"/>`;
      const style = { weight: 600, fill: stroke, anchor: 'middle' } as const;
      return line + svgText(middle, box.y + height - 8, `partition ${partition}`, style);
    }
    case 'worker': {
      const { name, zone, ready, exists, cordoned } = node.data.card;
      const state = exists
        ? [ready ? 'Ready' : 'NotReady', cordoned ? 'SchedulingDisabled' : '', zone]
        : ['waiting for a node'];
      const ground = svgRect(box, {
        fill: color('--surface'),
        stroke: color(ready ? '--line-strong' : '--failing'),
        radius: 14,
        dashed: !ready,
      });
      return (
        ground +
        lines(ink, box, 24, [
          { text: name, token: '--ink', size: 13, weight: 650, mono: true },
          { text: state.filter(Boolean).join(' · ') },
        ])
      );
    }
    case 'zone': {
      const ground = svgRect(box, {
        fill: color('--surface-2'),
        stroke: color('--line-strong'),
        radius: 18,
        dashed: true,
      });
      const { zone, line } = node.data;
      return (
        ground +
        lines(ink, box, 26, [{ text: `${zone || 'no zone'}   ${line}`, token: '--ink', size: 14, weight: 600 }])
      );
    }
  }
}
