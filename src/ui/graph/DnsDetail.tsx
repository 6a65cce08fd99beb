/** The whole record of a DNS name, as cluster DNS would answer for it, in a tooltip. */

import { Tooltip } from 'radix-ui';
import type { ReactElement } from 'react';
import type { DnsCard } from '../../view/stage-model.ts';

function RecordDetail({
  card: { fqdn, answer, published, ref, deniedUntilMs },
}: {
  readonly card: DnsCard;
}): ReactElement {
  return (
    <dl className="record-detail">
      <dt>Name</dt>
      <dd>{fqdn}</dd>
      <dt>{published ? 'Record' : 'Answer'}</dt>
      <dd>{published ? answer : `NXDOMAIN – ${answer}`}</dd>
      {deniedUntilMs === undefined ? null : (
        <>
          <dt>Pods get</dt>
          <dd>NXDOMAIN – a resolver asked before the name existed, and remembers</dd>
        </>
      )}
      <dt>From</dt>
      <dd>EndpointSlices of Service {ref.name}</dd>
    </dl>
  );
}

interface DnsDetailProps {
  readonly card: DnsCard;
  readonly onClose: () => void;
}

/** Stands above the card that it is about. */
export function DnsDetail({ card, onClose }: DnsDetailProps): ReactElement {
  return (
    <Tooltip.Provider>
      <Tooltip.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
        <Tooltip.Trigger asChild>
          <span className="dns-detail-anchor" aria-hidden="true" />
        </Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content className="tooltip" side="top" sideOffset={6} collisionPadding={8}>
            <RecordDetail card={card} />
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}
