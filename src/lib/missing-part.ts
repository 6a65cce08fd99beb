/** What code throws that the page has not loaded yet. See .build/late-parts.ts: the build takes rare parts out of the first load. */

/** Thrown by a stand-in. Whoever catches it undoes what was begun, has the parts loaded and does the same again. */
export class MissingPart extends Error {
  constructor(name: string) {
    super(`${name} is not loaded yet`);
  }
}
