/** Warnings about Pods and templates. Models pkg/api/pod/warnings.go. */

import { isWholeQuantity, quantityOf } from '../../../api/quantity.ts';
import type {
  Container,
  ContainerPort,
  ObjectMeta,
  PodAffinity,
  PodSpec,
  PodTemplateSpec,
  Volume,
} from '../../../api/types.ts';
import { ipWarnings } from '../ip-address.ts';
import { goQuote } from '../../../lib/go-quote.ts';
import { claimSpecWarnings } from '../storage/claim-warnings.ts';
import { labelDeprecation, labelWarnings, nodeSelectorWarnings } from './node-label-warnings.ts';
import { virtualPathWarnings } from './virtual-path-warnings.ts';

const deprecatedAnnotations: Readonly<Record<string, string>> = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
};
const deprecatedVolumes: readonly (readonly [keyof Volume, string, string])[] = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];
const noSelector = 'a null labelSelector results in matching no pod';

function placementWarnings(spec: PodSpec, path: string): string[] {
  const { nodeSelector = {}, affinity, topologySpreadConstraints = [] } = spec;
  const nodes = affinity?.nodeAffinity;
  const required = `${path}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
  const preferred = `${path}.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution`;
  return [
    ...Object.keys(nodeSelector).flatMap((key) => {
      const message = labelDeprecation(key);
      return message ? [`${path}.nodeSelector[${key}]: ${message}`] : [];
    }),
    ...nodeSelectorWarnings(nodes?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [], required),
    ...(nodes?.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(({ preference }, index) =>
      (preference.matchExpressions ?? []).flatMap(({ key }, at) =>
        labelWarnings(key, `${preferred}[${index}].preference.matchExpressions[${at}].key`),
      ),
    ),
    ...topologySpreadConstraints.flatMap(({ topologyKey, labelSelector }, index) => {
      const at = `${path}.topologySpreadConstraints[${index}]`;
      return [
        ...labelWarnings(topologyKey, `${at}.topologyKey`),
        ...(labelSelector ? [] : [`${at}.labelSelector: ${noSelector}`]),
      ];
    }),
  ];
}

function volumeWarnings(volumes: readonly Volume[], path: string): string[] {
  return volumes.flatMap((volume, index) => {
    const template = volume.ephemeral?.volumeClaimTemplate;
    const at = `${path}[${index}]`;
    return [
      ...deprecatedVolumes.flatMap(([field, name, message]) =>
        volume[field] === undefined ? [] : [`${at}.${name}: ${message}`],
      ),
      ...(template ? claimSpecWarnings(template.spec, `${at}.ephemeral.volumeClaimTemplate.spec`) : []),
    ];
  });
}

/** Entries that have a value twice. */
function duplicates(values: readonly string[]): readonly (readonly [number, string])[] {
  return [...values.entries()].filter(([index, value]) => values.indexOf(value) < index);
}

function fractionWarnings(list: Readonly<Record<string, string>> | undefined, path: string, name: string): string[] {
  const amount = list && Object.hasOwn(list, name) ? list[name] : undefined;
  if (amount === undefined || isWholeQuantity(quantityOf(amount))) return [];
  return [`${path}[${name}]: fractional byte value ${goQuote(amount)} is invalid, must be an integer`];
}

/** A variable that replaces an earlier one without using it. */
function envWarnings({ env = [] }: Container, path: string): string[] {
  return duplicates(env.map(({ name }) => name)).flatMap(([index, name]) => {
    const { value = '', valueFrom } = env[index]!;
    const reference = `$(${name})`;
    const builds = !valueFrom && value !== reference && value.includes(reference);
    const hides = `hides previous definition of ${goQuote(name)}, which may be dropped when using apply`;
    return builds ? [] : [`${path}.env[${index}]: ${hides}`];
  });
}

interface Placed {
  readonly container: Container;
  readonly path: string;
}

function containersOf(spec: PodSpec, path: string): readonly Placed[] {
  const lists = ['initContainers', 'containers', 'ephemeralContainers'] as const;
  return lists.flatMap((list) =>
    (spec[list] ?? []).map((container: Container, index) => ({ container, path: `${path}.${list}[${index}]` })),
  );
}

function containerWarnings({ container, path }: Placed, spec: PodSpec, meta: Annotated, metaPath: string): string[] {
  const { limits, requests } = container.resources ?? {};
  const annotations = meta?.annotations ?? {};
  const seccompKey = `container.seccomp.security.alpha.kubernetes.io/${container.name}`;
  const appArmorKey = `container.apparmor.security.beta.kubernetes.io/${container.name}`;
  const hasAppArmor = spec.securityContext?.appArmorProfile ?? container.securityContext?.appArmorProfile;
  const isTemplate = metaPath !== 'metadata';
  const warnings: string[] = [];
  if (!container.securityContext?.seccompProfile && annotations[seccompKey] !== undefined) {
    warnings.push(
      `${metaPath}.annotations[${seccompKey}]: non-functional in v1.27+; use the "seccompProfile" field instead`,
    );
  }
  if (isTemplate && !hasAppArmor && annotations[appArmorKey] !== undefined) {
    warnings.push(
      `${metaPath}.annotations[${appArmorKey}]: deprecated since v1.30; use the "appArmorProfile" field instead`,
    );
  }
  return [
    ...warnings,
    ...fractionWarnings(limits, `${path}.resources.limits`, 'memory'),
    ...fractionWarnings(requests, `${path}.resources.requests`, 'memory'),
    ...fractionWarnings(limits, `${path}.resources.limits`, 'ephemeral-storage'),
    ...fractionWarnings(requests, `${path}.resources.requests`, 'ephemeral-storage'),
    ...envWarnings(container, path),
  ];
}

/** A port as Go's `%+v` prints it. */
function portText({ name = '', hostPort = 0, containerPort, protocol = '', hostIP = '' }: ContainerPort): string {
  return `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
}

