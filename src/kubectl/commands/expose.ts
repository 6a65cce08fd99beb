/** `kubectl expose`. Models kubectl/pkg/cmd/expose/expose.go. */

import { recordFlag } from '../change-cause.ts';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import type { LabelSelector } from '../../api/types.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import type { BuilderOptions, ResourceInfo } from '../plan-visits.ts';
import { dryRunOf } from '../request-options.ts';
import { visitInfos } from '../resolve.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags } from '../shared-flags.ts';
import { overridden, overrideFlags } from '../local-patch.ts';
import { createGenerated, resourceOf, saveConfigFlag } from './generate.ts';
import { containersOf } from './set-template.ts';

const maxNameLength = 63;

const objectOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});

function checkKind({ resource: { kind, group } }: ResourceInfo): void {
  if (['Pod', 'Service', 'ReplicationController', 'Deployment', 'ReplicaSet'].includes(kind)) return;
  throw new KubectlError(`cannot expose a ${group ? `${kind}.${group}` : kind}`);
}

/** `a=b,c=d` as a map. Models ParseLabels. */
function parseMap(text: string): JsonObject {
  return Object.fromEntries(
    text.split(',').map((pair): [string, string] => {
      const [key, value, ...rest] = pair.split('=');
      if (!key || value === undefined || rest.length > 0) throw new KubectlError(`unexpected label spec: ${pair}`);
      return [key, value];
    }),
  );
}

/** The labels by which the Service finds its Pods. Models MapBasedSelectorForObject. */
function selectorFor({ resource, object }: ResourceInfo, given: string): JsonObject {
  if (given !== '') return parseMap(given);
  if (resource.kind === 'Pod') {
    const labels = objectOf(objectOf(object.metadata).labels);
    if (Object.keys(labels).length === 0)
      throw new KubectlError(
        "couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed",
      );
    return labels;
  }
  const { selector: stored } = objectOf(object.spec);
  if (resource.kind === 'Deployment' || resource.kind === 'ReplicaSet') {
    return labelsOnly(objectOf(stored) as LabelSelector, resource.kind.toLowerCase());
  }
  const selector = objectOf(stored);
  if (Object.keys(selector).length === 0) {
    throw new KubectlError(
      "couldn't retrieve selectors via --selector flag or introspection: the service has no pod selector set",
    );
  }
  return selector;
}

/** A Service can only select by labels. */
function labelsOnly({ matchLabels = {}, matchExpressions = [] }: LabelSelector, kind: string): JsonObject {
  const introspection = "couldn't retrieve selectors via --selector flag or introspection";
  if (matchExpressions.length > 0) {
    const shown = matchExpressions.map(
      ({ key, operator, values = [] }) => `{Key:${key} Operator:${operator} Values:[${values.join(' ')}]}`,
    );
    const fault = `couldn't convert expressions - "[${shown.join(' ')}]" to map-based selector format`;
    throw new KubectlError(`${introspection}: ${fault}`);
  }
  if (Object.keys(matchLabels).length > 0) return matchLabels;
  throw new KubectlError(`${introspection}: invalid ${kind}: no selectors, therefore cannot be exposed`);
}

interface PortProtocol {
  readonly port: number;
  readonly protocol: string;
}

/** Ports of a Pod's containers, or of a Service. */
function portsOf({ resource, object }: ResourceInfo): readonly PortProtocol[] {
  const spec = objectOf(object.spec);
  const podSpec = resource.kind === 'Pod' ? spec : objectOf(objectOf(spec.template).spec);
  const lists = resource.kind === 'Service' ? [spec.ports] : containersOf(podSpec).map(({ ports }) => ports);
  return lists
    .flatMap((list) => (Array.isArray(list) ? list.filter(isJsonObject) : []))
    .map((entry) => ({
      port: Number(resource.kind === 'Service' ? entry.port : entry.containerPort),
      protocol: typeof entry.protocol === 'string' ? entry.protocol : 'TCP',
    }));
}

function servicePorts({ flags }: CommandContext, info: ResourceInfo): readonly JsonObject[] {
  const given = flags.string('port');
  const known = portsOf(info);
  const protocol = flags.string('protocol');
  const wanted = given === '' ? known.map(({ port }) => String(port)) : given.split(',');
  if (wanted.length === 0 && flags.string('cluster-ip') !== 'None') {
    throw new KubectlError("couldn't find port via --port flag or introspection");
  }
  const target = flags.string('target-port');
  return wanted.map((text, index) => {
    if (!/^\d+$/.test(text)) {
      throw new KubectlError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
    }
    const port = Number(text);
    const found = known.find((entry) => entry.port === port)?.protocol;
    const targetPort = target === '' ? port : /^\d+$/.test(target) ? Number(target) : target;
    return {
      ...(wanted.length > 1 ? { name: `port-${index + 1}` } : {}),
      port,
      protocol: protocol || found || 'TCP',
      targetPort,
    };
  });
}

