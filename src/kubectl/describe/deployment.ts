/** Describers of Deployments and ReplicaSets. Models describe.go describeDeployment and describeReplicaSet. */

import { controllerOf, type KubeObject } from '../../api/object.ts';
import { formatSelector } from '../../api/selector.ts';
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../api/types.ts';
import { sameJson } from '../../lib/same-json.ts';
import { eventsOf, listObjects, podsOf, type Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { describePodTemplate } from './pod-template.ts';
import { podCounts } from './pod-counts.ts';
import { dateText, writeAnnotations, writeLabels } from './text.ts';
import { describedText, type DescribeWriter } from './writer.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

function writeConditions(writer: DescribeWriter, conditions: readonly Condition[]): void {
  if (conditions.length === 0) return;
  writer.write(0, 'Conditions:\n  Type\tStatus\tReason\n');
  writer.write(1, '----\t------\t------\n');
  for (const { type, status, reason = '' } of conditions) writer.write(1, `${type} \t${status}\t${reason}\n`);
}

function replicaSetsText(sets: readonly ReplicaSet[]): string {
  const texts = sets.map(
    ({ metadata, spec, status }) => `${metadata.name} (${status.replicas}/${spec.replicas ?? 0} replicas created)`,
  );
  return texts.join(', ') || '<none>';
}

/** The template without the label that tells ReplicaSets apart. */
function comparable(template: PodTemplateSpec | undefined): unknown {
  const { 'pod-template-hash': _, ...labels } = template?.metadata?.labels ?? {};
  return { ...template, metadata: { ...template?.metadata, labels } };
}

/** The ReplicaSets of before, and the one that runs the template of now. Models GetAllReplicaSetsInChunks. */
function splitReplicaSets(
  { spec }: Deployment,
  owned: readonly ReplicaSet[],
): { readonly old: readonly ReplicaSet[]; readonly current: readonly ReplicaSet[] } {
  const wanted = comparable(spec.template);
  const age = ({ metadata }: ReplicaSet): string => `${metadata.creationTimestamp} ${metadata.name}`;
  const sorted = owned.toSorted((a, b) => (age(a) < age(b) ? -1 : 1));
  const current = sorted.find((set) => sameJson(comparable(set.spec.template) as never, wanted as never));
  return { old: sorted.filter((set) => set !== current), current: current ? [current] : [] };
}

export const describeDeployment: Describer<Deployment & KubeObject> = async (deployment, context) => {
  const { metadata, spec, status } = deployment;
  const selector = formatSelector(spec.selector);
  const query = { labelSelector: selector };
  const sets = await listObjects<ReplicaSet & KubeObject>(context, 'replicasets.apps', metadata.namespace, query);
  const owned = sets.filter((set) => controllerOf(set)?.uid === metadata.uid);
  const events = await eventsOf(context, deployment);
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, unavailableReplicas = 0 } = status;
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
    writer.write(0, `CreationTimestamp:\t${dateText(metadata.creationTimestamp, context.clock)}\n`);
    writeLabels(writer, 'Labels', metadata.labels);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    writer.write(0, `Selector:\t${selector}\n`);
    const counts = `${replicas} total | ${availableReplicas} available | ${unavailableReplicas} unavailable`;
    writer.write(0, `Replicas:\t${spec.replicas ?? 0} desired | ${updatedReplicas} updated | ${counts}\n`);
    writer.write(0, `StrategyType:\t${spec.strategy?.type ?? ''}\n`);
    writer.write(0, `MinReadySeconds:\t${spec.minReadySeconds ?? 0}\n`);
    const update = spec.strategy?.rollingUpdate;
    if (update) {
      const limits = `${update.maxUnavailable ?? '<nil>'} max unavailable, ${update.maxSurge ?? '<nil>'} max surge`;
      writer.write(0, `RollingUpdateStrategy:\t${limits}\n`);
    }
    describePodTemplate(spec.template, writer);
    writeConditions(writer, status.conditions ?? []);
    if (owned.length > 0) {
      const { old, current } = splitReplicaSets(deployment, owned);
      writer.write(0, `OldReplicaSets:\t${replicaSetsText(old)}\n`);
      writer.write(0, `NewReplicaSet:\t${replicaSetsText(current)}\n`);
    }
    writeEvents(writer, events, context.clock);
  });
};

export const describeReplicaSet: Describer<ReplicaSet & KubeObject> = async (set, context) => {
  const { metadata, spec, status } = set;
  const selector = formatSelector(spec.selector);
  const pods = await podsOf(context, metadata.namespace, { labelSelector: selector });
  const events = await eventsOf(context, set);
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
    writer.write(0, `Selector:\t${selector || '<none>'}\n`);
    writeLabels(writer, 'Labels', metadata.labels);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    const owner = controllerOf(set);
    if (owner) writer.write(0, `Controlled By:\t${owner.kind}/${owner.name}\n`);
    writer.write(0, `Replicas:\t${status.replicas} current / ${spec.replicas ?? 0} desired\n`);
    writer.write(0, `Pods Status:\t${podCounts(pods, metadata.uid)}\n`);
    describePodTemplate(spec.template ?? { spec: { containers: [] } }, writer);
    writeConditions(writer, status.conditions ?? []);
    writeEvents(writer, events, context.clock);
  });
};
