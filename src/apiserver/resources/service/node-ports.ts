/** Ports that Services open on every node. Models pkg/registry/core/service/portallocator and storage/alloc.go. */

import { invalid, invalidStatus } from '../../../api/field-error.ts';
import { StatusError } from '../../../api/status.ts';
import type { Service, ServicePort } from '../../../api/types.ts';
import type { Random } from '../../../lib/random.ts';
import { mapShared, withFields } from '../../../lib/sharing.ts';
import type { RuleContext } from '../../resource.ts';

const firstPort = 30_000;
const lastPort = 32_767;
const dynamicOffset = 86;
const attempts = 512;

/** Hands out ports of one request; what it gives is taken at once. */
class PortPool {
  readonly #used: Set<number>;
  readonly #random: Random;

  readonly #dryRun: boolean;

  constructor({ reader, random, dryRun = false }: RuleContext) {
    this.#random = random;
    this.#dryRun = dryRun;
    this.#used = new Set(reader.list('services').flatMap(nodePortsOf));
  }

  /** Takes a port that was asked for; answers why it cannot. A dry run does not look at the range, as upstream. */
  take(port: number): string | undefined {
    if (!this.#dryRun && (port < firstPort || port > lastPort)) {
      return `provided port is not in the valid range. The range of valid ports is ${firstPort}-${lastPort}`;
    }
    if (this.#used.has(port)) return 'provided port is already allocated';
    this.#used.add(port);
    return undefined;
  }

  next(): number {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const port = this.#random.integer(firstPort + dynamicOffset, lastPort);
      if (this.take(port) === undefined) return port;
    }
    let port = lastPort;
    while (port > firstPort && this.take(port) !== undefined) port--;
    return port;
  }
}

/** Every port that a Service has on the nodes. */
export function nodePortsOf({ spec }: Service): readonly number[] {
  const ports = (spec.ports ?? []).flatMap(({ nodePort }) => (nodePort ? [nodePort] : []));
  return spec.healthCheckNodePort ? [...ports, spec.healthCheckNodePort] : ports;
}

/** True for a Service that is reached through the nodes. */
export function needsNodePorts({ spec }: Service): boolean {
  return spec.type === 'NodePort' || spec.type === 'LoadBalancer';
}

/** True when the Service has a port for health checks of its load balancer. */
export function needsHealthCheckPort({ spec }: Service): boolean {
  return spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
}

function refuse(service: Service, index: number, port: number, error: string): never {
  const errors = [invalid(`spec.ports[${index}].nodePort`, port, error)];
  throw new StatusError(invalidStatus('Service', '', service.metadata.name, errors));
}

function allocatePorts(service: Service, old: Service | undefined, pool: PortPool): readonly ServicePort[] {
  const kept = new Set(old ? nodePortsOf(old) : []);
  const byPort = new Map<number, number>();
  const ports = service.spec.ports ?? [];
  return mapShared(ports, (port, index) => {
    if (!port.nodePort && service.spec.type === 'LoadBalancer' && !service.spec.allocateLoadBalancerNodePorts)
      return port;
    const shared = old ? undefined : byPort.get(port.port);
    if (shared !== undefined && !port.nodePort) return { ...port, nodePort: shared };
    const wanted =
      port.nodePort || (old ? 0 : (ports.find((other) => other.port === port.port && other.nodePort)?.nodePort ?? 0));
    const known = wanted !== 0 && (kept.has(wanted) || shared === wanted);
    const error = wanted !== 0 && !known ? pool.take(wanted) : undefined;
    if (error) refuse(service, index, wanted, error);
    kept.add(wanted);
    const nodePort = wanted || pool.next();
    byPort.set(port.port, nodePort);
    return nodePort === port.nodePort ? port : { ...port, nodePort };
  });
}

/** The Service with its node ports and its health check port allocated; refuses ports that cannot be had. */
export function allocateNodePorts(service: Service, old: Service | undefined, context: RuleContext): Service {
  if (!needsNodePorts(service)) return service;
  const pool = new PortPool(context);
  const { ports } = service.spec;
  const spec = withFields(service.spec, { ports: ports && allocatePorts(service, old, pool) });
  const wantsHealthCheck = needsHealthCheckPort(service) && !spec.healthCheckNodePort;
  return withFields(service, { spec: wantsHealthCheck ? { ...spec, healthCheckNodePort: pool.next() } : spec });
}
