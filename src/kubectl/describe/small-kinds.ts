/** Describers of kinds with little to tell. Models the functions of describe.go that are named at each. */

import { formatLabels } from '../../api/label-text.ts';
import { formatSelector } from '../../api/selector.ts';
import { isDefaultClass } from '../../api/storage-text.ts';
import type { KubeObject } from '../../api/object.ts';
import type {
  ConfigMap,
  LimitRange,
  Namespace,
  PodDisruptionBudget,
  PriorityClass,
  ResourceQuota,
  Secret,
  ServiceAccount,
  StorageClass,
} from '../../api/types.ts';
import { eventsOf, listObjects, type Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { writeLimitRanges, writeResourceQuotas } from './limits.ts';
import { writeTerm } from './persistentvolume.ts';
import { boolText, dateText, writeAnnotations, writeLabels } from './text.ts';
import { describedText, type DescribeWriter } from './writer.ts';

function writeNamespaced(writer: DescribeWriter, { metadata }: KubeObject): void {
  writer.write(0, `Name:\t${metadata.name}\n`);
  writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
}

/** Models NamespaceDescriber.Describe and describeNamespace. */
export const describeNamespace: Describer<Namespace> = async ({ metadata, status }, context) => {
  const { clock } = context;
  const quotas = await listObjects<ResourceQuota>(context, 'resourcequotas', metadata.name);
  const ranges = await listObjects<LimitRange>(context, 'limitranges', metadata.name);
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writeLabels(writer, 'Labels', metadata.labels);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    writer.write(0, `Status:\t${status.phase ?? ''}\n`);
    const conditions = status.conditions ?? [];
    if (conditions.length > 0) {
      writer.write(0, 'Conditions:\n');
      writer.write(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage\n');
      writer.write(1, '----\t------\t------------------\t------\t-------\n');
    }
    for (const { type, status: state, lastTransitionTime, reason = '', message = '' } of conditions) {
      writer.write(1, `${type}\t${state}\t${dateText(lastTransitionTime, clock)}\t${reason}\t${message}\n`);
    }
    writer.write(0, '\n');
    writeResourceQuotas(writer, quotas);
    writer.write(0, '\n');
    writeLimitRanges(writer, ranges);
  });
};

/** Models describePodDisruptionBudgetV1. */
export const describePodDisruptionBudget: Describer<PodDisruptionBudget> = async (budget, context) => {
  const events = await eventsOf(context, budget);
  const { metadata, spec, status } = budget;
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
    if (spec.minAvailable !== undefined) writer.write(0, `Min available:\t${spec.minAvailable}\n`);
    else if (spec.maxUnavailable !== undefined) writer.write(0, `Max unavailable:\t${spec.maxUnavailable}\n`);
    writer.write(0, `Selector:\t${spec.selector ? formatSelector(spec.selector) || '<none>' : '<unset>'}\n`);
    writer.write(0, 'Status:\n');
    writer.write(2, `Allowed disruptions:\t${status.disruptionsAllowed ?? 0}\n`);
    writer.write(2, `Current:\t${status.currentHealthy ?? 0}\n`);
    writer.write(2, `Desired:\t${status.desiredHealthy ?? 0}\n`);
    writer.write(2, `Total:\t${status.expectedPods ?? 0}\n`);
    writeEvents(writer, events, context.clock);
  });
};

