/** Waiting for what the build has left out of the first load. */

import { MissingPart } from '../lib/missing-part.ts';
import { loadLateParts } from './load-late-parts.ts';

/** Does something of the engine, again if need be once its parts are loaded. At once when none is missing. */
export async function withLateParts<T>(work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    await loadLateParts();
    return work();
  }
}

/** Does a piece of a longer work; false when it has to be done again because its parts are not loaded yet. */
export function unlessMissing(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    // Who cannot load them now tries again with the next piece of work.
    void loadLateParts().catch(() => undefined);
    return false;
  }
}
