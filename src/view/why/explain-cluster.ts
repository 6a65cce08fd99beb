/** What StatefulSets, claims, Services and nodes say about themselves where no decision does. */

import { controllerOf, refOf, type KubeObject, type ObjectRef } from '../../api/object.ts';
import type { Node, PersistentVolumeClaim, Pod, Service, StatefulSet } from '../../api/types.ts';
import { endpointIndex, endpointsOf } from '../endpoint-index.ts';
import { cordonLine, deleteLine, headlessLine, scaleLine, selectorLine, undoLine } from '../kubectl-lines.ts';
import { isPodReady, podState } from '../pod-state.ts';
import { parentAndOrdinal, selectsLabels } from '../selectors.ts';
import { isHeadless } from '../stage-services.ts';
import { tell } from './answer.ts';
import { command, edit, endFaults, look } from './steps.ts';
import type { WhyAnswer, WhySource } from './why-model.ts';

function membersOf(set: StatefulSet, source: WhySource): readonly Pod[] {
  return source.reader.list('pods', set.metadata.namespace).filter((pod) => {
    return controllerOf(pod)?.uid === set.metadata.uid;
  });
}

/** A rollout that cannot go on: a Pod at the update revision that fails. */
function stuckRollout(set: StatefulSet, pods: readonly Pod[]): WhyAnswer | undefined {
  const { currentRevision, updateRevision } = set.status;
  if (currentRevision === updateRevision) return undefined;
  const broken = pods.find((pod) => {
    return pod.metadata.labels?.['controller-revision-hash'] === updateRevision && podState(pod).tone === 'failing';
  });
  if (!broken) return undefined;
  const { name } = broken.metadata;
  const about = refOf(set);
  return tell(about, {
    verdict: 'fails',
    reason: 'RolloutStuck',
    what: `The rolling update of ${about.name} is stuck: ${name}, the first at revision ${updateRevision ?? ''}, is in ${podState(broken).word} and never becomes Ready by itself.`,
    blockedBy: [refOf(broken)],
    steps: [
      command('1. Go back to the revision before', undoLine(about)),
      command(`2. Then delete ${name} by hand, or the rollback waits for it as well`, deleteLine(refOf(broken))),
      edit(about, 'spec.template'),
    ],
  });
}

function retentionText(set: StatefulSet): string {
  const { whenScaled = 'Retain', whenDeleted = 'Retain' } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const word = (policy: string): string => (policy === 'Delete' ? 'deleted' : 'kept');
  return `Claims of ${set.metadata.name} are ${word(whenScaled)} when it is scaled down and ${word(whenDeleted)} when it is deleted.`;
}

export function explainSet(set: StatefulSet, hasDecisions: boolean, source: WhySource): readonly WhyAnswer[] {
  const pods = membersOf(set, source);
  const about = refOf(set);
  const { namespace } = set.metadata;
  const { serviceName } = set.spec;
  const answers: (WhyAnswer | undefined)[] = [stuckRollout(set, pods)];
  if (serviceName && !source.reader.get('services', namespace, serviceName)) {
    const service = { kind: 'Service', namespace: namespace ?? '', name: serviceName };
    answers.push(
      tell(about, {
        verdict: 'fails',
        reason: 'ServiceMissing',
        what: `The Pods of ${about.name} have no DNS names: spec.serviceName names the Service ${serviceName}, which does not exist.`,
        blockedBy: [service],
        steps: [
          command(`1. Create the headless Service ${serviceName}`, headlessLine(service)),
          command(
            `2. Let it select the Pods of ${about.name}`,
            selectorLine(service, set.spec.selector.matchLabels ?? {}),
          ),
          edit(about, 'spec.serviceName'),
        ],
      }),
    );
  }
  const ready = pods.filter(isPodReady).length;
  const wanted = set.spec.replicas ?? 1;
  if (!hasDecisions && ready === wanted && pods.length === wanted) {
    const what = `${ready === 1 ? 'The only Pod' : `All ${ready} Pods`} of ${about.name} ${ready === 1 ? 'is' : 'are'} Ready.`;
    answers.push(tell(about, { verdict: 'fine', reason: 'SetReady', what }));
  }
  if (set.spec.volumeClaimTemplates?.length) {
    const steps = [edit(about, 'spec.persistentVolumeClaimRetentionPolicy')];
    answers.push(tell(about, { verdict: 'holds', reason: 'RetentionPolicy', what: retentionText(set), steps }));
  }
  return answers.filter((answer) => answer !== undefined);
}

