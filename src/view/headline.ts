/** The sentence above the stage: what is happening now, and why. It is the first thing that a newcomer reads. */

import type { Decision } from '../api/decision.ts';
import { refKey, type DecisionIndex } from './decision-index.ts';
import { asSentence } from './sentence.ts';
import type { Column, Headline, PodCard, SetBlock, StageModel, WorkloadBlock } from './stage-model.ts';
import { calmWorkloads, workloadHeadline } from './workload-headline.ts';

type Phase = 'deleting' | 'gone' | 'scaling down' | 'starting' | 'replacing' | 'rolling update' | 'settling' | 'calm';

function isReadyColumn({ pod }: Column): boolean {
  return pod?.state.tone === 'ready';
}

function isHeldByPartition(block: SetBlock, { ordinal, pod }: Column): boolean {
  return pod?.outdated === true && block.partition !== undefined && ordinal < block.partition;
}

function phaseOf(block: SetBlock): Phase {
  const { card, columns } = block;
  if (card.state === 'terminating') return 'deleting';
  if (card.state === 'deleted') return columns.some(({ pod }) => pod) ? 'deleting' : 'gone';
  if (columns.some(({ wanted, pod }) => !wanted && pod)) return 'scaling down';
  const wanted = columns.filter((column) => column.wanted);
  const updating = wanted.some((column) => column.pod?.outdated && !isHeldByPartition(block, column));
  const hasTwo = card.revisions.some(({ role }) => role === 'current');
  if (card.strategy === 'RollingUpdate' && hasTwo && (updating || wanted.some(({ ghost }) => ghost?.sinceMs))) {
    return 'rolling update';
  }
  const absent = wanted.filter(({ pod }) => !pod);
  if (absent.some(({ ghost }) => ghost?.reason === 'not created yet')) return 'starting';
  if (absent.length > 0) return 'replacing';
  return wanted.every(isReadyColumn) ? 'calm' : 'settling';
}

const phaseWords: Partial<Record<Phase, string>> = {
  deleting: 'Deleting',
  'scaling down': 'Scaling down',
  starting: 'Starting',
  'rolling update': 'Rolling update',
};

/** Decisions about the set and its ordinals, those that wait for something named first. */
function decisionsIn(block: SetBlock, decisions: DecisionIndex): readonly Decision[] {
  const { ref, namespace } = block.card;
  const members = block.columns.flatMap(({ pod, ordinal }) => {
    const name = pod?.name ?? `${block.card.name}-${ordinal}`;
    return decisions.get(refKey({ kind: 'Pod', namespace, name })) ?? [];
  });
  return [...(decisions.get(refKey(ref)) ?? []), ...members];
}

function weight({ verdict, blockedBy }: Decision): number {
  if (verdict === 'refuses') return 0;
  if (verdict === 'waits') return blockedBy?.length ? 1 : 2;
  return 3;
}

/** What every node refuses is told once, not as what the first of them says. */
function isToldOnce({ about, verdict }: Decision, decisions: readonly Decision[]): boolean {
  if (verdict !== 'refuses') return false;
  return decisions.some(({ reason, about: other }) => reason === 'Unschedulable' && other.name === about.name);
}

function lead(all: readonly Decision[]): Decision | undefined {
  const decisions = all.filter((decision) => !isToldOnce(decision, all));
  return decisions.reduce<Decision | undefined>(
    (best, decision) => (best && weight(best) <= weight(decision) ? best : decision),
    undefined,
  );
}

/** Lower-cases the start of a sentence that begins with an ordinary word, so that it can follow a colon. */
function afterColon(text: string): string {
  return /^[A-Z][a-z]+ [a-z]/.test(text) && !/^(Pod|Service|StatefulSet|OrderedReady|Parallel)\b/.test(text)
    ? text[0]!.toLowerCase() + text.slice(1)
    : text;
}

/** A sentence that does not say what it is about is told with its subject. */
function withSubject({ about, message }: Decision): string {
  return message.includes(about.name) ? message : `${about.name}: ${message}`;
}

function fallbackText(block: SetBlock): string {
  const busy = block.columns.find((column) => column.pod && column.pod.state.tone !== 'ready')?.pod;
  if (busy) return `${busy.name} is ${busy.state.word === 'Running' ? 'Running but not Ready' : busy.state.word}.`;
  const absent = block.columns.find(({ wanted, pod }) => wanted && !pod);
  return absent ? `${block.card.name}-${absent.ordinal} is next.` : `${block.card.name} is being reconciled.`;
}

function calmText(block: SetBlock): string {
  const { name, replicas, revisions, strategy } = block.card;
  if (replicas === 0) {
    const kept = block.columns.some(({ claims }) => claims.length > 0);
    return `${name} is scaled to 0 replicas.${kept ? ' Its claims are kept, with their data.' : ''}`;
  }
  const pods = replicas === 1 ? 'The only Pod' : `All ${replicas} Pods`;
  const verb = replicas === 1 ? 'is' : 'are';
  const outdated = block.columns.filter(({ pod }) => pod?.outdated).length;
  const update = revisions.find(({ role }) => role === 'update' || role === 'only');
  if (outdated === 0) return `${pods} of ${name} ${verb} Ready${update ? ` at revision ${update.name}` : ''}.`;
  const why = strategy === 'OnDelete' ? 'updateStrategy OnDelete' : `partition ${block.partition ?? 0}`;
  return `${pods} of ${name} ${verb} Ready; ${outdated} ${outdated === 1 ? 'stays' : 'stay'} at the old revision: ${why}.`;
}

