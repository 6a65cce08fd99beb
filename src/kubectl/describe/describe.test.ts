import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ApiRequest } from '../../api/request.ts';
import { rowByKind } from '../../api/scheme.ts';
import { StatusError, notFound } from '../../api/status.ts';
import type { Endpoint, EndpointSlice, PodTemplateSpec } from '../../api/types.ts';
import type { KubectlClient } from '../client.ts';
import { labelFor } from './generic.ts';
import { podTemplateText } from './pod-template.ts';
import { describerOf } from './registry.ts';
import { endpointsText } from './service.ts';

const nowMs = Date.UTC(2026, 10, 23, 5, 42, 16);

/** A client whose lists come from `lists`, by the last word of their path. */
function clientOf(lists: Readonly<Record<string, readonly unknown[]>>): KubectlClient {
  const send = async ({ path }: ApiRequest): Promise<JsonValue> => {
    const plural = path.split('/').at(-1)!;
    if (!Object.hasOwn(lists, plural)) throw new StatusError(notFound({ group: '', plural }, plural));
    return { items: lists[plural] as readonly JsonValue[] };
  };
  return { send } as unknown as KubectlClient;
}

function describeObject(
  object: unknown,
  lists: Readonly<Record<string, readonly unknown[]>> = {},
  showEvents = true,
): Promise<string> {
  const kubeObject = object as KubeObject;
  const row = rowByKind(kubeObject.apiVersion, kubeObject.kind)!;
  const client = clientOf({ events: [], pods: [], secrets: [], endpointslices: [], ...lists });
  return describerOf(row)(kubeObject, { client, clock: { nowMs, timeZoneOffsetMinutes: 0 }, showEvents });
}

const metadata = {
  name: 'web',
  namespace: 'default',
  uid: '1-2-3',
  resourceVersion: '9',
  creationTimestamp: '2026-11-23T05:42:04Z',
};

const template = {
  metadata: { labels: { app: 'nginx', tier: 'front' } },
  spec: {
    containers: [
      {
        name: 'nginx',
        image: 'registry.k8s.io/nginx-slim:0.24',
        ports: [{ containerPort: 80, name: 'web', protocol: 'TCP' }],
        volumeMounts: [{ name: 'www', mountPath: '/usr/share/nginx/html' }],
      },
    ],
  },
};

const set = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata,
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'nginx' } },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    template: { ...template, metadata: { labels: { app: 'nginx' } } },
    volumeClaimTemplates: [
      {
        metadata: { name: 'www' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ],
  },
  status: { replicas: 3 },
};

const owned = (phase: string): unknown => ({
  metadata: { ownerReferences: [{ controller: true, kind: 'StatefulSet', name: 'web', uid: '1-2-3' }] },
  status: { phase },
});

const described = `Name:               web
Namespace:          default
CreationTimestamp:  Mon, 23 Nov 2026 05:42:04 +0000
Selector:           app=nginx
Labels:             <none>
Annotations:        <none>
Replicas:           3 desired | 3 total
Update Strategy:    RollingUpdate
  Partition:        0
Pods Status:        2 Running / 1 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=nginx
  Containers:
   nginx:
    Image:        registry.k8s.io/nginx-slim:0.24
    Port:         80/TCP (web)
    Host Port:    0/TCP (web)
    Environment:  <none>
    Mounts:
      /usr/share/nginx/html from www (rw)
  Volumes:         <none>
  Node-Selectors:  <none>
  Tolerations:     <none>
Volume Claims:
  Name:          www
  StorageClass:  
  Labels:        <none>
  Annotations:   <none>
  Capacity:      1Gi
  Access Modes:  [ReadWriteOnce]
`;

const pods = [owned('Running'), owned('Running'), owned('Pending'), { metadata: {}, status: { phase: 'Running' } }];

