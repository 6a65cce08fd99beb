/** Whether a real cluster is served beside the page, and whether the page follows it. Small: it is part of the first load. */

import { create } from 'zustand';
import type { FoundCluster } from '../../session/live/followed.ts';

interface ClusterOffer {
  readonly cluster: FoundCluster | undefined;
  readonly isFollowing: boolean;
}

export const useClusterOffer = create<ClusterOffer>(() => ({ cluster: undefined, isFollowing: false }));

/** `?follow` in the address asks for the cluster at once; also where the page does not look by itself. */
const parameter = 'follow';
/** A proxy of one's own machine is where a cluster is looked for unasked: elsewhere the request would be noise. */
const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Looks for a cluster once the page is idle. Never to be called in somebody else's page. */
export function lookForCluster({ hostname, search, protocol }: Location): void {
  const isAsked = new URLSearchParams(search).has(parameter);
  const isFramed = window.self !== window.top;
  if (isFramed || !protocol.startsWith('http') || !(isAsked || loopback.test(hostname))) return;
  const look = async (): Promise<void> => {
    const { findCluster, usualBaseUrl } = await import('../../session/live/find-cluster.ts');
    const cluster = await findCluster(usualBaseUrl);
    useClusterOffer.setState({ cluster, isFollowing: isAsked && cluster !== undefined });
  };
  if (isAsked || typeof window.requestIdleCallback !== 'function') void look();
  else window.requestIdleCallback(() => void look(), { timeout: 3000 });
}

/** Begins or ends following; a reload of the page does the same again. */
export function setFollowing(isFollowing: boolean): void {
  useClusterOffer.setState({ isFollowing });
  const url = new URL(window.location.href);
  if (isFollowing) url.searchParams.set(parameter, '');
  else url.searchParams.delete(parameter);
  window.history.replaceState(window.history.state, '', url.href.replace(`${parameter}=`, parameter));
}
