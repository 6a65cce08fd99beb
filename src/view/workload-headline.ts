/** What the sentence above the stage says of Deployments, ReplicaSets and Jobs. */

import type { Headline, WorkloadBlock } from './stage-model.ts';

type Said = Pick<Headline, 'tone' | 'text'>;

function ofJob(name: string, { isDone, line }: WorkloadBlock['card']): Said {
  if (isDone) return { tone: 'calm', text: `${name} is complete.` };
  const hasFailed = line.startsWith('Failed');
  return { tone: hasFailed ? 'failing' : 'busy', text: `${name}: ${line}.` };
}

function ofReplicas(name: string, replicas: number, { isDone, line, revisions }: WorkloadBlock['card']): Said {
  const isRolling = revisions.some(({ role, count }) => role === 'older' && count > 0);
  if (isRolling) return { tone: 'busy', text: `Rolling update of ${name}: ${line}.` };
  if (!isDone) return { tone: 'busy', text: `${name}: ${line}.` };
  if (replicas === 0) return { tone: 'calm', text: `${name} is scaled to 0 replicas.` };
  return { tone: 'calm', text: replicas === 1 ? `The Pod of ${name} is Ready.` : `All Pods of ${name} are Ready.` };
}

/** One workload, its failing Pod first. `held` is what something says that its Pods wait for. */
export function workloadHeadline({ card, pods }: WorkloadBlock, held: Headline | undefined): Headline {
  const name = `${card.ref.kind} ${card.name}`;
  const { tone, text } = card.replicas === undefined ? ofJob(name, card) : ofReplicas(name, card.replicas, card);
  const failing = card.isDone ? undefined : pods.find(({ state }) => state.tone === 'failing');
  if (failing) {
    const words = `${failing.name} is in ${failing.state.word}. ${text}`;
    return { tone: 'failing', text: words, about: failing.ref, names: [failing.name, card.name] };
  }
  if (held && tone !== 'calm') return held;
  return { tone, text, about: card.ref, names: [card.name] };
}

/** `2 Deployments and 1 Job`. */
function counted(workloads: readonly WorkloadBlock[]): string {
  const kinds = [...new Set(workloads.map(({ card }) => card.ref.kind))].map((kind) => {
    const count = workloads.filter(({ card }) => card.ref.kind === kind).length;
    return `${count} ${kind}${count === 1 ? '' : 's'}`;
  });
  return kinds.length < 2 ? kinds.join('') : `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}`;
}

/** Where there is no StatefulSet, and nothing is left to be done for what there is instead. */
export function calmWorkloads(workloads: readonly WorkloadBlock[], first: Headline): Headline {
  const text = workloads.length === 1 ? first.text : `${counted(workloads)} are as they should be.`;
  return { ...first, text: `${text} There is no StatefulSet.`, names: workloads.length === 1 ? first.names : [] };
}
