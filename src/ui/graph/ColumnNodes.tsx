/** The parts of a column besides the Pod: its ground with the ordinal, its DNS name, and the place of an absent Pod. */

import type { NodeProps } from '@xyflow/react';
import { lazy, memo, Suspense, type ReactElement } from 'react';
import { spanText } from '../../view/clock-text.ts';
import { Icon } from '../icons.tsx';
import { IdentityName } from '../IdentityName.tsx';
import { useSessionState } from '../session-context.ts';
import { Anchors, type Anchor } from './Anchors.tsx';
import { useCardSelection } from './selection.ts';
import type {
  ColumnNode as ColumnNodeType,
  DnsNode as DnsNodeType,
  GhostNode as GhostNodeType,
} from './stage-nodes.ts';
import { useHover } from './use-hover.ts';

const DnsDetail = lazy(async () => ({ default: (await import('./DnsDetail.tsx')).DnsDetail }));

const dnsAnchors: readonly Anchor[] = [{ id: 'bottom' }, { id: 'left' }];

export const ColumnNode = memo(function ColumnNode({
  data: { column, isRow },
}: NodeProps<ColumnNodeType>): ReactElement {
  return (
    <div className={`column${isRow ? ' is-row' : ''}${column.wanted ? '' : ' is-unwanted'}`} aria-hidden="true">
      <span className="column-ordinal">{column.ordinal}</span>
    </div>
  );
});

/** What Pods are told meanwhile, though the record exists. */
function CachedDenial({ untilMs }: { readonly untilMs: number }): ReactElement {
  const left = useSessionState(({ moment }) => Math.max(0, Math.ceil((untilMs - moment.atMs) / 1000)));
  return (
    <span className="dns-answer is-denied">
      <Icon name="warning" size={11} /> cached NXDOMAIN, {left} s
    </span>
  );
}

export const DnsNode = memo(function DnsNode({ data: { card } }: NodeProps<DnsNodeType>): ReactElement {
  const name = card.host.slice(0, card.host.indexOf('.'));
  const { isSelected, select } = useCardSelection(card.ref);
  const { isOpen, hover } = useHover();
  return (
    <>
      <div
        {...hover}
        className={`card dns-card${card.published ? ' is-published' : ''}${isSelected ? ' is-related' : ''}`}
        data-testid={`dns-${card.host}`}
        data-published={card.published}
        data-denied={card.deniedUntilMs !== undefined}
      >
        <button
          type="button"
          className="card-cover"
          aria-label={`DNS name ${card.host}: ${card.answer}`}
          onClick={select}
        />
        {isOpen ? (
          <Suspense>
            <DnsDetail card={card} onClose={hover.onBlur} />
          </Suspense>
        ) : null}
        <span className="dns-host">
          <IdentityName name={name} suffix={card.host.slice(name.length)} />
        </span>
        {card.deniedUntilMs === undefined ? (
          <span className="dns-answer">{card.answer}</span>
        ) : (
          <CachedDenial untilMs={card.deniedUntilMs} />
        )}
      </div>
      <Anchors anchors={dnsAnchors} />
    </>
  );
});

/** `19 s ago`, on the cluster's clock. */
function Ago({ sinceMs }: { readonly sinceMs: number }): ReactElement {
  const text = useSessionState(({ moment }) => spanText(moment.atMs - sinceMs));
  return <span>{text} ago</span>;
}

export const GhostNode = memo(function GhostNode({ data: { ghost } }: NodeProps<GhostNodeType>): ReactElement {
  return (
    <div className="ghost-card" data-testid={`ghost-${ghost.name}`} title={ghost.decision?.message}>
      <span>no Pod</span>
      <span>{ghost.reason}</span>
      {ghost.sinceMs !== undefined && ghost.reason === 'scaled down' ? <Ago sinceMs={ghost.sinceMs} /> : null}
    </div>
  );
});
