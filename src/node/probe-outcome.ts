/** What a probe of a fake container would say at a given moment. Models pkg/probe and pkg/kubelet/prober/prober.go. */

import type { IntOrString } from '../api/json.ts';
import type { Container, Probe } from '../api/types.ts';
import { sameJson } from '../lib/same-json.ts';
import { httpStatus, runCommand } from './container-process.ts';
import { processOf } from './images/process.ts';
import { podFault, runtimeOf, type PodWork } from './pod-work.ts';
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

/** The outcome of `probe` at `atMs`, as things are now. `real`: it is run, and what its command writes stays. */
export function probeOutcome(
  work: PodWork,
  container: ContainerRuntime,
  spec: Container,
  kind: ProbeKind,
  probe: Probe,
  atMs: number,
  real: boolean,
): ProbeOutcome {
  const hangs = podFault(work, 'hang-on-start', container.name);
  const forced =
    kind !== 'startup' && podFault(work, kind === 'readiness' ? 'fail-readiness' : 'fail-liveness', container.name);
  if (!hangs && !forced && isTrusted(work, container.name, kind, probe)) {
    const answersAtMs = container.answersAtMs ?? 0;
    const { refused } = targetOf(probe, spec, work.runtime.sandbox?.ip ?? '');
    return atMs < answersAtMs ? failed(probe.exec ? '' : refused, answersAtMs) : fine;
  }
  if (probe.exec) return execOutcome(work, spec, probe, atMs, { hangs, forced, real });
  const target = targetOf(probe, spec, work.runtime.sandbox?.ip ?? '');
  if (hangs) return failed(target.timeout);
  if (forced) return failed(target.refusal);
  const process = processOf(spec);
  if (!process.listens.includes(target.port)) return failed(target.refused);
  const answersAtMs = container.answersAtMs ?? 0;
  if (atMs < answersAtMs) return failed(target.refused, answersAtMs);
  if (!probe.httpGet) return fine;
  const status = httpStatus(work, spec, { port: target.port, path: probe.httpGet.path ?? '/' }, atMs, real);
  if (status === undefined) return failed(target.closed);
  return status < 400 ? fine : failed(`HTTP probe failed with statuscode: ${status}`);
}

/** A probe that has succeeded where the cluster comes from: the programs and files behind it are not known here. */
function isTrusted({ input }: PodWork, container: string, kind: ProbeKind, probe: Probe): boolean {
  return (input.trustedProbes ?? []).some(
    (known) => known.container === container && known.kind === kind && sameJson(known.probe, probe),
  );
}

function execOutcome(
  work: PodWork,
  spec: Container,
  probe: Probe,
  atMs: number,
  forms: { readonly hangs: boolean; readonly forced: boolean; readonly real: boolean },
): ProbeOutcome {
  const command = probe.exec?.command ?? [];
  const timeout = `command timed out: "${command.join(' ')}" timed out after ${probe.timeoutSeconds ?? 1}s`;
  if (forms.hangs) return failed(timeout);
  if (forms.forced) return failed('');
  const result = runCommand(work, spec, command, atMs, forms.real);
  if (!result) {
    const why = `exec: "${command[0] ?? ''}": executable file not found in $PATH`;
    return failed(`OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown`);
  }
  if (result.endless || result.takesMs > (probe.timeoutSeconds ?? 1) * 1000) return failed(timeout);
  if (result.status === 0) return fine;
  const answersAtMs = runtimeOf(work, spec.name).answersAtMs ?? 0;
  return failed(result.stdout + result.stderr, atMs < answersAtMs ? answersAtMs : undefined);
}

interface ProbeTarget {
  readonly port: number;
  readonly refused: string;
  readonly timeout: string;
  /** The server does not speak HTTP. */
  readonly closed: string;
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
    return {
      port,
      refused: timeout,
      timeout,
      closed: timeout,
      refusal: 'service unhealthy (responded with "NOT_SERVING")',
    };
  }
  const port = portNumber(probe.httpGet?.port ?? probe.tcpSocket?.port ?? 0, spec);
  const host = probe.httpGet?.host ?? probe.tcpSocket?.host ?? ip;
  const refused = `dial tcp ${host}:${port}: connect: connection refused`;
  if (!probe.httpGet)
    return { port, refused, timeout: `dial tcp ${host}:${port}: i/o timeout`, closed: refused, refusal: refused };
  const { scheme = 'HTTP', path = '/' } = probe.httpGet;
  const url = `Get "${scheme.toLowerCase()}://${host}:${port}${path.startsWith('/') ? '' : '/'}${path}"`;
  return {
    port,
    refused: `${url}: ${refused}`,
    closed: `${url}: EOF`,
    timeout: `${url}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    refusal: 'HTTP probe failed with statuscode: 500',
  };
}
