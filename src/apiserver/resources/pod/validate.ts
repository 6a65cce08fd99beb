/** Validation of Pods. Models pkg/apis/core/validation ValidatePodCreate and ValidatePodUpdate. */

import { forbiddenField, invalid, required, type FieldError } from '../../../api/field-error.ts';
import type { JsonValue } from '../../../api/json.ts';
import type {
  Affinity,
  Container,
  NodeAffinity,
  NodeSelectorTerm,
  Pod,
  PodSpec,
  Toleration,
} from '../../../api/types.ts';
import { checkDeadline, sortedMap } from '../checks.ts';
import { internalDiff, internalValue } from '../internal-form.ts';
import { checkPodAnnotations, checkPodAnnotationsUpdate } from '../pod-spec/annotations.ts';
import { checkImageBlanks } from '../pod-spec/containers.ts';
import { checkTolerations } from '../pod-spec/scheduling.ts';
import { checkPodSpec } from '../pod-spec/validate.ts';
import { semanticallyEqual } from '../semantic-equality.ts';

function checkPod({ metadata, spec }: Pod): FieldError[] {
  const tokens = (spec.volumes ?? []).flatMap(({ projected }, volume) =>
    (projected?.sources ?? []).flatMap(({ serviceAccountToken }, source) =>
      serviceAccountToken ? [`spec.volumes[${volume}].projected.sources[${source}].serviceAccountToken`] : [],
    ),
  );
  const withoutAccount = 'must not be specified when serviceAccountName is not set';
  return [
    ...checkPodAnnotations(metadata.annotations, spec, 'metadata.annotations'),
    ...checkPodSpec(spec, 'spec', { podName: metadata.name, inPod: true }),
    ...(spec.serviceAccountName ? [] : tokens.map((path) => forbiddenField(path, withoutAccount))),
    ...checkImageBlanks(spec.containers, 'spec.containers'),
    ...checkImageBlanks(spec.initContainers ?? [], 'spec.initContainers'),
  ];
}

/** Errors of a new Pod. */
export function validatePod(pod: Pod): readonly FieldError[] {
  const { ephemeralContainers, nodeName, schedulingGates } = pod.spec;
  const gated = 'cannot be set until all schedulingGates have been cleared';
  return [
    ...checkPod(pod),
    ...(ephemeralContainers?.length ? [forbiddenField('spec.ephemeralContainers', 'cannot be set on create')] : []),
    ...(nodeName && schedulingGates?.length ? [forbiddenField('spec.nodeName', gated)] : []),
  ];
}

function checkContainerUpdates(containers: readonly Container[], path: string): FieldError[] {
  return containers.flatMap(({ image = '' }, index) => {
    const at = `${path}[${index}].image`;
    const blanks = image.trim() === image ? [] : [invalid(at, image, 'must not have leading or trailing whitespace')];
    return image ? blanks : [required(at), ...blanks];
  });
}

/** A deadline may be set once and brought nearer. The second value says that nothing more is looked at. */
function checkDeadlineUpdate(spec: PodSpec, old: PodSpec): readonly [FieldError[], boolean] {
  const { activeDeadlineSeconds: deadline } = spec;
  const { activeDeadlineSeconds: before } = old;
  const path = 'spec.activeDeadlineSeconds';
  if (deadline === undefined) {
    if (before === undefined) return [[], false];
    return [[invalid(path, null, 'must not update from a positive integer to nil value')], false];
  }
  const errors = checkDeadline(deadline, path, 0);
  if (errors.length > 0) return [errors, true];
  if (before === undefined || deadline <= before) return [[], false];
  return [[invalid(path, deadline, 'must be less than or equal to previous value')], true];
}

/** Every old toleration must still be there; only its time may differ. */
function checkTolerationsUpdate(
  tolerations: readonly Toleration[] = [],
  old: readonly Toleration[] = [],
): FieldError[] {
  const path = 'spec.tolerations';
  const detail = 'existing toleration can not be modified except its tolerationSeconds';
  const isKept = (before: Toleration): boolean =>
    tolerations.some((toleration) =>
      semanticallyEqual({ ...before, tolerationSeconds: toleration.tolerationSeconds }, toleration),
    );
  return old.every(isKept) ? checkTolerations(tolerations, path) : [forbiddenField(path, detail)];
}

function checkGatesUpdate({ schedulingGates = [] }: PodSpec, old: PodSpec): FieldError[] {
  return schedulingGates.flatMap(({ name }, index) => {
    if (old.schedulingGates?.some((gate) => gate.name === name)) return [];
    const detail = `only deletion is allowed, but found new scheduling gate '${name}'`;
    return [forbiddenField(`spec.schedulingGates[${index}].name`, detail)];
  });
}

