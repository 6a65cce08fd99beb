/** What is printed instead of the page: a report of the moment that is shown. It is there while the browser prints. */

import { useEffect, useState, type ReactElement } from 'react';
import { createPortal, flushSync } from 'react-dom';
import type { Block } from '../../session/report/report-blocks.ts';
import { reportDocument } from '../../session/report/report-document.ts';
import type { Reporter } from '../../session/session-contract.ts';
import { useSession } from '../session-context.ts';
import { pageView } from '../share/page-view.ts';
import { momentPicture } from './moment-picture.ts';
import { usePrint } from './print-store.ts';
import { ReportView } from './ReportView.tsx';
import './print.css';
import './report.css';

function blocksOf(tell: Reporter): readonly Block[] {
  const report = tell(window.location.href, pageView());
  return reportDocument(report, { pictureOf: momentPicture, sessionFile: undefined });
}

export function PrintSheet(): ReactElement | null {
  const session = useSession();
  const [blocks, setBlocks] = useState<readonly Block[]>();
  const [isReady, setReady] = useState(false);
  const isWanted = usePrint((state) => state.isWanted);
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const media = window.matchMedia('print');
    const follow = (tell: Reporter): void => {
      if (signal.aborted) return;
      // The browser prints what stands in the page when this returns.
      const show = (): void => flushSync(() => setBlocks(blocksOf(tell)));
      const hide = (): void => setBlocks(undefined);
      window.addEventListener('beforeprint', show, { signal });
      window.addEventListener('afterprint', hide, { signal });
      media.addEventListener('change', ({ matches }) => (matches ? show() : hide()), { signal });
      if (media.matches) show();
      setReady(true);
    };
    session.reporter().then(follow, () => undefined);
    return () => ending.abort();
  }, [session]);
  useEffect(() => {
    if (!isReady || !isWanted) return;
    usePrint.setState({ isWanted: false });
    window.print();
  }, [isReady, isWanted]);
  return blocks
    ? createPortal(
        <div className="print-sheet">
          <ReportView blocks={blocks} />
        </div>,
        document.body,
      )
    : null;
}
