/** The file system of one container: its image, its own writes, its volumes and the files that the kubelet makes. */

import type { ClusterReader } from '../api/reader.ts';
import type { Container, Pod, Volume, VolumeProjection } from '../api/types.ts';
import { hostNamesOf, hostsFile, resolvConf, resolverConfigOf } from '../network/resolver.ts';
import { fieldValue } from './environment.ts';
import { FileSystem, normalizePath, type FileEntry, type FileLayer, type Mount } from './file-system.ts';
import { imageFiles } from './images/files.ts';
import type { NodeStorage } from './storage.ts';
import { claimNameOf } from './volumes.ts';

export interface ContainerPlace {
  readonly pod: Pod;
  /** Key of the Pod in the kubelet: `<node>/<namespace>/<name>/<uid>`. */
  readonly podKey: string;
  readonly container: Container;
  readonly restartCount: number;
}

const file = (text: string, mode = 0o644): FileEntry => ({ type: 'file', text, mode, modifiedMs: 0 });

/** The layer of a container's own writes, and the name of its log. */
export function containerLayer({ podKey, container, restartCount }: ContainerPlace): string {
  return `pod/${podKey}/container/${container.name}/${restartCount}/`;
}

/** Opens the files of a container. */
export function openFiles(
  place: ContainerPlace,
  reader: ClusterReader,
  storage: NodeStorage,
  nowMs: number,
  shared?: Map<string, FileLayer>,
): FileSystem {
  const { pod, container } = place;
  const layers: Record<string, FileLayer> = { '': storage.layer(containerLayer(place)) };
  const mounts: Mount[] = [];
  for (const { name, mountPath, subPath, readOnly } of container.volumeMounts ?? []) {
    const volume = pod.spec.volumes?.find((candidate) => candidate.name === name);
    if (!volume) continue;
    const made = projectedLayer(pod, volume, reader);
    const layer = made ? `made/${name}` : `kept/${storedLayer(place, volume, reader)}`;
    layers[layer] = made ?? storage.layer(layer.slice('kept/'.length));
    const inside = subPath ? normalizePath(subPath) : '';
    mounts.push({
      path: normalizePath(mountPath),
      layer,
      subPath: inside,
      readOnly: readOnly === true || made !== undefined,
    });
  }
  const bases = [imageFiles(container.image ?? ''), kubeletFiles(pod, reader)];
  return new FileSystem({ bases, mounts, layers, nowMs, ...(shared ? { shared } : {}) });
}

/** Sets what was written through a view aside to be kept. */
export function keepFiles(files: FileSystem, place: ContainerPlace, storage: NodeStorage): void {
  for (const [name, layer] of files.written) {
    if (name === '') storage.setLayer(containerLayer(place), layer);
    else if (name.startsWith('kept/')) storage.setLayer(name.slice('kept/'.length), layer);
  }
}

function kubeletFiles(pod: Pod, reader: ClusterReader): FileLayer {
  return {
    '/etc/hosts': file(hostsFile(pod)),
    '/etc/resolv.conf': file(resolvConf(resolverConfigOf(pod, reader))),
    '/etc/hostname': file(`${hostNamesOf(pod).hostname}\n`),
  };
}

/** Where a volume's files live: with the volume, the Pod or the node. */
function storedLayer({ pod, podKey }: ContainerPlace, volume: Volume, reader: ClusterReader): string {
  const claim = claimNameOf(pod, volume);
  if (claim !== undefined) {
    const bound = reader.get('persistentvolumeclaims', pod.metadata.namespace, claim);
    return `volume/${bound?.spec.volumeName ?? claim}`;
  }
  if (volume.hostPath) return `host/${pod.spec.nodeName ?? ''}${normalizePath(volume.hostPath.path)}`;
  return `pod/${podKey}/volume/${volume.name}`;
}

/** The read-only contents of ConfigMap, Secret, downward API and projected volumes; undefined for other volumes. */
function projectedLayer(pod: Pod, volume: Volume, reader: ClusterReader): FileLayer | undefined {
  const { configMap, secret, downwardAPI, projected } = volume;
  const { defaultMode } = configMap ?? secret ?? downwardAPI ?? projected ?? {};
  const sources: readonly VolumeProjection[] | undefined = configMap
    ? [{ configMap }]
    : secret
      ? [{ secret: { ...secret, ...(secret.secretName ? { name: secret.secretName } : {}) } }]
      : downwardAPI
        ? [{ downwardAPI }]
        : projected?.sources;
  if (!sources) return undefined;
  return Object.assign({}, ...sources.map((source) => sourceLayer(pod, source, reader, defaultMode))) as FileLayer;
}

function sourceLayer(pod: Pod, source: VolumeProjection, reader: ClusterReader, mode: number | undefined): FileLayer {
  const { namespace } = pod.metadata;
  const { configMap, secret, downwardAPI, serviceAccountToken } = source;
  if (configMap) {
    return keyedLayer(reader.get('configmaps', namespace, configMap.name ?? '')?.data, configMap.items, mode);
  }
  if (secret) {
    const data = reader.get('secrets', namespace, secret.name ?? '')?.data ?? {};
    return keyedLayer(
      Object.fromEntries(Object.entries(data).map(([key, text]) => [key, decodeBase64(text)])),
      secret.items,
      mode,
    );
  }
  if (serviceAccountToken)
    return { [`/${serviceAccountToken.path}`]: file('eyJhbGciOiJSUzI1NiIsImtpZCI6InBsYXlncm91bmQifQ') };
  const items = (downwardAPI?.items ?? []).map(
    ({ path, fieldRef }) => [`/${path}`, file(fieldRef ? fieldValue(fieldRef.fieldPath, pod) : '')] as const,
  );
  return Object.fromEntries(items);
}

function keyedLayer(
  data: Readonly<Record<string, string>> | undefined,
  items: readonly { readonly key: string; readonly path: string; readonly mode?: number }[] | undefined,
  defaultMode: number | undefined,
): FileLayer {
  const all = data ?? {};
  const chosen = items ? items.map(({ key, path, mode }) => [path, all[key], mode] as const) : Object.entries(all);
  return Object.fromEntries(
    chosen.flatMap(([path, text, mode = defaultMode]) =>
      text === undefined ? [] : [[`/${path}`, file(text, mode)] as const],
    ),
  );
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a base64 text as UTF-8. */
export function decodeBase64(text: string): string {
  let bits = 0;
  let value = 0;
  const bytes: number[] = [];
  for (const char of text) {
    const index = alphabet.indexOf(char);
    if (index < 0) continue;
    value = ((value << 6) | index) & 0xff_ffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 255);
    }
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array(bytes));
}
