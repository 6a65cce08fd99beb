/** A CustomResourceDefinition in the shape that controller-gen gives them, for tests. */

/** Backups of databases: two versions, status, scale, columns, defaults and rules of most kinds. */
export const backupDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'backups.db.example.com' },
  spec: {
    group: 'db.example.com',
    names: { plural: 'backups', kind: 'Backup', shortNames: ['bk'], categories: ['all'] },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1beta1',
        served: true,
        storage: false,
        deprecated: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
      {
        name: 'v1',
        served: true,
        storage: true,
        additionalPrinterColumns: [
          { name: 'Cluster', type: 'string', jsonPath: '.spec.cluster' },
          { name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' },
          { name: 'Copies', type: 'integer', jsonPath: '.spec.copies', priority: 1 },
          { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
        ],
        subresources: {
          status: {},
          scale: {
            specReplicasPath: '.spec.copies',
            statusReplicasPath: '.status.copies',
            labelSelectorPath: '.status.selector',
          },
        },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            description: 'Backup is a copy of a cluster.',
            required: ['spec'],
            properties: {
              apiVersion: { type: 'string' },
              kind: { type: 'string' },
              metadata: { type: 'object' },
              spec: {
                type: 'object',
                description: 'What shall be saved.',
                required: ['cluster'],
                properties: {
                  cluster: {
                    type: 'string',
                    description: 'Name of the cluster.',
                    minLength: 1,
                    maxLength: 20,
                    pattern: '^[a-z]([a-z0-9-]*)$',
                  },
                  copies: { type: 'integer', format: 'int32', default: 1, minimum: 1, maximum: 5 },
                  method: { type: 'string', enum: ['snapshot', 'dump'], default: 'snapshot' },
                  port: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
                  since: { type: 'string', format: 'date-time', nullable: true },
                  targets: {
                    type: 'array',
                    maxItems: 2,
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['name'],
                    items: {
                      type: 'object',
                      required: ['name'],
                      properties: { name: { type: 'string' }, encrypt: { type: 'boolean', default: true } },
                    },
                  },
                  labels: { type: 'object', additionalProperties: { type: 'string' } },
                  extra: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                },
              },
              status: {
                type: 'object',
                properties: {
                  copies: { type: 'integer' },
                  selector: { type: 'string' },
                  conditions: {
                    type: 'array',
                    items: { type: 'object', properties: { type: { type: 'string' }, status: { type: 'string' } } },
                  },
                },
              },
            },
          },
        },
      },
    ],
  },
};

/** A Backup that is fine as it is. */
export const backup = (name: string, spec: object = {}): object => ({
  apiVersion: 'db.example.com/v1',
  kind: 'Backup',
  metadata: { name },
  spec: { cluster: 'pg', ...spec },
});
