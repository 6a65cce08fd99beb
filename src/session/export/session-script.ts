/** A session as a script for sh that does the same to a real cluster by kubectl, and the files that it needs. */

import type { JsonValue } from '../../api/json.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { userActor } from '../../sim/simulation-options.ts';
import { shellWord } from '../../lib/shell-word.ts';
import { elapsedText } from './elapsed-text.ts';
import type { ExportedFile } from './exported-folder.ts';
import { stepLines } from './step-lines.ts';
import type { SharedSession } from '../share/shared-session.ts';
import { waitLines, type Gap } from './waits.ts';

export interface SessionScript {
  readonly script: string;
  readonly files: readonly ExportedFile[];
}

export function sessionScript(session: SharedSession, simulation: Simulation): SessionScript {
  const { files, steps, endMs, start } = session;
  const folder = new ManifestFolder();
  const bodies: ExportedFile[] = [];
  const placeBody = (body: JsonValue): string => {
    const path = `requests/${String(bodies.length + 1).padStart(3, '0')}.json`;
    bodies.push({ path, text: `${JSON.stringify(body, undefined, 2)}\n` });
    return path;
  };
  const lines: string[] = [];
  let clockMs = 0;
  for (const step of steps) {
    lines.push(...waitLines(gapOf(simulation, clockMs, step.atMs)));
    const own = stepLines(step, (name, text) => folder.place(name, text), placeBody);
    const isHeard = 'fault' in step || wereHeard(simulation, session, step.atMs);
    lines.push(
      '',
      `# ${elapsedText(step.atMs)}`,
      ...own.map((line) => (isHeard || line.startsWith('#') ? line : `${line} || :`)),
    );
    clockMs = step.atMs;
  }
  for (const { name, text } of files) folder.place(name, text);
  lines.push(...waitLines(gapOf(simulation, clockMs, endMs)), '', `# ${elapsedText(endMs)}: the end of the session.`);
  const begin = start
    ? ['# The session began with the objects in start.yaml: run this against the cluster they are from.', '']
    : [];
  const script = [header, ...begin, ...checks(lines, simulation), ...lines, ''].join('\n');
  return { script, files: [...folder.files, ...bodies] };
}

/** Versions of the working directory's files; of a name that is taken by another text, in a folder of its own. */
class ManifestFolder {
  readonly #texts = new Map<string, string>();

  place(name: string, text: string): string {
    const safe = name.replaceAll(/[^\w.-]+/g, '-').replace(/^\.+/, '') || 'manifest.yaml';
    for (let version = 1; ; version++) {
      const path = version === 1 ? `manifests/${safe}` : `manifests/version-${version}/${safe}`;
      const known = this.#texts.get(path);
      if (known === undefined) this.#texts.set(path, text);
      if (known === undefined || known === text) return path;
    }
  }

  get files(): readonly ExportedFile[] {
    return [...this.#texts].map(([path, text]) => ({ path, text }));
  }
}

function gapOf(simulation: Simulation, fromMs: number, toMs: number): Gap {
  const [from, to] = [simulation.startMs + fromMs, simulation.startMs + toMs];
  const changes = simulation.history.changes.filter(({ atMs }) => atMs > from && atMs < to);
  return { lengthMs: toMs - fromMs, changes, reader: simulation.momentAt(Math.max(from, to - 1)).reader };
}

/** True when each step of that moment wrote something: what was refused in the session may be refused again. */
function wereHeard({ startMs, history }: Simulation, { steps }: SharedSession, elapsedMs: number): boolean {
  const isNow = (atMs: number): boolean => atMs === startMs + elapsedMs;
  const writes = history.changes.filter(({ atMs, actor }) => actor === userActor && isNow(atMs)).length;
  return writes >= steps.filter((step) => !('fault' in step) && isNow(startMs + step.atMs)).length;
}

const header = `#!/bin/sh
# What was done in a session of the StatefulSet Playground, for the cluster of kubectl's current context.
#
#   ./run.sh        shows the context and asks before it begins
#   ./run.sh -y     does not ask
#
# KUBECTL=kubectl   the program to use, with its flags
# TIMEOUT=10m       longest wait for what the session waited for
# SPEED=1           pauses are so many times shorter
set -eu
cd "$(dirname "$0")"
TIMEOUT=\${TIMEOUT:-10m}
SPEED=\${SPEED:-1}
KUBECTL_COMMAND=\${KUBECTL:-kubectl}

kubectl() { command $KUBECTL_COMMAND "$@"; }
pass() { echo "# $1 s pass"; sleep $((($1 + SPEED - 1) / SPEED)); }
fail() { echo "$1" >&2; exit 1; }

context=$(kubectl config current-context) || fail 'kubectl has no current context.'
namespace=$(kubectl config view --minify -o 'jsonpath={..namespace}')
case \${namespace:-default} in
  default) ;;
  *) fail "The namespace of context $context is $namespace; this script is made for default." ;;
esac
if [ "\${1:-}" != -y ]; then
  printf 'This changes the cluster of context %s. Go on? [y/N] ' "$context"
  read -r answer
  case $answer in y | Y | yes) ;; *) exit 1 ;; esac
fi
`;

/** What the cluster must have that no line creates: nodes that lines name, StorageClasses that claims name. */
function checks(lines: readonly string[], { reader }: Simulation): readonly string[] {
  const words = new Set(lines.filter((line) => !line.startsWith('#')).flatMap((line) => line.split(/[\s='"/]+/)));
  const nodes = reader
    .list('nodes')
    .map(({ metadata }) => metadata.name)
    .filter((name) => words.has(name));
  const claimed = reader.list('persistentvolumeclaims').map(({ spec }) => spec.storageClassName ?? '');
  const classes = [...new Set(claimed)].filter((name) => name !== '');
  return [
    ...nodes.map((name) => {
      const advice = shellWord(`There is no node ${name}: put the name of one of yours in its place.`);
      return `kubectl get node ${shellWord(name)} >/dev/null || fail ${advice}`;
    }),
    ...classes.map((name) => {
      const advice = shellWord(`# There is no StorageClass ${name}: its claims will wait for one.`);
      return `kubectl get storageclass ${shellWord(name)} >/dev/null 2>&1 || echo ${advice}`;
    }),
  ];
}
