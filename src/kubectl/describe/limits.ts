/** Describers of LimitRanges and ResourceQuotas, and of both as part of a namespace. Models describe.go. */

import { canonicalQuantity, formatQuantity, quantityOf, quantityValue } from '../../api/quantity.ts';
import type { LimitRange, LimitRangeItem, ResourceQuota } from '../../api/types.ts';
import type { Describer } from './describer.ts';
import { describedText, type DescribeWriter } from './writer.ts';

const limitColumns = 'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n';
const limitRule = '----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n';
const lists = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'] as const;

/** Models describeLimitRangeSpec. */
function writeLimits(writer: DescribeWriter, limits: readonly LimitRangeItem[], prefix: string): void {
  for (const item of limits) {
    const names = new Set(lists.flatMap((list) => Object.keys(item[list] ?? {})));
    for (const name of [...names].sort()) {
      const amounts = lists.map((list) => {
        const amount = Object.hasOwn(item[list] ?? {}, name) ? item[list]![name] : undefined;
        return amount === undefined ? '-' : canonicalQuantity(amount);
      });
      writer.write(0, `${prefix}${item.type}\t${name}\t${amounts.join('\t')}\n`);
    }
  }
}

/** Models describeLimitRange. */
export const describeLimitRange: Describer<LimitRange> = async ({ metadata, spec }) =>
  describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
    writer.write(0, limitColumns);
    writer.write(0, limitRule);
    writeLimits(writer, spec.limits ?? [], '');
  });

/** All limits of a namespace in one table. Models DescribeLimitRanges. */
export function writeLimitRanges(writer: DescribeWriter, ranges: readonly LimitRange[]): void {
  if (ranges.length === 0) {
    writer.write(0, 'No LimitRange resource.\n');
    return;
  }
  writer.write(0, `Resource Limits\n ${limitColumns}`);
  writer.write(0, ` ${limitRule}`);
  for (const { spec } of ranges) writeLimits(writer, spec.limits ?? [], ' ');
}

/** Models helpTextForResourceQuotaScope. */
const scopeTexts: ReadonlyMap<string, string> = new Map([
  [
    'Terminating',
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  ],
  [
    'NotTerminating',
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  ],
  [
    'BestEffort',
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  ],
  [
    'NotBestEffort',
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
  ],
]);

function writeScopes(writer: DescribeWriter, level: number, bullet: string, { spec }: ResourceQuota): void {
  const scopes = [...(spec.scopes ?? [])].sort();
  if (scopes.length === 0) return;
  writer.write(level, `Scopes:\t${scopes.join(', ')}\n`);
  for (const scope of scopes) {
    const text = scopeTexts.get(scope);
    if (text !== undefined) writer.write(level, `${bullet}${text}\n`);
  }
}

/** A used amount in the format of its limit. */
function usedText(used: string, hard: string): string {
  const [amount, limit] = [quantityOf(used), quantityOf(hard)];
  if (amount.format === limit.format) return formatQuantity(amount);
  return formatQuantity({ nano: quantityValue(amount) * 1_000_000_000n, format: limit.format });
}

/** Models describeQuota. */
export const describeResourceQuota: Describer<ResourceQuota> = async (quota) =>
  describedText((writer) => {
    const { hard = {}, used = {} } = quota.status;
    writer.write(0, `Name:\t${quota.metadata.name}\n`);
    writer.write(0, `Namespace:\t${quota.metadata.namespace ?? ''}\n`);
    writeScopes(writer, 0, ' * ', quota);
    writer.write(0, 'Resource\tUsed\tHard\n');
    writer.write(0, '--------\t----\t----\n');
    for (const name of Object.keys(hard).sort()) {
      writer.write(0, `${name}\t${usedText(used[name] ?? '0', hard[name]!)}\t${canonicalQuantity(hard[name]!)}\n`);
    }
  });

/** All quotas of a namespace. Models DescribeResourceQuotas. */
export function writeResourceQuotas(writer: DescribeWriter, quotas: readonly ResourceQuota[]): void {
  if (quotas.length === 0) {
    writer.write(0, 'No resource quota.\n');
    return;
  }
  writer.write(0, 'Resource Quotas\n');
  for (const quota of quotas.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))) {
    const { hard = {}, used = {} } = quota.status;
    writer.write(1, `Name:\t${quota.metadata.name}\n`);
    writeScopes(writer, 1, '* ', quota);
    writer.write(1, 'Resource\tUsed\tHard\n');
    writer.write(1, '--------\t---\t---\n');
    for (const name of Object.keys(hard).sort()) {
      writer.write(1, `${name}\t${canonicalQuantity(used[name] ?? '0')}\t${canonicalQuantity(hard[name]!)}\n`);
    }
  }
}
