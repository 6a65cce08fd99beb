/** Resolves a new Pod's PriorityClass. Models plugin/pkg/admission/priority. */

import { forbidden, StatusError } from '../../../api/status.ts';
import type { Pod, PriorityClass } from '../../../api/types.ts';
import { withDefaults, withFields } from '../../../lib/sharing.ts';
import type { RuleContext } from '../../resource.ts';
import { systemPriorities } from '../priorityclass.ts';

type Rank = Pick<PriorityClass, 'value' | 'preemptionPolicy'>;

function refuse(pod: Pod, error: string): never {
  throw new StatusError(
    forbidden({ group: '', plural: 'pods' }, pod.metadata.name || pod.metadata.generateName || '', error),
  );
}

function findClass(pod: Pod, context: RuleContext): { name?: string; rank: Rank } {
  const classes = context.reader.list('priorityclasses.scheduling.k8s.io');
  const name = pod.spec.priorityClassName;
  if (name) {
    const system = systemPriorities.get(name);
    const rank = classes.find((entry) => entry.metadata.name === name) ?? (system && { value: system });
    return rank ? { name, rank } : refuse(pod, `no PriorityClass with name ${name} was found`);
  }
  const defaults = classes.filter((entry) => entry.globalDefault).toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const [lowest] = defaults;
  return lowest ? { name: lowest.metadata.name, rank: lowest } : { rank: { value: 0 } };
}

/** The Pod with priority and preemption policy; refuses values that contradict its class. */
export function admitPriority(pod: Pod, context: RuleContext): Pod {
  const { name, rank } = findClass(pod, context);
  const policy = rank.preemptionPolicy ?? 'PreemptLowerPriority';
  const suffix = 'from the given PriorityClass name';
  const { priority, preemptionPolicy } = pod.spec;
  if (priority !== undefined && priority !== rank.value) {
    const given = `the integer value of priority (${priority}) must not be provided in pod spec`;
    refuse(pod, `${given}; priority admission controller computed ${rank.value} ${suffix}`);
  }
  if (preemptionPolicy !== undefined && preemptionPolicy !== policy) {
    const given = `the string value of PreemptionPolicy (${preemptionPolicy}) must not be provided in pod spec`;
    refuse(pod, `${given}; priority admission controller computed ${policy} ${suffix}`);
  }
  const fields = { priority: rank.value, preemptionPolicy: policy, ...(name ? { priorityClassName: name } : {}) };
  return withFields(pod, { spec: withFields(pod.spec, fields) });
}

/** An update that leaves the priority out keeps it. */
export function keepPriority(pod: Pod, old: Pod): Pod {
  const { priority, preemptionPolicy } = old.spec;
  return withFields(pod, { spec: withDefaults(pod.spec, { priority, preemptionPolicy } as Partial<Pod['spec']>) });
}
