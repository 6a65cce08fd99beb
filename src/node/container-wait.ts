/** When the kubelet has to look at a container again, and what it waits for, in words. */

import type { Decision } from '../api/decision.ts';
import { isBeingStarted } from './container-start.ts';
import { explainImageWait, pullIsDoomed, wakeForPull } from './image-pull.ts';
import { containerOf, containerRule, decide, podFault, specOf, wakeAt, type PodWork } from './pod-work.ts';
import type { ContainerRuntime } from './runtime-state.ts';
import { isLooping, type ProcessState } from './shell/process.ts';

/** The end of a container that is started again anyhow, when it is further away than this, is mere repetition. */
const farMs = 60_000;

/** The next run will end as the last one did. */
function isDoomed(work: PodWork, container: ContainerRuntime): boolean {
  if (container.role === 'main' && podFault(work, 'crash', container.name)) return true;
  const spec = specOf(work.input.pod, container);
  if (container.image !== undefined && container.image !== spec.image) return false;
  return container.exited?.own === true;
}

/** Asks for the plan's next look at the container. What only repeats itself is background. */
export function wakeForContainer(work: PodWork, container: ContainerRuntime): void {
  const { nowMs } = work.input;
  if (isBeingStarted(container)) {
    if (container.stepEndsMs !== undefined) wakeAt(work, container.stepEndsMs);
    return;
  }
  if (container.step === 'running') {
    if (container.exit) wakeAt(work, container.exit.atMs, endsUnnoticed(work, container));
    const { process } = container;
    if (process?.wakeAtMs !== undefined) wakeAt(work, process.wakeAtMs, sleepsUnnoticed(work, container, process));
    return;
  }
  const { retryAtMs, waiting } = container;
  if (retryAtMs === undefined || retryAtMs <= nowMs || work.runtime.termination) return;
  const spec = specOf(work.input.pod, container);
  if (waiting?.reason.includes('Image')) wakeForPull(work, container, spec.image ?? '');
  else if (waiting?.reason === 'CrashLoopBackOff')
    wakeAt(work, retryAtMs, isDoomed(work, container) || pullIsDoomed(work, spec.image ?? ''));
  else wakeAt(work, retryAtMs, waiting !== undefined);
}

/** Its end is one of many of its kind: it is started again, and ends again. The end of the last run is noticed. */
function endsUnnoticed(work: PodWork, container: ContainerRuntime): boolean {
  if (container.stop || !container.exit) return false;
  if (container.role === 'init') return container.restartCount > 0 && container.exit.exitCode !== 0;
  const { restartPolicy } = work.input.pod.spec;
  if (restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && container.exit.exitCode === 0)) return false;
  return container.restartCount > 1 || container.exit.atMs - work.input.nowMs > farMs;
}

/** A loop goes on for ever, unless it is one that an init container waits in. */
function sleepsUnnoticed(work: PodWork, container: ContainerRuntime, process: ProcessState): boolean {
  const { nowMs, pod } = work.input;
  const isRun = pod.spec.restartPolicy === 'Never' || pod.spec.restartPolicy === 'OnFailure';
  if (isRun && !isLooping(process)) return container.restartCount > 1;
  if ((process.wakeAtMs ?? nowMs) - nowMs > farMs || container.restartCount > 1) return true;
  return isLooping(process) && (container.role !== 'init' || nowMs - (container.startedAtMs ?? nowMs) > farMs);
}

/** Says why a container does not run. */
export function explainContainer(work: PodWork, container: ContainerRuntime): void {
  const { name, waiting, retryAtMs, exited } = container;
  const subject = containerOf(work, name);
  const spec = specOf(work.input.pod, container);
  explainImageWait(work, container, spec.image ?? '');
  if (container.step === 'starting' || container.step === 'post-start') {
    decide(work, 'waits', 'StartingContainer', `${subject} is being started.`);
  }
  const until = retryAtMs === undefined ? {} : { untilMs: retryAtMs };
  if (waiting?.reason === 'CrashLoopBackOff') {
    const code = exited ? ` (its last run ended with exit code ${exited.exitCode})` : '';
    decide(work, 'waits', 'CrashLoopBackOff', `${subject} is restarted after a back-off${code}.`, until);
  } else if (waiting?.reason === 'CreateContainerConfigError') {
    const missing = missingSource(work, waiting.message ?? '');
    const message = `${subject} cannot be created: ${waiting.message ?? ''}.`;
    decide(work, 'waits', waiting.reason, message, { ...until, ...missing });
  } else if (waiting?.reason === 'RunContainerError') {
    const rule = containerRule(work, container, 'command');
    decide(work, 'waits', waiting.reason, `${subject} cannot be started: ${waiting.message ?? ''}.`, {
      ...until,
      rule,
    });
  } else if (container.step === 'exited' && !isRestarted(work, container)) {
    const code = `exit code ${exited?.exitCode ?? 0}`;
    const rule = containerRule(work, container, 'restartPolicy');
    decide(work, 'refuses', 'NotRestarted', `${subject} ended with ${code} and is not restarted.`, { rule });
  }
}

function isRestarted(work: PodWork, container: ContainerRuntime): boolean {
  const { pod } = work.input;
  const policy = specOf(pod, container).restartPolicy ?? pod.spec.restartPolicy ?? 'Always';
  return policy === 'Always' || (policy === 'OnFailure' && container.exited?.exitCode !== 0);
}

/** The ConfigMap or Secret that a configuration error speaks of. */
function missingSource(work: PodWork, error: string): Pick<Decision, 'blockedBy'> {
  const [, byName, name] = /\b(configmap|secret) "([^"]+)" not found/.exec(error) ?? [];
  const [, byKey, ofKey] = / in (ConfigMap|Secret) [^/]*\/(\S+)$/.exec(error) ?? [];
  const kind = (byName ?? byKey)?.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap';
  const found = name ?? ofKey;
  if (found === undefined) return {};
  return { blockedBy: [{ kind, namespace: work.input.pod.metadata.namespace ?? '', name: found }] };
}

/** Says which of its readiness gates keep a Pod from being Ready although its containers are. */
export function explainReadinessGates(work: PodWork): void {
  const { pod } = work.input;
  const { name, namespace = '' } = pod.metadata;
  if (!work.runtime.containers.every(({ role, ready }) => role === 'init' || ready)) return;
  const isTrue = (gate: string): boolean =>
    pod.status.conditions?.some(({ type, status }) => type === gate && status === 'True') === true;
  const closed = (pod.spec.readinessGates ?? [])
    .map(({ conditionType }) => conditionType)
    .filter((gate) => !isTrue(gate));
  if (closed.length === 0) return;
  const rule = { object: { kind: 'Pod', namespace, name }, field: 'spec.readinessGates' };
  const message = `${name} is not Ready: its readiness gates ${closed.join(', ')} are not True.`;
  decide(work, 'waits', 'ReadinessGatesNotReady', message, { rule });
}
