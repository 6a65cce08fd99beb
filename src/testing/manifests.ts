/** Small manifests as objects, for tests and benchmarks. */

export interface SetOptions {
  readonly replicas?: number;
  readonly podManagementPolicy?: 'OrderedReady' | 'Parallel';
  readonly image?: string;
  /** Names of claim templates. */
  readonly claims?: readonly string[];
  readonly updateStrategy?: object;
  readonly serviceName?: string;
  readonly minReadySeconds?: number;
}

export function headlessService(name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { clusterIP: 'None', selector: { app: name }, ports: [{ port: 80, name: 'http' }] },
  };
}

export function statefulSet(name: string, options: SetOptions = {}): object {
  const { claims = [], image = 'nginx:1.27', serviceName = name, ...spec } = options;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: {
      ...spec,
      serviceName,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          terminationGracePeriodSeconds: 10,
          containers: [
            {
              name: 'nginx',
              image,
              ports: [{ containerPort: 80, name: 'http' }],
              volumeMounts: claims.map((claim) => ({ name: claim, mountPath: `/data/${claim}` })),
            },
          ],
        },
      },
      volumeClaimTemplates: claims.map((claim) => ({
        metadata: { name: claim },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      })),
    },
  };
}
