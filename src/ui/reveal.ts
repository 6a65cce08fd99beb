/** Brings the reader to a field: to its line in the editor, or to the object's own YAML when no file has it. */

import { create } from 'zustand';
import type { ObjectRef } from '../api/object.ts';
import { placeOfField, type ManifestPlace } from '../session/manifest-place.ts';
import type { Session } from '../session/session-contract.ts';
import { showInspectorTab } from './inspector/inspector-tab.ts';
import { showNarrowTab } from './page-store.ts';

interface RevealState {
  /** The place that the editor is to show; a new object each time. */
  readonly place: ManifestPlace | undefined;
  /** The field that the inspector's YAML is to mark. */
  readonly field: { readonly ref: ObjectRef; readonly path: string } | undefined;
}

export const useReveal = create<RevealState>(() => ({ place: undefined, field: undefined }));

/** Brings the reader to a place of a file. */
export function revealPlace(session: Session, place: ManifestPlace): void {
  session.setActiveFile(place.file);
  showNarrowTab('editor');
  useReveal.setState({ place });
}

export function revealField(session: Session, ref: ObjectRef, path: string): void {
  const place = placeOfField(session.store.getState().files, ref, path);
  if (place) {
    revealPlace(session, place);
  } else {
    session.select(ref);
    showInspectorTab('yaml');
    useReveal.setState({ field: { ref, path } });
  }
}