function serviceFor(context: CommandContext, info: ResourceInfo): JsonObject {
  const { flags } = context;
  const selector = selectorFor(info, flags.string('selector'));
  const ports = servicePorts(context, info);
  const labels =
    flags.string('labels') === '' ? objectOf(objectOf(info.object.metadata).labels) : parseMap(flags.string('labels'));
  const clusterIP = flags.string('cluster-ip');
  const affinity = flags.string('session-affinity');
  const type = flags.string('type');
  if (affinity !== '' && affinity !== 'None' && affinity !== 'ClientIP') {
    throw new KubectlError(`unknown session affinity: ${affinity}`);
  }
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: flags.string('name') || info.name.slice(0, maxNameLength),
      ...(context.enforceNamespace ? { namespace: context.namespace } : {}),
      ...(Object.keys(labels).length > 0 ? { labels } : {}),
    },
    spec: {
      ...(ports.length > 0 ? { ports } : {}),
      selector,
      ...(type ? { type } : {}),
      ...(clusterIP ? { clusterIP } : {}),
      ...(affinity ? { sessionAffinity: affinity } : {}),
      ...(flags.string('external-ip') ? { externalIPs: [flags.string('external-ip')] } : {}),
      ...(flags.string('load-balancer-ip') ? { loadBalancerIP: flags.string('load-balancer-ip') } : {}),
    },
    status: { loadBalancer: {} },
  };
}

async function run(context: CommandContext): Promise<void> {
  const { flags } = context;
  dryRunOf(context);
  const options: BuilderOptions = {
    args: context.args,
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    latest: true,
    continueOnError: true,
  };
  const { errors } = await visitInfos(context, options, async (info) => {
    checkKind(info);
    const service = serviceFor(context, info);
    const object = overridden(context, service, resourceOf(service));
    await createGenerated(context, { object, operation: 'exposed' });
  });
  throwAll(errors);
}

const text = (name: string, usage: string): { name: string; type: 'string'; usage: string } => ({
  name,
  type: 'string',
  usage,
});

export const exposeCommand: Command = {
  name: 'expose',
  short: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  long: `Expose a resource as a new Kubernetes service.

 Looks up a deployment, service, replica set, replication controller or pod by name and uses the selector for that resource as the selector for a new service on the specified port. A deployment or replica set will be exposed as a service only if its selector is convertible to a selector that service supports, i.e. when the selector contains only the matchLabels component. Note that if no port is specified via --port and the exposed resource has multiple ports, all will be re-used by the new service. Also if no labels are specified, the new service will re-use the labels from the resource it exposes.

 Possible resources include (case insensitive):

 pod (po), service (svc), replicationcontroller (rc), deployment (deploy), replicaset (rs)`,
  examples: `# Create a service for a replicated nginx, which serves on port 80 and connects to the containers on port 8000
kubectl expose rc nginx --port=80 --target-port=8000

# Create a service for a replication controller identified by type and name specified in "nginx-controller.yaml", which serves on port 80 and connects to the containers on port 8000
kubectl expose -f nginx-controller.yaml --port=80 --target-port=8000

# Create a service for a pod valid-pod, which serves on port 444 with the name "frontend"
kubectl expose pod valid-pod --port=444 --name=frontend

# Create a second service based on the above service, exposing the container port 8443 as port 443 with the name "nginx-https"
kubectl expose service nginx --port=443 --target-port=8443 --name=nginx-https

# Create a service for a replicated streaming application on port 4100 balancing UDP traffic and named 'video-stream'.
kubectl expose rc streamer --port=4100 --protocol=UDP --name=video-stream

# Create a service for a replicated nginx using replica set, which serves on port 80 and connects to the containers on port 8000
kubectl expose rs nginx --port=80 --target-port=8000

# Create a service for an nginx deployment, which serves on port 80 and connects to the containers on port 8000
kubectl expose deployment nginx --port=80 --target-port=8000`,
  usage:
    'kubectl expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type] [options]',
  flags: [
    recordFlag,
    ...printFlags,
    text(
      'cluster-ip',
      "ClusterIP to be assigned to the service. Leave empty to auto-allocate, or set to 'None' to create a headless service.",
    ),
    dryRunFlag,
    text(
      'external-ip',
      'Additional external IP address (not managed by Kubernetes) to accept for the service. If this IP is routed to a node, the service can be accessed by this IP in addition to its generated service IP.',
    ),
    fieldManagerFlag('kubectl-expose'),
    ...filenameFlags('Filename, directory, or URL to files identifying the resource to expose a service'),
    { name: 'labels', shorthand: 'l', type: 'string', usage: 'Labels to apply to the service created by this call.' },
    text(
      'load-balancer-ip',
      'IP to assign to the LoadBalancer. If empty, an ephemeral IP will be created and used (cloud-provider specific).',
    ),
    text('name', 'The name for the newly created object.'),
    ...overrideFlags,
    saveConfigFlag,
    text('port', 'The port that the service should serve on. Copied from the resource being exposed, if unspecified'),
    text('protocol', "The network protocol for the service to be created. Default is 'TCP'."),
    text(
      'selector',
      'A label selector to use for this service. Only equality-based selector requirements are supported. If empty (the default) infer the selector from the replication controller or replica set.)',
    ),
    text(
      'session-affinity',
      "If non-empty, set the session affinity for the service to this; legal values: 'None', 'ClientIP'",
    ),
    text(
      'target-port',
      'Name or number for the port on the container that the service should direct traffic to. Optional.',
    ),
    text('type', "Type for this service: ClusterIP, NodePort, LoadBalancer, or ExternalName. Default is 'ClusterIP'."),
  ],
  run,
};
