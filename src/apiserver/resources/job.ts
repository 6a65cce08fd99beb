/** Rules of Jobs. Models pkg/apis/batch v1/defaults.go, validation and pkg/registry/batch/job strategy.go. */

import { invalid, notSupported, required, type FieldError } from '../../api/field-error.ts';
import { dns1123LabelErrors } from '../../api/names.ts';
import { matchesSelector } from '../../api/selector.ts';
import { forbidden, StatusError } from '../../api/status.ts';
import type { Job, JobSpec, PodTemplateSpec } from '../../api/types.ts';
import { withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkNonnegative, immutableError, sortedMap } from './checks.ts';
import { firstGeneration, nextGeneration } from './generation.ts';
import { internalValue } from './internal-form.ts';
import { checkLabelSelector, selectorValue } from './label-selector.ts';
import { setPodTemplateDefaults } from './pod-spec/defaults.ts';
import { checkPodTemplate } from './pod-spec/validate.ts';
import { podTemplateWarnings } from './pod-spec/warnings.ts';
import { podNameWarnings } from './replica-template.ts';
import { schemeRow } from './scheme-row.ts';
import { semanticallyEqual } from './semantic-equality.ts';

const row = schemeRow('jobs.batch');

/** Models SetDefaults_Job. A template without a restart policy has `Always` by then, as upstream, and is refused. */
function setDefaults(job: Job): Job {
  const given = job.spec ?? ({} as JobSpec);
  const once = given.completions === undefined && given.parallelism === undefined;
  const spec = withDefaults(given, {
    ...(once ? { completions: 1 } : {}),
    parallelism: 1,
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: 'TerminatingOrFailed',
    manualSelector: false,
  });
  const labels = spec.template?.metadata?.labels;
  const hasLabels = Object.keys(job.metadata.labels ?? {}).length > 0;
  return withFields(job, {
    metadata: hasLabels || !labels ? job.metadata : { ...job.metadata, labels },
    spec: withFields(spec, { template: setPodTemplateDefaults(spec.template) }),
    status: job.status ?? {},
  });
}

/** Kinds of Jobs that would be run wrongly are not run at all. */
function admit(job: Job): Job {
  const { podFailurePolicy, successPolicy, backoffLimitPerIndex, managedBy } = job.spec;
  const unsimulated = [
    podFailurePolicy && 'podFailurePolicy',
    successPolicy && 'successPolicy',
    backoffLimitPerIndex !== undefined && 'backoffLimitPerIndex',
    job.spec.podReplacementPolicy === 'Failed' && 'podReplacementPolicy Failed',
    managedBy !== undefined && managedBy !== 'kubernetes.io/job-controller' && 'managedBy',
  ].filter((feature) => typeof feature === 'string');
  if (unsimulated.length === 0) return job;
  const error = `this cluster does not simulate Jobs with ${unsimulated.join(', ')}`;
  throw new StatusError(forbidden(row, job.metadata.name, error));
}

/** Labels that tell the Pods of one Job from all others. Models generateSelector. */
function generateSelector(job: Job): Job {
  if (job.spec.manualSelector) return job;
  const { name, uid } = job.metadata;
  const labels = {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
    ...job.spec.template.metadata?.labels,
  };
  const matchLabels = { 'batch.kubernetes.io/controller-uid': uid, ...job.spec.selector?.matchLabels };
  const template = { ...job.spec.template, metadata: { ...job.spec.template.metadata, labels } } as PodTemplateSpec;
  const inherits = job.metadata.labels === undefined || job.metadata.labels === job.spec.template.metadata?.labels;
  return {
    ...job,
    metadata: inherits ? { ...job.metadata, labels } : job.metadata,
    spec: { ...job.spec, selector: { ...job.spec.selector, matchLabels }, template },
  };
}

function checkRestartPolicy({ spec }: PodTemplateSpec): FieldError[] {
  const path = 'spec.template.spec.restartPolicy';
  const detail = 'valid values: ["OnFailure" "Never"]';
  const { restartPolicy = 'Always' } = spec;
  if (restartPolicy === 'Always') return [required(path, detail)];
  return restartPolicy === 'OnFailure' || restartPolicy === 'Never' ? [] : [invalid(path, restartPolicy, detail)];
}

/** Names and uids that were generated cannot be given otherwise. Models ValidateGeneratedSelector. */
function checkGeneratedSelector({ metadata, spec }: Job): FieldError[] {
  if (spec.manualSelector) return [];
  const labels = spec.template.metadata?.labels ?? {};
  const at = 'spec.template.metadata.labels';
  const wanted = {
    'batch.kubernetes.io/controller-uid': metadata.uid,
    'controller-uid': metadata.uid,
    'batch.kubernetes.io/job-name': metadata.name,
    'job-name': metadata.name,
  };
  const errors = Object.entries(wanted).flatMap(([key, value]) =>
    labels[key] === value ? [] : [invalid(at, sortedMap(labels), `must be '${value}'`)],
  );
  const selected = spec.selector?.matchLabels ?? {};
  const isOwn = selected['batch.kubernetes.io/controller-uid'] === metadata.uid && Object.keys(selected).length === 1;
  const detail = '`selector` not auto-generated';
  return isOwn ? errors : [...errors, invalid('spec.selector', selectorValue(spec.selector ?? {}), detail)];
}

