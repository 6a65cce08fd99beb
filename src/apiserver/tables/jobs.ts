/** How Jobs are printed. Models printers.go printJob. */

import { formatSelector } from '../../api/selector.ts';
import type { Job } from '../../api/types.ts';
import { humanDuration } from '../../lib/human-duration.ts';
import { parseTime } from '../../lib/time.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, containerColumns, nameColumn } from './common-columns.ts';

/** The latest thing that can be said of a Job; conditions in the order in which they count. */
function statusText({ metadata, status }: Job): string {
  const has = (wanted: string): boolean =>
    status.conditions?.some(({ type, status: state }) => type === wanted && state === 'True') === true;
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (metadata.deletionTimestamp !== undefined) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(has) ?? 'Running';
}

function completionsText({ spec, status }: Job): string {
  const { succeeded = 0 } = status;
  const { completions, parallelism = 0 } = spec;
  if (completions !== undefined) return `${succeeded}/${completions}`;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationText({ status }: Job, nowMs: number): string {
  const startedMs = status.startTime ? parseTime(status.startTime) : undefined;
  if (startedMs === undefined) return '';
  return humanDuration((status.completionTime ? (parseTime(status.completionTime) ?? nowMs) : nowMs) - startedMs);
}

export const jobColumns: readonly TableColumn<Job>[] = [
  nameColumn,
  { name: 'Status', type: 'string', description: 'Status of the job.', cell: statusText },
  {
    name: 'Completions',
    type: 'string',
    description:
      'Specifies the desired number of successfully finished pods the job should be run with.  Setting to null means that the success of any pod signals the success of all pods, and allows parallelism to have any positive value.  Setting to 1 means that parallelism is limited to 1 and the success of that pod signals the success of the job. More info: https://kubernetes.io/docs/concepts/workloads/controllers/jobs-run-to-completion/',
    cell: completionsText,
  },
  { name: 'Duration', type: 'string', description: 'Time required to complete the job.', cell: durationText },
  ageColumn,
  ...containerColumns<Job>(({ spec }) => spec.template.spec.containers),
  {
    name: 'Selector',
    type: 'string',
    description:
      'A label query over pods that should match the pod count. Normally, the system sets this field for you. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors',
    priority: 1,
    cell: ({ spec }) => formatSelector(spec.selector),
  },
];