function failingPod(block: SetBlock): Column['pod'] {
  return block.columns.find(({ pod }) => pod?.state.tone === 'failing')?.pod;
}

/** With what the nodes lack: `… none of the 3 nodes can take it (3 Insufficient cpu).` */
function withReasons(text: string, { reason, about }: Decision, pods: readonly (PodCard | undefined)[]): string {
  const detail = pods.find((pod) => pod?.name === about.name)?.detail;
  return reason === 'Unschedulable' && detail ? text.replace(/\.$/, ` (${detail}).`) : text;
}

const podsIn = ({ columns }: SetBlock): readonly (PodCard | undefined)[] => columns.map(({ pod }) => pod);

/** Volumes have generated names that say nothing: they are told as those of their claims. */
function withClaimNames(text: string, { columns }: SetBlock): string {
  if (!text.includes('pvc-')) return text;
  const claims = new Map(columns.flatMap((column) => column.claims.map(({ volume, name }) => [volume, name])));
  return text.replace(/\bpvc-[0-9a-f-]{36}/g, (volume) => {
    const claim = claims.get(volume);
    return claim === undefined ? volume : `the volume of ${claim}`;
  });
}

function blockHeadline(block: SetBlock, decisions: DecisionIndex): Headline {
  const { ref, name } = block.card;
  const phase = phaseOf(block);
  const silent = decisionsIn(block, decisions).find(({ reason }) => reason === 'NodeSilent');
  // What is Ready by the last that was heard is not calm.
  if (phase === 'calm' && silent) {
    const names = [silent.about.name, ...(silent.blockedBy ?? []).map((blocker) => blocker.name)];
    return { tone: 'waiting', text: silent.message, about: silent.about, names };
  }
  if (phase === 'calm') return { tone: 'calm', text: calmText(block), about: ref, names: [name] };
  if (phase === 'gone') {
    const text = `StatefulSet ${name} is deleted. Its claims are kept, with their data.`;
    return { tone: 'calm', text, about: block.columns[0]?.claims[0]?.ref, names: [name] };
  }
  const failing = failingPod(block);
  const decision = lead(decisionsIn(block, decisions));
  const message = decision
    ? withClaimNames(withReasons(withSubject(decision), decision, podsIn(block)), block)
    : fallbackText(block);
  const prefix = phaseWords[phase];
  const names = [decision?.about.name, ...(decision?.blockedBy ?? []).map((blocker) => blocker.name), failing?.name];
  const isTold = !prefix || message.startsWith(prefix);
  const told = decision ? asSentence(message, names) : message;
  const text = isTold ? told : `${prefix}: ${afterColon(message)}`;
  if (failing && !text.includes(failing.name)) {
    const words = `${failing.name} is in ${failing.state.word}.`;
    return { tone: 'failing', text: `${words} ${text}`, about: failing.ref, names: names.filter(isName) };
  }
  const tone = failing ? 'failing' : decision && decision.verdict !== 'acts' ? 'waiting' : 'busy';
  return { tone, text, about: decision?.about ?? failing?.ref ?? ref, names: names.filter(isName) };
}

function isName(name: string | undefined): name is string {
  return name !== undefined && name !== '';
}

/** What Pods without an identity wait for. */
function heldHeadline({ pods }: WorkloadBlock, decisions: DecisionIndex): Headline | undefined {
  const decision = lead(pods.flatMap(({ ref }) => decisions.get(refKey(ref)) ?? []));
  if (!decision || decision.verdict === 'acts') return undefined;
  const names = [decision.about.name, ...(decision.blockedBy ?? []).map(({ name }) => name)];
  const text = asSentence(withReasons(withSubject(decision), decision, pods), names);
  return { tone: 'waiting', text, about: decision.about, names };
}

const urgency = { failing: 0, waiting: 1, busy: 2, calm: 3, empty: 4 } as const;

/** Of several StatefulSets with nothing to tell: all of them, or the one of which there is more to say than that. */
function allCalm({ blocks }: StageModel, said: readonly Headline[], first: Headline): Headline {
  const isPlain = (block: SetBlock): boolean => {
    const { replicas, state } = block.card;
    return state === 'live' && replicas > 0 && !block.columns.some(({ pod }) => pod?.outdated);
  };
  const special = blocks.findIndex((block) => !isPlain(block));
  if (special >= 0) return said[special]!;
  const pods = blocks.reduce((sum, { card }) => sum + card.replicas, 0);
  return { ...first, text: `All ${pods} Pods of ${blocks.length} StatefulSets are Ready.`, names: [] };
}

/** One sentence for the whole stage: that of the StatefulSet with the most to say, or of what there is instead. */
export function headline(model: StageModel, decisions: DecisionIndex): Headline {
  const { blocks, workloads } = model;
  const said =
    blocks.length > 0
      ? blocks.map((block) => blockHeadline(block, decisions))
      : workloads.map((block) => workloadHeadline(block, heldHeadline(block, decisions)));
  const [first] = said.toSorted((a, b) => urgency[a.tone] - urgency[b.tone]);
  if (first?.tone === 'calm' && blocks.length === 0) return calmWorkloads(workloads, first);
  if (first?.tone === 'calm' && said.length > 1) return allCalm(model, said, first);
  if (first) return first;
  const text =
    model.pods.length > 0
      ? `${model.pods.length === 1 ? 'One Pod runs' : `${model.pods.length} Pods run`} without a StatefulSet.`
      : 'No StatefulSet yet. Apply the manifest to create one.';
  return { tone: 'empty', text, about: undefined, names: [] };
}
