/** The bar at the top: name, transport, and what concerns the whole page. */

import type { ReactElement } from 'react';
import type { Theme } from '../../session/state.ts';
import { Icon, type IconName } from '../all-icons.tsx';
import { LessonsMenu } from '../lessons/LessonsMenu.tsx';
import { ClusterOffer } from '../live/ClusterOffer.tsx';
import { openDialog } from '../page-store.ts';
import { useSession, useSessionState } from '../session-context.ts';
import { Transport } from '../transport/Transport.tsx';
import { ExamplesMenu } from './ExamplesMenu.tsx';
import { FaultsMenu } from './FaultsMenu.tsx';
import './toolbar.css';

const nextTheme: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' };
const themeIcons: Readonly<Record<Theme, IconName>> = { auto: 'auto', light: 'sun', dark: 'moon' };
const themeWords: Readonly<Record<Theme, string>> = { auto: 'as the system', light: 'light', dark: 'dark' };

export function ThemeButton(): ReactElement {
  const session = useSession();
  const theme = useSessionState((state) => state.theme);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Theme: ${themeWords[theme]}`}
      title={`Theme: ${themeWords[theme]}`}
      onClick={() => session.setTheme(nextTheme[theme])}
    >
      <Icon name={themeIcons[theme]} />
    </button>
  );
}

export function Logo(): ReactElement {
  return (
    <span className="logo">
      <svg width="22" height="20" viewBox="0 0 22 20" aria-hidden="true">
        <rect className="logo-0" x="0" y="0" width="5" height="20" rx="2" />
        <rect className="logo-1" x="8" y="0" width="5" height="20" rx="2" />
        <rect className="logo-2" x="16" y="0" width="5" height="20" rx="2" />
      </svg>
      <h1>StatefulSet Playground</h1>
    </span>
  );
}

export function Toolbar(): ReactElement {
  const session = useSession();
  return (
    <header className="toolbar">
      <Logo />
      <Transport />
      <div className="toolbar-actions">
        <ClusterOffer />
        <LessonsMenu />
        <ExamplesMenu />
        <FaultsMenu />
        <button
          type="button"
          className="button"
          onClick={() => session.reset()}
          title="A fresh cluster; your files stay"
        >
          Reset
        </button>
        <button type="button" className="button outlined" onClick={() => openDialog('share')}>
          Share
        </button>
        <button type="button" className="button outlined toolbar-embed" onClick={() => openDialog('embed')}>
          Embed
        </button>
        <ThemeButton />
        <button
          type="button"
          className="icon-button"
          aria-label="Help"
          title="Help (?)"
          onClick={() => openDialog('help')}
        >
          ?
        </button>
        <button
          type="button"
          className="kbd palette-key"
          aria-label="Command palette"
          onClick={() => openDialog('palette')}
        >
          {navigator.platform.startsWith('Mac') ? '⌘K' : 'Ctrl K'}
        </button>
      </div>
    </header>
  );
}
