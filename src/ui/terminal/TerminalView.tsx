/** One terminal on the page. This file is loaded when a terminal is opened first: it brings xterm with it. */

import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type ITheme } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, type ReactElement } from 'react';
import type { SessionState } from '../../session/state.ts';
import { useSession } from '../session-context.ts';
import { useEffectiveTheme } from '../theme.ts';
import { TerminalScreen } from './terminal-screen.ts';

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function themeFromTokens(theme: 'light' | 'dark'): ITheme {
  return {
    background: token('--surface'),
    foreground: token('--ink'),
    cursor: token('--accent'),
    cursorAccent: token('--surface'),
    selectionBackground: `${token('--accent')}${theme === 'dark' ? '55' : '40'}`,
    black: token('--ink'),
    red: token('--failing'),
    green: token('--ready'),
    yellow: token('--waiting'),
    blue: token('--accent'),
    magenta: token('--rev-1'),
    cyan: token('--rev-2'),
    white: token('--ink-2'),
  };
}

interface TerminalViewProps {
  readonly isShown: boolean;
  /** One of the terminals prints the commands that clicks make. */
  readonly withEchoes: boolean;
}

export default function TerminalView({ isShown, withEchoes }: TerminalViewProps): ReactElement {
  const session = useSession();
  const theme = useEffectiveTheme();
  const container = useRef<HTMLDivElement>(null);
  const terminal = useRef<Terminal>(undefined);
  const fit = useRef<FitAddon>(undefined);

  useEffect(() => {
    if (!container.current) return undefined;
    const xterm = new Terminal({
      fontFamily: token('--mono'),
      fontSize: 13,
      lineHeight: 1.25,
      cursorBlink: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      scrollback: 5000,
      minimumContrastRatio: 4.5,
    });
    const addon = new FitAddon();
    xterm.loadAddon(addon);
    xterm.open(container.current);
    if (container.current.clientWidth > 0) addon.fit();
    terminal.current = xterm;
    fit.current = addon;
    const screen = new TerminalScreen(xterm, session);
    let lastId = 0;
    const printEchoes = ({ echoes }: SessionState): void => {
      for (const echo of echoes) {
        if (echo.id <= lastId) continue;
        lastId = echo.id;
        screen.echo(echo);
      }
    };
    if (withEchoes) printEchoes(session.store.getState());
    const unsubscribe = withEchoes ? session.store.subscribe(printEchoes) : undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 40 && entry.contentRect.height > 20) addon.fit();
    });
    observer.observe(container.current);
    return () => {
      unsubscribe?.();
      observer.disconnect();
      screen.dispose();
      xterm.dispose();
    };
  }, [session, withEchoes]);

  useEffect(() => {
    if (!terminal.current) return;
    terminal.current.options.theme = themeFromTokens(theme);
  }, [theme]);

  useEffect(() => {
    if (!isShown) return;
    fit.current?.fit();
    terminal.current?.focus();
  }, [isShown]);

  return <div className="terminal-view" ref={container} hidden={!isShown} />;
}
