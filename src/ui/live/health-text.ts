/** How the connection to a real cluster is, in words. */

import type { Followed, Health } from '../../session/live/followed.ts';
import { spanText } from '../../view/clock-text.ts';

export function healthText(health: Health): string {
  switch (health.type) {
    case 'reading':
      return 'reading';
    case 'following':
      return 'following';
    case 'paused':
      return 'not followed while hidden';
    case 'lost':
      return 'no answer';
  }
}

/** `14:05:09`: a moment as the clock on the wall shows it. */
export function wallTime(atMs: number): string {
  return new Date(atMs).toLocaleTimeString(undefined, { hour12: false });
}

/** What is wrong with what is shown, if anything is: its age, and why. */
export function staleText({ health, asOfMs, ageMs }: Followed): string | undefined {
  if (health.type !== 'lost') return undefined;
  if (asOfMs === undefined) return `The cluster does not answer (${health.reason}). Nothing of it has been seen yet.`;
  const age = spanText(ageMs);
  return `The cluster does not answer (${health.reason}). What you see is as of ${wallTime(asOfMs)}, ${age} ago. The page keeps trying.`;
}

const consequences: Readonly<Record<string, string>> = {
  pods: 'Pods cannot be seen, so the stage is not drawn.',
  'statefulsets.apps': 'StatefulSets cannot be seen, so the stage is not drawn.',
  persistentvolumeclaims: 'Claims cannot be seen: those drawn as missing may exist.',
  persistentvolumes: 'Volumes cannot be seen.',
  nodes: 'Nodes cannot be seen: their zones and conditions are not known.',
  services: 'Services cannot be seen, and no DNS names either.',
  'endpointslices.discovery.k8s.io': 'EndpointSlices cannot be seen: which DNS names are answered is not known.',
  events: 'Events cannot be seen.',
  'controllerrevisions.apps': 'Revisions cannot be seen: what an update changes is not known.',
};

/** What follows from a resource that is not visible. */
export function unseenText(resource: string): string {
  return Object.hasOwn(consequences, resource) ? consequences[resource]! : `${resource} cannot be seen.`;
}
