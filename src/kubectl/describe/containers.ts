/** Containers of Pods and of Pod templates. Models describe.go describeContainers. */

import type {
  Container,
  ContainerPort,
  ContainerState,
  ContainerStatus,
  EnvVar,
  Pod,
  ResourceRequirements,
} from '../../api/types.ts';
import { goQuote } from '../../lib/go-quote.ts';
import { fieldValue, resourceValue } from './env-value.ts';
import { probeText } from './probe.ts';
import { boolText, dateText, type DescribeClock } from './text.ts';
import type { DescribeWriter } from './writer.ts';

/** What describes the containers of a Pod beyond their spec; a template has none of it. */
export interface ContainerContext {
  readonly pod: Pod;
  readonly statuses: readonly ContainerStatus[];
  readonly clock: DescribeClock;
}

function portsText(ports: readonly ContainerPort[] | undefined, host: boolean): string {
  return (ports ?? [])
    .map(({ containerPort, hostPort = 0, protocol = '', name }) => {
      const port = `${host ? hostPort : containerPort}/${protocol}`;
      return name ? `${port} (${name})` : port;
    })
    .join(', ');
}

function writePorts(writer: DescribeWriter, title: string, text: string): void {
  if (text.includes(',')) writer.write(2, `${title}s:\t${text}\n`);
  else writer.write(2, `${title}:\t${text || '<none>'}\n`);
}

function writeBasics(writer: DescribeWriter, container: Container, status: ContainerStatus | undefined): void {
  if (status) writer.write(2, `Container ID:\t${status.containerID ?? ''}\n`);
  writer.write(2, `Image:\t${container.image ?? ''}\n`);
  if (status) writer.write(2, `Image ID:\t${status.imageID}\n`);
  writePorts(writer, 'Port', portsText(container.ports, false));
  writePorts(writer, 'Host Port', portsText(container.ports, true));
  const profile = container.securityContext?.seccompProfile;
  if (profile) {
    writer.write(2, `SeccompProfile:\t${profile.type}\n`);
    if (profile.type === 'Localhost') writer.write(3, `LocalhostProfile:\t${profile.localhostProfile ?? ''}\n`);
  }
}

function writeWords(writer: DescribeWriter, title: string, words: readonly string[] | undefined): void {
  if (!words || words.length === 0) return;
  writer.write(2, `${title}:\n`);
  for (const line of words.flatMap((word) => word.split('\n'))) writer.write(3, `${line}\n`);
}

function writeState(
  writer: DescribeWriter,
  title: string,
  state: ContainerState | undefined,
  clock: DescribeClock,
): void {
  const { running, waiting, terminated } = state ?? {};
  if (running) {
    writer.write(2, `${title}:\tRunning\n`);
    writer.write(3, `Started:\t${dateText(running.startedAt, clock)}\n`);
  } else if (waiting || !terminated) {
    writer.write(2, `${title}:\tWaiting\n`);
    if (waiting?.reason) writer.write(3, `Reason:\t${waiting.reason}\n`);
  } else {
    writer.write(2, `${title}:\tTerminated\n`);
    if (terminated.reason) writer.write(3, `Reason:\t${terminated.reason}\n`);
    if (terminated.message) writer.write(3, `Message:\t${terminated.message}\n`);
    writer.write(3, `Exit Code:\t${terminated.exitCode}\n`);
    if ((terminated.signal ?? 0) > 0) writer.write(3, `Signal:\t${terminated.signal}\n`);
    writer.write(3, `Started:\t${dateText(terminated.startedAt, clock)}\n`);
    writer.write(3, `Finished:\t${dateText(terminated.finishedAt, clock)}\n`);
  }
}

function writeStatus(writer: DescribeWriter, status: ContainerStatus, clock: DescribeClock): void {
  writeState(writer, 'State', status.state, clock);
  if (status.lastState?.terminated) writeState(writer, 'Last State', status.lastState, clock);
  writer.write(2, `Ready:\t${boolText(status.ready)}\n`);
  writer.write(2, `Restart Count:\t${status.restartCount}\n`);
}

/** Limits and requests; those of a Pod as a whole stand at level 1. */
export function writeResources(
  writer: DescribeWriter,
  resources: ResourceRequirements | undefined,
  level: number,
): void {
  for (const [title, quantities = {}] of [
    ['Limits', resources?.limits],
    ['Requests', resources?.requests],
  ] as const) {
    const names = Object.keys(quantities).sort();
    if (names.length > 0) writer.write(level, `${title}:\n`);
    for (const name of names) writer.write(level + 1, `${name}:\t${quantities[name]}\n`);
  }
}

