/** The Pods of a node and what they claim of it. Models describe.go describeNodeResource. */

import { formatQuantity, quantityMilliValue, quantityOf, quantityValue, type Quantity } from '../../api/quantity.ts';
import type { Node, Pod } from '../../api/types.ts';
import { addResources, podResources, type Resources } from './pod-resources.ts';
import { sinceText, type DescribeClock } from './text.ts';
import type { DescribeWriter } from './writer.ts';

const standard = new Set(['cpu', 'memory', 'ephemeral-storage']);

const isHugePages = (name: string): boolean => name.startsWith('hugepages-');

/** `100m (2%)` */
function share(name: string, quantity: Quantity, allocatable: Quantity): string {
  const [part, whole] =
    name === 'cpu'
      ? [quantityMilliValue(quantity), quantityMilliValue(allocatable)]
      : [quantityValue(quantity), quantityValue(allocatable)];
  const percent = whole === 0n ? 0 : Math.trunc((Number(part) / Number(whole)) * 100);
  return `${formatQuantity(quantity)} (${percent}%)`;
}

const zero = quantityOf(undefined);

export function writeNodeResources(
  writer: DescribeWriter,
  { status }: Node,
  pods: readonly Pod[],
  clock: DescribeClock,
): void {
  const texts = Object.keys(status.allocatable ?? {}).length > 0 ? status.allocatable! : (status.capacity ?? {});
  const cell = (name: string, resources: Resources): string =>
    share(name, resources.get(name) ?? zero, quantityOf(texts[name]));

  writer.write(0, `Non-terminated Pods:\t(${pods.length} in total)\n`);
  writer.write(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n');
  writer.write(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n');
  let requests: Resources = new Map();
  let limits: Resources = new Map();
  for (const pod of pods) {
    const [request, limit] = [podResources(pod, 'requests'), podResources(pod, 'limits')];
    requests = addResources(requests, request);
    limits = addResources(limits, limit);
    const cells = ['cpu', 'memory'].flatMap((name) => [cell(name, request), cell(name, limit)]);
    const age = sinceText(pod.metadata.creationTimestamp, clock);
    writer.write(1, `${pod.metadata.namespace ?? ''}\t${pod.metadata.name}\t\t${cells.join('\t')}\t${age}\n`);
  }

  writer.write(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n');
  writer.write(1, 'Resource\tRequests\tLimits\n');
  writer.write(1, '--------\t--------\t------\n');
  const names = Object.keys(texts).sort();
  for (const name of [...standard, ...names.filter(isHugePages)]) {
    writer.write(1, `${name}\t${cell(name, requests)}\t${cell(name, limits)}\n`);
  }
  for (const name of names.filter((other) => !standard.has(other) && !isHugePages(other) && other !== 'pods')) {
    const amount = (resources: Resources): string => formatQuantity(resources.get(name) ?? zero);
    writer.write(1, `${name}\t${amount(requests)}\t${amount(limits)}\n`);
  }
}
