/**
 * pods/…/proxy and services/…/proxy: HTTP requests that are passed on to a Pod. Models pkg/registry/core/pod/strategy.go
 * and pkg/registry/core/service/storage ResourceLocation.
 */

import type { ProxiedRequest } from '../../api/controller.ts';
import type { ApiResponse } from '../../api/request.ts';
import { badRequest, failure, notFound, StatusError } from '../../api/status.ts';
import { rowByName } from '../../api/scheme.ts';
import type { EndpointAddress, Pod } from '../../api/types.ts';
import type { RequestScope } from '../request-scope.ts';

interface Target {
  readonly pod: Pod;
  readonly port: string;
}

const unavailable = (message: string): StatusError => new StatusError(failure(503, 'ServiceUnavailable', message));

/** `name`, `name:port` or `scheme:name:port`. Models apimachinery/pkg/util/net SplitSchemeNamePort. */
function splitName(id: string): { readonly scheme: string; readonly name: string; readonly port: string } | undefined {
  const parts = id.split(':');
  if (parts.length > 3) return undefined;
  const [scheme = '', name = '', port = ''] = parts.length === 3 ? parts : ['', ...parts];
  return name === '' || !['', 'http', 'https'].includes(scheme) ? undefined : { scheme, name, port };
}

/** Passes a request on to a Pod, or to one of the Pods of a Service. */
export function handleProxy(scope: RequestScope, method: ProxiedRequest['method']): ApiResponse {
  const { name: id = '', proxyPath = '', query, body, server } = scope;
  const isPod = scope.definition.row.kind === 'Pod';
  const split = splitName(id);
  if (!split) throw new StatusError(badRequest(`invalid ${isPod ? 'pod' : 'service'} request "${id}"`));
  const { pod, port } = isPod ? podTarget(scope, split.name, split.port) : serviceTarget(scope, split.name, split.port);
  if (!server.connectPod) throw new StatusError(failure(501, 'NotImplemented', 'this cluster runs no servers'));
  const search = new URLSearchParams(query).toString();
  const path = `${proxyPath === '' ? '/' : proxyPath}${search === '' ? '' : `?${search}`}`;
  const proxied = { method, isSecure: split.scheme === 'https', port, path };
  return server.connectPod({ pod, subresource: 'proxy', proxied, query, body });
}

function podTarget({ rules, definition, namespace }: RequestScope, name: string, asked: string): Target {
  const pod = rules.reader.get('pods', namespace, name);
  if (!pod) throw new StatusError(notFound(definition.row, name));
  if (!pod.status.podIP) throw new StatusError(badRequest('address not allowed'));
  const first = pod.spec.containers.flatMap(({ ports }) => ports?.slice(0, 1) ?? [])[0]?.containerPort;
  return { pod, port: asked === '' ? String(first ?? 80) : asked };
}

function serviceTarget(scope: RequestScope, name: string, asked: string): Target {
  const { rules, definition, namespace } = scope;
  const { reader, random } = rules;
  const portName = /^[+-]?\d+$/.test(asked) ? namedPort(scope, name, Number(asked)) : asked;
  const endpoints = reader.get('endpoints', namespace, name);
  if (!endpoints) throw new StatusError(notFound(rowByName('endpoints') ?? definition.row, name));
  const subsets = endpoints.subsets ?? [];
  const start = subsets.length > 1 ? random.integer(0, subsets.length - 1) : 0;
  for (const subset of [...subsets.slice(start), ...subsets.slice(0, start)]) {
    const port = (subset.ports ?? []).find((entry) => (entry.name ?? '') === portName)?.port;
    const pods = (subset.addresses ?? []).flatMap((address) => podOf(scope, address) ?? []);
    if (port === undefined || pods.length === 0) continue;
    return { pod: pods[random.integer(0, pods.length - 1)]!, port: String(port) };
  }
  throw unavailable(`no endpoints available for service "${subsets.length === 0 ? name : scope.name}"`);
}

/** The name of the Service's port of that number. */
function namedPort({ rules, definition, namespace }: RequestScope, name: string, port: number): string {
  const service = rules.reader.get('services', namespace, name);
  if (!service) throw new StatusError(notFound(definition.row, name));
  const found = (service.spec.ports ?? []).find((entry) => entry.port === port);
  if (!found) throw unavailable(`no service port ${port} found for service "${name}"`);
  return found.name ?? '';
}

/** The Pod behind an address; addresses that no Pod has are not connected to. Models isValidAddress. */
function podOf({ rules }: RequestScope, { ip, targetRef }: EndpointAddress): Pod | undefined {
  if (targetRef?.kind !== 'Pod') return undefined;
  const pod = rules.reader.get('pods', targetRef.namespace, targetRef.name ?? '');
  return pod?.status.podIP === ip ? pod : undefined;
}
