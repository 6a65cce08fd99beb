/**
 * Reviews: who somebody is and what they may do. They are asked for with POST and stored nowhere; here everybody is the
 * cluster's administrator and may do anything. Models pkg/registry/authorization and pkg/registry/authentication.
 */

import type { ApiResource } from '../api/api-resources.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { ApiResponse } from '../api/request.ts';
import { apiVersionOf } from '../api/scheme.ts';
import { parseJsonText } from './decoding/json-text.ts';

const username = 'kubernetes-admin';
const everything = ['*'];

/** What the roles of a fresh cluster let everybody read. */
const discoveryPaths = [
  '/api',
  '/api/*',
  '/apis',
  '/apis/*',
  '/healthz',
  '/livez',
  '/openapi',
  '/openapi/*',
  '/readyz',
  '/version',
  '/version/',
];

const statuses: Readonly<Record<string, JsonObject>> = {
  LocalSubjectAccessReview: { allowed: true },
  SelfSubjectAccessReview: { allowed: true },
  SelfSubjectReview: { userInfo: { username, uid: username, groups: ['system:masters', 'system:authenticated'] } },
  SelfSubjectRulesReview: {
    resourceRules: [
      { verbs: everything, apiGroups: everything, resources: everything },
      {
        verbs: ['create'],
        apiGroups: ['authorization.k8s.io'],
        resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      },
      { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
    ],
    nonResourceRules: [
      { verbs: everything, nonResourceURLs: everything },
      { verbs: ['get'], nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'] },
      { verbs: ['get'], nonResourceURLs: discoveryPaths },
    ],
    incomplete: false,
  },
  SubjectAccessReview: { allowed: true },
};

/** The answer to a review that is sent; undefined for other resources. */
export function reviewResponse(resource: ApiResource, body: JsonValue | undefined): ApiResponse | undefined {
  const { kind } = resource;
  if (!Object.hasOwn(statuses, kind)) return undefined;
  const parsed = typeof body === 'string' ? parseJsonText(body) : { value: body ?? null };
  const sent = 'value' in parsed && isJsonObject(parsed.value) ? parsed.value : {};
  const { spec } = sent;
  const answer = { kind, apiVersion: apiVersionOf(resource), metadata: {}, ...(spec === undefined ? {} : { spec }) };
  return { code: 201, body: { ...answer, status: statuses[kind]! } };
}
