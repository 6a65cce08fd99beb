/**
 * What `kubectl get sts,svc,pvc,pods -o yaml` prints of a cluster that has run for a while: objects as a 1.36 control plane
 * stores them, with everything that only the server and its nodes write.
 */

import type { JsonObject, JsonValue } from '../api/json.ts';

export const realStartMs = Date.parse('2026-03-02T09:30:00Z');

const uidOf = (number: number): string => `5f0c2b7e-1d4a-4c8e-9b1f-${String(number).padStart(12, '0')}`;
const setUid = uidOf(1);
const labels = { app: 'db', tier: 'data' };
const managedFields = (manager: string, subresource?: string): JsonValue => [
  {
    apiVersion: 'apps/v1',
    fieldsType: 'FieldsV1',
    fieldsV1: { 'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } } },
    manager,
    operation: 'Update',
    time: '2026-03-01T08:00:00Z',
    ...(subresource ? { subresource } : {}),
  },
];

const probe = { httpGet: { path: '/', port: 'http', scheme: 'HTTP' }, periodSeconds: 10, successThreshold: 1 };

function container(image: string): JsonObject {
  return {
    image,
    imagePullPolicy: 'IfNotPresent',
    name: 'db',
    ports: [{ containerPort: 80, name: 'http', protocol: 'TCP' }],
    readinessProbe: { ...probe, failureThreshold: 3, timeoutSeconds: 1 },
    resources: { limits: { memory: '256Mi' }, requests: { cpu: '100m', memory: '256Mi' } },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    volumeMounts: [{ mountPath: '/usr/share/nginx/html', name: 'data' }],
  };
}

const podDefaults = {
  dnsPolicy: 'ClusterFirst',
  restartPolicy: 'Always',
  schedulerName: 'default-scheduler',
  securityContext: {},
  terminationGracePeriodSeconds: 30,
};

export interface RealSet {
  readonly image?: string;
  readonly replicas?: number;
  readonly currentRevision?: string;
  readonly updateRevision?: string;
  readonly updated?: number;
  readonly namespace?: string;
  readonly generation?: number;
}

/** StatefulSet `db` with a claim for each Pod. */
export function realSet({
  image = 'nginx:1.28',
  replicas = 3,
  currentRevision = 'db-7c9d6bf8d5',
  updateRevision = currentRevision,
  updated = replicas,
  namespace = 'shop',
  generation = 4,
}: RealSet = {}): JsonObject {
  const spec = { replicas, selector: { matchLabels: { app: 'db' } }, serviceName: 'db' };
  const applied = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace }, spec };
  const isRolling = currentRevision !== updateRevision;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify(applied)}\n` },
      creationTimestamp: '2026-02-01T08:00:00Z',
      generation,
      labels,
      managedFields: managedFields('kubectl-client-side-apply'),
      name: 'db',
      namespace,
      resourceVersion: '48112',
      uid: setUid,
    },
    spec: {
      ...spec,
      minReadySeconds: 0,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      podManagementPolicy: 'OrderedReady',
      revisionHistoryLimit: 10,
      template: { metadata: { labels }, spec: { containers: [container(image)], ...podDefaults } },
      updateStrategy: { rollingUpdate: { partition: 0 }, type: 'RollingUpdate' },
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '10Gi' } },
            storageClassName: 'gp3',
            volumeMode: 'Filesystem',
          },
          status: { phase: 'Pending' },
        },
      ],
    },
    status: {
      availableReplicas: replicas,
      collisionCount: 0,
      currentReplicas: isRolling ? replicas - updated : replicas,
      currentRevision,
      observedGeneration: generation,
      readyReplicas: replicas,
      replicas,
      updateRevision,
      updatedReplicas: updated,
    },
  };
}

export interface RealPod {
  readonly image?: string;
  readonly revision?: string;
  readonly namespace?: string;
  /** Deleted some seconds before the text was taken. */
  readonly isTerminating?: boolean;
}

/** Pod `db-<ordinal>`, Running and Ready since a day, on a node of a cloud. */
export function realPod(
  ordinal: number,
  { image = 'nginx:1.28', revision = 'db-7c9d6bf8d5', namespace = 'shop', isTerminating = false }: RealPod = {},
): JsonObject {
  const name = `db-${ordinal}`;
  const access = `kube-api-access-x${ordinal}k2p`;
  const own = container(image);
  const accessPath = '/var/run/secrets/kubernetes.io/serviceaccount';
  const condition = (type: string): JsonObject => ({
    lastProbeTime: null,
    lastTransitionTime: `2026-03-01T08:00:1${ordinal}Z`,
    observedGeneration: 1,
    status: 'True',
    type,
  });
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      annotations: { 'cni.projectcalico.org/podIP': `10.24.${ordinal}.17/32` },
      creationTimestamp: '2026-03-01T08:00:00Z',
      ...(isTerminating ? { deletionGracePeriodSeconds: 30, deletionTimestamp: '2026-03-02T09:30:20Z' } : {}),
      generateName: 'db-',
      generation: isTerminating ? 2 : 1,
      labels: {
        ...labels,
        'apps.kubernetes.io/pod-index': String(ordinal),
        'controller-revision-hash': revision,
        'statefulset.kubernetes.io/pod-name': name,
      },
      managedFields: managedFields('kubelet', 'status'),
      name,
      namespace,
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          blockOwnerDeletion: true,
          controller: true,
          kind: 'StatefulSet',
          name: 'db',
          uid: setUid,
        },
      ],
      resourceVersion: String(48000 + ordinal),
      uid: uidOf(10 + ordinal),
    },
    spec: {
      containers: [
        {
          ...own,
          volumeMounts: [
            ...(own['volumeMounts'] as readonly JsonValue[]),
            { mountPath: accessPath, name: access, readOnly: true },
          ],
        },
      ],
      ...podDefaults,
      enableServiceLinks: true,
      hostname: name,
      nodeName: `ip-10-0-${ordinal}-7.eu-west-1.compute.internal`,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      serviceAccount: 'default',
      serviceAccountName: 'default',
      subdomain: 'db',
      tolerations: ['not-ready', 'unreachable'].map((taint) => ({
        effect: 'NoExecute',
        key: `node.kubernetes.io/${taint}`,
        operator: 'Exists',
        tolerationSeconds: 300,
      })),
      volumes: [
        { name: 'data', persistentVolumeClaim: { claimName: `data-${name}` } },
        {
          name: access,
          projected: {
            defaultMode: 420,
            sources: [
              { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
              { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
              {
                downwardAPI: {
                  items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }],
                },
              },
            ],
          },
        },
      ],
    },
    status: {
      conditions: ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(
        condition,
      ),
      containerStatuses: [
        {
          allocatedResources: { cpu: '100m', memory: '256Mi' },
          containerID: `containerd://${String(ordinal).repeat(64)}`,
          image: `docker.io/library/${image}`,
          imageID: `docker.io/library/nginx@sha256:${'ab'.repeat(32)}`,
          lastState: {},
          name: 'db',
          ready: true,
          resources: { limits: { memory: '256Mi' }, requests: { cpu: '100m', memory: '256Mi' } },
          restartCount: 0,
          started: true,
          state: { running: { startedAt: '2026-03-01T08:00:08Z' } },
          user: { linux: { gid: 0, supplementalGroups: [0], uid: 0 } },
          volumeMounts: [
            { mountPath: '/usr/share/nginx/html', name: 'data' },
            { mountPath: accessPath, name: access, readOnly: true, recursiveReadOnly: 'Disabled' },
          ],
        },
      ],
      hostIP: `10.0.${ordinal}.7`,
      hostIPs: [{ ip: `10.0.${ordinal}.7` }],
      observedGeneration: 1,
      phase: 'Running',
      podIP: `10.24.${ordinal}.17`,
      podIPs: [{ ip: `10.24.${ordinal}.17` }],
      qosClass: 'Burstable',
      startTime: '2026-03-01T08:00:03Z',
    },
  };
}

