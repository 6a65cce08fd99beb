/** `kubectl describe job`. Models describe.go describeJob. */

import { controllerOf, type KubeObject } from '../../api/object.ts';
import { formatSelector } from '../../api/selector.ts';
import type { Job } from '../../api/types.ts';
import { humanDuration } from '../../lib/human-duration.ts';
import { parseTime } from '../../lib/time.ts';
import { eventsOf, type Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { describePodTemplate } from './pod-template.ts';
import { dateText, writeAnnotations, writeLabels } from './text.ts';
import { describedText, type DescribeWriter } from './writer.ts';

/** Cut behind the first comma after so many characters. Models capIndexesListOrNone. */
const indexLimit = 50;

function cappedIndexes(indexes: string): string {
  if (indexes === '') return '<none>';
  if (indexes.length <= indexLimit) return indexes;
  const comma = indexes.indexOf(',', indexLimit);
  return comma < 0 ? indexes : `${indexes.slice(0, comma + 1)}...`;
}

function writeTimes(writer: DescribeWriter, { status }: Job, clock: Parameters<typeof dateText>[1]): void {
  const { startTime, completionTime } = status;
  if (startTime) writer.write(0, `Start Time:\t${dateText(startTime, clock)}\n`);
  if (completionTime) writer.write(0, `Completed At:\t${dateText(completionTime, clock)}\n`);
  const [from, to] = [startTime, completionTime].map((time) => (time ? parseTime(time) : undefined));
  if (from !== undefined && to !== undefined) writer.write(0, `Duration:\t${humanDuration(to - from)}\n`);
}

export const describeJob: Describer<Job & KubeObject> = async (job, context) => {
  const { metadata, spec, status } = job;
  const events = await eventsOf(context, job);
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
    if (spec.selector) writer.write(0, `Selector:\t${formatSelector(spec.selector)}\n`);
    writeLabels(writer, 'Labels', metadata.labels);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    const owner = controllerOf(job);
    if (owner) writer.write(0, `Controlled By:\t${owner.kind}/${owner.name}\n`);
    if (spec.parallelism !== undefined) writer.write(0, `Parallelism:\t${spec.parallelism}\n`);
    writer.write(0, `Completions:\t${spec.completions ?? '<unset>'}\n`);
    if (spec.completionMode !== undefined) writer.write(0, `Completion Mode:\t${spec.completionMode}\n`);
    if (spec.suspend !== undefined) writer.write(0, `Suspend:\t${spec.suspend}\n`);
    if (spec.backoffLimit !== undefined) writer.write(0, `Backoff Limit:\t${spec.backoffLimit}\n`);
    if (spec.ttlSecondsAfterFinished !== undefined) {
      writer.write(0, `TTL Seconds After Finished:\t${spec.ttlSecondsAfterFinished}\n`);
    }
    writeTimes(writer, job, context.clock);
    if (spec.activeDeadlineSeconds !== undefined) {
      writer.write(0, `Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s\n`);
    }
    const { active = 0, ready, succeeded = 0, failed = 0 } = status;
    const counts = `${succeeded} Succeeded / ${failed} Failed`;
    writer.write(
      0,
      ready === undefined
        ? `Pods Statuses:\t${active} Active / ${counts}\n`
        : `Pods Statuses:\t${active} Active (${ready} Ready) / ${counts}\n`,
    );
    if (spec.completionMode === 'Indexed') {
      writer.write(0, `Completed Indexes:\t${cappedIndexes(status.completedIndexes ?? '')}\n`);
    }
    describePodTemplate(spec.template, writer);
    writeEvents(writer, events, context.clock);
  });
};
