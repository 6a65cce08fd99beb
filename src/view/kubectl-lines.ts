/** The kubectl command lines that clicks on the page are equal to. */

import type { ObjectRef } from '../api/object.ts';
import { scheme } from '../api/scheme.ts';

/** A word of a shell line; quoted when it has to be. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** ` -n default`; nothing for an object without a namespace. */
function inNamespace({ namespace }: ObjectRef): string {
  return namespace ? ` -n ${shellWord(namespace)}` : '';
}

/** `pod`, `statefulset`, `pvc` … as kubectl takes it. */
function resourceOf({ kind }: ObjectRef): string {
  const row = scheme.find((entry) => entry.kind === kind);
  return kind === 'PersistentVolumeClaim' ? 'pvc' : (row?.singular ?? kind.toLowerCase());
}

function named(ref: ObjectRef): string {
  return `${resourceOf(ref)} ${shellWord(ref.name)}`;
}

export function scaleLine(set: ObjectRef, replicas: number): string {
  return `kubectl scale ${named(set)} --replicas=${replicas}${inNamespace(set)}`;
}

export function deleteLine(
  ref: ObjectRef,
  options: { readonly force?: boolean; readonly cascade?: 'orphan' } = {},
): string {
  const flags = `${options.force ? ' --grace-period=0 --force' : ''}${options.cascade ? ` --cascade=${options.cascade}` : ''}`;
  return `kubectl delete ${named(ref)}${inNamespace(ref)}${flags} --wait=false`;
}

export function partitionLine(set: ObjectRef, partition: number): string {
  const patch = { spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } } } };
  return `kubectl patch ${named(set)}${inNamespace(set)} --type=merge -p '${JSON.stringify(patch)}'`;
}

/** Suspends or resumes what a Deployment or a Job does. */
export function pauseLine(ref: ObjectRef, on: boolean): string {
  if (ref.kind === 'Deployment') return `kubectl rollout ${on ? 'pause' : 'resume'} ${named(ref)}${inNamespace(ref)}`;
  return `kubectl patch ${named(ref)}${inNamespace(ref)} -p '${JSON.stringify({ spec: { suspend: on } })}'`;
}

export function describeLine(ref: ObjectRef): string {
  return `kubectl describe ${named(ref)}${inNamespace(ref)}`;
}

export function logsLine(pod: ObjectRef): string {
  return `kubectl logs ${shellWord(pod.name)}${inNamespace(pod)} --all-containers --tail=20`;
}

export function restartLine(set: ObjectRef): string {
  return `kubectl rollout restart ${named(set)}${inNamespace(set)}`;
}

export function undoLine(set: ObjectRef): string {
  return `kubectl rollout undo ${named(set)}${inNamespace(set)}`;
}

export function cordonLine(node: string, on: boolean): string {
  return `kubectl ${on ? 'cordon' : 'uncordon'} ${shellWord(node)}`;
}

export function drainLine(node: string): string {
  return `kubectl drain ${shellWord(node)} --ignore-daemonsets --delete-emptydir-data --force`;
}

export function publishNotReadyLine(service: ObjectRef, on = true): string {
  const patch = { spec: { publishNotReadyAddresses: on } };
  return `kubectl patch ${named(service)}${inNamespace(service)} -p '${JSON.stringify(patch)}'`;
}

/** Makes a headless Service; it selects nothing useful yet. */
export function headlessLine(service: ObjectRef): string {
  return `kubectl create service clusterip ${shellWord(service.name)} --clusterip=None${inNamespace(service)}`;
}

export function selectorLine(service: ObjectRef, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return `kubectl set selector ${named(service)} ${shellWord(pairs.join(','))}${inNamespace(service)}`;
}

export function rollbackLine(set: ObjectRef, revision: number): string {
  return `kubectl rollout undo ${named(set)}${inNamespace(set)} --to-revision=${revision}`;
}
