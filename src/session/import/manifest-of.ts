/** The manifest behind stored objects, to be edited and applied: without what the server alone writes. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { toYaml } from '../../kubectl/output/yaml.ts';

const ownKinds = ['Service', 'StatefulSet'];
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

const systemNamespaces: ReadonlySet<string | undefined> = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/** What the cluster has of itself. In its namespaces a manifest is behind what was applied alone. */
function isOfSystem({ metadata: { name, namespace, annotations } }: KubeObject): boolean {
  if (namespace === 'default') return name === 'kubernetes';
  return systemNamespaces.has(namespace) && annotations?.[lastApplied] === undefined;
}

/** Services and StatefulSets that somebody made, as documents of one text; empty when there are none. */
export function manifestOf(objects: readonly KubeObject[]): string {
  return ownKinds
    .flatMap((kind) => objects.filter((object) => object.kind === kind && !isOfSystem(object)))
    .map((object) => toYaml(bare(object as unknown as JsonObject)))
    .join('---\n');
}

function bare({ apiVersion, kind, metadata, spec }: JsonObject): JsonObject {
  const { name, namespace, labels, annotations } = isJsonObject(metadata) ? metadata : {};
  const { [lastApplied]: _, ...kept } = isJsonObject(annotations) ? annotations : {};
  return {
    apiVersion: apiVersion ?? '',
    kind: kind ?? '',
    metadata: {
      name: name ?? '',
      ...(namespace && namespace !== 'default' ? { namespace } : {}),
      ...(labels ? { labels } : {}),
      ...(Object.keys(kept).length > 0 ? { annotations: kept } : {}),
    },
    ...(isJsonObject(spec) ? { spec: kind === 'Service' ? withoutAllocated(spec) : withBareClaims(spec) } : {}),
  };
}

/** Addresses that the cluster has given out stay where they are when the manifest does not name them. */
function withoutAllocated(spec: JsonObject): JsonObject {
  const { clusterIP, clusterIPs: _, ipFamilies: __, ipFamilyPolicy: ___, ...kept } = spec;
  return { ...(clusterIP === 'None' ? { clusterIP } : {}), ...kept };
}

function withBareClaims(spec: JsonObject): JsonObject {
  const { volumeClaimTemplates } = spec;
  if (!Array.isArray(volumeClaimTemplates)) return spec;
  const claims = volumeClaimTemplates.map((claim): JsonValue => {
    if (!isJsonObject(claim)) return claim;
    const { status: _, ...kept } = claim;
    return kept;
  });
  return { ...spec, volumeClaimTemplates: claims };
}