/** Models describeStorageClass. */
export const describeStorageClass: Describer<StorageClass> = async (storageClass, context) => {
  const events = await eventsOf(context, storageClass);
  const { metadata, mountOptions = [], reclaimPolicy, volumeBindingMode, allowedTopologies } = storageClass;
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `IsDefaultClass:\t${isDefaultClass(metadata.annotations) ? 'Yes' : 'No'}\n`);
    writer.write(0, `Annotations:\t${formatLabels(metadata.annotations)}\n`);
    writer.write(0, `Provisioner:\t${storageClass.provisioner}\n`);
    writer.write(0, `Parameters:\t${formatLabels(storageClass.parameters)}\n`);
    writer.write(0, `AllowVolumeExpansion:\t${boolText(storageClass.allowVolumeExpansion)}\n`);
    writer.write(0, mountOptions.length === 0 ? 'MountOptions:\t<none>\n' : 'MountOptions:\n');
    for (const option of mountOptions) writer.write(1, `${option}\n`);
    if (reclaimPolicy !== undefined) writer.write(0, `ReclaimPolicy:\t${reclaimPolicy}\n`);
    if (volumeBindingMode !== undefined) writer.write(0, `VolumeBindingMode:\t${volumeBindingMode}\n`);
    if (allowedTopologies) {
      writer.write(0, `AllowedTopologies:\t${allowedTopologies.length === 0 ? '<none>' : ''}\n`);
      allowedTopologies.forEach(({ matchLabelExpressions }, index) => {
        const requirements = (matchLabelExpressions ?? []).map((expression) => ({ ...expression, operator: 'in' }));
        writeTerm(writer, 1, `Term ${index}`, requirements);
      });
    }
    writeEvents(writer, events, context.clock);
  });
};

/** Bytes behind base64 text. */
function decodedLength(base64: string): number {
  const padding = /=*$/.exec(base64)![0].length;
  return (base64.length / 4) * 3 - padding;
}

/** Models ConfigMapDescriber.Describe. */
export const describeConfigMap: Describer<ConfigMap> = async (configMap, context) => {
  const events = await eventsOf(context, configMap);
  const { data = {}, binaryData = {} } = configMap;
  return describedText((writer) => {
    writeNamespaced(writer, configMap);
    writer.write(0, '\nData\n====\n');
    for (const key of Object.keys(data).sort()) writer.write(0, `${key}:\n----\n${data[key]}\n\n`);
    writer.write(0, '\nBinaryData\n====\n');
    for (const key of Object.keys(binaryData).sort()) {
      writer.write(0, `${key}: ${decodedLength(binaryData[key]!)} bytes\n`);
    }
    writer.write(0, '\n');
    writeEvents(writer, events, context.clock);
  });
};

/** Models describeSecret: values are never shown, but for service account tokens. */
export const describeSecret: Describer<Secret> = async (secret) =>
  describedText((writer) => {
    const { type = '', data = {} } = secret;
    writeNamespaced(writer, secret);
    writer.write(0, `\nType:\t${type}\n\nData\n====\n`);
    for (const key of Object.keys(data).sort()) {
      const token = key === 'token' && type === 'kubernetes.io/service-account-token';
      writer.write(0, `${key}:\t${token ? atob(data[key]!) : `${decodedLength(data[key]!)} bytes`}\n`);
    }
  });

/** Models describeServiceAccount. */
export const describeServiceAccount: Describer<ServiceAccount> = async (account, context) => {
  const { imagePullSecrets = [], metadata } = account;
  const secrets = imagePullSecrets.length > 0 ? await listObjects<Secret>(context, 'secrets', metadata.namespace) : [];
  const events = await eventsOf(context, account);
  return describedText((writer) => {
    writeNamespaced(writer, account);
    const header = 'Image pull secrets:';
    const names = imagePullSecrets.map(({ name = '' }) =>
      secrets.some((secret) => secret.metadata.name === name) ? name : `${name} (not found)`,
    );
    if (names.length === 0) writer.write(0, `${header}\t<none>\n`);
    names.forEach((name, index) => writer.write(0, `${index === 0 ? header : ' '.repeat(header.length)}\t${name}\n`));
    writeEvents(writer, events, context.clock);
  });
};

/** Models describePriorityClass. */
export const describePriorityClass: Describer<PriorityClass & KubeObject> = async (priorityClass, context) => {
  const events = await eventsOf(context, priorityClass);
  const { metadata, value = 0, globalDefault = false, preemptionPolicy = '', description = '' } = priorityClass;
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `Value:\t${value}\n`);
    writer.write(0, `GlobalDefault:\t${globalDefault}\n`);
    writer.write(0, `PreemptionPolicy:\t${preemptionPolicy}\n`);
    writer.write(0, `Description:\t${description}\n`);
    writer.write(0, `Annotations:\t${formatLabels(metadata.annotations)}\n`);
    writeEvents(writer, events, context.clock);
  });
};
