/** Tells why a Pod is not scheduled: once for the Pod, and once for each node. */

import type { Decision } from '../../api/decision.ts';
import { refOf, type ObjectRef } from '../../api/object.ts';
import type { Pod } from '../../api/types.ts';
import type { SchedulingPlan } from './plan.ts';
import type { Candidate } from './preemption.ts';
import { priorityOf } from './priority.ts';
import type { Rejection } from './status.ts';
import { defaultSchedulerName } from './wake-ups.ts';

type Rule = { readonly on: 'pod' | 'node'; readonly field: string };

/** The field whose change would let the plugin through. */
const rules: Readonly<Record<string, Rule>> = {
  NodeUnschedulable: { on: 'node', field: 'spec.unschedulable' },
  NodeName: { on: 'pod', field: 'spec.nodeName' },
  TaintToleration: { on: 'node', field: 'spec.taints' },
  NodeAffinity: { on: 'pod', field: 'spec.affinity.nodeAffinity' },
  NodePorts: { on: 'pod', field: 'spec.containers.ports' },
  NodeResourcesFit: { on: 'pod', field: 'spec.containers.resources.requests' },
  VolumeRestrictions: { on: 'pod', field: 'spec.volumes' },
  VolumeBinding: { on: 'pod', field: 'spec.volumes' },
  VolumeZone: { on: 'pod', field: 'spec.volumes' },
  PodTopologySpread: { on: 'pod', field: 'spec.topologySpreadConstraints' },
  InterPodAffinity: { on: 'pod', field: 'spec.affinity' },
};

/** A reason as the end of a sentence about one node. */
const inOneNode = (reason: string): string =>
  reason
    .replace('node(s) were', 'it is')
    .replace(/^node\(s\) /, 'it ')
    .replace('taint(s)', 'taints');

function ruleOf({ plugin }: Rejection, pod: ObjectRef, node: ObjectRef): Decision['rule'] {
  const rule = Object.hasOwn(rules, plugin) ? rules[plugin] : undefined;
  return rule && { object: rule.on === 'pod' ? pod : node, field: rule.field };
}

type Unschedulable = Extract<SchedulingPlan, { readonly type: 'unschedulable' }>;

/** Decisions of a failed attempt; `untilMs` is when the Pod is tried again whatever happens. */
export function unschedulableDecisions(pod: Pod, plan: Unschedulable, untilMs: number): readonly Decision[] {
  const about = refOf(pod);
  const perNode = plan.rejected.map(({ node, rejection }): Decision => {
    const nodeRef = refOf(node);
    const rule = ruleOf(rejection, about, nodeRef);
    return {
      about,
      verdict: 'refuses',
      reason: rejection.plugin,
      message: `${nodeRef.name} cannot take ${about.name}: ${rejection.reasons.map(inOneNode).join(', ')}.`,
      blockedBy: [nodeRef, ...(rejection.blockedBy ?? [])],
      ...(rule ? { rule } : {}),
    };
  });
  const { preemption } = plan;
  const first =
    preemption?.type === 'preempt'
      ? preemptionDecisions(pod, preemption.candidate)
      : preemption?.waitsFor
        ? [victimsDecision(about, preemption.waitsFor)]
        : [waitingDecision(about, plan, untilMs)];
  return [...first, ...perNode];
}

function waitingDecision(about: ObjectRef, { podRejection, rejected }: Unschedulable, untilMs: number): Decision {
  const blockedBy = podRejection?.blockedBy ?? rejected.map(({ node }) => refOf(node));
  const cause = podRejection
    ? podRejection.reasons.join(', ')
    : rejected.length === 0
      ? 'there is no node'
      : `none of the ${rejected.length} nodes can take it`;
  return {
    about,
    verdict: 'waits',
    reason: podRejection ? `Unschedulable${podRejection.plugin}` : 'Unschedulable',
    message: `${about.name} is not scheduled: ${cause}.`,
    ...(blockedBy.length > 0 ? { blockedBy } : {}),
    untilMs,
  };
}

function victimsDecision(about: ObjectRef, victims: readonly Pod[]): Decision {
  const names = victims.map(({ metadata }) => metadata.name).join(', ');
  return {
    about,
    verdict: 'waits',
    reason: 'WaitsForVictims',
    message: `${about.name} is not scheduled: it preempted ${names} and waits for the end of ${victims.length === 1 ? 'it' : 'them'}.`,
    blockedBy: victims.map(refOf),
  };
}

/** Why the Pod waits, and for each victim why it had to go. */
function preemptionDecisions(pod: Pod, { node, victims }: Candidate): readonly Decision[] {
  const about = refOf(pod);
  const rule = { object: about, field: pod.spec.priorityClassName ? 'spec.priorityClassName' : 'spec.priority' };
  const gone = victims.map((victim): Decision => {
    const ref = refOf(victim);
    const comparison = `priority ${priorityOf(victim)} is less than ${priorityOf(pod)}`;
    return {
      about: ref,
      verdict: 'acts',
      reason: 'Preempted',
      message: `${ref.name} is deleted to make room for ${about.name} on ${node.metadata.name}: its ${comparison}.`,
      rule,
    };
  });
  return [{ ...victimsDecision(about, victims), rule }, ...gone];
}

/** Of a Pod whose last attempt went wrong and that is tried again at `untilMs`. */
export function errorDecision(pod: Pod, error: string, untilMs: number): Decision {
  const about = refOf(pod);
  const message = `${about.name} is not scheduled: ${error}.`;
  return { about, verdict: 'waits', reason: 'SchedulerError', message, untilMs };
}

/** Of a Pod that this scheduler leaves alone, or undefined when it does not. */
export function heldDecision(pod: Pod): Decision | undefined {
  const about = refOf(pod);
  const gates = pod.spec.schedulingGates ?? [];
  if (gates.length > 0) {
    const names = gates.map(({ name }) => name).join(', ');
    const message = `${about.name} is not scheduled: it is held by the gates ${names}.`;
    const rule = { object: about, field: 'spec.schedulingGates' };
    return { about, verdict: 'waits', reason: 'SchedulingGated', message, rule };
  }
  const { schedulerName = defaultSchedulerName } = pod.spec;
  if (schedulerName === defaultSchedulerName) return undefined;
  const message = `${about.name} is not scheduled: it waits for the scheduler ${schedulerName}, and this cluster has none of that name.`;
  return {
    about,
    verdict: 'waits',
    reason: 'OtherScheduler',
    message,
    rule: { object: about, field: 'spec.schedulerName' },
  };
}
