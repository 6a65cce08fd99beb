/** The command line of `npm run serve`. */

import { parseArgs } from 'node:util';
import type { Speed } from './cluster-clock.ts';

export interface ServeOptions {
  readonly port: number;
  readonly speed: Speed;
  readonly seed: number | undefined;
  readonly nodes: number;
  /** Where to write the kubeconfig; undefined for a file in a folder for temporary files. */
  readonly kubeconfig: string | undefined;
  readonly www: string | undefined;
  readonly apiPrefix: string;
  readonly allowOrigin: string | undefined;
}

export const helpText = `Serves a simulated Kubernetes cluster over HTTP on this machine, for kubectl and other clients.

Usage: npm run serve -- [options]

  --port N             port to listen on; 0 takes any free one (default 8080)
  --speed SPEED        how time passes in the cluster: real (default), a factor such as 20, or max: as fast as possible
                       until nothing is due. Faster clusters get ahead of the clock of clients, which then print some
                       ages as <invalid>
  --seed N             seed of the cluster's random choices (default 1)
  --nodes N            number of worker nodes (default 3)
  --kubeconfig FILE    where to write the kubeconfig (default: a new temporary file); never ~/.kube/config
  --www FOLDER         also serves this folder of static files, such as dist
  --api-prefix PATH    where the API begins (default /, with --www /k8s/)
  --allow-origin URL   lets pages of this origin use the API from a browser (* for any; default none)
  --help               prints this
`;

/** A command line that cannot be followed. */
export class UsageError extends Error {}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most) throw new UsageError(`--${name} must be a number from 0 to ${most}`);
  return value;
}

function speedOf(text: string): Speed {
  if (text === 'real') return 1;
  if (text === 'max') return 'max';
  const factor = Number(text);
  if (!(factor > 0 && factor <= 100_000)) throw new UsageError('--speed must be real, max or a positive number');
  return factor;
}

/** Reads the arguments; `help` when they ask for it. Throws UsageError. */
export function parseServeOptions(args: readonly string[]): ServeOptions | 'help' {
  const text = { type: 'string' } as const;
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: text,
        speed: text,
        seed: text,
        nodes: text,
        kubeconfig: text,
        www: text,
        'api-prefix': text,
        'allow-origin': text,
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if (values.help) return 'help';
  const { www } = values;
  return {
    port: wholeNumber('port', values.port ?? '8080', 65_535),
    speed: speedOf(values.speed ?? 'real'),
    seed: values.seed === undefined ? undefined : wholeNumber('seed', values.seed, 2 ** 32 - 1),
    nodes: wholeNumber('nodes', values.nodes ?? '3', 100),
    kubeconfig: values.kubeconfig,
    www,
    apiPrefix: values['api-prefix'] ?? (www === undefined ? '/' : '/k8s/'),
    allowOrigin: values['allow-origin'],
  };
}
