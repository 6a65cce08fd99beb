/** Programs that stand beside the cluster, on its network: what the terminal's `curl` and `dig` reach. */

import type { SyncContext, Visit, VisitOutcome } from '../api/controller.ts';
import type { Pod } from '../api/types.ts';
import { ContainerWorld } from './container-world.ts';
import { toolNamed } from './programs/registry.ts';
import { printed } from './shell/program.ts';
import { NodeStorage } from './storage.ts';
import { worldAccess } from './world-access.ts';

const folder = '/tmp';

/**
 * The surroundings of a program that runs in no Pod but asks DNS and connects as one of the namespace does. What its
 * requests write (access logs of servers) stays when it is committed.
 */
export function visitorWorld(
  namespace: string,
  address: string,
  context: SyncContext,
): { readonly world: ContainerWorld; commit(): void } {
  const container = { name: 'visitor', image: 'debian' };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'playground', namespace, uid: '', resourceVersion: '' },
    spec: { containers: [container] },
    status: { podIP: address },
  } as unknown as Pod;
  const storage = new NodeStorage(context.memory);
  const place = { pod, podKey: '', container, restartCount: 0 };
  const world = new ContainerWorld(place, worldAccess(context, storage));
  return { world, commit: () => storage.commit() };
}

/** Runs one program of those that look at the network. */
export function visit({ argv, namespace }: Visit, context: SyncContext): VisitOutcome {
  const { world } = visitorWorld(namespace, '192.168.0.100', context);
  const tool = toolNamed(argv[0] ?? '');
  if (!tool) return { stdout: '', stderr: '', exitCode: 127, takesMs: 0, files: {} };
  const nothing = (): ReturnType<typeof printed> => printed('');
  const call = { argv, stdin: '', environment: {}, folder, run: nothing, runScript: nothing };
  const { stdout, stderr, status, takesMs } = tool(call, world);
  const written = Object.entries(world.files.written.get('') ?? {}).flatMap(([path, entry]) =>
    entry?.type === 'file' ? [[path.slice(folder.length + 1), entry.text ?? ''] as const] : [],
  );
  return { stdout, stderr, exitCode: status, takesMs, files: Object.fromEntries(written) };
}
