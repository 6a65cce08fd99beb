/** What a probe of a fake container would say at a given moment. Models pkg/probe and pkg/kubelet/prober/prober.go. */

import type { IntOrString } from '../api/json.ts';
import type { Container, Probe } from '../api/types.ts';
import { commandOutcome } from './images/command.ts';
import { processOf, type ContainerProcess } from './images/process.ts';
import { podFault, type PodWork } from './pod-work.ts';
import type { ContainerRuntime, ProbeKind } from './runtime-state.ts';

export interface ProbeOutcome {
  readonly ok: boolean;
  /** Of a failure: the text of its event after `Readiness probe failed: `. */
  readonly output: string;
  /** When the outcome will be another one by itself. */
  readonly changesAtMs?: number;
}

const fine: ProbeOutcome = { ok: true, output: '' };
const failed = (output: string, changesAtMs?: number): ProbeOutcome =>
  changesAtMs === undefined ? { ok: false, output } : { ok: false, output, changesAtMs };

/** The outcome of `probe` at `atMs`, as things are now. */
export function probeOutcome(
  work: PodWork,
  container: ContainerRuntime,
  spec: Container,
  kind: ProbeKind,
  probe: Probe,
  atMs: number,
): ProbeOutcome {
  const hangs = podFault(work, 'hang-on-start', container.name);
  const forced =
    kind !== 'startup' && podFault(work, kind === 'readiness' ? 'fail-readiness' : 'fail-liveness', container.name);
  if (probe.exec) return execOutcome(probe, hangs, forced);
  const target = targetOf(probe, spec, work.runtime.sandbox?.ip ?? '');
  if (hangs) return failed(target.timeout);
  if (forced) return failed(target.refusal);
  const process = processOf(spec);
  if (!process.listens.includes(target.port)) return failed(target.refused);
  const answersAtMs = container.answersAtMs ?? 0;
  if (atMs < answersAtMs) return failed(target.refused, answersAtMs);
  return probe.httpGet ? httpOutcome(process, probe.httpGet.path ?? '/') : fine;
}

function httpOutcome(process: ContainerProcess, path: string): ProbeOutcome {
  const [bare = '/'] = path.split('?');
  if (!process.httpPaths || process.httpPaths.includes(bare)) return fine;
  return failed('HTTP probe failed with statuscode: 404');
}

function execOutcome(probe: Probe, hangs: boolean, forced: boolean): ProbeOutcome {
  const command = probe.exec?.command ?? [];
  const timeout = `command timed out: "${command.join(' ')}" timed out after ${probe.timeoutSeconds ?? 1}s`;
  if (hangs) return failed(timeout);
  if (forced) return failed('');
  const missing = missingFile(command);
  if (missing !== undefined) return failed(missing);
  const { ends, output } = commandOutcome(command);
  if (!ends || ends.exitCode === 0) {
    return ends && ends.afterMs > (probe.timeoutSeconds ?? 1) * 1000 ? failed(timeout) : fine;
  }
  return failed(output);
}

/** The complaint of a command that reads a file in /tmp, where nothing is until someone writes it. */
function missingFile(command: readonly string[]): string | undefined {
  const [program, file] = command;
  if (program === 'cat' && file?.startsWith('/tmp/')) return `cat: ${file}: No such file or directory\n`;
  return undefined;
}

interface ProbeTarget {
  readonly port: number;
  readonly refused: string;
  readonly timeout: string;
  /** What the fault `fail-…` makes of it. */
  readonly refusal: string;
}

function portNumber(port: IntOrString, spec: Container): number {
  if (typeof port === 'number') return port;
  return (spec.ports ?? []).find(({ name }) => name === port)?.containerPort ?? Number(port);
}

function targetOf(probe: Probe, spec: Container, ip: string): ProbeTarget {
  if (probe.grpc) {
    const { port } = probe.grpc;
    const timeout = `timeout: failed to connect service "${ip}:${port}" within ${probe.timeoutSeconds ?? 1}s: context deadline exceeded`;
    return { port, refused: timeout, timeout, refusal: 'service unhealthy (responded with "NOT_SERVING")' };
  }
  const port = portNumber(probe.httpGet?.port ?? probe.tcpSocket?.port ?? 0, spec);
  const host = probe.httpGet?.host ?? probe.tcpSocket?.host ?? ip;
  const refused = `dial tcp ${host}:${port}: connect: connection refused`;
  if (!probe.httpGet) return { port, refused, timeout: `dial tcp ${host}:${port}: i/o timeout`, refusal: refused };
  const { scheme = 'HTTP', path = '/' } = probe.httpGet;
  const url = `Get "${scheme.toLowerCase()}://${host}:${port}${path.startsWith('/') ? '' : '/'}${path}"`;
  return {
    port,
    refused: `${url}: ${refused}`,
    timeout: `${url}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    refusal: 'HTTP probe failed with statuscode: 500',
  };
}
