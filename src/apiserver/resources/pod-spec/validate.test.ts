import { describe, expect, it } from 'vitest';
import { apiHarness, plainPod } from '../../../testing/api-harness.ts';
import { container, refuses } from '../../../testing/pod-rows.ts';

const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const namePart =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const volumes = [
  { name: 'v', emptyDir: {} },
  { name: 'p', persistentVolumeClaim: { claimName: 'data' } },
];

describe('names and addresses', () => {
  refuses([
    [
      'restart policy',
      { restartPolicy: 'X' },
      ['spec.restartPolicy: Unsupported value: "X": supported values: "Always", "OnFailure", "Never"'],
    ],
    ['hostname', { hostname: 'A' }, [`spec.hostname: Invalid value: "A": ${label}`]],
    ['subdomain', { subdomain: 'A' }, [`spec.subdomain: Invalid value: "A": ${label}`]],
    [
      'DNS policy that needs a configuration',
      { dnsPolicy: 'None' },
      ['spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None'],
    ],
    [
      'name servers',
      { dnsConfig: { nameservers: ['a'] } },
      [
        'spec.dnsConfig.nameservers[0]: Invalid value: "a": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ],
    ],
    [
      'host aliases',
      { hostAliases: [{ ip: 'a', hostnames: ['B'] }] },
      [
        'spec.hostAliases[0].ip: Invalid value: "a": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        `spec.hostAliases[0].hostnames[0]: Invalid value: "B": ${subdomain}`,
      ],
    ],
    [
      'deadline',
      { activeDeadlineSeconds: 0 },
      ['spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive'],
    ],
    [
      'readiness gates',
      { readinessGates: [{ conditionType: 'a b' }] },
      [`spec.readinessGates[0].conditionType: Invalid value: "a b": ${namePart}`],
    ],
  ]);
});

it('takes a template of many fields as it is', () => {
  const spec = {
    volumes,
    hostname: 'a',
    tolerations: [{ operator: 'Exists' }],
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} },
    ],
    initContainers: [
      { name: 'i', image: 'x', restartPolicy: 'Always', startupProbe: { httpGet: { port: 'http', path: '/' } } },
    ],
    ...container({
      env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['a']" } } }],
      ports: [{ containerPort: 80, name: 'http' }],
      resources: { requests: { cpu: '100m', 'example.com/a': '1' }, limits: { 'example.com/a': '1' } },
      volumeMounts: [{ name: 'v', mountPath: '/v', subPath: 'a/b' }],
      lifecycle: { preStop: { sleep: { seconds: 5 } } },
    }),
  };
  expect(apiHarness().create('pods', plainPod('p', spec)).errors).toEqual([]);
});