/** Claim `data-db-<ordinal>`, bound to a volume of a cloud's driver. */
export function realClaim(ordinal: number, namespace = 'shop'): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      annotations: {
        'pv.kubernetes.io/bind-completed': 'yes',
        'pv.kubernetes.io/bound-by-controller': 'yes',
        'volume.beta.kubernetes.io/storage-provisioner': 'ebs.csi.aws.com',
        'volume.kubernetes.io/storage-provisioner': 'ebs.csi.aws.com',
      },
      creationTimestamp: '2026-02-01T08:00:00Z',
      finalizers: ['kubernetes.io/pvc-protection'],
      labels: { app: 'db' },
      managedFields: managedFields('kube-controller-manager'),
      name: `data-db-${ordinal}`,
      namespace,
      resourceVersion: String(3100 + ordinal),
      uid: uidOf(20 + ordinal),
    },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '10Gi' } },
      storageClassName: 'gp3',
      volumeMode: 'Filesystem',
      volumeName: `pvc-${uidOf(20 + ordinal)}`,
    },
    status: { accessModes: ['ReadWriteOnce'], capacity: { storage: '10Gi' }, phase: 'Bound' },
  };
}

/** The headless Service of the set. */
export function realService(namespace = 'shop'): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      creationTimestamp: '2026-02-01T08:00:00Z',
      labels: { app: 'db' },
      managedFields: managedFields('kubectl-client-side-apply'),
      name: 'db',
      namespace,
      resourceVersion: '3001',
      uid: uidOf(2),
    },
    spec: {
      clusterIP: 'None',
      clusterIPs: ['None'],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 80 }],
      selector: { app: 'db' },
      sessionAffinity: 'None',
      type: 'ClusterIP',
    },
    status: { loadBalancer: {} },
  };
}

/** The List that kubectl prints of several objects. */
export function kubectlList(items: readonly JsonValue[]): JsonObject {
  return { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
}
