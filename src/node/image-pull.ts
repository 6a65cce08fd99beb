/** Making sure that a container's image is on its node. Models pkg/kubelet/images/image_manager.go EnsureImageExists. */

import { faultKey } from '../api/faults.ts';
import type { Container } from '../api/types.ts';
import { formatGoDuration } from '../lib/go-duration.ts';
import { backOffUntil, raiseBackOff } from './backoff.ts';
import { imageBehaviour } from './images/catalog.ts';
import { pullErrorOf } from './images/pullable.ts';
import { fullImageName, parseImageReference, type ImageReference } from './images/reference.ts';
import {
  containerOf,
  containerRule,
  decide,
  draw,
  note,
  runtimeOf,
  setContainer,
  wakeAt,
  type PodWork,
} from './pod-work.ts';
import type { CachedImage, ContainerRuntime } from './runtime-state.ts';

/** From a failed attempt to the moment at which the kubelet says that it backs off. */
const backOffShownAfterMs = { minMs: 900, maxMs: 1600 };
/** Comparing the digest of an image that is there already with the registry's. */
const digestCheckMs = { minMs: 250, maxMs: 600 };

function imageFault(work: PodWork, type: 'pull-error' | 'slow-pull', image: string): boolean {
  return work.input.fault(faultKey({ type, image })) !== undefined;
}

/** Why a pull of this image would fail now. */
function pullError(work: PodWork, image: string, reference: ImageReference): string | undefined {
  return pullErrorOf(reference, imageFault(work, 'pull-error', image));
}

/** True when the next pull of the image is going to fail as well. */
export function pullIsDoomed(work: PodWork, image: string): boolean {
  const reference = parseImageReference(image);
  return !reference || pullError(work, image, reference) !== undefined;
}

function cached(work: PodWork, name: string): CachedImage | undefined {
  return work.pulled.get(name) ?? work.input.cachedImage(name);
}

/**
 * `present`: the container can be created now. Otherwise a pull was begun, or the container waits, and the runtime
 * says why.
 */
export function ensureImage(
  work: PodWork,
  container: ContainerRuntime,
  spec: Container,
): 'present' | 'pulling' | 'waiting' {
  const { nowMs, timings } = work.input;
  const image = spec.image ?? '';
  const reference = parseImageReference(image);
  if (!reference) {
    const problem = `couldn't parse image name "${image}": invalid reference format`;
    note(work, 'Warning', 'InspectFailed', `Failed to apply default image tag "${image}": ${problem}`, container);
    note(work, 'Warning', 'Failed', 'Error: InvalidImageName', container);
    const message = `Failed to apply default image tag "${image}": ${problem}`;
    wait(work, container, 'InvalidImageName', message, nowMs + timings.imagePullBackoffMs.maxMs);
    return 'waiting';
  }
  const present = cached(work, fullImageName(reference));
  const there = present !== undefined && present.readyAtMs <= nowMs;
  const policy = spec.imagePullPolicy ?? 'IfNotPresent';
  if (policy === 'Never' && !there) {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    note(work, 'Warning', 'ErrImageNeverPull', message, container);
    note(work, 'Warning', 'Failed', 'Error: ErrImageNeverPull', container);
    wait(work, container, 'ErrImageNeverPull', message, nowMs + timings.imagePullBackoffMs.maxMs);
    return 'waiting';
  }
  if (policy !== 'Always' && there) {
    const message = `Container image "${image}" already present on machine and can be accessed by the pod`;
    note(work, 'Normal', 'Pulled', message, container);
    return 'present';
  }
  if (waitsForBackOff(work, container, image)) return 'waiting';
  beginPull(work, container, image, reference, there);
  return 'pulling';
}

function wait(work: PodWork, container: ContainerRuntime, reason: string, message: string, retryAtMs: number): void {
  setContainer(work, container.name, { waiting: { reason, message }, retryAtMs });
}

function waitsForBackOff(work: PodWork, container: ContainerRuntime, image: string): boolean {
  const { nowMs, timings } = work.input;
  const { pullBackOff } = container;
  if (!pullBackOff) return false;
  const untilMs = backOffUntil(pullBackOff, pullBackOff.updatedMs, nowMs, timings.imagePullBackoffMs);
  if (untilMs === undefined) return false;
  const message = `Back-off pulling image "${image}"`;
  const cause = container.waiting?.reason === 'ErrImagePull' ? `: ErrImagePull: ${container.waiting.message}` : '';
  note(work, 'Normal', 'BackOff', message, container);
  note(work, 'Warning', 'Failed', 'Error: ImagePullBackOff', container);
  wait(work, container, 'ImagePullBackOff', `${message}${cause}`, untilMs);
  return true;
}