function onlyAdds(term: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const { matchExpressions = [], matchFields = [] } = old;
  const isEmpty = matchExpressions.length === 0 && matchFields.length === 0;
  if (isEmpty) return !term.matchExpressions?.length && !term.matchFields?.length;
  return (
    semanticallyEqual(term.matchExpressions?.slice(0, matchExpressions.length), matchExpressions) &&
    semanticallyEqual(term.matchFields?.slice(0, matchFields.length), matchFields)
  );
}

function checkNodeAffinityUpdate(affinity: NodeAffinity | undefined, old: NodeAffinity | undefined): FieldError[] {
  const before = old?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const terms = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const path = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  if (before.length === 0) return [];
  const values = terms.map((term) => internalValue('NodeSelectorTerm', term));
  if (before.length !== terms.length) {
    return [invalid(path, values, 'no additions/deletions to non-empty NodeSelectorTerms list are allowed')];
  }
  const detail = 'only additions are allowed (no mutations or deletions)';
  return before.flatMap((term, index) =>
    onlyAdds(terms[index]!, term) ? [] : [invalid(`${path}[${index}]`, values[index], detail)],
  );
}

function keepNodeAffinity(affinity: Affinity | undefined, old: Affinity | undefined): Affinity | undefined {
  if (!affinity) return old?.nodeAffinity ? { nodeAffinity: old.nodeAffinity } : undefined;
  if (!old && !affinity.podAffinity && !affinity.podAntiAffinity) return undefined;
  const { nodeAffinity: _dropped, ...others } = affinity;
  return old?.nodeAffinity ? { ...others, nodeAffinity: old.nodeAffinity } : others;
}

function withImagesOf(
  containers: readonly Container[] | undefined,
  old: readonly Container[] | undefined,
): readonly Container[] | undefined {
  return containers?.map((container, index) => ({ ...container, image: old?.[index]?.image ?? '' }));
}

/** The new spec with everything that may change taken from the old one; errors of what a gated Pod may change. */
function maskMutableFields(spec: PodSpec, old: PodSpec): { readonly masked: PodSpec; readonly errors: FieldError[] } {
  const { terminationGracePeriodSeconds: grace } = old;
  const repaired = (grace ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1;
  const { initContainers } = spec;
  const masked = {
    ...spec,
    containers: withImagesOf(spec.containers, old.containers) ?? [],
    ...(initContainers ? { initContainers: withImagesOf(initContainers, old.initContainers) } : {}),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    schedulingGates: old.schedulingGates,
    tolerations: old.tolerations,
    terminationGracePeriodSeconds: repaired ? grace : spec.terminationGracePeriodSeconds,
  } as PodSpec;
  if (!old.schedulingGates?.length) return { masked, errors: [] };
  const { nodeSelector = {} } = spec;
  const added = Object.entries(old.nodeSelector ?? {}).every(([key, value]) => nodeSelector[key] === value);
  const detail = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
  return {
    masked: {
      ...masked,
      nodeSelector: old.nodeSelector,
      affinity: keepNodeAffinity(spec.affinity, old.affinity),
    } as PodSpec,
    errors: [
      ...(added ? [] : [invalid('spec.nodeSelector', sortedMap(nodeSelector) as JsonValue, detail)]),
      ...checkNodeAffinityUpdate(spec.affinity?.nodeAffinity, old.affinity?.nodeAffinity),
    ],
  };
}

const mutable = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

/** Errors of a changed Pod. A Pod whose spec is the stored one is not looked at again. */
export function validatePodUpdate(pod: Pod, old: Pod): readonly FieldError[] {
  const { annotations } = pod.metadata;
  const annotationErrors =
    annotations === old.metadata.annotations
      ? []
      : checkPodAnnotationsUpdate(annotations, old.metadata.annotations, 'metadata.annotations');
  if (pod.spec === old.spec) return annotationErrors;
  const errors = [...checkPod(pod), ...annotationErrors];
  for (const list of ['containers', 'initContainers'] as const) {
    const containers = pod.spec[list] ?? [];
    if (containers.length !== (old.spec[list] ?? []).length) {
      return [...errors, forbiddenField(`spec.${list}`, 'pod updates may not add or remove containers')];
    }
    errors.push(...checkContainerUpdates(containers, `spec.${list}`));
  }
  const [deadlineErrors, stop] = checkDeadlineUpdate(pod.spec, old.spec);
  errors.push(...deadlineErrors);
  if (stop) return errors;
  errors.push(...checkTolerationsUpdate(pod.spec.tolerations, old.spec.tolerations));
  errors.push(...checkGatesUpdate(pod.spec, old.spec));
  const { masked, errors: gateErrors } = maskMutableFields(pod.spec, old.spec);
  errors.push(...gateErrors);
  if (semanticallyEqual(masked, old.spec)) return errors;
  const difference = internalDiff('PodSpec', old.spec, masked);
  return [...errors, forbiddenField('spec', `pod updates may not change fields other than ${mutable}\n${difference}`)];
}
