/** Rules of Ingresses. Models pkg/apis/networking/validation ValidateIngressSpec and pkg/registry/networking/ingress. */

import { invalid, notSupported, required, type FieldError } from '../../api/field-error.ts';
import { dns1123SubdomainErrors, nameIsDnsLabel, nameIsDnsSubdomain } from '../../api/names.ts';
import type { KubeObject } from '../../api/object.ts';
import type { HTTPIngressPath, Ingress, IngressBackend, IngressRule, IngressTLS } from '../../api/types.ts';
import { withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition, RuleContext } from '../resource.ts';
import { checkPortNumber, invalidEach, portNameErrors } from './checks.ts';
import { firstGeneration, nextGeneration } from './generation.ts';
import { defaultIngressClass } from './ingressclass.ts';
import { isIpAddress } from './ip-address.ts';
import { schemeRow } from './scheme-row.ts';

const classAnnotation = 'kubernetes.io/ingress.class';
const forbiddenParts = ['//', '/./', '/../', '%2f', '%2F'];
const forbiddenEnds = ['/..', '/.'];
const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];

const wildcardPattern = /^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const wildcardError =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** A DNS name whose first label may be a wildcard. */
function checkHost(host: string, path: string): FieldError[] {
  if (!host.includes('*')) return invalidEach(path, host, dns1123SubdomainErrors(host));
  return wildcardPattern.test(host) ? [] : [invalid(path, host, wildcardError)];
}

/** Models validateIngressBackend. */
function checkBackend({ resource, service }: IngressBackend, path: string): FieldError[] {
  if (resource && service) return [invalid(path, '', 'cannot set both resource and service backends')];
  if (resource) {
    const { kind, name } = resource;
    const fields = { kind, name };
    return Object.entries(fields).flatMap(([field, value]) => (value ? [] : [required(`${path}.resource.${field}`)]));
  }
  if (!service) return [invalid(path, '', 'resource or service backend is required')];
  const { name, port = {} } = service;
  const nameErrors = name
    ? invalidEach(`${path}.service.name`, name, nameIsDnsLabel(name, false))
    : [required(`${path}.service.name`)];
  return [...nameErrors, ...checkBackendPort(port, path)];
}

function checkBackendPort(
  { name, number }: { readonly name?: string; readonly number?: number },
  path: string,
): FieldError[] {
  if (name && number) return [invalid(path, '', 'cannot set both port name & port number')];
  if (name) return invalidEach(`${path}.service.port.name`, name, portNameErrors(name));
  if (number) return checkPortNumber(number, `${path}.service.port.number`);
  return [required(path, 'port name or number is required')];
}

/** Models validateHTTPIngressPath. */
function checkPath({ path: url = '', pathType, backend }: HTTPIngressPath, path: string): FieldError[] {
  if (!pathType) return [required(`${path}.pathType`, 'pathType must be specified')];
  const at = `${path}.path`;
  const strict = pathType === 'Exact' || pathType === 'Prefix';
  const errors: FieldError[] = [];
  if (!pathTypes.includes(pathType)) errors.push(notSupported(`${path}.pathType`, pathType, pathTypes));
  else if ((strict || url !== '') && !url.startsWith('/')) errors.push(invalid(at, url, 'must be an absolute path'));
  if (strict) {
    for (const part of forbiddenParts)
      if (url.includes(part)) errors.push(invalid(at, url, `must not contain '${part}'`));
    for (const end of forbiddenEnds) if (url.endsWith(end)) errors.push(invalid(at, url, `cannot end with '${end}'`));
  }
  return [...errors, ...checkBackend(backend ?? {}, `${path}.backend`)];
}

function checkRule({ host = '', http }: IngressRule, path: string): FieldError[] {
  const errors = host ? checkHost(host, `${path}.host`) : [];
  if (isIpAddress(host)) errors.unshift(invalid(`${path}.host`, host, 'must be a DNS name, not an IP address'));
  if (!http) return errors;
  const paths = http.paths ?? [];
  if (paths.length === 0) errors.push(required(`${path}.http.paths`));
  return [...errors, ...paths.flatMap((entry, index) => checkPath(entry, `${path}.http.paths[${index}]`))];
}

function checkTls({ hosts = [], secretName }: IngressTLS, path: string): FieldError[] {
  return [
    ...hosts.flatMap((host, index) => checkHost(host, `${path}.hosts[${index}]`)),
    ...(secretName ? invalidEach(`${path}.secretName`, secretName, nameIsDnsSubdomain(secretName, false)) : []),
  ];
}

function validate({ spec }: Ingress): readonly FieldError[] {
  const { rules = [], defaultBackend, tls = [], ingressClassName: name } = spec;
  const missing = 'either `defaultBackend` or `rules` must be specified';
  return [
    ...(rules.length === 0 && !defaultBackend ? [invalid('spec', spec.rules ? [] : null, missing)] : []),
    ...(defaultBackend ? checkBackend(defaultBackend, 'spec.defaultBackend') : []),
    ...rules.flatMap((rule, index) => checkRule(rule, `spec.rules[${index}]`)),
    ...tls.flatMap((entry, index) => checkTls(entry, `spec.tls[${index}]`)),
    ...(name === undefined ? [] : invalidEach('spec.ingressClassName', name, nameIsDnsSubdomain(name, false))),
  ];
}

/** The annotation of old and the field say the same, if both are there. */
function checkAnnotation({ metadata, spec }: Ingress): readonly FieldError[] {
  const value = metadata.annotations?.[classAnnotation];
  if (value === undefined || spec.ingressClassName === undefined || value === spec.ingressClassName) return [];
  const detail = 'must match `ingressClassName` when both are specified';
  return [invalid(`annotations.${classAnnotation}`, value, detail)];
}

/** A new Ingress without a class gets the default one. Models DefaultIngressClass. */
function admit(ingress: Ingress & KubeObject, { reader }: RuleContext, old?: Ingress): Ingress {
  if (old || ingress.spec.ingressClassName !== undefined) return ingress;
  if (ingress.metadata.annotations?.[classAnnotation] !== undefined) return ingress;
  const ingressClassName = defaultIngressClass(reader);
  return ingressClassName === undefined ? ingress : { ...ingress, spec: { ...ingress.spec, ingressClassName } };
}

export const ingressDefinition: ResourceDefinition<Ingress> = {
  row: schemeRow('ingresses.networking.k8s.io'),
  setDefaults: (ingress) => withFields(ingress, { spec: ingress.spec ?? {}, status: ingress.status ?? {} }),
  admit,
  prepareForCreate: (ingress) => ({ ...firstGeneration(ingress), status: { loadBalancer: {} } }),
  prepareForUpdate: (ingress, old) => nextGeneration(withFields(ingress, { status: old.status }), old),
  prepareForStatusUpdate: (ingress, old) => withFields(ingress, { spec: old.spec }),
  validate: (ingress) => [...validate(ingress), ...checkAnnotation(ingress)],
  validateUpdate: (ingress, old) => (ingress.spec === old.spec ? [] : validate(ingress)),
  warnings: ({ metadata }) =>
    metadata.annotations?.[classAnnotation] === undefined
      ? []
      : [`annotation "${classAnnotation}" is deprecated, please use 'spec.ingressClassName' instead`],
};
