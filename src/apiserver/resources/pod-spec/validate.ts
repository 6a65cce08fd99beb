/** Validation of a whole Pod spec, of a Pod as of a template. Models pkg/apis/core/validation ValidatePodSpec. */

import { fieldNotFound, forbiddenField, invalid, required, type FieldError } from '../../../api/field-error.ts';
import { compareQuantities, quantityOf } from '../../../api/quantity.ts';
import type { PodSpec, PodTemplateSpec, Volume } from '../../../api/types.ts';
import { validateAnnotations, validateLabels } from '../../metadata.ts';
import {
  checkDeadline,
  checkDnsLabel,
  checkDnsSubdomain,
  checkEnum,
  checkOptionalEnum,
  checkQualifiedName,
} from '../checks.ts';
import { aggregateRequests } from '../../../api/pod-resources.ts';
import { checkAffinity } from './affinity.ts';
import { checkPodAnnotations } from './annotations.ts';
import { checkContainers, checkEphemeralContainers, checkInitContainers } from './containers.ts';
import { checkDnsConfig, checkHostAliases, checkHostnameOverride } from './dns.ts';
import { checkResourceClaims } from './resource-claims.ts';
import { checkResources } from './resources.ts';
import { checkSchedulingGates, checkTolerations, checkTopologySpread } from './scheduling.ts';
import { checkOperatingSystem, checkPodSecurityContext } from './security.ts';
import { checkVolumes } from './volumes.ts';

/** What differs between a Pod and a template. */
export interface PodSpecOptions {
  /** Name of the Pod; empty in a template. */
  readonly podName: string;
  /** True in a Pod. */
  readonly inPod: boolean;
  /** Volumes that the owner adds by itself, which containers may mount (claim templates). */
  readonly addedVolumes?: readonly Volume[];
}

/** In the host's network a port of the host is the container's own. */
function checkHostNetworkPorts({ hostNetwork, containers = [] }: PodSpec, path: string, inPod: boolean): FieldError[] {
  if (!hostNetwork) return [];
  const detail = 'must match `containerPort` when `hostNetwork` is true';
  return containers.flatMap(({ ports = [] }, container) =>
    ports.flatMap(({ hostPort = 0, containerPort = 0 }, index) =>
      (inPod || hostPort !== 0) && hostPort !== containerPort
        ? [invalid(`${path}.containers[${container}].ports[${index}].hostPort`, hostPort, detail)]
        : [],
    ),
  );
}

function checkHostUsers(spec: PodSpec, path: string): FieldError[] {
  if (spec.hostUsers !== false) return [];
  const detail = 'when `hostUsers` is false';
  const withDevices = (['initContainers', 'containers'] as const).flatMap((list) =>
    (spec[list] ?? []).flatMap(({ volumeDevices }, index) =>
      volumeDevices?.length ? [`${path}.${list}[${index}].volumeDevices`] : [],
    ),
  );
  return [
    ...(spec.hostNetwork ? [`${path}.hostNetwork`] : []),
    ...(spec.hostPID ? [`${path}.HostPID`] : []),
    ...(spec.hostIPC ? [`${path}.HostIPC`] : []),
    ...withDevices,
  ].map((field) => forbiddenField(field, detail));
}

/** Requests and limits of the whole Pod against those of its containers. Models validatePodResources. */
function checkPodResources(spec: PodSpec, path: string): FieldError[] {
  const { resources } = spec;
  if (!resources) return [];
  if (spec.os?.name === 'windows') return [forbiddenField(path, 'may not be set for a windows pod')];
  const errors: FieldError[] = [];
  if (resources.claims)
    errors.push(forbiddenField(`${path}.claims`, 'claims may not be set for Resources at pod-level'));
  errors.push(...checkResources(resources, [], path, true));
  for (const [name, total] of Object.entries(aggregateRequests(spec))) {
    const own = resources.requests?.[name];
    if (own === undefined || compareQuantities(quantityOf(total), quantityOf(own)) <= 0) continue;
    const detail = `must be greater than or equal to aggregate container requests of ${total}`;
    errors.push(invalid(`${path}.requests[${name}]`, own, detail));
  }
  for (const [index, container] of spec.containers.entries()) {
    for (const [name, limit] of Object.entries(container.resources?.limits ?? {})) {
      const own = resources.limits?.[name];
      if (own === undefined || compareQuantities(quantityOf(limit), quantityOf(own)) <= 0) continue;
      const detail = `must be less than or equal to pod limits of ${own}`;
      errors.push(invalid(`${path}.containers[${index}][${name}].limits`, limit, detail));
    }
  }
  return errors;
}

function checkFileKeyVolumes(spec: PodSpec, path: string): FieldError[] {
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    (spec[list] ?? []).flatMap(({ env = [] }, container) =>
      env.flatMap(({ valueFrom }, index) => {
        const name = valueFrom?.fileKeyRef?.volumeName;
        if (name === undefined) return [];
        const at = `${path}.${list}[${container}].env[${index}].valueFrom.fileKeyRef.volumeName`;
        const volume = spec.volumes?.find((candidate) => candidate.name === name);
        if (!volume) return [fieldNotFound(at, name)];
        return volume.emptyDir ? [] : [invalid(at, name, 'referenced volume must be of type emptyDir')];
      }),
    ),
  );
}

