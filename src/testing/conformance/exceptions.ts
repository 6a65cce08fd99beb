/** Recorded cases that cannot be met, as `corpus/name`, each with the reason. They still count as not agreeing. */

const batchOrder =
  'Goroutines of one batch race: in which order their requests and their Events arrive differs between recordings of the same kind.';
const removalOrder =
  'Pods that are terminated together are removed by independent kubelets, in an order left to chance.';

export const exceptions: Readonly<Record<string, string>> = {
  'api/generation': 'The recorded controller wrote a status between two requests; the server runs alone here.',
  'api/paths': 'Lists StatefulSets that other recorded cases had left in their namespaces.',
  'kubectl/basics-describe':
    'How often the volume controller looks at a claim before it is bound is a matter of milliseconds.',
  'kubectl/ordinals-retention': 'A conflict from a stale cache: the controllers here always see the latest objects.',
  'traces/example-auto-update-scale-delete': 'The garbage collector takes dependents in the random order of a Go map.',
  'traces/max-unavailable-parallel-gate-on': batchOrder,
  'traces/node-drain-pdb': 'Two evictions race for the one disruption that is allowed.',
  'traces/on-delete': removalOrder,
  'traces/parallel-on-delete': batchOrder,
  'traces/parallel-partition': batchOrder,
  'traces/parallel-unhealthy': batchOrder,
  'traces/pvc-retention-delete-delete': removalOrder,
  'traces/random-018': 'How many tries fail before a claim in deletion is gone is a matter of milliseconds.',
  'traces/random-030': batchOrder,
  'traces/random-035': batchOrder,
  'traces/random-052': 'A conflict from a stale cache: the controllers here always see the latest objects.',
  'traces/random-082': batchOrder,
  'traces/random-087': batchOrder,
};
