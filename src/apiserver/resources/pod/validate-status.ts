/** Validation of a Pod's status. Models pkg/apis/core/validation ValidatePodStatusUpdate. */

import { forbiddenField, invalid, type FieldError } from '../../../api/field-error.ts';
import type { ContainerStatus, Pod, PodSpec } from '../../../api/types.ts';
import { checkDnsSubdomain, checkQualifiedName, immutableError } from '../checks.ts';
import { checkIpAddress } from '../ip-address.ts';

const systemConditions = new Set(['PodScheduled', 'Ready', 'Initialized']);

/** A container that has ended stays ended unless the Pod restarts it. */
function checkRestarts(
  statuses: readonly ContainerStatus[] = [],
  old: readonly ContainerStatus[] = [],
  path: string,
  mayRestart: (status: ContainerStatus) => boolean,
): FieldError[] {
  if (statuses === old) return [];
  return old.flatMap((before, index) => {
    if (!before.state?.terminated || mayRestart(before)) return [];
    const after = statuses.find(({ name }) => name === before.name);
    if (!after || after.state?.terminated) return [];
    return [forbiddenField(`${path}[${index}].state`, 'may not be transitioned to non-terminated state')];
  });
}

function restartRule(spec: PodSpec): (status: ContainerStatus) => boolean {
  const { restartPolicy, initContainers = [], containers } = spec;
  const own = new Map([...initContainers, ...containers].map((container) => [container.name, container]));
  return ({ name, state }) => {
    const container = own.get(name);
    const policy = container?.restartPolicy ?? restartPolicy;
    if (policy === 'Always' || container?.restartPolicyRules?.length) return true;
    return policy === 'OnFailure' && (state?.terminated?.exitCode ?? 0) !== 0;
  };
}

function checkAddresses(ips: readonly { readonly ip: string }[], path: string): FieldError[] {
  const errors = ips.flatMap(({ ip = '' }, index) => checkIpAddress(ip, `${path}[${index}]`));
  if (ips.length < 2) return errors;
  const families = new Set(ips.map(({ ip }) => ip.includes(':')));
  if (families.size === 2 && ips.length === 2) return errors;
  const value = ips.map(({ ip }) => ({ IP: ip }));
  return [...errors, invalid(path, value, 'may specify no more than one IP for each IP family')];
}

/** Errors of a written status. */
export function validatePodStatus(pod: Pod, old: Pod): readonly FieldError[] {
  const { status } = pod;
  const { nominatedNodeName: nominated, qosClass, hostIPs = [], podIPs = [] } = status;
  const custom = (status.conditions ?? []).flatMap(({ type }, index) =>
    systemConditions.has(type) ? [] : checkQualifiedName(type, `metadata.conditions[${index}].Type`),
  );
  const firstHost = hostIPs[0]?.ip;
  const isNominated = nominated && nominated !== old.status.nominatedNodeName;
  return [
    ...(status.conditions === old.status.conditions ? [] : custom),
    ...(isNominated ? checkDnsSubdomain(nominated, 'status.nominatedNodeName') : []),
    ...(qosClass === old.status.qosClass ? [] : [invalid('status.qosClass', qosClass ?? '', immutableError)]),
    ...(old.spec.restartPolicy === 'Always' ? [] : checkAllRestarts(pod, old)),
    ...(podIPs === old.status.podIPs ? [] : checkAddresses(podIPs, 'status.podIPs')),
    ...(firstHost !== undefined && status.hostIP !== firstHost
      ? [invalid('status.hostIPs[0].ip', firstHost, 'must be equal to `hostIP`')]
      : []),
    ...(hostIPs === old.status.hostIPs ? [] : checkAddresses(hostIPs, 'status.hostIPs')),
  ];
}

function checkAllRestarts({ status }: Pod, old: Pod): FieldError[] {
  const mayRestart = restartRule(old.spec);
  const before = old.status;
  return [
    ...checkRestarts(status.containerStatuses, before.containerStatuses, 'status.containerStatuses', mayRestart),
    ...checkRestarts(
      status.initContainerStatuses,
      before.initContainerStatuses,
      'status.initContainerStatuses',
      mayRestart,
    ),
  ];
}
