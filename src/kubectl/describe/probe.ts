/** Probes in one line. Models describe.go DescribeProbe. */

import type { HTTPGetAction, Probe } from '../../api/types.ts';
import { listText } from './text.ts';

/** What Go's url package leaves as it is in a path. */
const plainInPath = /^[A-Za-z0-9\-_.~$&+,/:;=@]$/;

function escapePath(path: string): string {
  return [...path]
    .map((character) => {
      if (plainInPath.test(character)) return character;
      const bytes = new TextEncoder().encode(character);
      return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
    })
    .join('');
}

function urlText({ scheme = '', host = '', port, path = '' }: HTTPGetAction): string {
  const prefix = scheme ? `${scheme.toLowerCase()}:` : '';
  const address = host.includes(':') ? `[${host}]` : host;
  const slash = path !== '' && !path.startsWith('/') ? '/' : '';
  return `${prefix}//${address}:${port}${slash}${escapePath(path)}`;
}

export function probeText(probe: Probe): string {
  const numbers = `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 0}s period=${probe.periodSeconds ?? 0}s`;
  const attributes = `${numbers} #success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`;
  if (probe.exec) return `exec ${listText(probe.exec.command)} ${attributes}`;
  if (probe.httpGet) return `http-get ${urlText(probe.httpGet)} ${attributes}`;
  if (probe.tcpSocket) return `tcp-socket ${probe.tcpSocket.host ?? ''}:${probe.tcpSocket.port} ${attributes}`;
  if (probe.grpc) return `grpc <pod>:${probe.grpc.port} ${probe.grpc.service ?? ''} ${attributes}`;
  return `unknown ${attributes}`;
}
