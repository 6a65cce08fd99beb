/**
 * Limits of a namespace: containers that say nothing get the default amounts, and objects outside of the limits are
 * refused. Models plugin/pkg/admission/limitranger admission.go.
 */

import type { KubeObject } from '../../api/object.ts';
import { aggregateLimits, aggregateRequests } from '../../api/pod-resources.ts';
import type { ResourceList } from '../../api/quota/amounts.ts';
import { forbidden, StatusError } from '../../api/status.ts';
import type { Container, LimitRange, LimitRangeItem, PersistentVolumeClaim, Pod } from '../../api/types.ts';
import { mapShared, withDefaults, withFields } from '../../lib/sharing.ts';
import type { RuleContext } from '../resource.ts';
import { maxFault, maxRequestFault, minFault, ratioFault, type Asked } from './limit-constraints.ts';

const annotation = 'kubernetes.io/limit-ranger';

function limitRangesOf({ metadata }: KubeObject, { reader }: RuleContext): readonly LimitRange[] {
  return metadata.namespace ? reader.list('limitranges', metadata.namespace) : [];
}

/** The Pod with the default requests and limits of its namespace. Models PodMutateLimitFunc. */
export function applyLimitDefaults(pod: Pod, context: RuleContext): Pod {
  return limitRangesOf(pod, context).reduce(withLimitDefaults, pod);
}

function withLimitDefaults(pod: Pod, { spec }: LimitRange): Pod {
  const items = (spec.limits ?? []).filter(({ type }) => type === 'Container');
  const requests: ResourceList = Object.assign({}, ...items.map(({ defaultRequest }) => defaultRequest));
  const limits: ResourceList = Object.assign({}, ...items.map((item) => item.default));
  const notes: string[] = [];
  const fill =
    (title: string) =>
    (container: Container): Container => {
      const { resources = {} } = container;
      const missingRequests = missingNames(requests, resources.requests);
      const missingLimits = missingNames(limits, resources.limits);
      if (missingRequests.length > 0)
        notes.push(`${missingRequests.join(', ')} request for ${title} ${container.name}`);
      if (missingLimits.length > 0) notes.push(`${missingLimits.join(', ')} limit for ${title} ${container.name}`);
      return withFields(container, {
        resources: withFields(resources, {
          limits: missingLimits.length > 0 ? withDefaults(resources.limits ?? {}, limits) : resources.limits,
          requests: missingRequests.length > 0 ? withDefaults(resources.requests ?? {}, requests) : resources.requests,
        }),
      });
    };
  const containers = mapShared(pod.spec.containers, fill('container'));
  const initContainers = pod.spec.initContainers && mapShared(pod.spec.initContainers, fill('init container'));
  if (notes.length === 0) return pod;
  const annotations = { ...pod.metadata.annotations, [annotation]: `LimitRanger plugin set: ${notes.join('; ')}` };
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations },
    spec: withFields(pod.spec, { containers, initContainers }),
  };
}

function missingNames(defaults: ResourceList, present: ResourceList = {}): readonly string[] {
  return Object.keys(defaults)
    .filter((name) => !Object.hasOwn(present, name))
    .sort();
}

function refuseFaults(plural: string, { metadata }: KubeObject, faults: readonly string[]): void {
  if (faults.length === 0) return;
  const distinct = [...new Set(faults)];
  const error = distinct.length === 1 ? distinct[0]! : `[${distinct.join(', ')}]`;
  throw new StatusError(forbidden({ group: '', plural }, metadata.name, error));
}

/** Throws StatusError when the Pod or one of its containers is outside of the limits. Models PodValidateLimitFunc. */
export function checkPodLimits(pod: Pod, context: RuleContext): void {
  for (const { spec } of limitRangesOf(pod, context)) {
    const faults = (spec.limits ?? []).flatMap((item) => {
      if (item.type === 'Pod') return faultsOf(item, { requests: podRequests(pod), limits: podLimits(pod) });
      if (item.type !== 'Container') return [];
      return [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].flatMap(({ resources }) =>
        faultsOf(item, { requests: resources?.requests ?? {}, limits: resources?.limits ?? {} }),
      );
    });
    refuseFaults('pods', pod, faults);
  }
}

const podRequests = ({ spec }: Pod): ResourceList => ({ ...aggregateRequests(spec), ...spec.resources?.requests });
const podLimits = ({ spec }: Pod): ResourceList => ({ ...aggregateLimits(spec), ...spec.resources?.limits });

type Constraint = (type: string, name: string, enforced: string, asked: Asked) => string | undefined;

function faultsAgainst(list: ResourceList | undefined, constraint: Constraint, type: string, asked: Asked): string[] {
  return Object.keys(list ?? {})
    .sort()
    .map((name) => constraint(type, name, list![name]!, asked))
    .filter((fault) => fault !== undefined);
}

function faultsOf({ type, min, max, maxLimitRequestRatio }: LimitRangeItem, asked: Asked): readonly string[] {
  return [
    ...faultsAgainst(min, minFault, type, asked),
    ...faultsAgainst(max, maxFault, type, asked),
    ...faultsAgainst(maxLimitRequestRatio, ratioFault, type, asked),
  ];
}

/** Throws StatusError when the claim asks for more or less storage than it may. Models PersistentVolumeClaimValidateLimitFunc. */
export function checkClaimLimits(claim: PersistentVolumeClaim, context: RuleContext): void {
  const asked = { requests: claim.spec.resources?.requests ?? {}, limits: {} };
  for (const { spec } of limitRangesOf(claim, context)) {
    const faults = (spec.limits ?? [])
      .filter(({ type }) => type === 'PersistentVolumeClaim')
      .flatMap(({ type, min, max }) => [
        ...faultsAgainst(min, minFault, type, asked),
        ...faultsAgainst(max, maxRequestFault, type, asked),
      ]);
    refuseFaults('persistentvolumeclaims', claim, faults);
  }
}
