/** Loading of what the build has left out of the first load. */

/** Resolves when no part is missing. The build puts the loading here (.build/late-parts.ts); elsewhere nothing is left out. */
export const loadLateParts = (): Promise<void> => Promise.resolve();
