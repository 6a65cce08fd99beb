/** The simulated page under 700 pixels. */

import { lazy, Suspense, type ReactElement } from 'react';
import { StageSide } from './graph/StageSide.tsx';
import { Icon } from './all-icons.tsx';
import { LessonsMenu } from './lessons/LessonsMenu.tsx';
import { useLessons } from './lessons/lesson-store.ts';
import { ClusterOffer } from './live/ClusterOffer.tsx';
import { NarrowFrame } from './NarrowFrame.tsx';
import { openDialog } from './page-store.ts';
import { useSession } from './session-context.ts';
import { ExamplesMenu } from './toolbar/ExamplesMenu.tsx';
import { FaultsMenu } from './toolbar/FaultsMenu.tsx';
import { ThemeButton } from './toolbar/Toolbar.tsx';
import { Transport } from './transport/Transport.tsx';

const LessonPanel = lazy(async () => ({ default: (await import('./lessons/LessonPanel.tsx')).LessonPanel }));

function Actions(): ReactElement {
  const session = useSession();
  return (
    <>
      <ClusterOffer />
      <LessonsMenu />
      <ExamplesMenu />
      <FaultsMenu />
      <button type="button" className="button" onClick={() => session.reset()}>
        Reset
      </button>
      <button type="button" className="button outlined" onClick={() => openDialog('share')}>
        Share
      </button>
      <button type="button" className="button" aria-label="Command palette" onClick={() => openDialog('palette')}>
        <Icon name="search" size={14} /> Commands
      </button>
      <ThemeButton />
      <button type="button" className="button" onClick={() => openDialog('help')}>
        Help
      </button>
    </>
  );
}

const header = (
  <header className="narrow-bar">
    <h1 className="visually-hidden">StatefulSet Playground</h1>
    <Transport />
  </header>
);

const lesson = (
  <Suspense>
    <LessonPanel />
  </Suspense>
);

export function NarrowPage(): ReactElement {
  const inLesson = useLessons(({ open }) => open !== undefined);
  return <NarrowFrame header={header} stage={<StageSide />} actions={<Actions />} {...(inLesson ? { lesson } : {})} />;
}
