/** Tells why a Pod is not scheduled: once for the Pod, and once for each node. */

import type { Decision } from '../../api/decision.ts';
import { refOf, type ObjectRef } from '../../api/object.ts';
import type { Pod } from '../../api/types.ts';
import type { SchedulingPlan } from './plan.ts';
import type { Rejection } from './status.ts';

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
const inOneNode = (reason: string): string => reason.replace(/^node\(s\) /, 'it ').replace('taint(s)', 'taints');

function ruleOf({ plugin }: Rejection, pod: ObjectRef, node: ObjectRef): Decision['rule'] {
  const rule = Object.hasOwn(rules, plugin) ? rules[plugin] : undefined;
  return rule && { object: rule.on === 'pod' ? pod : node, field: rule.field };
}

/** Decisions of a failed attempt; `untilMs` is when the Pod is tried again whatever happens. */
export function unschedulableDecisions(
  pod: Pod,
  plan: Extract<SchedulingPlan, { readonly type: 'unschedulable' }>,
  untilMs: number,
): readonly Decision[] {
  const about = refOf(pod);
  const { podRejection, rejected, message } = plan;
  const cause = podRejection ? podRejection.reasons.join(', ') : message;
  const blockedBy = podRejection?.blockedBy ?? rejected.map(({ node }) => refOf(node));
  const waiting: Decision = {
    about,
    verdict: 'waits',
    reason: podRejection ? `Unschedulable${podRejection.plugin}` : 'Unschedulable',
    message: podRejection
      ? `${about.name} is not scheduled: ${cause}.`
      : rejected.length === 0
        ? `${about.name} is not scheduled: there is no node.`
        : `${about.name} is not scheduled: none of the ${rejected.length} nodes can take it.`,
    ...(blockedBy.length > 0 ? { blockedBy } : {}),
    untilMs,
  };
  const perNode = rejected.map(({ node, rejection }): Decision => {
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
  return [waiting, ...perNode];
}
