/** What comes before containers: volumes, then the Pod's sandbox with its address. */

import { mountProblems, type MountProblem } from './volumes.ts';
import { decide, draw, note, wakeAt, type PodWork } from './pod-work.ts';

const firstRetryMs = 500;
const lastRetryMs = 122_000;
/** How long the kubelet waits for volumes before it complains. */
const mountTimeoutMs = 123_000;

/** True when containers can be started. Otherwise a wake-up or a write will come. */
export function prepareSandbox(work: PodWork): boolean {
  const { nowMs, timings, pod, hostIP } = work.input;
  if (!work.runtime.mounts.done && !mount(work)) return false;
  if (!work.runtime.sandbox) {
    const readyAtMs = nowMs + draw(work, timings.sandboxMs);
    const ip = pod.spec.hostNetwork ? hostIP : nextAddress(work);
    work.runtime = { ...work.runtime, sandbox: { readyAtMs, ip } };
  }
  const { readyAtMs } = work.runtime.sandbox!;
  if (readyAtMs <= nowMs) return true;
  wakeAt(work, readyAtMs);
  decide(work, 'waits', 'CreatingSandbox', `${pod.metadata.name} waits for its sandbox and its address.`);
  return false;
}

/** 10.244.<node>.<n>, and 10.245.<node>.<n> and so on for nodes with more Pods than a /24 has addresses. */
function nextAddress(work: PodWork): string {
  const { index, lastAddress } = work.node;
  work.node = { ...work.node, lastAddress: lastAddress + 1 };
  return `10.${244 + (Math.floor(lastAddress / 253) % 12)}.${index}.${2 + (lastAddress % 253)}`;
}

function mount(work: PodWork): boolean {
  const { pod, reader, nowMs } = work.input;
  const node = reader.get('nodes', undefined, work.input.nodeName);
  const problems = mountProblems(pod, node, reader);
  const { mounts } = work.runtime;
  if (mounts.retryAtMs !== undefined && nowMs < mounts.retryAtMs) {
    wakeAt(work, mounts.retryAtMs, problems.length > 0);
    explain(work, problems, mounts.retryAtMs);
    return false;
  }
  if (problems.length === 0) {
    work.runtime = { ...work.runtime, mounts: { ...mounts, done: true } };
    return true;
  }
  const failing = problems.filter(({ kind }) => kind === 'fails');
  for (const { message } of failing) note(work, 'Warning', 'FailedMount', message);
  const timeoutMs = mounts.sinceMs + mountTimeoutMs;
  if (nowMs >= timeoutMs) {
    const volumes = problems.map(({ volume }) => volume).join(' ');
    const message = `Unable to attach or mount volumes: unmounted volumes=[${volumes}], unattached volumes=[], failed to process volumes=[]: context deadline exceeded`;
    note(work, 'Warning', 'FailedMount', message);
    work.runtime = { ...work.runtime, mounts: { ...mounts, sinceMs: nowMs } };
  }
  if (failing.length > 0) {
    const retryAtMs = nowMs + Math.min(firstRetryMs * 2 ** mounts.attempts, lastRetryMs);
    work.runtime = { ...work.runtime, mounts: { ...work.runtime.mounts, attempts: mounts.attempts + 1, retryAtMs } };
    wakeAt(work, retryAtMs, true);
  }
  wakeAt(work, work.runtime.mounts.sinceMs + mountTimeoutMs, true);
  explain(work, problems, work.runtime.mounts.retryAtMs);
  return false;
}

function explain(work: PodWork, problems: readonly MountProblem[], retryAtMs: number | undefined): void {
  const { pod } = work.input;
  for (const { volume, reason, message, blockedBy, kind } of problems) {
    const until = kind === 'fails' && retryAtMs !== undefined ? { untilMs: retryAtMs } : {};
    decide(work, 'waits', reason, `volume ${volume} of ${pod.metadata.name} is not mounted: ${message}`, {
      blockedBy: [blockedBy],
      ...until,
    });
  }
}
