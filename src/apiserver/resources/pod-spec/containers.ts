/** Validation of regular, init and ephemeral containers. Models pkg/apis/core/validation validateContainers and its kin. */

import {
  duplicate,
  fieldNotFound,
  forbiddenField,
  invalid,
  notSupported,
  required,
  tooMany,
  type FieldError,
} from '../../../api/field-error.ts';
import type {
  Container,
  ContainerPort,
  ContainerResizePolicy,
  EphemeralContainer,
  PodSpec,
} from '../../../api/types.ts';
import { checkDnsLabel, checkEnum, checkPortNumber, invalidEach, portNameErrors } from '../checks.ts';
import { checkEnv, checkEnvFrom } from './env.ts';
import { checkVolumeDevices, checkVolumeMounts, type VolumeMap } from './mounts.ts';
import { checkProbes } from './probes.ts';
import { checkResources } from './resources.ts';
import { checkSecurityContext } from './security.ts';

/** What containers are checked against. */
export interface ContainerSurroundings {
  readonly spec: PodSpec;
  readonly volumes: VolumeMap;
  /** True in a Pod, false in a template. */
  readonly inPod: boolean;
}

function checkPorts(ports: readonly ContainerPort[], path: string): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap(({ name, containerPort, hostPort, protocol }, index) => {
    const at = `${path}[${index}]`;
    const errors: FieldError[] = [];
    if (name) {
      const messages = portNameErrors(name);
      if (messages.length === 0 && names.has(name)) errors.push(duplicate(`${at}.name`, name));
      errors.push(...invalidEach(`${at}.name`, name, messages));
      names.add(name);
    }
    if (!containerPort) errors.push(required(`${at}.containerPort`));
    else errors.push(...checkPortNumber(containerPort, `${at}.containerPort`));
    if (hostPort) errors.push(...checkPortNumber(hostPort, `${at}.hostPort`));
    return [...errors, ...checkEnum(protocol, `${at}.protocol`, ['SCTP', 'TCP', 'UDP'])];
  });
}

