/** What would change a decision: commands, the field that is the rule, objects to look at, faults to end. */

import type { Decision } from '../../api/decision.ts';
import type { Fault } from '../../api/faults.ts';
import { faultKey } from '../../api/faults.ts';
import { controllerOf, type KubeObject, type ObjectRef } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import { cordonLine, deleteLine, partitionLine, scaleLine, undoLine } from '../kubectl-lines.ts';
import { refKey, sameRef } from '../decision-index.ts';
import { faultText, faultsOn } from '../fault-text.ts';
import { parentAndOrdinal } from '../selectors.ts';
import type { WhySource, WhyStep } from './why-model.ts';

export const command = (label: string, line: string): WhyStep => ({ type: 'command', label, line });
export const look = (ref: ObjectRef): WhyStep => ({ type: 'object', label: `Look at ${ref.kind} ${ref.name}`, ref });
export const edit = (ref: ObjectRef, field: string): WhyStep => ({
  type: 'field',
  label: `${field} of ${ref.kind} ${ref.name}`,
  ref,
  field,
});

/** The StatefulSet that a Pod belongs to, or would belong to if it existed. */
export function setOfPod(reader: ClusterReader, pod: ObjectRef): ObjectRef | undefined {
  const owner = reader.get('pods', pod.namespace, pod.name);
  const controller = owner && controllerOf(owner as KubeObject);
  const name = controller?.kind === 'StatefulSet' ? controller.name : parentAndOrdinal(pod.name)?.parent;
  if (name === undefined || !reader.get('statefulsets.apps', pod.namespace, name)) return undefined;
  return { kind: 'StatefulSet', ...(pod.namespace === undefined ? {} : { namespace: pod.namespace }), name };
}

/** Ends of the faults that hit an object. */
export function endFaults(faults: readonly Fault[], object: ObjectRef, reader: ClusterReader): readonly WhyStep[] {
  return faultsOn(faults, object, reader).map((fault) => ({
    type: 'end-fault',
    label: `End the fault: ${faultText(fault)}`,
    fault,
  }));
}

function partitionSteps(decision: Decision, source: WhySource): readonly WhyStep[] {
  const set = setOfPod(source.reader, decision.about);
  const place = set && source.reader.get('statefulsets.apps', set.namespace, set.name);
  const ordinal = parentAndOrdinal(decision.about.name)?.ordinal;
  if (!set || !place || ordinal === undefined) return [];
  const partition = ordinal - (place.spec.ordinals?.start ?? 0);
  return [
    command(`Let ${decision.about.name} be updated: partition ${partition}`, partitionLine(set, partition)),
    ...(partition > 0 ? [command('Update all of them: partition 0', partitionLine(set, 0))] : []),
  ];
}

function rollbackSteps(decision: Decision, source: WhySource): readonly WhyStep[] {
  const set = setOfPod(source.reader, decision.about);
  const broken = decision.blockedBy?.[0] ?? decision.about;
  return set ? [command('Go back to the revision before', undoLine(set)), look(broken)] : [];
}

/** The Pod that is waited for is broken: it, or the revision that broke it. */
function blockerSteps(decision: Decision, source: WhySource): readonly WhyStep[] {
  const { reader, faults } = source;
  return (decision.blockedBy ?? []).slice(0, 3).flatMap((ref) => {
    return [...endFaults(faults, ref, reader), ...(sameRef(ref, decision.about) ? [] : [look(ref)])];
  });
}

function evictionSteps(decision: Decision): readonly WhyStep[] {
  return (decision.blockedBy ?? []).slice(0, 2).map(look);
}

/** Steps by reason, before those that every decision offers. */
function ownSteps(decision: Decision, source: WhySource): readonly WhyStep[] {
  const { about, reason, blockedBy = [] } = decision;
  const { reader } = source;
  const set = about.kind === 'Pod' ? setOfPod(reader, about) : undefined;
  switch (reason) {
    case 'PartitionHolds':
      return partitionSteps(decision, source);
    case 'OnDelete':
      return [command(`Delete ${about.name}: it comes back at the update revision`, deleteLine(about))];
    case 'ForcedRollback':
      return [command(`Delete the broken Pod ${about.name}`, deleteLine(about))];
    case 'UpdateNotReady':
      return rollbackSteps(decision, source);
    case 'ScaleDownBlocked':
    case 'ScaleDownWaitsForReplicas': {
      const live = set && reader.get('statefulsets.apps', set.namespace, set.name);
      const before = (live?.spec.replicas ?? 0) + 1;
      return set ? [command(`Take the scaling back: ${before} replicas`, scaleLine(set, before))] : [];
    }
    case 'WaitsForRemoval':
      return [];
    case 'ClaimInUse':
      return blockedBy.slice(0, 2).map((pod) => command(`Delete Pod ${pod.name}`, deleteLine(pod)));
    case 'NodeUnschedulable':
      return blockedBy.slice(0, 1).map((node) => command(`Uncordon ${node.name}`, cordonLine(node.name, false)));
    case 'InsufficientPods':
      return evictionSteps(decision);
    case 'ClaimLost':
      return [command(`Delete the claim ${about.name}`, deleteLine(about))];
    case 'StorageClassNotFound':
      return [
        command('List the classes that exist', 'kubectl get storageclass'),
        command(`Delete the claim ${about.name}, to make it again with another class`, deleteLine(about)),
      ];
    default:
      return [];
  }
}

function stepKey(step: WhyStep): string {
  switch (step.type) {
    case 'command':
      return step.line;
    case 'object':
      return refKey(step.ref);
    case 'field':
      return `${refKey(step.ref)} ${step.field}`;
    case 'end-fault':
      return faultKey(step.fault);
  }
}

/** Each step once. */
export function distinct(steps: readonly WhyStep[]): readonly WhyStep[] {
  return [...new Map(steps.map((step) => [stepKey(step), step])).values()];
}

/** Everything that is offered for a decision, the most direct first. */
export function stepsFor(decision: Decision, source: WhySource): readonly WhyStep[] {
  if (decision.verdict === 'acts') return decision.rule ? [edit(decision.rule.object, decision.rule.field)] : [];
  return distinct([
    ...endFaults(source.faults, decision.about, source.reader),
    ...ownSteps(decision, source),
    ...blockerSteps(decision, source),
    ...(decision.rule ? [edit(decision.rule.object, decision.rule.field)] : []),
  ]);
}
