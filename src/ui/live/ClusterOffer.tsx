/** The offer to follow the cluster that is served beside the page. */

import type { ReactElement } from 'react';
import { setFollowing, useClusterOffer } from './cluster-offer.ts';

export function ClusterOffer(): ReactElement | null {
  const cluster = useClusterOffer((state) => state.cluster);
  if (!cluster) return null;
  return (
    <button
      type="button"
      className="button outlined cluster-offer"
      data-testid="follow"
      title={`Follow the Kubernetes ${cluster.version} cluster that is served beside this page. Nothing is changed in it.`}
      onClick={() => setFollowing(true)}
    >
      Follow this cluster
    </button>
  );
}