function checkResizePolicy(
  policies: readonly ContainerResizePolicy[],
  restartPolicy: string,
  path: string,
): FieldError[] {
  const seen = new Set<string>();
  return policies.flatMap(({ resourceName, restartPolicy: policy }, index) => {
    const errors: FieldError[] = [];
    if (seen.has(resourceName)) errors.push(duplicate(`${path}[${index}]`, resourceName));
    seen.add(resourceName);
    errors.push(...checkEnum(resourceName, path, ['cpu', 'memory']));
    errors.push(...checkEnum(policy, path, ['NotRequired', 'RestartContainer']));
    if (restartPolicy === 'Never' && policy !== 'NotRequired') {
      errors.push(invalid(path, policy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'"));
    }
    return errors;
  });
}

const containerRestartPolicies = ['Always', 'Never', 'OnFailure'];

function checkRestartPolicy({ restartPolicy, restartPolicyRules: rules = [] }: Container, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (restartPolicy === undefined) {
    if (rules.length === 0) return [];
    errors.push(required(`${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used'));
  } else if (!containerRestartPolicies.includes(restartPolicy)) {
    errors.push(notSupported(`${path}.restartPolicy`, restartPolicy, containerRestartPolicies));
  }
  if (rules.length > 20) errors.push(tooMany(`${path}.restartPolicyRules`, rules.length, 20));
  for (const [index, { action, exitCodes }] of rules.entries()) {
    const at = `${path}.restartPolicyRules[${index}]`;
    const actions = ['Restart', 'RestartAllContainers'];
    if (!actions.includes(action)) errors.push(notSupported(`${at}.action`, action ?? '', actions));
    if (!exitCodes) {
      errors.push(required(`${at}.exitCodes`, 'must be specified'));
      continue;
    }
    const { operator = '', values = [] } = exitCodes;
    const operators = ['In', 'NotIn'];
    if (!operators.includes(operator)) errors.push(notSupported(`${at}.exitCodes.operator`, operator, operators));
    if (values.length > 255) errors.push(tooMany(`${at}.exitCodes.values`, values.length, 255));
  }
  return errors;
}

function checkCommon(container: Container, { spec, volumes }: ContainerSurroundings, path: string): FieldError[] {
  const { name, image, terminationMessagePolicy, imagePullPolicy, securityContext } = container;
  const claims = (spec.resourceClaims ?? []).map((claim) => claim.name);
  return [
    ...(name ? checkDnsLabel(name, `${path}.name`) : [required(`${path}.name`)]),
    ...(image ? [] : [required(`${path}.image`)]),
    ...checkEnum(terminationMessagePolicy, `${path}.terminationMessagePolicy`, ['File', 'FallbackToLogsOnError']),
    ...checkPorts(container.ports ?? [], `${path}.ports`),
    ...checkEnv(container.env ?? [], `${path}.env`),
    ...checkEnvFrom(container.envFrom ?? [], `${path}.envFrom`),
    ...checkVolumeMounts(container, volumes, `${path}.volumeMounts`),
    ...checkVolumeDevices(container, volumes, `${path}.volumeDevices`),
    ...checkEnum(imagePullPolicy, `${path}.imagePullPolicy`, ['Always', 'IfNotPresent', 'Never']),
    ...checkResources(container.resources ?? {}, claims, `${path}.resources`),
    ...checkResizePolicy(container.resizePolicy ?? [], spec.restartPolicy ?? '', `${path}.resizePolicy`),
    ...(securityContext
      ? checkSecurityContext(securityContext, `${path}.securityContext`, spec.hostUsers !== false)
      : []),
  ];
}

/** Two containers that run side by side may not claim the same port of the host. */
function checkHostPorts(containers: readonly Container[], path: string): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap(({ ports = [] }, container) =>
    ports.flatMap(({ protocol, hostIP = '', hostPort }, index) => {
      if (!hostPort) return [];
      const key = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(key)) return [duplicate(`${path}[${container}].ports[${index}].hostPort`, key)];
      taken.add(key);
      return [];
    }),
  );
}

/** Errors of `containers`. */
export function checkContainers(surroundings: ContainerSurroundings, path: string): FieldError[] {
  const { containers = [], terminationGracePeriodSeconds: grace, os } = surroundings.spec;
  if (containers.length === 0) return [required(path)];
  const names = new Set<string>();
  const errors = containers.flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const repeated = names.has(container.name) ? [duplicate(`${at}.name`, container.name)] : [];
    names.add(container.name);
    return [
      ...checkCommon(container, surroundings, at),
      ...repeated,
      ...checkProbes(container, grace, os, at),
      ...checkRestartPolicy(container, at),
    ];
  });
  return [...errors, ...checkHostPorts(containers, path)];
}

const sidecarOnly = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

function checkInitOnly(container: Container, path: string): FieldError[] {
  return sidecarOnly.flatMap((field) =>
    container[field] === undefined
      ? []
      : [forbiddenField(`${path}.${field}`, 'may not be set for init containers without restartPolicy=Always')],
  );
}

/** Errors of `initContainers`; those that restart always are sidecars and may have probes. */
export function checkInitContainers(surroundings: ContainerSurroundings, path: string): FieldError[] {
  const { initContainers = [], containers = [], terminationGracePeriodSeconds: grace, os } = surroundings.spec;
  const names = new Set(containers.map(({ name }) => name));
  return initContainers.flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const isSidecar = container.restartPolicy === 'Always';
    const repeated = names.has(container.name) ? [duplicate(`${at}.name`, container.name)] : [];
    if (container.name) names.add(container.name);
    return [
      ...checkCommon(container, surroundings, at),
      ...checkRestartPolicy(container, at),
      ...repeated,
      ...checkHostPorts([container], path),
      ...(isSidecar ? checkProbes(container, grace, os, at) : checkInitOnly(container, at)),
      ...(isSidecar ? [] : checkInitResizePolicy(container, at)),
    ];
  });
}

function checkInitResizePolicy({ resizePolicy = [] }: Container, path: string): FieldError[] {
  return resizePolicy.flatMap(({ restartPolicy }, index) =>
    restartPolicy === 'RestartContainer'
      ? [
          invalid(
            `${path}.resizePolicy[${index}].restartPolicy`,
            restartPolicy,
            "must not be set to 'RestartContainer' for non-sidecar initContainers",
          ),
        ]
      : [],
  );
}

const ephemeralForbidden = [
  'ports',
  'resizePolicy',
  'restartPolicy',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const;

/** Errors of `ephemeralContainers`. */
export function checkEphemeralContainers(surroundings: ContainerSurroundings, path: string): FieldError[] {
  const { ephemeralContainers = [], containers = [], initContainers = [] } = surroundings.spec;
  const others = new Set([...containers, ...initContainers].map(({ name }) => name));
  const names = new Set(others);
  return ephemeralContainers.flatMap((container: EphemeralContainer, index) => {
    const at = `${path}[${index}]`;
    const errors = checkCommon(container, surroundings, at);
    if (names.has(container.name)) errors.push(duplicate(`${at}.name`, container.name));
    names.add(container.name);
    const { targetContainerName: target } = container;
    if (target && !others.has(target)) errors.push(fieldNotFound(`${at}.targetContainerName`, target));
    const detail = 'cannot be set for an Ephemeral Container';
    for (const field of ephemeralForbidden) {
      if (container[field] !== undefined) errors.push(forbiddenField(`${at}.${field}`, detail));
    }
    if (Object.keys(container.resources ?? {}).length > 0) errors.push(forbiddenField(`${at}.resources`, detail));
    return errors;
  });
}

/** What is checked in a Pod only, not in a template: blanks around the image. */
export function checkImageBlanks(containers: readonly Container[], path: string): FieldError[] {
  return containers.flatMap(({ image = '' }, index) =>
    image.trim() === image
      ? []
      : [invalid(`${path}[${index}].image`, image, 'must not have leading or trailing whitespace')],
  );
}