function writeProbes(writer: DescribeWriter, { livenessProbe, readinessProbe, startupProbe }: Container): void {
  if (livenessProbe) writer.write(2, `Liveness:\t${probeText(livenessProbe)}\n`);
  if (readinessProbe) writer.write(2, `Readiness:\t${probeText(readinessProbe)}\n`);
  if (startupProbe) writer.write(2, `Startup:\t${probeText(startupProbe)}\n`);
}

function writeEnvFrom(writer: DescribeWriter, { envFrom = [] }: Container): void {
  if (envFrom.length === 0) return;
  writer.write(2, 'Environment Variables from:\n');
  for (const { configMapRef, secretRef, prefix } of envFrom) {
    const from = configMapRef ? 'ConfigMap' : secretRef ? 'Secret' : '';
    const { name = '', optional = false } = configMapRef ?? secretRef ?? {};
    writer.write(3, `${name}\t${from}${prefix ? ` with prefix '${prefix}'` : ''}\tOptional: ${optional}\n`);
  }
}

function envText({ value = '', valueFrom }: EnvVar, container: Container, pod: Pod | undefined): string | undefined {
  if (!valueFrom) return value;
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef) {
    const resolved = pod ? fieldValue(pod, fieldRef.fieldPath) : '';
    return `${resolved} (${fieldRef.apiVersion ?? ''}:${fieldRef.fieldPath})`;
  }
  if (resourceFieldRef) return `${resourceValue(resourceFieldRef, container)} (${resourceFieldRef.resource})`;
  if (secretKeyRef) {
    const { key, name = '', optional = false } = secretKeyRef;
    return `<set to the key '${key}' in secret '${name}'>\tOptional: ${optional}`;
  }
  if (configMapKeyRef) {
    const { key, name = '', optional = false } = configMapKeyRef;
    return `<set to the key '${key}' of config map '${name}'>\tOptional: ${optional}`;
  }
  return undefined;
}

function writeEnv(writer: DescribeWriter, container: Container, pod: Pod | undefined): void {
  const env = container.env ?? [];
  writer.write(2, `Environment:${env.length === 0 ? '\t<none>' : ''}\n`);
  for (const variable of env) {
    const text = envText(variable, container, pod);
    if (text === undefined) continue;
    const lines = variable.valueFrom ? [text] : text.split('\n');
    lines.forEach((line, index) => writer.write(3, `${index === 0 ? `${variable.name}:` : ''}\t${line}\n`));
  }
}

const byPath =
  <T>(pathOf: (item: T) => string) =>
  (a: T, b: T): number =>
    pathOf(a) < pathOf(b) ? -1 : 1;

function writeMounts(writer: DescribeWriter, { volumeMounts = [], volumeDevices = [] }: Container): void {
  const none = volumeMounts.length === 0 ? '\t<none>' : '';
  writer.write(2, `Mounts:${none}\n`);
  for (const { mountPath, name, readOnly, subPath } of volumeMounts.toSorted(byPath((mount) => mount.mountPath))) {
    const flags = `${readOnly ? 'ro' : 'rw'}${subPath ? `,path=${goQuote(subPath)}` : ''}`;
    writer.write(3, `${mountPath} from ${name} (${flags})\n`);
  }
  if (volumeDevices.length === 0) return;
  writer.write(2, `Devices:${none}\n`);
  for (const { devicePath, name } of volumeDevices.toSorted(byPath((device) => device.devicePath))) {
    writer.write(3, `${devicePath} from ${name}\n`);
  }
}

/** `space`: two spaces inside of a Pod template. */
export function writeContainers(
  writer: DescribeWriter,
  title: string,
  containers: readonly Container[],
  space: string,
  context?: ContainerContext,
): void {
  writer.write(0, `${space}${title}:${containers.length === 0 ? ' <none>' : ''}\n`);
  for (const container of containers) {
    const status = context?.statuses.findLast(({ name }) => name === container.name);
    writer.write(1, `${space ? ' ' : ''}${container.name}:\n`);
    writeBasics(writer, container, status);
    writeWords(writer, 'Command', container.command);
    writeWords(writer, 'Args', container.args);
    if (status && context) writeStatus(writer, status, context.clock);
    writeResources(writer, container.resources, 2);
    writeProbes(writer, container);
    writeEnvFrom(writer, container);
    writeEnv(writer, container, context?.pod);
    writeMounts(writer, container);
  }
}
