/** The text that a `kubectl edit` wants edited, while its dialog is open. One at a time; others wait for it. */

import { create } from 'zustand';

interface EditRequest {
  readonly id: number;
  readonly text: string;
  readonly end: (text: string | undefined) => void;
}

export const useEditRequest = create<{ readonly request: EditRequest | undefined }>(() => ({ request: undefined }));

let lastId = 0;
let queue: Promise<unknown> = Promise.resolve();

/** Opens the editor. Resolves with the text as it was saved, or as it was given when it is closed unsaved. */
export function requestEdit(text: string, signal: AbortSignal): Promise<string | undefined> {
  const next = queue.then(
    () =>
      new Promise<string | undefined>((resolve) => {
        if (signal.aborted) {
          resolve(undefined);
          return;
        }
        const end = (edited: string | undefined): void => {
          signal.removeEventListener('abort', stop);
          useEditRequest.setState({ request: undefined });
          resolve(edited);
        };
        const stop = (): void => end(undefined);
        signal.addEventListener('abort', stop, { once: true });
        useEditRequest.setState({ request: { id: ++lastId, text, end } });
      }),
  );
  queue = next;
  return next;
}