/** The set whose ordinal a claim belongs to, by the claim's name. */
function setOfClaim(claim: PersistentVolumeClaim, source: WhySource): { set: StatefulSet; pod: string } | undefined {
  for (const set of source.reader.list('statefulsets.apps', claim.metadata.namespace)) {
    for (const template of set.spec.volumeClaimTemplates ?? []) {
      const prefix = `${template.metadata.name}-`;
      const pod = claim.metadata.name.startsWith(prefix) ? claim.metadata.name.slice(prefix.length) : '';
      if (parentAndOrdinal(pod)?.parent === set.metadata.name) return { set, pod };
    }
  }
  return undefined;
}

function keptClaim(claim: PersistentVolumeClaim, source: WhySource): WhyAnswer | undefined {
  const member = setOfClaim(claim, source);
  if (!member || claim.metadata.deletionTimestamp !== undefined) return undefined;
  const { set, pod } = member;
  const first = set.spec.ordinals?.start ?? 0;
  const ordinal = parentAndOrdinal(pod)!.ordinal;
  if (ordinal >= first && ordinal < first + (set.spec.replicas ?? 1)) return undefined;
  const about = refOf(claim);
  const kept = (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled ?? 'Retain') === 'Retain';
  const what = kept
    ? `${about.name} is kept with its data, although ${pod} was scaled away: whenScaled is Retain. ${pod} gets it back when it returns.`
    : `${about.name} is deleted together with ${pod}: whenScaled is Delete.`;
  return tell(about, {
    verdict: 'holds',
    reason: 'RetentionPolicy',
    what,
    steps: [
      ...(kept ? [command(`Delete the claim ${about.name} and its data`, deleteLine(about))] : []),
      command(`Bring ${pod} back`, scaleLine(refOf(set), ordinal - first + 1)),
      edit(refOf(set), 'spec.persistentVolumeClaimRetentionPolicy.whenScaled'),
    ],
  });
}

export function explainClaim(
  claim: PersistentVolumeClaim,
  hasDecisions: boolean,
  source: WhySource,
): readonly WhyAnswer[] {
  const kept = keptClaim(claim, source);
  if (kept) return [kept];
  if (hasDecisions) return [];
  const about = refOf(claim);
  const { phase } = claim.status;
  const what =
    phase === 'Bound'
      ? `${about.name} is Bound to ${claim.spec.volumeName ?? 'its volume'}.`
      : `${about.name} is ${phase ?? 'Pending'}.`;
  const steps = endFaults(source.faults, about, source.reader);
  return [tell(about, { verdict: phase === 'Bound' ? 'fine' : 'waits', reason: 'ClaimBinding', what, steps })];
}

