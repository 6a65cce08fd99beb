/** How long links may be before the dialog says that they are long, and before it urges to save a file instead. */

/** Some chat programs cut longer links (characters). */
const longLink = 2000;
/** Some programs and servers refuse longer ones. */
const tooLongLink = 8000;

export const isLong = (link: string): boolean => link.length > longLink;

export const isTooLong = (link: string): boolean => link.length > tooLongLink;

/** What the dialog says beside the length. */
export function lengthHint(link: string): string {
  if (isTooLong(link)) return 'Too long for many programs: save it as a file instead.';
  if (isLong(link)) return 'Some chat programs cut links of this length.';
  return 'It holds the manifest and everything that was done, not a copy of the cluster.';
}
