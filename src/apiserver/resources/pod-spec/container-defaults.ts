/** Defaults of containers, their probes, hooks, ports and environment. Models pkg/apis/core/v1/defaults.go. */

import type {
  Container,
  ContainerPort,
  EnvVar,
  HTTPGetAction,
  Lifecycle,
  LifecycleHandler,
  Probe,
  ResourceRequirements,
} from '../../../api/types.ts';
import { canonicalQuantity, formatQuantity, parseQuantity, roundUpToMilli } from '../../../api/quantity.ts';
import { ifPresent, mapShared, withDefaults, withFields } from '../../../lib/sharing.ts';
import { isLatestImage } from './image-name.ts';

type ResourceList = Readonly<Record<string, string>>;

/** Canonical amounts, rounded up to thousandths. Models SetDefaults_ResourceList. */
export function setResourceListDefaults(list: ResourceList): ResourceList {
  let next: Record<string, string> | undefined;
  for (const [name, amount] of Object.entries(list)) {
    const quantity = parseQuantity(String(amount));
    if (!quantity) continue;
    const rounded = formatQuantity(roundUpToMilli(quantity));
    if (rounded === amount) continue;
    next ??= { ...list };
    next[name] = rounded;
  }
  return next ?? list;
}

/** Canonical amounts of limits and requests. */
export function setResourcesDefaults<T extends Pick<ResourceRequirements, 'limits' | 'requests'>>(resources: T): T {
  const limits = ifPresent(resources.limits, setResourceListDefaults);
  const requests = ifPresent(resources.requests, setResourceListDefaults);
  return withFields<Pick<ResourceRequirements, 'limits' | 'requests'>>(resources, { limits, requests }) as T;
}

function setHttpGetDefaults(action: HTTPGetAction): HTTPGetAction {
  return withDefaults(action, { path: '/', scheme: 'HTTP' });
}

/** Models SetDefaults_Probe; zero counts as unset. */
function setProbeDefaults(probe: Probe): Probe {
  const filled = withFields(probe, {
    timeoutSeconds: probe.timeoutSeconds || 1,
    periodSeconds: probe.periodSeconds || 10,
    successThreshold: probe.successThreshold || 1,
    failureThreshold: probe.failureThreshold || 3,
    httpGet: ifPresent(probe.httpGet, setHttpGetDefaults),
  });
  if (!filled.grpc) return filled;
  return withFields(filled, { grpc: withFields(filled.grpc, { service: filled.grpc.service ?? '' }) });
}

function setHandlerDefaults(handler: LifecycleHandler): LifecycleHandler {
  return withFields(handler, { httpGet: ifPresent(handler.httpGet, setHttpGetDefaults) });
}

function setLifecycleDefaults(lifecycle: Lifecycle): Lifecycle {
  return withFields(lifecycle, {
    postStart: ifPresent(lifecycle.postStart, setHandlerDefaults),
    preStop: ifPresent(lifecycle.preStop, setHandlerDefaults),
  });
}

function setPortDefaults(port: ContainerPort): ContainerPort {
  return withDefaults(port, { protocol: 'TCP' });
}

function setEnvDefaults(variable: EnvVar): EnvVar {
  const { valueFrom } = variable;
  if (!valueFrom) return variable;
  return withFields(variable, {
    valueFrom: withFields(valueFrom, {
      fieldRef: ifPresent(valueFrom.fieldRef, (ref) => withDefaults(ref, { apiVersion: 'v1' })),
      resourceFieldRef: ifPresent(valueFrom.resourceFieldRef, (ref) =>
        withFields(ref, { divisor: canonicalQuantity(String(ref.divisor ?? '0')) }),
      ),
      fileKeyRef: ifPresent(valueFrom.fileKeyRef, (ref) => withDefaults(ref, { optional: false })),
    }),
  });
}

/** Models SetDefaults_Container and what generated defaulting calls for its parts. */
export function setContainerDefaults<T extends Container>(container: T): T {
  const { image = '' } = container;
  const filled = withDefaults<Container>(container, {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: isLatestImage(image) ? 'Always' : 'IfNotPresent',
  });
  return withFields<Container>(filled, {
    name: filled.name ?? '',
    resources: setResourcesDefaults(filled.resources ?? {}),
    ports: ifPresent(filled.ports, (ports) => mapShared(ports, setPortDefaults)),
    env: ifPresent(filled.env, (env) => mapShared(env, setEnvDefaults)),
    lifecycle: ifPresent(filled.lifecycle, setLifecycleDefaults),
    livenessProbe: ifPresent(filled.livenessProbe, setProbeDefaults),
    readinessProbe: ifPresent(filled.readinessProbe, setProbeDefaults),
    startupProbe: ifPresent(filled.startupProbe, setProbeDefaults),
  }) as T;
}
