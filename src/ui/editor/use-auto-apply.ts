/** Applies a text by itself when it rests, where the reader has chosen so. */

import { useEffect, useRef } from 'react';
import { useSession } from '../session-context.ts';

/** A pause in typing of this length ends an edit. */
const restMs = 900;

/** A file that was only opened is left alone, and so is an earlier moment, where an apply would fork. */
export function useAutoApply(file: string, text: string, isOn: boolean): void {
  const session = useSession();
  const seen = useRef({ file, text });
  useEffect(() => {
    const isEdit = seen.current.file === file && seen.current.text !== text;
    if (!isOn || !isEdit) {
      if (seen.current.file !== file) seen.current = { file, text };
      return undefined;
    }
    const timer = setTimeout(() => {
      seen.current = { file, text };
      const { appliedTexts, playback, opening } = session.store.getState();
      if (playback.live && !opening && appliedTexts[file] !== text) void session.apply(file);
    }, restMs);
    return () => clearTimeout(timer);
  }, [session, file, text, isOn]);
}
