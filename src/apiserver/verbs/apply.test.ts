import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import type { ApiResponse } from '../../api/request.ts';
import { createRandom } from '../../lib/random.ts';
import { ApiServer } from '../api-server.ts';

const path = '/apis/apps/v1/namespaces/default/statefulsets';
const template = (containers: JsonObject[]): JsonObject => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers },
});
const nginx = { name: 'nginx', image: 'nginx:1', ports: [{ containerPort: 80 }] };
const config = (spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web' },
  spec: { serviceName: 'web', selector: { matchLabels: { app: 'web' } }, template: template([nginx]), ...spec },
});

function cluster() {
  const server = new ApiServer({ clock: { nowMs: () => 0 }, random: createRandom(1), onChange: () => {} });
  server.handle({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: 'default' } } }, 'me');
  const apply = (body: JsonObject, fieldManager = 'kubectl', force = 'false'): ApiResponse => {
    const contentType = 'application/apply-patch+yaml';
    return server.handle(
      { method: 'PATCH', path: `${path}/web`, contentType, body, query: { fieldManager, force } },
      'me',
    );
  };
  const patch = (body: JsonObject, fieldManager: string): ApiResponse =>
    server.handle({ method: 'PATCH', path: `${path}/web`, body, query: { fieldManager } }, 'me');
  const set = () => server.reader.get('statefulsets.apps', 'default', 'web')!;
  return { server, apply, patch, set };
}

const messageOf = ({ body }: ApiResponse): unknown => (body as JsonObject)['message'];

describe('server-side apply', () => {
  it('creates, and writes nothing when repeated', () => {
    const { server, apply, set } = cluster();
    expect(apply(config({ replicas: 2 })).code).toBe(201);
    expect(set().metadata.managedFields).toMatchObject([
      { manager: 'kubectl', operation: 'Apply', apiVersion: 'apps/v1' },
    ]);
    const { state } = server;
    expect(apply(config({ replicas: 2 })).code).toBe(200);
    expect(server.state).toBe(state);
  });

  it('removes what the manager no longer wants, and defaults it again', () => {
    const { apply, set } = cluster();
    apply(config({ replicas: 2, template: template([nginx, { name: 'side', image: 'busybox' }]) }));
    apply(config());
    expect(set().spec.replicas).toBe(1);
    expect(set().spec.template.spec.containers.map(({ name }) => name)).toEqual(['nginx']);
  });

  it('names conflicts, and takes over by force', () => {
    const { apply, patch, set } = cluster();
    apply(config({ replicas: 2 }));
    patch(
      { spec: { replicas: 5, template: { spec: { containers: [{ name: 'nginx', image: 'nginx:2' }] } } } },
      'kubectl-edit',
    );
    const refused = apply(config({ replicas: 2 }));
    expect(refused.code).toBe(409);
    expect(messageOf(refused)).toBe(
      'Apply failed with 2 conflicts: conflicts with "kubectl-edit" using apps/v1:\n' +
        '- .spec.replicas\n- .spec.template.spec.containers[name="nginx"].image',
    );
    expect(apply(config({ replicas: 2 }), 'kubectl', 'true').code).toBe(200);
    expect(set().spec.replicas).toBe(2);
    expect(set().metadata.managedFields?.map(({ manager }) => manager)).toEqual(['kubectl']);
  });

  it('lets managers share a list by its keys', () => {
    const { apply, set } = cluster();
    apply(config());
    const port = { name: 'nginx', ports: [{ containerPort: 9000, name: 'metrics' }] };
    const metrics = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      spec: { template: { spec: { containers: [port] } } },
    };
    expect(apply(metrics, 'metrics').code).toBe(200);
    apply(config());
    expect(
      set()
        .spec.template.spec.containers[0]!.ports?.map(({ containerPort }) => containerPort)
        .toSorted(),
    ).toEqual([80, 9000]);
  });

  it('needs a manager', () => {
    const { apply } = cluster();
    expect(messageOf(apply(config(), ''))).toBe(
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
  });
});
