/** What arrives late takes the focus only where the reader has left it: never out of a menu that was opened meanwhile. */

/** To be called when the reader asks for something that may have to be loaded. The result says whether it may take the focus. */
export function rememberFocus(): () => boolean {
  const before = document.activeElement;
  return () => {
    const now = document.activeElement;
    return now === null || now === document.body || now === before;
  };
}
