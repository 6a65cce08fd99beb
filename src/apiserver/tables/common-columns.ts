/** The columns that nearly every table has, and the ages in them. */

import type { Container } from '../../api/types.ts';
import type { KubeObject } from '../../api/object.ts';
import { humanDuration } from '../../lib/human-duration.ts';
import { parseTime } from '../../lib/time.ts';
import type { TableColumn } from './columns.ts';

/** Time since a stored time, `<unknown>` when there is none. Models translateTimestampSince. */
export function since(time: string | null | undefined, nowMs: number): string {
  const ms = time ? parseTime(time) : undefined;
  return ms === undefined ? '<unknown>' : humanDuration(nowMs - ms);
}

export const nameDescription =
  'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names';

export const nameColumn: TableColumn<KubeObject> = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: nameDescription,
  cell: (object) => object.metadata.name,
};

export const ageColumn: TableColumn<KubeObject> = {
  name: 'Age',
  type: 'string',
  description:
    'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata',
  cell: (object, nowMs) => since(object.metadata.creationTimestamp, nowMs),
};

/** CONTAINERS and IMAGES of a Pod template. Models layoutContainerCells. */
export function containerColumns<T>(containersOf: (object: T) => readonly Container[]): readonly TableColumn<T>[] {
  return [
    {
      name: 'Containers',
      type: 'string',
      description: 'Names of each container in the template.',
      priority: 1,
      cell: (object) =>
        containersOf(object)
          .map(({ name }) => name)
          .join(','),
    },
    {
      name: 'Images',
      type: 'string',
      description: 'Images referenced by each container in the template.',
      priority: 1,
      cell: (object) =>
        containersOf(object)
          .map(({ image }) => image ?? '')
          .join(','),
    },
  ];
}

/** The first three texts of a list, and how many more there are. Models listWithMoreString. */
export function firstThree(texts: readonly string[]): string {
  const shown = texts.slice(0, 3).join(',');
  return texts.length > 3 ? `${shown} + ${texts.length - 3} more...` : shown;
}
