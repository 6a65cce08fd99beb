/** Rules of IngressClasses, and which one an Ingress gets. Models pkg/apis/networking and plugin/pkg/admission/network. */

import { invalid, notSupported, required, tooLong, type FieldError } from '../../api/field-error.ts';
import { byteLength, dns1123SubdomainErrors, pathSegmentErrors } from '../../api/names.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { IngressClass, IngressClassParametersReference } from '../../api/types.ts';
import { ifPresent, withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkDnsLabel, immutableError, invalidEach } from './checks.ts';
import { firstGeneration, nextGeneration } from './generation.ts';
import { schemeRow } from './scheme-row.ts';

type Class = IngressClass & KubeObject;

const longestController = 250;
const scopes = ['Cluster', 'Namespace'];
const pathPattern = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;
const prefixedPathError = 'must be a domain-prefixed path (such as "acme.io/foo")';
const pathError = `Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')`;

/** Models validation.IsDomainPrefixedPath. */
function checkController(controller: string, path: string): FieldError[] {
  if (controller === '') return [required(path)];
  const slash = controller.indexOf('/');
  const [host, rest] = [controller.slice(0, slash), controller.slice(slash + 1)];
  if (slash <= 0 || rest === '') return [invalid(path, controller, prefixedPathError)];
  return [
    ...(byteLength(controller) > longestController ? [tooLong(path, longestController)] : []),
    ...invalidEach(path, host, dns1123SubdomainErrors(host)),
    ...(pathPattern.test(rest) ? [] : [invalid(path, rest, pathError)]),
  ];
}

function checkParameters(parameters: IngressClassParametersReference, path: string): FieldError[] {
  const { apiGroup, kind, name, scope, namespace } = parameters;
  const segment = (value: string, field: string): FieldError[] =>
    value ? invalidEach(`${path}.${field}`, value, pathSegmentErrors(value)) : [required(`${path}.${field}`)];
  const place =
    scope === 'Namespace'
      ? namespace
        ? checkDnsLabel(namespace, `${path}.namespace`)
        : [required(`${path}.namespace`, "`parameters.scope` is set to 'Namespace'")]
      : namespace
        ? [
            {
              type: 'FieldValueForbidden',
              field: `${path}.namespace`,
              body: "Forbidden: `parameters.scope` is set to 'Cluster'",
            } as const,
          ]
        : [];
  return [
    ...(apiGroup ? invalidEach(`${path}.apiGroup`, apiGroup, dns1123SubdomainErrors(apiGroup)) : []),
    ...segment(kind, 'kind'),
    ...segment(name, 'name'),
    ...(scope === undefined ? [required(`${path}.scope`)] : []),
    ...(scope !== undefined && !scopes.includes(scope) ? [notSupported(`${path}.scope`, scope, scopes)] : []),
    ...place,
  ];
}

function validate({ spec }: Class): readonly FieldError[] {
  return [
    ...checkController(spec.controller ?? '', 'spec.controller'),
    ...(spec.parameters ? checkParameters(spec.parameters, 'spec.parameters') : []),
  ];
}

/** The newest class that is marked as default; of equally new ones the first by name. */
export function defaultIngressClass(reader: ClusterReader): string | undefined {
  const marked = reader
    .list('ingressclasses.networking.k8s.io')
    .filter(({ metadata }) => metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true');
  const byAge = marked.toSorted((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? 1 : -1));
  return byAge.find(({ metadata }) => metadata.creationTimestamp === byAge[0]?.metadata.creationTimestamp)?.metadata
    .name;
}

export const ingressClassDefinition: ResourceDefinition<Class> = {
  row: schemeRow('ingressclasses.networking.k8s.io'),
  setDefaults: (ingressClass) =>
    withFields<Class>(ingressClass, {
      spec: withFields(ingressClass.spec ?? {}, {
        parameters: ifPresent(ingressClass.spec?.parameters, (parameters) =>
          withDefaults(parameters, { scope: 'Cluster' }),
        ),
      }),
    }),
  prepareForCreate: firstGeneration,
  prepareForUpdate: nextGeneration,
  validate,
  validateUpdate: (ingressClass, old) => {
    if (ingressClass.spec === old.spec) return [];
    const { controller } = ingressClass.spec;
    const moved = controller !== old.spec.controller;
    return [
      ...validate(ingressClass),
      ...(moved ? [invalid('spec.controller', controller ?? '', immutableError)] : []),
    ];
  },
};