/** Everything after the containers, in upstream's order. */
function checkPodFields(spec: PodSpec, path: string, { inPod }: PodSpecOptions): FieldError[] {
  const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
  const { serviceAccountName, nodeName, hostname, subdomain, priorityClassName, runtimeClassName } = spec;
  return [
    ...checkPodResources(spec, `${path}.resources`),
    ...checkHostNetworkPorts(spec, path, inPod),
    ...checkEnum(spec.restartPolicy, `${path}.restartPolicy`, ['Always', 'OnFailure', 'Never']),
    ...checkEnum(spec.dnsPolicy, `${path}.dnsPolicy`, dnsPolicies),
    ...validateLabels(spec.nodeSelector, `${path}.nodeSelector`),
    ...checkPodSecurityContext(spec.securityContext ?? {}, spec, `${path}.securityContext`),
    ...checkAffinity(spec.affinity ?? {}, `${path}.affinity`),
    ...checkDnsConfig(spec, `${path}.dnsConfig`),
    ...(spec.readinessGates ?? []).flatMap(({ conditionType = '' }, index) =>
      checkQualifiedName(conditionType, `${path}.readinessGates[${index}].conditionType`),
    ),
    ...checkSchedulingGates(spec.schedulingGates ?? [], `${path}.schedulingGates`),
    ...checkTopologySpread(spec.topologySpreadConstraints ?? [], `${path}.topologySpreadConstraints`),
    ...checkHostUsers(spec, path),
    ...checkHostnameOverride(spec, path),
    ...(serviceAccountName ? checkDnsSubdomain(serviceAccountName, `${path}.serviceAccountName`) : []),
    ...(nodeName ? checkDnsSubdomain(nodeName, `${path}.nodeName`) : []),
    ...checkDeadline(spec.activeDeadlineSeconds, `${path}.activeDeadlineSeconds`, 1),
    ...(hostname ? checkDnsLabel(hostname, `${path}.hostname`) : []),
    ...(subdomain ? checkDnsLabel(subdomain, `${path}.subdomain`) : []),
    ...checkTolerations(spec.tolerations ?? [], `${path}.tolerations`),
    ...checkHostAliases(spec.hostAliases ?? [], `${path}.hostAliases`),
    ...(priorityClassName ? checkDnsSubdomain(priorityClassName, `${path}.priorityClassName`) : []),
    ...(runtimeClassName === undefined ? [] : checkDnsSubdomain(runtimeClassName, `${path}.runtimeClassName`)),
    ...checkOptionalEnum(spec.preemptionPolicy, `${path}.preemptionPolicy`, ['PreemptLowerPriority', 'Never']),
    ...(spec.overhead ? checkResources({ limits: spec.overhead }, [], `${path}.overhead`) : []),
    ...checkOperatingSystem(spec, path),
    ...checkFileKeyVolumes(spec, path),
  ];
}

/** Errors of a Pod spec at `path`. */
export function checkPodSpec(spec: PodSpec, path: string, options: PodSpecOptions): FieldError[] {
  const { errors, valid } = checkVolumes(
    spec.volumes ?? [],
    { name: options.podName, inPod: options.inPod },
    `${path}.volumes`,
  );
  for (const volume of options.addedVolumes ?? []) valid.set(volume.name, volume);
  const surroundings = { spec, volumes: valid, inPod: options.inPod };
  return [
    ...(spec.terminationGracePeriodSeconds === undefined ? [required(`${path}.terminationGracePeriodSeconds`)] : []),
    ...errors,
    ...checkResourceClaims(spec.resourceClaims ?? [], `${path}.resourceClaims`),
    ...checkContainers(surroundings, `${path}.containers`),
    ...checkInitContainers(surroundings, `${path}.initContainers`),
    ...checkEphemeralContainers(surroundings, `${path}.ephemeralContainers`),
    ...checkPodFields(spec, path, options),
  ];
}

/** Errors of a Pod template at `path`. Models ValidatePodTemplateSpec, whose metadata paths lack `metadata`. */
export function checkPodTemplate(
  { metadata, spec }: PodTemplateSpec,
  path: string,
  addedVolumes: readonly Volume[] = [],
): FieldError[] {
  return [
    ...validateLabels(metadata?.labels, `${path}.labels`),
    ...validateAnnotations(metadata?.annotations, `${path}.annotations`),
    ...checkPodAnnotations(metadata?.annotations, spec, `${path}.annotations`),
    ...checkPodSpec(spec, `${path}.spec`, { podName: '', inPod: false, addedVolumes }),
    ...(spec.ephemeralContainers?.length
      ? [forbiddenField(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template')]
      : []),
  ];
}