const maxIndexedParallelism = 100_000;

function checkCompletionMode({ completionMode, completions, parallelism = 1 }: JobSpec): FieldError[] {
  if (completionMode === undefined || completionMode === 'NonIndexed') return [];
  if (completionMode !== 'Indexed') {
    return [notSupported('spec.completionMode', completionMode, ['Indexed', 'NonIndexed'])];
  }
  if (completions === undefined) return [required('spec.completions', 'when completion mode is Indexed')];
  if (parallelism <= maxIndexedParallelism) return [];
  const detail = `must be less than or equal to ${maxIndexedParallelism} when completion mode is Indexed`;
  return [invalid('spec.parallelism', parallelism, detail)];
}

/** Pods of an Indexed Job have its name and their index as hostname. */
function checkHostname({ metadata, spec }: Job): FieldError[] {
  if (spec.completionMode !== 'Indexed' || !spec.completions || spec.completions < 1) return [];
  const hostname = `${metadata.name}-${spec.completions - 1}`;
  if (dns1123LabelErrors(hostname).length === 0) return [];
  return [invalid('metadata.name', metadata.name, `will not able to create pod with invalid DNS label: ${hostname}`)];
}

/** An Indexed Job may change its completions together with its parallelism. Models validateCompletions. */
function checkCompletions(spec: JobSpec, old: JobSpec): FieldError[] {
  if (spec.completions === old.completions) return [];
  const isElastic =
    spec.completionMode === 'Indexed' && spec.completions !== undefined && old.completions !== undefined;
  if (!isElastic) return [invalid('spec.completions', spec.completions ?? null, immutableError)];
  if (spec.completions === spec.parallelism) return [];
  return [invalid('spec.completions', spec.completions, 'can only be modified in tandem with spec.parallelism')];
}

/** Models ValidateJobSpec. */
function checkSpec({ spec }: Job): FieldError[] {
  const { selector, template } = spec;
  const labels = template.metadata?.labels;
  const counts = [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
  ] as const;
  const detail = '`selector` does not match template `labels`';
  return [
    ...counts.flatMap((field) => checkNonnegative(spec[field], `spec.${field}`)),
    ...checkCompletionMode(spec),
    ...checkPodTemplate(template, 'spec.template'),
    ...checkRestartPolicy(template),
    ...(selector ? checkLabelSelector(selector, 'spec.selector') : [required('spec.selector')]),
    ...(matchesSelector(selector, labels)
      ? []
      : [invalid('spec.template.metadata.labels', labels ? sortedMap(labels) : null, detail)]),
  ];
}

/** Completions, selector and template stay; the template of a Job that never ran may change. */
function validateUpdate(job: Job, old: Job): readonly FieldError[] {
  if (job.spec === old.spec) return [];
  const { selector, template, completionMode } = job.spec;
  const notStarted = old.spec.suspend === true && old.status.startTime === undefined;
  const fixed = (field: string, same: boolean, value: ReturnType<typeof internalValue>): FieldError[] =>
    same ? [] : [invalid(`spec.${field}`, value, immutableError)];
  return [
    ...checkSpec(job),
    ...checkCompletions(job.spec, old.spec),
    ...fixed('selector', semanticallyEqual(selector, old.spec.selector), selector ? selectorValue(selector) : null),
    ...fixed(
      'template',
      notStarted || semanticallyEqual(template, old.spec.template),
      internalValue('PodTemplateSpec', template),
    ),
    ...fixed('completionMode', completionMode === old.spec.completionMode, completionMode ?? null),
  ];
}

export const jobDefinition: ResourceDefinition<Job> = {
  row,
  setDefaults,
  admit,
  prepareForCreate: (job) => ({ ...generateSelector(firstGeneration(job)), status: {} }),
  prepareForUpdate: (job, old) => nextGeneration(withFields(job, { status: old.status }), old),
  prepareForStatusUpdate: (job, old) => withFields(job, { spec: old.spec }),
  validate: (job) => [...checkGeneratedSelector(job), ...checkSpec(job), ...checkHostname(job)],
  validateUpdate,
  orphansDependents: true,
  selectableFields: ({ status }) => ({ 'status.successful': `${status.succeeded ?? 0}` }),
  warnings: (job, old) => [
    ...(old ? [] : podNameWarnings(job)),
    ...(job.metadata.generation === old?.metadata.generation
      ? []
      : podTemplateWarnings(job.spec.template, 'spec.template')),
  ],
};
