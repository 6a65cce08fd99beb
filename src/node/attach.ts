/** Attaching to a container's main process: what is typed into it, and the end of a shell that was typed into. */

import type { SyncContext } from '../api/controller.ts';
import { isJsonObject, type JsonValue } from '../api/json.ts';
import type { Container, Pod } from '../api/types.ts';
import { decodeBase64 } from './container-files.ts';
import { ownExit } from './own-exit.ts';
import { environmentOf } from './environment.ts';
import { imageBehaviour } from './images/catalog.ts';
import { podKeyOf } from './pod-key.ts';
import { nodeMemoryOn, type ContainerRuntime } from './runtime-state.ts';
import { isShell } from './shell/invocation.ts';
import { createProcess } from './shell/process.ts';
import { commandLineOf } from './images/process.ts';

export type AttachContext = Pick<SyncContext, 'reader' | 'memory' | 'nowMs'>;

/** What attaching finds. */
export interface AttachAnswer {
  /** The main process is a shell that waits to be typed into: its program. */
  readonly shell?: string;
  /** It waits for its standard input. */
  readonly awaitsInput: boolean;
}

/** Wishes of the one who is attached: `stdin` is written and closed, the shell was `left`, or Ctrl-C was pressed. */
interface AttachWish {
  readonly stdin?: string;
  readonly left?: number;
  readonly interrupt?: boolean;
}

function readWish(body: JsonValue | undefined): AttachWish {
  if (!isJsonObject(body)) return {};
  const { stdin, left, interrupt } = body;
  return {
    ...(typeof stdin === 'string' ? { stdin } : {}),
    ...(typeof left === 'number' ? { left } : {}),
    ...(interrupt === true ? { interrupt } : {}),
  };
}

/** The shell that the main process is, when it is nothing but a shell. */
function bareShell(spec: Container): string | undefined {
  const line = commandLineOf(spec) ?? imageBehaviour(spec.image ?? '').command;
  const [program = '', ...words] = line;
  return isShell(program) && words.every((word) => /^-[il]+$/.test(word)) ? program : undefined;
}

/** Answers one request; undefined when the container does not run. */
export function attachToContainer(
  pod: Pod,
  name: string,
  body: JsonValue | undefined,
  context: AttachContext,
): AttachAnswer | undefined {
  const memory = nodeMemoryOn(context.memory);
  const podKey = podKeyOf(pod);
  const runtime = memory.pod(podKey);
  const running = runtime?.containers.find((container) => container.name === name && container.step === 'running');
  const spec = pod.spec.containers.find((container) => container.name === name);
  if (!runtime || !running || !spec) return undefined;
  const change = changeBy(readWish(body), running, pod, spec, context);
  const containers = runtime.containers.map((other) => (other === running ? { ...other, ...change } : other));
  if (change) memory.setPod(podKey, { ...runtime, containers });
  const awaits = spec.stdin === true && running.exit === undefined;
  const shell = awaits ? bareShell(spec) : undefined;
  const awaitsInput = shell !== undefined || (awaits && running.process?.awaitsInput === true);
  return { ...(shell === undefined ? {} : { shell }), awaitsInput };
}

function changeBy(
  { stdin, left, interrupt }: AttachWish,
  { process }: ContainerRuntime,
  pod: Pod,
  spec: Container,
  { nowMs, reader }: AttachContext,
): Partial<ContainerRuntime> | undefined {
  if (stdin !== undefined) {
    const variables = environmentOf(pod, spec, reader, decodeBase64);
    const made = process ?? createProcess([bareShell(spec) ?? 'sh'], variables, spec.workingDir ?? '/').state;
    const { awaitsInput: _, ...waiting } = made;
    return { process: { ...waiting, stdin, wakeAtMs: nowMs } };
  }
  const exitCode = left ?? (interrupt && (process || bareShell(spec) !== undefined) ? 130 : undefined);
  if (exitCode === undefined) return undefined;
  return ownExit({ ...(process ?? createProcess(['sh'], {}, '/').state), exitCode }, nowMs);
}
