/** The colour of a revision: a token, by the stable index that the view gives it. */

/** How many colours tokens.css has; further revisions begin again after the first. */
const colors = 6;

export function revisionColor(revision: { readonly color: number } | undefined): string {
  if (!revision) return 'var(--line-strong)';
  const index = revision.color < colors ? revision.color : 1 + ((revision.color - 1) % (colors - 1));
  return `var(--rev-${index})`;
}
