/** The bundled lessons, for the menu. Their texts are files that are served beside the page (public/lessons). */

export interface BundledLesson {
  /** Name of its file without `.yaml`, and in links: `?lesson=<id>`. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
}

export const bundledLessons: readonly BundledLesson[] = [
  {
    id: 'ordered-start',
    title: 'Ordered start',
    summary: 'Pods come up one after the other, and each waits until all before it are Ready.',
    minutes: 6,
  },
  {
    id: 'identity-and-dns',
    title: 'Identity and DNS',
    summary: 'A Pod of a StatefulSet keeps its name, its hostname and its DNS name; its address changes.',
    minutes: 6,
  },
  {
    id: 'storage',
    title: 'Storage that outlives Pods',
    summary: 'A claim belongs to an ordinal. It stays when the Pod goes, unless the retention policy says otherwise.',
    minutes: 8,
  },
  {
    id: 'rolling-update',
    title: 'Rolling update and canary',
    summary: 'A new template replaces Pods from the highest ordinal down; a partition tries it on a few first.',
    minutes: 8,
  },
  {
    id: 'stuck-rollout',
    title: 'The stuck rollout',
    summary: 'A template that never becomes Ready stops the rollout, and reverting it is not enough.',
    minutes: 7,
  },
  {
    id: 'scale-down-blocked',
    title: 'Scale-down blocked',
    summary: 'Scaling down waits while a Pod is unhealthy, because removing a member then could be one too many.',
    minutes: 6,
  },
  {
    id: 'node-loss',
    title: 'A lost node',
    summary: 'When a node falls silent, its Pods are not replaced until somebody is sure that they are gone.',
    minutes: 8,
  },
  {
    id: 'headless-or-not',
    title: 'Headless or not',
    summary: 'What serviceName is for, what fails without its Service, and who is listed while not Ready.',
    minutes: 9,
  },
  {
    id: 'ordered-or-parallel',
    title: 'OrderedReady or Parallel',
    summary: 'Two sets side by side. One waits at every step, the other does not, except when it updates.',
    minutes: 8,
  },
  {
    id: 'budget-and-drain',
    title: 'Budget and drain',
    summary: 'A PodDisruptionBudget lets maintenance take away one member at a time, and makes the second wait.',
    minutes: 8,
  },
  {
    id: 'statefulset-basics',
    title: 'StatefulSet Basics',
    summary: 'The tutorial of kubernetes.io from its first command to its last.',
    minutes: 25,
  },
];
