/** Saves the picture of the moment that is shown, with its sentence; tells when that fails. */

import type { Session } from '../../../session/session-contract.ts';
import { clockText } from '../../../view/clock-text.ts';
import type { Flow } from '../flow-builder.ts';
import { saveStage } from './save-stage.ts';

export async function savePicture(session: Session, type: 'svg' | 'png', flow: Flow, sentence: string): Promise<void> {
  const { moment, playback } = session.store.getState();
  try {
    await saveStage(flow, type, `${clockText(moment.atMs - playback.startMs)}  ${sentence}`, moment.atMs);
  } catch (error) {
    session.notify(
      'error',
      `The picture could not be saved: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
