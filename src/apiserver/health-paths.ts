/** The health checks of an API server, and the index of its paths at `/`. */

import { apiResources } from '../api/api-resources.ts';

const startHooks = [
  'apiservice-discovery-controller',
  'apiservice-openapi-controller',
  'apiservice-openapiv3-controller',
  'apiservice-registration-controller',
  'apiservice-status-local-available-controller',
  'apiservice-status-remote-available-controller',
  'apiservice-wait-for-first-sync',
  'bootstrap-controller',
  'crd-informer-synced',
  'generic-apiserver-start-informers',
  'kube-apiserver-autoregistration',
  'peer-endpoint-reconciler-controller',
  'priority-and-fairness-config-consumer',
  'priority-and-fairness-config-producer',
  'priority-and-fairness-filter',
  'rbac/bootstrap-roles',
  'scheduling/bootstrap-system-priority-classes',
  'start-apiextensions-controllers',
  'start-apiextensions-informers',
  'start-apiserver-admission-initializer',
  'start-cluster-authentication-info-controller',
  'start-kube-aggregator-informers',
  'start-kube-apiserver-identity-lease-controller',
  'start-kube-apiserver-identity-lease-garbage-collector',
  'start-kubernetes-service-cidr-controller',
  'start-legacy-token-tracking-controller',
  'start-service-ip-repair-controllers',
  'start-system-namespaces-controller',
  'storage-object-count-tracker-hook',
  'storage-readiness',
].map((hook) => `poststarthook/${hook}`);

const living = ['autoregister-completion', 'etcd', 'log', 'loopback-serving-certificate', 'ping', ...startHooks];
const ready = ['autoregister-completion', 'informer-sync', 'log', 'ping', ...startHooks, 'shutdown'];

const healthPaths: readonly string[] = [
  ...['/healthz', '/livez'].flatMap((root) => [root, ...living.map((check) => `${root}/${check}`)]),
  '/readyz',
  ...ready.map((check) => `/readyz/${check}`),
];
const healthy = new Set(healthPaths);

/** True for a health check, which is always passed. */
export function isHealthPath(path: string): boolean {
  return healthy.has(path);
}

const groupPaths = apiResources.flatMap(({ group, version }) =>
  group === '' ? [] : [`/apis/${group}`, `/apis/${group}/${version}`],
);

/** What `/` lists, in byte order. */
export function indexPaths(): readonly string[] {
  return paths;
}

const paths: readonly string[] = [
  ...new Set([
    '/.well-known/openid-configuration',
    '/api',
    '/api/v1',
    '/apis',
    '/apis/',
    ...groupPaths,
    ...healthPaths,
    '/flagz',
    '/metrics',
    '/metrics/slis',
    '/openapi/v2',
    '/openapi/v3',
    '/openapi/v3/',
    '/openid/v1/jwks',
    '/statusz',
    '/version',
  ]),
].sort();
