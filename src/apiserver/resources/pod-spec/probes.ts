/** Validation of probes, lifecycle hooks and their handlers. Models pkg/apis/core/validation validateProbe, validateLifecycle. */

import { forbiddenField, invalid, notSupported, required, type FieldError } from '../../../api/field-error.ts';
import type { HTTPGetAction, Lifecycle, LifecycleHandler, PodOS, Probe, SleepAction } from '../../../api/types.ts';
import { checkNonnegative, checkPort, checkPortNumber, invalidEach } from '../checks.ts';

type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> & Pick<LifecycleHandler, 'sleep'>;

const headerError =
  "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";

function checkHttpGet(action: HTTPGetAction, path: string): FieldError[] {
  const schemes = ['HTTP', 'HTTPS'];
  const { scheme = '' } = action;
  return [
    ...(action.path ? [] : [required(`${path}.path`)]),
    ...checkPort(action.port, `${path}.port`),
    ...(schemes.includes(scheme) ? [] : [notSupported(`${path}.scheme`, scheme, schemes)]),
    ...(action.httpHeaders ?? []).flatMap(({ name }) =>
      invalidEach(`${path}.httpHeaders`, name, /^[-A-Za-z0-9]+$/.test(name) ? [] : [headerError]),
    ),
  ];
}

function checkSleep({ seconds }: SleepAction, gracePeriod: number | undefined, path: string): FieldError[] {
  if (gracePeriod === undefined || (seconds >= 0 && seconds <= gracePeriod)) return [];
  return [invalid(path, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`)];
}

/** Exactly one handler; only the first one is looked into. */
function checkHandler(handler: Handler, gracePeriod: number | undefined, path: string): FieldError[] {
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  const checks: [string, (() => FieldError[]) | undefined][] = [
    ['exec', exec && (() => (exec.command?.length ? [] : [required(`${path}.exec.command`)]))],
    ['httpGet', httpGet && (() => checkHttpGet(httpGet, `${path}.httpGet`))],
    ['tcpSocket', tcpSocket && (() => checkPort(tcpSocket.port, `${path}.tcpSocket.port`))],
    ['grpc', grpc && (() => checkPortNumber(grpc.port ?? 0, `${path}.grpc.port`))],
    ['sleep', sleep && (() => checkSleep(sleep, gracePeriod, `${path}.sleep`))],
  ];
  const present = checks.filter(([, check]) => check !== undefined);
  if (present.length === 0) return [required(path, 'must specify a handler type')];
  return present.flatMap(([name, check], index) =>
    index === 0 && check ? check() : [forbiddenField(`${path}.${name}`, 'may not specify more than 1 handler type')],
  );
}

function checkProbe(probe: Probe, gracePeriod: number | undefined, path: string): FieldError[] {
  const { terminationGracePeriodSeconds: grace } = probe;
  return [
    ...checkHandler(probe, gracePeriod, path),
    ...checkNonnegative(probe.initialDelaySeconds, `${path}.initialDelaySeconds`),
    ...checkNonnegative(probe.timeoutSeconds, `${path}.timeoutSeconds`),
    ...checkNonnegative(probe.periodSeconds, `${path}.periodSeconds`),
    ...checkNonnegative(probe.successThreshold, `${path}.successThreshold`),
    ...checkNonnegative(probe.failureThreshold, `${path}.failureThreshold`),
    ...(grace !== undefined && grace <= 0
      ? [invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than 0')]
      : []),
  ];
}

/** What the probes of one container are checked with. */
export interface ProbedContainer {
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly startupProbe?: Probe;
  readonly lifecycle?: Lifecycle;
}

function checkSingleSuccess(probe: Probe | undefined, gracePeriod: number | undefined, path: string): FieldError[] {
  if (!probe) return [];
  const errors = checkProbe(probe, gracePeriod, path);
  if (probe.successThreshold === 1) return errors;
  return [...errors, invalid(`${path}.successThreshold`, probe.successThreshold ?? 0, 'must be 1')];
}

function checkReadiness(probe: Probe | undefined, gracePeriod: number | undefined, path: string): FieldError[] {
  if (!probe) return [];
  const { terminationGracePeriodSeconds: grace } = probe;
  const errors = checkProbe(probe, gracePeriod, path);
  if (grace === undefined) return errors;
  return [...errors, invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes')];
}

const linuxSignals = new Set(
  (
    'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP ' +
    'TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX'
  )
    .split(' ')
    .map((name) => `SIG${name}`)
    .concat(Array.from({ length: 15 }, (_, index) => `SIGRTMIN+${index + 1}`))
    .concat(Array.from({ length: 14 }, (_, index) => `SIGRTMAX-${index + 1}`)),
);

function checkStopSignal(signal: string, os: PodOS | undefined, path: string): FieldError[] {
  if (!os) return [forbiddenField(path, 'may not be set for containers with empty `spec.os.name`')];
  const supported = os.name === 'windows' ? new Set(['SIGKILL', 'SIGTERM']) : linuxSignals;
  return supported.has(signal) ? [] : [notSupported(path, signal, [...supported].sort())];
}

function checkLifecycle(
  lifecycle: Lifecycle,
  gracePeriod: number | undefined,
  os: PodOS | undefined,
  path: string,
): FieldError[] {
  const { postStart, preStop, stopSignal } = lifecycle;
  return [
    ...(postStart ? checkHandler(postStart, gracePeriod, `${path}.postStart`) : []),
    ...(preStop ? checkHandler(preStop, gracePeriod, `${path}.preStop`) : []),
    ...(stopSignal !== undefined ? checkStopSignal(stopSignal, os, `${path}.stopSignal`) : []),
  ];
}

/** Errors of hooks and probes of a container that may have them. */
export function checkProbes(
  container: ProbedContainer,
  gracePeriod: number | undefined,
  os: PodOS | undefined,
  path: string,
): FieldError[] {
  return [
    ...(container.lifecycle ? checkLifecycle(container.lifecycle, gracePeriod, os, `${path}.lifecycle`) : []),
    ...checkSingleSuccess(container.livenessProbe, gracePeriod, `${path}.livenessProbe`),
    ...checkReadiness(container.readinessProbe, gracePeriod, `${path}.readinessProbe`),
    ...checkSingleSuccess(container.startupProbe, gracePeriod, `${path}.startupProbe`),
  ];
}
