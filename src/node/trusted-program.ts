/**
 * Programs that ran where a cluster was taken over from. Here they are run as far as they are known; what then fails is not
 * taken for their doing: the container runs on, an init container ends well.
 */

import type { Container } from '../api/types.ts';
import { sameJson } from '../lib/same-json.ts';
import { ownExit } from './own-exit.ts';
import { runtimeOf, type PodWork } from './pod-work.ts';
import type { ContainerRuntime, TrustedProgram } from './runtime-state.ts';
import type { ProcessState } from './shell/process.ts';

/** What of a container says which programs it runs; undefined for the image's own alone. */
export function programOf({ name, command, args, lifecycle }: Container): TrustedProgram | undefined {
  if (!command?.length && !args?.length && !lifecycle) return undefined;
  return {
    container: name,
    ...(command ? { command } : {}),
    ...(args ? { args } : {}),
    ...(lifecycle ? { lifecycle } : {}),
  };
}

export function isTrustedProgram({ input }: PodWork, spec: Container): boolean {
  const trusted = input.trustedPrograms ?? [];
  if (trusted.length === 0) return false;
  const program = programOf(spec);
  return program !== undefined && trusted.some((known) => sameJson(known, program));
}

/** What the container remembers of its process: its state, and the end that it has come to by itself. */
export function processOutcome(
  work: PodWork,
  spec: Container,
  state: ProcessState,
): { readonly process?: ProcessState } & Pick<ContainerRuntime, 'exit'> {
  const end = ownExit(state, work.input.nowMs);
  if (!end.exit || !isTrustedProgram(work, spec)) return { process: state, ...end };
  if (runtimeOf(work, spec.name).role !== 'init') return {};
  return { process: state, exit: { ...end.exit, exitCode: 0, reason: 'Completed' } };
}
