/** Which revision is looked at from near. */

import { create } from 'zustand';
import type { ObjectRef } from '../../api/object.ts';

export interface OpenRevision {
  readonly set: ObjectRef;
  readonly name: string;
}

export const useOpenRevision = create<{ readonly open: OpenRevision | undefined }>(() => ({ open: undefined }));

export function openRevision(set: ObjectRef, name: string): void {
  useOpenRevision.setState({ open: { set, name } });
}

export function closeRevision(): void {
  useOpenRevision.setState({ open: undefined });
}
