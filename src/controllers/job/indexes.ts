/** Indexes of Pods of Indexed Jobs. Models pkg/controller/job indexed_job_utils.go. */

import { isTerminating } from '../../api/object.ts';
import type { Container, Job, Pod, PodSpec, PodTemplateSpec } from '../../api/types.ts';
import { isPodActive } from '../pod-predicates.ts';
import type { PodTraits } from '../pod-from-template.ts';

/** Annotation and label that carry the index. */
const indexKey = 'batch.kubernetes.io/job-completion-index';
const indexVariable = 'JOB_COMPLETION_INDEX';
const maxNamePrefix = 58;

export const isIndexed = ({ spec }: Job): boolean => spec.completionMode === 'Indexed';

/** The index of a Pod; undefined when it has none that counts. Models getCompletionIndex. */
export function indexOf({ metadata }: Pod): number | undefined {
  const text = metadata.annotations?.[indexKey] ?? '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** `1,3-5,7`, of which those below `completions` count. Models parseIndexesFromString. */
function parseIndexes(text: string, completions: number): readonly number[] {
  return text.split(',').flatMap((part) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    if (first === undefined) return [];
    const end = Math.min(Number(last), completions - 1);
    return Array.from({ length: Math.max(0, end - Number(first) + 1) }, (_, offset) => Number(first) + offset);
  });
}

/** Ascending indexes as text; two in a row stay apart. Models orderedIntervals.String. */
function formatIndexes(indexes: readonly number[]): string {
  const intervals: [first: number, last: number][] = [];
  for (const index of indexes) {
    const open = intervals.at(-1);
    if (open && open[1] + 1 === index) open[1] = index;
    else intervals.push([index, index]);
  }
  return intervals
    .map(([first, last]) => (first === last ? `${first}` : `${first}${last - first > 1 ? '-' : ','}${last}`))
    .join(',');
}

/** What is done, with the Pods that have ended well since. Models calculateSucceededIndexes. */
export function completedIndexes(
  { spec, status }: Job,
  pods: readonly Pod[],
): { readonly indexes: ReadonlySet<number>; readonly text: string } {
  const { completions = 0 } = spec;
  const ended = pods.flatMap((pod) => {
    const index = pod.status.phase === 'Succeeded' ? indexOf(pod) : undefined;
    return index !== undefined && index < completions ? [index] : [];
  });
  const all = new Set([...parseIndexes(status.completedIndexes ?? '', completions), ...ended]);
  return { indexes: all, text: formatIndexes([...all].sort((a, b) => a - b)) };
}

/** The lowest indexes that are neither done nor being worked on. Models firstPendingIndexes. */
export function pendingIndexes(
  { spec }: Job,
  active: readonly Pod[],
  done: ReadonlySet<number>,
  count: number,
): readonly number[] {
  const taken = new Set(active.map(indexOf));
  const pending: number[] = [];
  for (let index = 0; index < (spec.completions ?? 0) && pending.length < count; index++) {
    if (!done.has(index) && !taken.has(index)) pending.push(index);
  }
  return pending;
}

/** Active Pods that nobody needs: without index, beyond the last one, or of one that another Pod has. Models appendDuplicatedIndexPodsForRemoval. */
export function superfluousPods({ spec }: Job, pods: readonly Pod[]): readonly Pod[] {
  const seen = new Set<number>();
  return pods.filter((pod) => {
    if (!isPodActive(pod) || isTerminating(pod)) return false;
    const index = indexOf(pod);
    if (index === undefined || index >= (spec.completions ?? 0) || seen.has(index)) return true;
    seen.add(index);
    return false;
  });
}

/** What is special about the Pod of an index: its name, hostname, label, annotation and variable. */
export function indexTraits(job: Job, index: number): PodTraits {
  const end = `-${index}-`;
  const { name } = job.metadata;
  const marks = { [indexKey]: String(index) };
  return {
    generateName: name.slice(0, maxNamePrefix - end.length) + end,
    labels: marks,
    annotations: marks,
    spec: indexedSpec(job.spec.template, `${name}-${index}`),
  };
}

function indexedSpec({ spec }: PodTemplateSpec, hostname: string): PodSpec {
  const withIndex = <T extends Container>(container: T): T => {
    const { env = [] } = container;
    if (env.some(({ name }) => name === indexVariable)) return container;
    const fieldRef = { fieldPath: `metadata.labels['${indexKey}']` };
    return { ...container, env: [...env, { name: indexVariable, valueFrom: { fieldRef } }] };
  };
  return {
    ...spec,
    hostname,
    containers: spec.containers.map(withIndex),
    ...(spec.initContainers ? { initContainers: spec.initContainers.map(withIndex) } : {}),
  };
}