function portWarnings(containers: readonly Placed[]): string[] {
  const seen = new Map<string, { path: string; port: ContainerPort }[]>();
  return containers.flatMap(({ container, path }) =>
    (container.ports ?? []).flatMap((port, index) => {
      const at = `${path}.ports[${index}]`;
      const { hostIP = '', hostPort = 0 } = port;
      const key = `${port.containerPort}/${port.protocol}`;
      const warnings = hostIP && !hostPort ? [`${at}: hostIP set without hostPort: ${portText(port)}`] : [];
      for (const other of seen.get(key) ?? []) {
        const { hostIP: otherIp = '', hostPort: otherPort = 0 } = other.port;
        if (hostIP === otherIp && hostPort === otherPort) {
          warnings.push(`${at}: duplicate port definition with ${other.path}`);
        } else if (hostPort === 0 || otherPort === 0) {
          warnings.push(`${at}: overlapping port definition with ${other.path}`);
        } else if (hostPort === otherPort && (hostIP === '') !== (otherIp === '')) {
          warnings.push(`${at}: dangerously ambiguous port definition with ${other.path}`);
        }
      }
      seen.set(key, [...(seen.get(key) ?? []), { path: at, port }]);
      return warnings;
    }),
  );
}

/** Containers that run side by side and give a port the same name. */
function portNameWarnings(containers: readonly Placed[]): string[] {
  const names = new Map<string, string>();
  const sideBySide = containers.filter(
    ({ container, path }) => !path.includes('.initContainers[') || container.restartPolicy === 'Always',
  );
  return sideBySide.flatMap(({ container, path }) =>
    (container.ports ?? []).flatMap(({ name }, index) => {
      if (!name) return [];
      const at = `${path}.ports[${index}]`;
      const first = names.get(name);
      if (first === undefined) names.set(name, at);
      const detail = 'services and probes that select ports by name will use';
      return first === undefined
        ? []
        : [`${at}: duplicate port name ${goQuote(name)} with ${first}, ${detail} ${first}`];
    }),
  );
}

