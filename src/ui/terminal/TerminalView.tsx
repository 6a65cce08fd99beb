/** One terminal on the page. This file is loaded when a terminal is opened first: it brings xterm with it. */

import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type ITheme } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { SessionState } from '../../session/state.ts';
import { narrowQuery, useMedia } from '../media.ts';
import { useSession } from '../session-context.ts';
import { useEffectiveTheme } from '../theme.ts';
import { requestEdit } from './edit-request.ts';
import { bindTerminalKeys } from './terminal-keys.ts';
import { TerminalScreen } from './terminal-screen.ts';
import { takeRequest, useTyping } from './typing.ts';
import { TouchKeys } from './TouchKeys.tsx';

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
  /** Which of the shells it is, from 1. */
  readonly number: number;
  readonly isShown: boolean;
  /** One of the terminals prints the commands that clicks make. */
  readonly withEchoes: boolean;
  readonly name: string;
  /** Output is kept as text for screen readers, and announced. */
  readonly forScreenReaders: boolean;
  /** For fingers: a row of keys. */
  readonly withKeys: boolean;
  /** Nothing else was given the focus since the terminal was asked for. */
  readonly mayTakeFocus: () => boolean;
}

/** What Ctrl makes of a letter: `c` → ^C. */
function controlOf(data: string): string {
  return /^[@-_a-z]$/.test(data) ? String.fromCharCode(data.toUpperCase().charCodeAt(0) & 0x1f) : data;
}

export default function TerminalView(props: TerminalViewProps): ReactElement {
  const { number, isShown, withEchoes, name, forScreenReaders, withKeys, mayTakeFocus } = props;
  const session = useSession();
  const theme = useEffectiveTheme();
  // Tables of kubectl fit into the width of a telephone.
  const fontSize = useMedia(narrowQuery) ? 11 : 13;
  const mayFocus = useRef(mayTakeFocus);
  const container = useRef<HTMLDivElement>(null);
  const terminal = useRef<Terminal>(undefined);
  const fit = useRef<FitAddon>(undefined);
  const screen = useRef<TerminalScreen>(undefined);
  const [isControlled, setControlled] = useState(false);
  const controlled = useRef(false);
  const control = (on: boolean): void => {
    controlled.current = on;
    setControlled(on);
  };

  useEffect(() => {
    if (!container.current) return undefined;
    const xterm = new Terminal({
      fontFamily: token('--mono'),
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
    const created = new TerminalScreen(xterm, session, {
      edit: async (text, signal) => {
        const edited = await requestEdit(text, signal);
        xterm.focus();
        return edited;
      },
      typed: (data) => {
        if (!controlled.current) return data;
        controlled.current = false;
        setControlled(false);
        return controlOf(data);
      },
    });
    screen.current = created;
    bindTerminalKeys(xterm, () => created.isBusy);
    let lastId = 0;
    const printEchoes = ({ echoes }: SessionState): void => {
      for (const echo of echoes) {
        if (echo.id <= lastId) continue;
        lastId = echo.id;
        created.echo(echo);
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
      created.dispose();
      xterm.dispose();
    };
  }, [session, withEchoes]);

  useEffect(() => {
    if (!terminal.current) return;
    terminal.current.options.theme = themeFromTokens(theme);
  }, [theme]);

  useEffect(() => {
    if (!terminal.current) return;
    terminal.current.options.fontSize = fontSize;
    if (container.current && container.current.clientWidth > 0) fit.current?.fit();
  }, [fontSize]);

  useEffect(() => {
    if (terminal.current) terminal.current.options.screenReaderMode = forScreenReaders;
  }, [forScreenReaders]);

  useEffect(() => {
    terminal.current?.textarea?.setAttribute('aria-label', `${name}. Escape, then Tab leaves the terminal`);
  }, [name]);

  const request = useTyping(({ requests }) => requests.find(({ terminal: shell }) => shell === number)?.id);
  useEffect(() => {
    if (!isShown) return;
    fit.current?.fit();
    // Whoever has the page type for them goes on where they are.
    if (useTyping.getState().requests.length > 0) return;
    // A touch keyboard would cover what one came to see; in somebody else's page the focus is somewhere else.
    if (window.matchMedia('(pointer: coarse)').matches || !document.hasFocus()) return;
    if (mayFocus.current()) terminal.current?.focus();
  }, [isShown]);

  useEffect(() => {
    const taken = request === undefined ? undefined : takeRequest(number);
    if (taken) screen.current?.typeLine(taken.line, taken.interrupts);
  }, [request, number]);

  return (
    <div className="terminal-view" hidden={!isShown}>
      <div className="terminal-host" ref={container} />
      {withKeys ? (
        <TouchKeys
          isControlled={isControlled}
          onControl={() => control(!isControlled)}
          onKey={(data) => {
            terminal.current?.scrollToBottom();
            screen.current?.type(data);
          }}
        />
      ) : null}
    </div>
  );
}
