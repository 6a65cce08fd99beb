/**
 * Gives every namespace its ServiceAccount `default` and the ConfigMap with the cluster's root certificate.
 * Models pkg/controller/serviceaccount and pkg/controller/certificates/rootcacertpublisher.
 */

import type { Controller, QueueWish } from '../api/controller.ts';
import { isTerminating } from '../api/object.ts';
import type { StoreChange } from '../api/change.ts';
import { createRequest, updateRequest } from '../client/request.ts';

const accountName = 'default';
const rootCertificateName = 'kube-root-ca.crt';

/** No TLS is spoken in the simulated cluster; the file is there for those who look. */
const rootCertificate = `-----BEGIN CERTIFICATE-----
MIIBszCCAVmgAwIBAgIUc2ltdWxhdGVkLWNsdXN0ZXItY2EwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAxMKa3ViZXJuZXRlczAeFw0yNjAxMDEwMDAwMDBaFw0zNTEyMzAw
-----END CERTIFICATE-----
`;

/** The namespace itself, or the one whose object `name` was changed or removed. */
function keysFor({ resource, type, object, key }: StoreChange, watched: string, name: string): readonly QueueWish[] {
  if (resource === 'namespaces') return type === 'DELETED' ? [] : [key];
  const { namespace } = object.metadata;
  return resource === watched && object.metadata.name === name && namespace && type !== 'ADDED' ? [namespace] : [];
}

export const serviceAccountController: Controller = {
  name: 'serviceaccount-controller',
  keysFor: (change) =>
    change.resource === 'serviceaccounts' && change.type !== 'DELETED'
      ? []
      : keysFor(change, 'serviceaccounts', accountName),
  sync(namespace, { reader, request }) {
    const owner = reader.get('namespaces', undefined, namespace);
    if (!owner || isTerminating(owner) || reader.get('serviceaccounts', namespace, accountName)) return {};
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: accountName, namespace } };
    const response = request(createRequest({ resource: 'serviceaccounts', namespace }, account));
    return response.code < 300 ? {} : { error: JSON.stringify(response.body) };
  },
};

export const rootCertificatePublisher: Controller = {
  name: 'root-ca-certificate-publisher-controller',
  keysFor: (change) => keysFor(change, 'configmaps', rootCertificateName),
  sync(namespace, { reader, request }) {
    const owner = reader.get('namespaces', undefined, namespace);
    if (!owner || isTerminating(owner)) return {};
    const present = reader.get('configmaps', namespace, rootCertificateName);
    if (present?.data?.['ca.crt'] === rootCertificate) return {};
    const annotations = {
      'kubernetes.io/description':
        'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
    };
    const metadata = present?.metadata ?? { name: rootCertificateName, namespace, annotations };
    const wanted = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'ca.crt': rootCertificate } };
    const path = { resource: 'configmaps', namespace };
    const response = request(
      present ? updateRequest({ ...path, name: rootCertificateName }, wanted) : createRequest(path, wanted),
    );
    return response.code < 300 ? {} : { error: JSON.stringify(response.body) };
  },
};
