/** Everything of a session as a folder: manifests, the same as a script, the cluster's objects, the session itself. */

import type { JsonValue } from '../../api/json.ts';
import type { ClusterReader } from '../../api/reader.ts';
import { resourceName, scheme } from '../../api/scheme.ts';
import { toYaml } from '../../kubectl/output/yaml.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { sharedFileSuffix, toSharedFile } from '../share/shared-file.ts';
import type { SharedSession } from '../share/shared-session.ts';
import type { ExportedFolder } from './exported-folder.ts';
import { sessionScript } from './session-script.ts';

/** What passes by itself is no part of a cluster's state. */
const passing = ['Event', 'Lease'];

/** All objects as `kubectl get -o yaml` prints them: what an import reads. */
export function clusterYaml(reader: ClusterReader): string {
  const items = scheme
    .filter(({ kind }) => !passing.includes(kind))
    .flatMap((row) => reader.listAny(resourceName(row))) as unknown as readonly JsonValue[];
  return toYaml({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } });
}

export function exportFolder(shared: SharedSession, simulation: Simulation): ExportedFolder {
  const { script, files } = sessionScript(shared, simulation);
  const { start } = shared;
  return {
    name: 'statefulset-playground',
    files: [
      {
        path: 'README.md',
        text: readme(
          start !== undefined,
          files.some(({ path }) => path.startsWith('requests/')),
        ),
      },
      { path: 'run.sh', text: script, isExecutable: true },
      ...files,
      ...(start ? [{ path: 'start.yaml', text: start.text }] : []),
      { path: 'cluster.yaml', text: clusterYaml(simulation.reader) },
      { path: `session${sharedFileSuffix}`, text: toSharedFile(shared) },
    ],
  };
}

function readme(hasStart: boolean, hasRequests: boolean): string {
  const rows = [
    '- `run.sh` does what was done in the session to the cluster of kubectl’s current context: the same commands in the same order, waiting where the session waited. It asks before it begins. Faults are comments: kubectl has no command for them.',
    '- `manifests/` has the files of the editor, and each version of them that was applied.',
    ...(hasRequests ? ['- `requests/` has what was sent by lines that were more than one kubectl command.'] : []),
    ...(hasStart
      ? ['- `start.yaml` has the objects of the cluster that the session began with. `run.sh` is for that cluster.']
      : []),
    '- `cluster.yaml` has all objects at the end of the session, as `kubectl get -o yaml` prints them. “Import from a cluster…” in the playground reads it, and the output of the same command from any cluster.',
    '- `session.statefulset-playground.json` is the session: drop it on the playground to see it again.',
  ];
  return `# A session of the StatefulSet Playground

${rows.join('\n')}

Names of nodes and of StorageClasses are those of the playground (\`node-1\`, \`standard\` …). The script says when the
cluster has no such node; put one of yours in its place. Try it first against the playground’s own cluster:
\`npm run serve\` prints the kubeconfig to use.
`;
}
