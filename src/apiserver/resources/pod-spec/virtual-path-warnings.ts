/** Warnings about files of one volume that hide each other. Models pkg/api/pod warningsForOverlappingVirtualPaths. */

import { goQuote } from '../../../lib/go-quote.ts';
import type { Volume, VolumeProjection } from '../../../api/types.ts';

/** The first path that is the same as, inside or around the given one. */
function collision(paths: ReadonlySet<string>, path: string): string | undefined {
  for (const other of paths) {
    if (other === '' || path === '') return undefined;
    if (other === path || `${other}/`.startsWith(path) || `${path}/`.startsWith(other)) return other;
  }
  return undefined;
}

function overlaps(paths: readonly string[], message: string): string[] {
  const seen = new Set<string>();
  return paths.flatMap((path) => {
    const normal = path.replace(/\/+$/, '');
    const other = collision(seen, normal);
    seen.add(normal);
    return other === undefined ? [] : [`${message}: ${goQuote(normal)} with ${goQuote(other)}`];
  });
}

interface Files {
  readonly paths: readonly string[];
  readonly label: string;
}

function projectionFiles(source: VolumeProjection): Files | undefined {
  const { configMap, secret, downwardAPI, serviceAccountToken, clusterTrustBundle: bundle } = source;
  if (configMap?.items) {
    return { paths: configMap.items.map(({ path }) => path), label: `ConfigMap ${goQuote(configMap.name ?? '')}` };
  }
  if (secret?.items)
    return { paths: secret.items.map(({ path }) => path), label: `Secret ${goQuote(secret.name ?? '')}` };
  if (downwardAPI?.items) return { paths: downwardAPI.items.map(({ path }) => path), label: 'DownwardAPI' };
  if (serviceAccountToken) return { paths: [serviceAccountToken.path], label: 'ServiceAccountToken' };
  if (!bundle) return undefined;
  return { paths: [bundle.path], label: `ClusterTrustBundle ${goQuote(bundle.name ?? bundle.signerName ?? '')}` };
}

function projectedWarnings(name: string, sources: readonly VolumeProjection[]): string[] {
  const all = new Set<string>();
  return sources.flatMap((source) => {
    if (Object.values(source).every((value) => value === undefined)) {
      return [`volume ${goQuote(name)} (Projected) has no sources provided`];
    }
    const files = projectionFiles(source);
    if (!files) return [];
    const message = `volume ${goQuote(name)} (Projected ${files.label}): overlapping paths`;
    const unique = [...new Set(files.paths)];
    const warnings = [...overlaps(files.paths, message), ...overlaps([...unique, ...all].sort(), message)];
    for (const path of unique) all.add(path);
    return warnings;
  });
}

/** Texts about all volumes. */
export function virtualPathWarnings(volumes: readonly Volume[]): readonly string[] {
  return volumes.flatMap(({ name, configMap, secret, downwardAPI, projected }) => {
    const at = `volume ${goQuote(name)}`;
    const pathsOf = (items: readonly { readonly path: string }[] | undefined): string[] =>
      (items ?? []).map(({ path }) => path);
    return [
      ...overlaps(pathsOf(configMap?.items), `${at} (ConfigMap ${goQuote(configMap?.name ?? '')}): overlapping paths`),
      ...overlaps(pathsOf(secret?.items), `${at} (Secret ${goQuote(secret?.secretName ?? '')}): overlapping paths`),
      ...overlaps(pathsOf(downwardAPI?.items), `${at} (DownwardAPI): overlapping paths`),
      ...projectedWarnings(name, projected?.sources ?? []),
    ];
  });
}
