/**
 * Situations that an address may name (`?scenario=…`), as data: a manifest and what is done to it, in the form of the
 * address's own `run=`. Every bundled example is a scenario too: it is applied, and nothing else.
 */

import { examples } from '../../manifest/examples/catalogue.ts';
import { nginxExample } from '../../manifest/examples/nginx.ts';

export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** One sentence: what is seen. */
  readonly description: string;
  /** Bundled examples that are its manifests. */
  readonly examples: readonly string[];
  /** A manifest of its own. */
  readonly manifest?: string;
  readonly nodes?: number;
  /** What happens after the manifests are applied, in the form of `run=`. */
  readonly runs: readonly string[];
  /** The moment that is shown, in the form of `t=`; default: right after the last of `runs`. */
  readonly moment?: string;
}

/** Moments that say something about StatefulSets. */
export const situations: readonly Scenario[] = [
  {
    id: 'stuck-rollout',
    title: 'Stuck rollout',
    description: 'An image that cannot be pulled stops a rolling update at its first Pod; going back does not mend it.',
    examples: ['web'],
    runs: [
      'settled kubectl scale statefulset/web --replicas=3',
      'settled kubectl set image statefulset/web nginx=registry.k8s.io/nginx-slim:broken',
    ],
    moment: '+45s',
  },
  {
    id: 'unbound-claim',
    title: 'Unbound claim',
    description: 'The claim asks for a StorageClass that does not exist: the first Pod is Pending and all others wait.',
    examples: [],
    manifest: nginxExample.replace('"my-storage-class"', '"fast-ssd"'),
    runs: [],
    moment: '+20s',
  },
  {
    id: 'node-failure',
    title: 'Node failure',
    description: 'A node stops answering: its Pod is lost, and is not replaced before it is certainly gone.',
    examples: ['web'],
    runs: ['settled kubectl scale statefulset/web --replicas=3', 'settled fault node/node-1/down'],
    moment: '+1m30s',
  },
  {
    id: 'pdb-drain',
    title: 'Drain against a budget',
    description: 'Draining a second node is refused by the PodDisruptionBudget while the first Pod has no place.',
    examples: ['zookeeper'],
    runs: [
      'settled kubectl drain node-1 --ignore-daemonsets --delete-emptydir-data --force',
      '+1m kubectl drain node-2 --ignore-daemonsets --delete-emptydir-data --force',
    ],
    moment: '+10s',
  },
  {
    id: 'partition-canary',
    title: 'Canary by partition',
    description: 'With partition 2 only the last of three Pods gets the new revision.',
    examples: ['web'],
    runs: [
      'settled kubectl scale statefulset/web --replicas=3',
      `settled kubectl patch statefulset/web -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}}}}'`,
      'kubectl set image statefulset/web nginx=registry.k8s.io/nginx-slim:0.24',
    ],
    moment: 'settled',
  },
  {
    id: 'scale-down-blocked',
    title: 'Scaling down is blocked',
    description: 'A Pod that crashes keeps the controller from removing any Pod above it.',
    examples: ['web'],
    runs: [
      'settled kubectl scale statefulset/web --replicas=3',
      'settled fault pod/default/web-0/crash',
      '+1m30s kubectl scale statefulset/web --replicas=1',
    ],
    moment: '+15s',
  },
  {
    id: 'kept-claims',
    title: 'Claims that stay',
    description: 'Scaled down, the set leaves the claims of its Pods behind: scaled up again, the data is still there.',
    examples: ['web'],
    runs: ['settled kubectl scale statefulset/web --replicas=3', 'settled kubectl scale statefulset/web --replicas=1'],
    moment: 'settled',
  },
  {
    id: 'provisioner-down',
    title: 'No volumes',
    description: 'The provisioner is down: claims stay Pending, and with them the first Pod.',
    examples: ['web'],
    runs: ['fault provisioner-down'],
    moment: '+30s',
  },
];

/** A situation or a bundled example (with what has to be applied before it); undefined for other names. */
export function scenarioNamed(id: string): Scenario | undefined {
  const situation = situations.find((scenario) => scenario.id === id);
  if (situation) return situation;
  const example = examples.find((other) => other.id === id);
  if (!example) return undefined;
  const { title, description, nodes, after } = example;
  return {
    id,
    title,
    description,
    examples: [...(after === undefined ? [] : [after]), id],
    ...(nodes === undefined ? {} : { nodes }),
    runs: [],
  };
}