/** A node pulls one image at a time; who waits for the same image finds it there when its turn comes. */
function beginPull(
  work: PodWork,
  container: ContainerRuntime,
  image: string,
  reference: ImageReference,
  there: boolean,
): void {
  const { nowMs, timings } = work.input;
  const name = fullImageName(reference);
  const error = pullError(work, image, reference);
  const servedMs = Math.max(nowMs, work.node.pullerFreeMs);
  const quick = there || (cached(work, name)?.readyAtMs ?? Number.POSITIVE_INFINITY) <= servedMs;
  const range = imageFault(work, 'slow-pull', image) ? timings.slowImagePullMs : timings.imagePullMs;
  const endsMs = servedMs + draw(work, quick || error !== undefined ? digestCheckMs : range);
  work.node = { ...work.node, pullerFreeMs: endsMs };
  if (error === undefined && !quick) work.pulled.set(name, { readyAtMs: endsMs });
  note(work, 'Normal', 'Pulling', `Pulling image "${image}"`, container);
  setContainer(work, container.name, {
    step: 'pulling',
    stepEndsMs: endsMs,
    retryAtMs: undefined,
    pull: { startedMs: nowMs, servedMs, ...(error === undefined ? {} : { error }) },
  });
}

/** The end of a pull that was under way. True when the image is there now. */
export function finishPull(work: PodWork, name: string, spec: Container): boolean {
  const { nowMs, timings } = work.input;
  const container = runtimeOf(work, name);
  const image = spec.image ?? '';
  const { startedMs = nowMs, servedMs = nowMs, error } = container.pull ?? {};
  if (error === undefined) {
    const pulling = formatGoDuration(nowMs - servedMs);
    const waiting = formatGoDuration(nowMs - startedMs);
    const size = imageBehaviour(image).sizeBytes;
    const message = `Successfully pulled image "${image}" in ${pulling} (${waiting} including waiting). Image size: ${size} bytes.`;
    note(work, 'Normal', 'Pulled', message, container);
    setContainer(work, name, { pull: undefined, pullBackOff: undefined });
    return true;
  }
  note(work, 'Warning', 'Failed', `Failed to pull image "${image}": ${error}`, container);
  note(work, 'Warning', 'Failed', 'Error: ErrImagePull', container);
  setContainer(work, name, {
    step: container.exited ? 'exited' : 'waiting',
    stepEndsMs: undefined,
    pull: undefined,
    waiting: { reason: 'ErrImagePull', message: error },
    pullBackOff: raiseBackOff(container.pullBackOff, nowMs, nowMs, timings.imagePullBackoffMs),
    retryAtMs: nowMs + draw(work, backOffShownAfterMs),
  });
  return false;
}

/** Says that the container waits for its image, and until when. */
export function explainImageWait(work: PodWork, container: ContainerRuntime, image: string): void {
  const { retryAtMs, waiting } = container;
  const about = `${containerOf(work, container.name)} waits: `;
  const rule = containerRule(work, container, 'image');
  if (container.step === 'pulling') {
    decide(work, 'waits', 'PullingImage', `${about}image ${image} is being pulled.`, { rule });
  } else if (waiting?.reason === 'ErrImagePull' || waiting?.reason === 'ImagePullBackOff') {
    const until = retryAtMs === undefined ? {} : { untilMs: retryAtMs };
    decide(
      work,
      'waits',
      waiting.reason,
      `${about}image ${image} could not be pulled; it is tried again after a back-off.`,
      { ...until, rule },
    );
  } else if (waiting?.reason === 'InvalidImageName' || waiting?.reason === 'ErrImageNeverPull') {
    decide(work, 'refuses', waiting.reason, `${about}${waiting.message ?? waiting.reason}.`, { rule });
  }
}

/** Wakes the plan for the next attempt; one that is going to fail again is no news. */
export function wakeForPull(work: PodWork, container: ContainerRuntime, image: string): void {
  if (container.retryAtMs === undefined) return;
  const shown = container.waiting?.reason === 'ErrImagePull';
  wakeAt(work, container.retryAtMs, !shown && pullIsDoomed(work, image));
}
