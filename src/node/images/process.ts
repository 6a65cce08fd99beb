/** What a fake container's main process is: the image's own server, or a command line that has to be run to be known. */

import type { DurationRange } from '../../api/timings.ts';
import type { Container } from '../../api/types.ts';
import { imageBehaviour } from './catalog.ts';
import { programNames } from './program-sets.ts';
import { parseImageReference } from './reference.ts';

export interface ContainerProcess {
  /** The image's own process ends at once with this code. */
  readonly endsWith?: number;
  /** Exit code after SIGTERM; absent: it ignores it. Of the image's own process. */
  readonly termExitCode?: number;
  readonly listens: readonly number[];
  readonly answersAfterMs: DurationRange;
}

const atOnce: DurationRange = { minMs: 30, maxMs: 90 };

/** The command line that a container's spec gives; undefined when the image's own server runs (perhaps with arguments). */
export function commandLineOf(container: Container): readonly string[] | undefined {
  const { command = [], args = [] } = container;
  if (command.length > 0) return [...command, ...args];
  if (args.length === 0) return undefined;
  const { plainShell, command: own } = imageBehaviour(container.image ?? '');
  const isOther = args[0] !== own[0]!.replace(/:$/, '') && startablePrograms(container.image ?? '').has(args[0]!);
  return plainShell || isOther ? args : undefined;
}

const startable = new Map<string, ReadonlySet<string>>();

/** Programs that an image's start script puts in its own place; none when it has no such script. */
function startablePrograms(image: string): ReadonlySet<string> {
  const known = startable.get(image);
  if (known) return known;
  const reference = parseImageReference(image);
  const { programs } = programNames(reference?.path ?? image, reference?.tag ?? 'latest');
  const hasScript = programs.some(([, name]) => name === 'docker-entrypoint.sh');
  const names = new Set(hasScript ? programs.flat() : []);
  startable.set(image, names);
  return names;
}

/** What can be said of the main process without running it. */
export function processOf(container: Container): ContainerProcess {
  const behaviour = imageBehaviour(container.image ?? '');
  const declared = (container.ports ?? []).map(({ containerPort }) => containerPort);
  if (commandLineOf(container)) {
    return { listens: declared, answersAfterMs: behaviour.plainShell ? atOnce : behaviour.answersAfterMs };
  }
  const configured = (container.volumeMounts ?? []).some(({ mountPath }) => mountPath.startsWith('/etc/'));
  const waitsForInput = container.tty === true || container.stdin === true;
  return {
    ...(behaviour.endsWith === undefined || waitsForInput ? {} : { endsWith: behaviour.endsWith }),
    ...(behaviour.termExitCode === undefined ? {} : { termExitCode: behaviour.termExitCode }),
    listens: (configured || (container.args ?? []).length > 0 ? undefined : behaviour.listens) ?? declared,
    answersAfterMs: behaviour.answersAfterMs,
  };
}

/** The command line of the container's main process, as `ps` shows it. */
export function mainCommand(container: Container): string {
  return (commandLineOf(container) ?? imageBehaviour(container.image ?? '').command).join(' ');
}
