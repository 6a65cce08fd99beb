/** Keys of a terminal that are the page's: copying, pasting, and leaving it. */

import type { Terminal } from '@xterm/xterm';

/** Copies what is selected; where the browser keeps the clipboard to itself, through its own copy command. */
async function copySelection(terminal: Terminal): Promise<void> {
  const text = terminal.getSelection();
  if (text === '') return;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // xterm puts its selection into the copy event.
    document.execCommand('copy');
  }
}

/**
 * Ctrl-Shift-C and Ctrl-Insert copy, Ctrl-C too where something is selected and nothing runs; Ctrl-V, Ctrl-Shift-V and
 * Shift-Insert paste; Escape and then Tab goes to what comes after the terminal, Shift-Tab to what comes before.
 */
export function bindTerminalKeys(terminal: Terminal, isBusy: () => boolean): void {
  let hasEscaped = false;
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown') return true;
    const { key, ctrlKey, shiftKey, metaKey, altKey } = event;
    if (key === 'Tab') {
      const leaves = shiftKey || hasEscaped;
      hasEscaped = false;
      return !leaves;
    }
    if (key !== 'Shift') hasEscaped = key === 'Escape';
    if (altKey) return true;
    const letter = key.toLowerCase();
    const copies =
      (ctrlKey && shiftKey && letter === 'c') ||
      (ctrlKey && key === 'Insert') ||
      (ctrlKey && !shiftKey && letter === 'c' && terminal.hasSelection() && !isBusy());
    if (copies) {
      event.preventDefault();
      void copySelection(terminal).then(() => terminal.clearSelection());
      return false;
    }
    // The browser pastes into the terminal's text area.
    if ((ctrlKey && letter === 'v') || (shiftKey && key === 'Insert')) return false;
    // Keys of the page and of the browser.
    return !metaKey;
  });
}
