/** What a fake container's main process does: whether and how it ends, how it takes a SIGTERM, where it listens. */

import type { DurationRange } from '../../api/timings.ts';
import type { Container } from '../../api/types.ts';
import { imageBehaviour } from './catalog.ts';
import { commandOutcome } from './command.ts';

export interface ContainerProcess {
  /** It ends by itself. */
  readonly ends?: { readonly afterMs: number; readonly exitCode: number };
  /** Exit code after SIGTERM; absent: it ignores it. */
  readonly termExitCode?: number;
  readonly listens: readonly number[];
  readonly answersAfterMs: DurationRange;
  /** Paths that answer 200; absent: all. */
  readonly httpPaths?: readonly string[];
  /** The program does not exist in the image: the container cannot even be started. */
  readonly startError?: string;
}

const atOnce: DurationRange = { minMs: 30, maxMs: 90 };

/** The process that the container's image, command and args stand for. */
export function processOf(container: Container): ContainerProcess {
  const behaviour = imageBehaviour(container.image ?? '');
  const declared = (container.ports ?? []).map(({ containerPort }) => containerPort);
  const command = container.command ?? [];
  const args = container.args ?? [];
  if (command.length === 0 && (args.length === 0 || !behaviour.plainShell)) {
    const configured = (container.volumeMounts ?? []).some(({ mountPath }) => mountPath.startsWith('/etc/'));
    const own = !configured && args.length === 0 ? behaviour : { listens: undefined, httpPaths: undefined };
    return {
      ...(behaviour.endsWith === undefined || container.tty || container.stdin
        ? {}
        : { ends: { afterMs: 20, exitCode: behaviour.endsWith } }),
      ...(behaviour.termExitCode === undefined ? {} : { termExitCode: behaviour.termExitCode }),
      listens: own.listens ?? declared,
      answersAfterMs: behaviour.answersAfterMs,
      ...(own.httpPaths ? { httpPaths: own.httpPaths } : {}),
    };
  }
  const outcome = commandOutcome([...command, ...args]);
  return {
    ...(outcome.ends ? { ends: outcome.ends } : {}),
    ...(outcome.termExitCode === undefined ? {} : { termExitCode: outcome.termExitCode }),
    ...(outcome.startError === undefined ? {} : { startError: outcome.startError }),
    listens: declared,
    answersAfterMs: behaviour.plainShell ? atOnce : behaviour.answersAfterMs,
  };
}

/** The command line of the container's main process, as `ps` shows it. */
export function mainCommand(container: Container): string {
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  return (words.length > 0 ? words : imageBehaviour(container.image ?? '').command).join(' ');
}
