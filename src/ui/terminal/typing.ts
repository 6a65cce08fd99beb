/** Lines that the page types into a terminal, letter by letter, as if by the reader's own hands. */

import { create } from 'zustand';

interface TypingRequest {
  readonly id: number;
  readonly line: string;
  /** Number of the shell, from 1. */
  readonly terminal: number;
  /** Ctrl-C comes first: what runs there would not end by itself. */
  readonly interrupts: boolean;
}

interface TypingState {
  /** Not yet taken by the terminal that they are for. */
  readonly requests: readonly TypingRequest[];
  /** The last of all, whether taken or not: its shell is the one to show. */
  readonly last: TypingRequest | undefined;
}

export const useTyping = create<TypingState>(() => ({ requests: [], last: undefined }));

let lastId = 0;
/** Shells in which a line was typed that runs until Ctrl-C. */
const endless = new Set<number>();

/** Types a line; one that is `endless` is ended by the next line in its shell. */
export function typeLine(line: string, terminal: number, isEndless: boolean): void {
  const request = { id: ++lastId, line, terminal, interrupts: endless.delete(terminal) };
  if (isEndless) endless.add(terminal);
  useTyping.setState({ requests: [...useTyping.getState().requests, request], last: request });
}

/** The next line for a terminal, which types it at once. */
export function takeRequest(terminal: number): TypingRequest | undefined {
  const { requests } = useTyping.getState();
  const request = requests.find((other) => other.terminal === terminal);
  if (request) useTyping.setState({ requests: requests.filter((other) => other !== request) });
  return request;
}

/** Forgets what is not typed yet, and what runs: the terminals are new ones. */
export function forgetTyping(): void {
  endless.clear();
  useTyping.setState({ requests: [], last: undefined });
}

const letterMs = 14;
const mostMs = 900;

/** Types letters one after the other. Resolves when the last has been typed. */
export async function typeLetters(line: string, isStill: boolean, type: (data: string) => void): Promise<void> {
  if (isStill) {
    type(line);
    return;
  }
  const step = Math.max(1, Math.ceil((line.length * letterMs) / mostMs));
  for (let at = 0; at < line.length; at += step) {
    type(line.slice(at, at + step));
    await new Promise((resolve) => setTimeout(resolve, letterMs));
  }
}