function affinityWarnings(affinity: PodAffinity | undefined, path: string): string[] {
  const required = `${path}.requiredDuringSchedulingIgnoredDuringExecution`;
  const preferred = `${path}.preferredDuringSchedulingIgnoredDuringExecution`;
  return [
    ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(({ labelSelector }, index) =>
      labelSelector ? [] : [`${required}[${index}].labelSelector: ${noSelector}`],
    ),
    ...(affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(({ podAffinityTerm }, index) =>
      podAffinityTerm.labelSelector ? [] : [`${preferred}[${index}].podAffinityTerm.labelSelector: ${noSelector}`],
    ),
  ];
}

type Annotated = Pick<ObjectMeta, 'annotations'> | undefined;

/** Texts about a Pod spec; `base` is empty for a Pod and the template's path with a dot otherwise. */
function specWarnings(spec: PodSpec, meta: Annotated, base: string): readonly string[] {
  const path = `${base}spec`;
  const metaPath = `${base}metadata`;
  const containers = containersOf(spec, path);
  const aliases = (spec.hostAliases ?? []).map(({ ip }) => ip);
  const secrets = (spec.imagePullSecrets ?? []).map(({ name = '' }) => name);
  const seccompKey = 'seccomp.security.alpha.kubernetes.io/pod';
  const hasSeccompAnnotation = meta?.annotations?.[seccompKey] !== undefined && !spec.securityContext?.seccompProfile;
  const grace = 'must be >= 0; negative values are invalid and will be treated as 1';
  return [
    ...placementWarnings(spec, path),
    ...Object.entries(deprecatedAnnotations).flatMap(([key, message]) =>
      meta?.annotations?.[key] === undefined ? [] : [`${metaPath}.annotations[${key}]: ${message}`],
    ),
    ...volumeWarnings(spec.volumes ?? [], `${path}.volumes`),
    ...virtualPathWarnings(spec.volumes ?? []),
    ...duplicates(aliases).map(([index, ip]) => `${path}.hostAliases[${index}].ip: duplicate ip ${goQuote(ip)}`),
    ...duplicates(secrets).map(
      ([index, name]) => `${path}.imagePullSecrets[${index}].name: duplicate name ${goQuote(name)}`,
    ),
    ...secrets.flatMap((name, index) =>
      name ? [] : [`${path}.imagePullSecrets[${index}].name: invalid empty name ${goQuote(name)}`],
    ),
    ...fractionWarnings(spec.overhead, `${path}.overhead`, 'memory'),
    ...fractionWarnings(spec.overhead, `${path}.overhead`, 'ephemeral-storage'),
    ...(hasSeccompAnnotation
      ? [`${metaPath}.annotations[${seccompKey}]: non-functional in v1.27+; use the "seccompProfile" field instead`]
      : []),
    ...containers.flatMap((placed) => containerWarnings(placed, spec, meta, metaPath)),
    ...portWarnings(containers),
    ...portNameWarnings(containers),
    ...((spec.terminationGracePeriodSeconds ?? 0) < 0 ? [`${path}.terminationGracePeriodSeconds: ${grace}`] : []),
    ...affinityWarnings(spec.affinity?.podAffinity, `${path}.affinity.podAffinity`),
    ...affinityWarnings(spec.affinity?.podAntiAffinity, `${path}.affinity.podAntiAffinity`),
    ...(spec.dnsConfig?.nameservers ?? []).flatMap((ip, index) =>
      ipWarnings(ip, `${path}.dnsConfig.nameservers[${index}]`),
    ),
    ...aliases.flatMap((ip, index) => ipWarnings(ip, `${path}.hostAliases[${index}].ip`)),
  ];
}

/** Texts about a template at `path`. */
export function podTemplateWarnings({ metadata, spec }: PodTemplateSpec, path: string): readonly string[] {
  return specWarnings(spec, metadata, `${path}.`);
}

/** Texts about a Pod. */
export function podSpecWarnings(spec: PodSpec, metadata: ObjectMeta): readonly string[] {
  return specWarnings(spec, metadata, '');
}
