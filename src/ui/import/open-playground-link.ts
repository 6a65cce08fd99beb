/** Opens the address of a playground that was pasted or dropped, as if the page had been opened with it. */

import type { Session } from '../../session/session-contract.ts';
import { addressOf } from '../embed/embed-options.ts';
import { asksForLesson, lessonHost } from '../lessons/lesson-store.ts';
import { leaveLesson, openAddressedLesson } from '../lessons/open-lesson.ts';
import { openDialog } from '../page-store.ts';

/** `link`: an address, or its fragment alone. The reader's draft is kept, as by every link; a lesson is left for it. */
export async function openPlaygroundLink(session: Session, link: string): Promise<void> {
  if (session.store.getState().followed !== undefined) {
    session.notify('info', 'That is a link to a simulated cluster: leave the real one to open it.');
    return;
  }
  const address = new URL(link, window.location.href);
  if (link.startsWith('#')) address.search = '';
  openDialog(undefined);
  if (asksForLesson(address.href)) {
    await openAddressedLesson(address.href);
    return;
  }
  leaveLesson();
  const { search, link: fragment } = addressOf(address);
  await (lessonHost()?.session ?? session).openLink(fragment, search);
}