describe('kubectl describe', () => {
  it('describes a StatefulSet', async () => {
    expect(await describeObject(set, { pods })).toBe(`${described}Events:          <none>\n`);
  });

  it('says nothing of events that are not wanted', async () => {
    expect(await describeObject(set, { pods }, false)).toBe(described);
  });

  it('aligns events by themselves, the oldest first', async () => {
    const event = {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      source: { component: 'statefulset-controller' },
      involvedObject: { kind: 'StatefulSet' },
      firstTimestamp: '2026-11-23T05:42:04Z',
      lastTimestamp: '2026-11-23T05:42:04Z',
      count: 1,
    };
    const unhealthy = {
      ...event,
      type: 'Warning',
      reason: 'Unhealthy',
      involvedObject: { kind: 'Pod', fieldPath: 'spec.containers{nginx}' },
      firstTimestamp: '2026-11-23T05:41:54Z',
      lastTimestamp: '2026-11-23T05:42:14Z',
      count: 3,
      message: ' Readiness probe failed\n',
    };
    const scheduled = {
      ...event,
      reason: 'Scheduled',
      source: {},
      reportingComponent: 'default-scheduler',
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: '2026-11-23T05:42:06.000000Z',
      message: 'Successfully assigned default/web-0 to n1',
    };
    const events = [unhealthy, { ...event, message: 'Create Pod web-0' }, scheduled];
    expect(await describeObject(set, { pods, events })).toBe(`${described}Events:
  Type     Reason            Age               From                    Message
  ----     ------            ----              ----                    -------
  Normal   Scheduled         10s               default-scheduler       Successfully assigned default/web-0 to n1
  Normal   SuccessfulCreate  12s               statefulset-controller  Create Pod web-0
  Warning  Unhealthy         2s (x3 over 22s)  statefulset-controller  spec.containers{nginx}: Readiness probe failed
`);
  });

  it('breaks long annotations and hides the last applied configuration', async () => {
    const annotations = {
      'kubectl.kubernetes.io/last-applied-configuration': '{}\n',
      short: 'value',
      long: 'x'.repeat(150),
      lines: 'a\nb\n',
    };
    const labels = { b: '2', a: '1' };
    const text = await describeObject({ ...set, metadata: { ...metadata, labels, annotations } });
    expect(text.slice(text.indexOf('Labels'), text.indexOf('Replicas'))).toBe(`Labels:             a=1
                    b=2
Annotations:        lines:
                      a
                      b
                    long:
                      ${'x'.repeat(138)}...
                    short: value
`);
  });

  it('tells how long a Pod has been terminating', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, deletionTimestamp: '2026-11-23T05:42:14Z', deletionGracePeriodSeconds: 30 },
      spec: { containers: [{ name: 'c', image: 'i' }] },
      status: {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'c',
            imageID: '',
            ready: false,
            restartCount: 2,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: {
              terminated: {
                exitCode: 1,
                reason: 'Error',
                startedAt: '2026-11-23T05:42:04Z',
                finishedAt: '2026-11-23T05:42:05Z',
              },
            },
          },
        ],
      },
    };
    const text = await describeObject(pod);
    expect(text).toContain('Status:                    Terminating (lasts 2s)\nTermination Grace Period:  30s\n');
    expect(text).toContain(`    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       Error
      Exit Code:    1
      Started:      Mon, 23 Nov 2026 05:42:04 +0000
      Finished:     Mon, 23 Nov 2026 05:42:05 +0000
    Ready:          False
    Restart Count:  2
`);
    expect(text).toContain('Node:                      <none>\n');
  });

  it('describes a ConfigMap and a Secret', async () => {
    const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { b: 'two\nlines', a: '1' } };
    expect(await describeObject({ ...configMap, binaryData: { c: 'AAEC' } })).toBe(`Name:         web
Namespace:    default
Labels:       <none>
Annotations:  <none>

Data
====
a:
----
1

b:
----
two
lines


BinaryData
====
c: 3 bytes

Events:  <none>
`);
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data: { password: 'c2VjcmV0' } };
    expect(await describeObject(secret)).toContain(`
Type:  Opaque

Data
====
password:  6 bytes
`);
  });

  it('names pull secrets that are missing', async () => {
    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata,
      imagePullSecrets: [{ name: 'a' }, { name: 'b' }],
    };
    const text = await describeObject(account, { secrets: [{ metadata: { name: 'a' } }] });
    expect(text).toContain('Image pull secrets:  a\n                     b (not found)\n');
  });

  it('writes other kinds out field by field', async () => {
    const revision = {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: { ...metadata, managedFields: [{}] },
      revision: 2,
      data: { spec: { template: { $patch: 'replace', spec: { hostIPs: ['a', 1], args: [{ x: true }] } } } },
    };
    expect(await describeObject(revision)).toBe(`Name:         web
Namespace:    default
Labels:       <none>
Annotations:  <none>
API Version:  apps/v1
Data:
  Spec:
    Template:
      $patch:  replace
      Spec:
        Args:
          X:  true
        Host I Ps:
          a
          1
Kind:  ControllerRevision
Metadata:
  Creation Timestamp:  2026-11-23T05:42:04Z
  Resource Version:    9
  UID:                 1-2-3
Revision:              2
Events:                <none>
`);
  });
});

describe('labelFor', () => {
  it.each([
    ['apiVersion', 'API Version'],
    ['uid', 'UID'],
    ['clusterIP', 'Cluster IP'],
    ['URLPath', 'URL Path'],
    ['f:a1', 'f:a1'],
    ['app-name', 'App - Name'],
  ])('makes %s %s', (field, label) => {
    expect(labelFor(field)).toBe(label);
  });
});

describe('podTemplateText', () => {
  it('leaves the tabs in', () => {
    expect(podTemplateText(template as unknown as PodTemplateSpec)).toBe(
      [
        'Pod Template:',
        '  Labels:\tapp=nginx',
        '\ttier=front',
        '  Containers:',
        '   nginx:',
        '    Image:\tregistry.k8s.io/nginx-slim:0.24',
        '    Port:\t80/TCP (web)',
        '    Host Port:\t0/TCP (web)',
        '    Environment:\t<none>',
        '    Mounts:',
        '      /usr/share/nginx/html from www (rw)',
        '  Volumes:\t<none>',
        '  Node-Selectors:\t<none>',
        '  Tolerations:\t<none>',
        '',
      ].join('\n'),
    );
  });
});

describe('endpointsText', () => {
  const endpoint = (address: string, ready = true): Endpoint => ({ addresses: [address], conditions: { ready } });
  const text = (endpoints: readonly Endpoint[]): string =>
    endpointsText([{ endpoints, ports: [{ name: 'web', port: 80 }] } as unknown as EndpointSlice], 'web');

  it('shows three ready addresses', () => {
    expect(endpointsText([], 'web')).toBe('<none>');
    expect(text([endpoint('10.0.0.1', false)])).toBe('');
    expect(text(['a', 'b', 'c'].map((address) => endpoint(address)))).toBe('a:80,b:80,c:80');
    expect(text(['a', 'b', 'c', 'd', 'e'].map((address) => endpoint(address)))).toBe('a:80,b:80,c:80 + 2 more...');
  });

  it('counts as upstream does when the last ones are not ready', () => {
    expect(text([...['a', 'b', 'c'].map((address) => endpoint(address)), endpoint('d', false)])).toBe(
      'a:80,b:80,c:80 + 0 more...',
    );
  });
});
