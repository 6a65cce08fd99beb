/** HTTP requests to the servers of a Pod that the API server passes on. Models apimachinery/pkg/util/proxy UpgradeAwareHandler. */

import type { PodConnectionAnswer, ProxiedRequest, SyncContext } from '../api/controller.ts';
import type { JsonValue } from '../api/json.ts';
import { failure } from '../api/status.ts';
import type { Pod } from '../api/types.ts';
import { respond } from './programs/http-server.ts';
import { visitorWorld } from './visit.ts';

/** The address that servers see: that of the control plane. */
const ownAddress = '10.244.0.1';

/** Answers from the Pod's server. A GET leaves no line in its log: reads leave no trace in the history. */
export function proxyToPod(pod: Pod, request: ProxiedRequest, context: SyncContext): PodConnectionAnswer {
  const { method, port, path, isSecure } = request;
  const unreached = (why: string): PodConnectionAnswer => {
    const status = failure(503, 'ServiceUnavailable', `error trying to reach service: ${why}`);
    return { response: { code: 503, body: status as unknown as JsonValue } };
  };
  const address = pod.status.podIP ?? '';
  const host = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  if (!/^\d+$/.test(port)) return unreached(`dial tcp: lookup tcp/${port}: unknown port`);
  const { world, commit } = visitorWorld(pod.metadata.namespace ?? '', ownAddress, context);
  const connection = world.connect(address, Number(port));
  if (connection.type === 'refused') return unreached(`dial tcp ${host}: connect: connection refused`);
  if (connection.type !== 'open') return unreached(`dial tcp ${host}: i/o timeout`);
  if (isSecure) return unreached('tls: first record does not look like a TLS handshake');
  const agent = 'kubectl/v1.36.0';
  const reply = respond(connection, path, { method, agent, from: ownAddress, nowMs: context.nowMs });
  if (!reply) return unreached('EOF');
  if (method !== 'GET') commit();
  return { response: { code: reply.status, body: reply.body, contentType: reply.contentType } };
}
