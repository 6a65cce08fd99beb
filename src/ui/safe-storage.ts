/** For what the page itself remembers: sizes of panels and the like. */

import { safeStorage } from '../session/persistence.ts';

export const pageStorage = safeStorage(() => window.localStorage);
