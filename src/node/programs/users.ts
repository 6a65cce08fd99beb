/** Users of a container: who its processes run as, by the Pod's security context and the image's /etc/passwd. */

import type { ToolWorld } from './tool.ts';

type UserWorld = Pick<ToolWorld, 'container' | 'pod' | 'files'>;

/** The user that the container's processes run as. */
export function uidOf({ container, pod }: UserWorld): number {
  return container.securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser ?? 0;
}

/** The name of a user (or of the group of the same number); its number when it has none. */
export function userName({ files }: UserWorld, uid: number): string {
  const read = files.read('/etc/passwd');
  const lines = 'text' in read ? read.text.split('\n') : [];
  return lines.find((line) => line.split(':')[2] === String(uid))?.split(':')[0] ?? String(uid);
}

export interface Owner {
  readonly user: string;
  readonly group: string;
  /** New files in the folder get its group: `fsGroup` of a volume. */
  readonly passesGroup: boolean;
}

/** Whom a path belongs to: what is in volumes belongs to the container's user and the Pod's `fsGroup`. */
export function ownerOf(world: UserWorld, path: string): Owner {
  const { container, pod } = world;
  const isInVolume = (container.volumeMounts ?? []).some(
    ({ mountPath }) => path === mountPath || path.startsWith(`${mountPath}/`),
  );
  const { fsGroup, runAsGroup } = pod.spec.securityContext ?? {};
  const uid = isInVolume ? uidOf(world) : 0;
  const gid = isInVolume ? (fsGroup ?? runAsGroup ?? 0) : 0;
  return { user: userName(world, uid), group: userName(world, gid), passesGroup: isInVolume && fsGroup !== undefined };
}
