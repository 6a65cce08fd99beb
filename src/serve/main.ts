/** `npm run serve`: a simulated cluster behind HTTP on this machine. */

import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createCluster } from '../sim/cluster.ts';
import { ClusterClock } from './cluster-clock.ts';
import { kubeconfigText } from './kubeconfig.ts';
import { helpText, parseServeOptions, UsageError, type ServeOptions } from './serve-options.ts';
import { startServer } from './server.ts';

function kubeconfigPath({ kubeconfig }: ServeOptions): string {
  if (kubeconfig === undefined) return join(mkdtempSync(join(tmpdir(), 'playground-')), 'kubeconfig');
  const path = resolve(kubeconfig);
  if (path === join(homedir(), '.kube', 'config')) {
    throw new UsageError('--kubeconfig must not be ~/.kube/config, which holds the clusters that you work with');
  }
  return path;
}

async function serve(options: ServeOptions): Promise<void> {
  const { seed, nodes, speed, port, www, apiPrefix, allowOrigin } = options;
  const path = kubeconfigPath(options);
  if (www !== undefined && !existsSync(www))
    throw new UsageError(`--www: there is no folder ${www} (npm run build makes dist)`);
  // As if just started: ages that clients count with their own clock are right.
  const simulation = createCluster({ ...(seed === undefined ? {} : { seed }), nodes, startMs: Date.now() });
  const clock = new ClusterClock(simulation, speed);
  const server = await startServer({
    target: () => ({ simulation, clock }),
    port,
    apiPrefix,
    ...(www === undefined ? {} : { www: resolve(www) }),
    ...(allowOrigin === undefined ? {} : { allowOrigin }),
  });
  writeFileSync(path, kubeconfigText(server.apiUrl), { mode: 0o600 });
  clock.start();
  const lines = [
    `Kubernetes API: ${server.apiUrl}`,
    ...(www === undefined ? [] : [`page:           http://127.0.0.1:${server.port}/`]),
    `time:           ${speed === 1 ? 'real' : speed === 'max' ? 'as fast as possible' : `${speed} times real`}`,
    '',
    `export KUBECONFIG=${path}`,
    'kubectl get nodes',
  ];
  console.log(lines.join('\n'));
  const stop = (): void => {
    clock.stop();
    void server.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

try {
  const options = parseServeOptions(process.argv.slice(2));
  if (options === 'help') console.log(helpText);
  else await serve(options);
} catch (error) {
  const known = error instanceof UsageError || (error as NodeJS.ErrnoException).code !== undefined;
  if (!known) throw error;
  console.error(`error: ${(error as Error).message}`);
  process.exitCode = 1;
}