export function explainService(service: Service, source: WhySource): readonly WhyAnswer[] {
  const about = refOf(service);
  const { namespace = '', name } = service.metadata;
  const endpoints = endpointsOf(endpointIndex(source.reader.list('endpointslices.discovery.k8s.io')), namespace, name);
  const pods = source.reader
    .list('pods', namespace)
    .filter((pod) => selectsLabels(service.spec.selector, pod.metadata.labels));
  const governed = source.reader.list('statefulsets.apps', namespace).filter(({ spec }) => spec.serviceName === name);
  const answers: WhyAnswer[] = [];
  if (!isHeadless(service) && governed.length > 0) {
    answers.push(
      tell(about, {
        verdict: 'holds',
        reason: 'NotHeadless',
        what: `${name} governs ${governed[0]!.metadata.name} but is not headless: its own name answers with the cluster IP; the Pods’ names resolve all the same.`,
        steps: [edit(about, 'spec.clusterIP')],
      }),
    );
  }
  const hidden = pods.filter((pod) => !isPodReady(pod));
  if (pods.length === 0 && service.spec.selector) {
    const what = `${name} selects no Pod: no Pod has the labels of its selector.`;
    answers.push(
      tell(about, { verdict: 'waits', reason: 'SelectsNothing', what, steps: [edit(about, 'spec.selector')] }),
    );
  } else if (hidden.length > 0 && !service.spec.publishNotReadyAddresses) {
    const names = hidden
      .map(({ metadata }) => metadata.name)
      .slice(0, 5)
      .join(', ');
    answers.push(
      tell(about, {
        verdict: 'waits',
        reason: 'NotReadyAddress',
        what: `${name} does not publish ${names}: not Ready.`,
        blockedBy: hidden.slice(0, 5).map(refOf),
        steps: [edit(about, 'spec.publishNotReadyAddresses'), ...hidden.slice(0, 2).map((pod) => look(refOf(pod)))],
      }),
    );
  }
  if (answers.length === 0) {
    const count = endpoints.published.length;
    const what = `${name} publishes ${count} ${count === 1 ? 'address' : 'addresses'}.`;
    answers.push(tell(about, { verdict: 'fine', reason: 'ServicePublishes', what }));
  }
  return answers;
}

export function explainNode(node: Node, hasDecisions: boolean, source: WhySource): readonly WhyAnswer[] {
  const about = refOf(node);
  const answers: WhyAnswer[] = [];
  const ready = node.status.conditions?.find(({ type }) => type === 'Ready');
  const pods = source.reader.list('pods').filter(({ spec }) => spec.nodeName === about.name);
  const faults = endFaults(source.faults, about, source.reader);
  if (ready?.status !== 'True') {
    const count = pods.filter(({ metadata }) => metadata.namespace !== 'kube-system').length;
    answers.push(
      tell(about, {
        verdict: 'fails',
        reason: 'NodeNotReady',
        what: `${about.name} is ${ready?.status === 'False' ? 'NotReady' : 'unreachable: its kubelet does not report any more'}. ${count === 1 ? '1 Pod is' : `${count} Pods are`} on it.`,
        steps: [...faults, command(`It is gone for good: delete Node ${about.name}`, deleteLine(about))],
      }),
    );
  } else if (faults.length > 0 && !hasDecisions) {
    const what = `${about.name} does not answer any more; the cluster has not noticed yet.`;
    answers.push(tell(about, { verdict: 'waits', reason: 'GracePeriod', what, steps: faults }));
  }
  if (node.spec.unschedulable) {
    answers.push(
      tell(about, {
        verdict: 'holds',
        reason: 'NodeUnschedulable',
        what: `${about.name} is cordoned: Pods that are on it stay, no new ones come.`,
        steps: [command(`Uncordon ${about.name}`, cordonLine(about.name, false))],
      }),
    );
  }
  if (answers.length === 0 && !hasDecisions) {
    answers.push(tell(about, { verdict: 'fine', reason: 'NodeReady', what: `${about.name} is Ready and takes Pods.` }));
  }
  return answers;
}

/** Any other object: what keeps it from going, or that nothing does anything to it. */
export function explainOther(object: KubeObject): WhyAnswer {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  const about: ObjectRef = refOf(object);
  if (deletionTimestamp === undefined || finalizers.length === 0) {
    const what = `Nothing holds ${about.name} up, and nothing is about to change it.`;
    return tell(about, { verdict: 'fine', reason: 'Settled', what });
  }
  const what = `${about.name} is being deleted and stays until its finalizers are removed: ${finalizers.join(', ')}.`;
  return tell(about, { verdict: 'waits', reason: 'Finalizers', what, steps: [edit(about, 'metadata.finalizers')] });
}
