/** Why an object is as it is, and what is happening in the whole cluster: answers in the order of their weight. */

import { refOf, type KubeObject, type ObjectRef } from '../../api/object.ts';
import type { Node, PersistentVolumeClaim, Pod, Service, StatefulSet } from '../../api/types.ts';
import { faultKey, type Fault } from '../../api/faults.ts';
import { decisionIndex, refKey, sameRef } from '../decision-index.ts';
import { faultText } from '../fault-text.ts';
import { decisionsAbout, decisionsBlockedBy, findObject } from '../inspector.ts';
import { isPodReady } from '../pod-state.ts';
import { answerOf } from './answer.ts';
import { explainClaim, explainOther, explainNode, explainService, explainSet } from './explain-cluster.ts';
import { explainAbsentPod, explainPod } from './explain-pod.ts';
import type { WhyAnswer, WhySource, WhyVerdict } from './why-model.ts';

const weights: Readonly<Record<WhyVerdict, number>> = { fails: 0, refuses: 1, waits: 2, acts: 3, holds: 4, fine: 5 };

/** What is said of a whole set comes before what is said of one of its Pods. */
function weightOf({ verdict, about }: WhyAnswer): number {
  return weights[verdict] + (about.kind === 'StatefulSet' ? 0 : 0.5);
}

/** Answers about one identity more than this are one too many to read. */
const maxAnswers = 60;

function readOff(object: KubeObject, hasDecisions: boolean, source: WhySource): readonly WhyAnswer[] {
  switch (object.kind) {
    case 'Pod':
      return explainPod(object as Pod, hasDecisions, source);
    case 'StatefulSet':
      return explainSet(object as StatefulSet, hasDecisions, source);
    case 'PersistentVolumeClaim':
      return explainClaim(object as PersistentVolumeClaim, hasDecisions, source);
    case 'Service':
      return explainService(object as Service, source);
    case 'Node':
      return explainNode(object as Node, hasDecisions, source);
    default:
      return hasDecisions ? [] : [explainOther(object)];
  }
}

function inOrder(answers: readonly WhyAnswer[]): readonly WhyAnswer[] {
  const seen = new Set<string>();
  return answers
    .filter(({ about, reason, what }) => {
      const key = `${refKey(about)} ${reason} ${what}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .toSorted((a, b) => weightOf(a) - weightOf(b))
    .slice(0, maxAnswers);
}

export interface ObjectWhy {
  /** Why it is as it is. */
  readonly about: readonly WhyAnswer[];
  /** What waits for it. */
  readonly waiting: readonly WhyAnswer[];
}

/** What is read off an object comes with its way out: a decision for the same reason says nothing more. */
function unlessRead(told: readonly WhyAnswer[], read: readonly WhyAnswer[]): readonly WhyAnswer[] {
  const keyOf = ({ about, reason }: WhyAnswer): string => `${refKey(about)} ${reason}`;
  const keys = new Set(read.map(keyOf));
  return told.filter((answer) => !keys.has(keyOf(answer)));
}

/** Every object has an answer, if only that nothing holds it up. */
export function explainObject(ref: ObjectRef, source: WhySource): ObjectWhy {
  const decisions = decisionsAbout(source.decisions, ref);
  const object = findObject(source.reader, ref);
  const told = decisions.map((decision) => answerOf(decision, source));
  const own = decisions.some(({ about }) => sameRef(about, ref));
  const read = object
    ? readOff(object, own, source)
    : ref.kind === 'Pod' && told.length === 0
      ? explainAbsentPod(ref, source)
      : [];
  const waiting = decisionsBlockedBy(source.decisions, ref).map((decision) => answerOf(decision, source));
  return { about: inOrder([...unlessRead(told, read), ...read]), waiting: inOrder(waiting) };
}

export interface ClusterWhy {
  /** What fails, is forbidden or waits. */
  readonly open: readonly WhyAnswer[];
  /** Rules that keep something as it is. */
  readonly holding: readonly WhyAnswer[];
  /** What was done last. */
  readonly done: readonly WhyAnswer[];
  readonly faults: readonly { readonly key: string; readonly text: string; readonly fault: Fault }[];
}

/** Objects that may have something to say although no decision is about them. */
function notable(source: WhySource): readonly KubeObject[] {
  const { reader } = source;
  const drained = new Set(
    reader.list('nodes').flatMap(({ metadata, spec }) => (spec.unschedulable ? [metadata.name] : [])),
  );
  const pods = reader.list('pods').filter((pod) => {
    if (pod.metadata.namespace === 'kube-system') return false;
    const isLost = pod.metadata.deletionTimestamp !== undefined || drained.has(pod.spec.nodeName ?? '');
    return isLost || !isPodReady(pod);
  });
  return [
    ...reader.list('statefulsets.apps'),
    ...reader.list('nodes'),
    ...pods.slice(0, maxAnswers),
    ...reader
      .list('persistentvolumeclaims')
      .filter(({ status }) => status.phase !== 'Bound')
      .slice(0, maxAnswers),
  ];
}

/** What is happening now, in the whole cluster. */
export function explainCluster(source: WhySource): ClusterWhy {
  const index = decisionIndex(source.decisions);
  const told = source.decisions.map((decision) => answerOf(decision, source));
  const read = notable(source).flatMap((object) => readOff(object, index.has(refKey(refOf(object))), source));
  const all = inOrder([...unlessRead(told, read), ...read.filter(({ verdict }) => verdict !== 'fine')]);
  const of = (...verdicts: readonly WhyVerdict[]): readonly WhyAnswer[] =>
    all.filter(({ verdict }) => verdicts.includes(verdict));
  return {
    open: of('fails', 'refuses', 'waits'),
    holding: of('holds'),
    done: of('acts'),
    faults: source.faults.map((fault) => ({ key: faultKey(fault), text: faultText(fault), fault })),
  };
}
