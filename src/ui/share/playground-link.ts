/** Knows an address of a playground among what is pasted or dropped. */

/** What an address asks to be opened. */
const asking = ['scenario', 'manifest', 'run', 'lesson'];

/**
 * The address when the text is one address, and one of a playground: a link (`#s1.…`, `#l1.…`) of any, for it says all
 * that it opens, or one of this page with something to open in its query. `here` is the page's own address.
 */
export function playgroundLink(text: string, here = window.location.href): string | undefined {
  const word = text.trim();
  if (/^#[sl]\d+\.\S+$/.test(word)) return word;
  if (!/^https?:\/\/\S+$/.test(word) || !URL.canParse(word)) return undefined;
  const { origin, pathname, searchParams, hash } = new URL(word);
  if (/^#[sl]\d+\./.test(hash)) return word;
  const own = new URL(here);
  const isOwn =
    origin === own.origin && pathname.replace(/index\.html$/, '') === own.pathname.replace(/index\.html$/, '');
  const query = hash.startsWith('#?') ? new URLSearchParams(hash.slice(2)) : searchParams;
  return isOwn && asking.some((name) => query.has(name)) ? word : undefined;
}
