/** Whether somebody asked the page to print itself. */

import { create } from 'zustand';

export const usePrint = create<{ readonly isWanted: boolean }>(() => ({ isWanted: false }));

/** Opens the browser's print dialog as soon as the sheet is ready. */
export function printReport(): void {
  usePrint.setState({ isWanted: true });
}
