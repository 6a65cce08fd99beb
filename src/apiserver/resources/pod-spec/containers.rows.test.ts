import { describe, expect, it } from 'vitest';
import { apiHarness, plainPod } from '../../../testing/api-harness.ts';
import { statefulSet } from '../../../testing/manifests.ts';

type SetBody = { readonly spec: { readonly template: { readonly spec: object } } };

/** Where a container may stand: the object that holds it there, and its path. */
const places: readonly (readonly [string, (container: object) => readonly ['pods' | 'statefulsets.apps', object]])[] = [
  ['spec.containers[0]', (container) => ['pods', plainPod('x', { containers: [container], volumes })]],
  ['spec.initContainers[0]', (container) => ['pods', plainPod('x', { initContainers: [container], volumes })]],
  [
    'spec.template.spec.containers[0]',
    (container) => ['statefulsets.apps', inTemplate({ containers: [container], volumes })],
  ],
  [
    'spec.template.spec.initContainers[0]',
    (container) => ['statefulsets.apps', inTemplate({ initContainers: [container], volumes })],
  ],
];
const volumes = [{ name: 'v', emptyDir: {} }];

function inTemplate(podSpec: object): object {
  const set = statefulSet('x') as SetBody;
  const { template } = set.spec;
  return { ...set, spec: { ...set.spec, template: { ...template, spec: { ...template.spec, ...podSpec } } } };
}

const range = 'must be between 1 and 65535, inclusive';
const negative = 'must be greater than or equal to 0';
const portName = (text: string): string => `ports[0].name: Invalid value: ${text}`;
const env = (valueFrom: object, more: object = {}): object => ({ env: [{ name: 'A', valueFrom, ...more }] });
const handler = { exec: { command: ['x'] } };

/** A change of a container, and the errors of it below its path. */
type Row = readonly [string, object, readonly string[]];

const anywhere: readonly Row[] = [
  ['no name', { name: '' }, ['name: Required value']],
  ['no image', { image: '' }, ['image: Required value']],
  [
    'pull policy',
    { imagePullPolicy: 'X' },
    ['imagePullPolicy: Unsupported value: "X": supported values: "Always", "IfNotPresent", "Never"'],
  ],
  ['no port', { ports: [{ containerPort: 0 }] }, ['ports[0].containerPort: Required value']],
  ['port', { ports: [{ containerPort: 70_000 }] }, [`ports[0].containerPort: Invalid value: 70000: ${range}`]],
  ['host port', { ports: [{ containerPort: 80, hostPort: -1 }] }, [`ports[0].hostPort: Invalid value: -1: ${range}`]],
  [
    'protocol',
    { ports: [{ containerPort: 80, protocol: 'X' }] },
    ['ports[0].protocol: Unsupported value: "X": supported values: "SCTP", "TCP", "UDP"'],
  ],
  [
    'long port name',
    { ports: [{ containerPort: 80, name: 'a-name-of-sixteen' }] },
    [portName('"a-name-of-sixteen": must be no more than 15 characters')],
  ],
  [
    'port name in capitals',
    { ports: [{ containerPort: 80, name: 'Web' }] },
    [portName('"Web": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')],
  ],
  [
    'port name of digits',
    { ports: [{ containerPort: 80, name: '80' }] },
    [portName('"80": must contain at least one letter (a-z)')],
  ],
  [
    'port name with hyphens',
    { ports: [{ containerPort: 80, name: 'a--b-' }] },
    [
      portName('"a--b-": must not contain consecutive hyphens'),
      portName('"a--b-": must not begin or end with a hyphen'),
    ],
  ],
  [
    'port name twice',
    {
      ports: [
        { containerPort: 80, name: 'a' },
        { containerPort: 81, name: 'a' },
      ],
    },
    ['ports[1].name: Duplicate value: "a"'],
  ],
  ['variable without name', { env: [{ value: 'x' }] }, ['env[0].name: Required value']],
  [
    'variable name',
    { env: [{ name: 'A=B' }] },
    [
      `env[0].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII characters other than '='`,
    ],
  ],
  [
    'value and source',
    env({ fieldRef: { fieldPath: 'metadata.name' } }, { value: 'x' }),
    ['env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty'],
  ],
  [
    'two sources',
    env({ fieldRef: { fieldPath: 'metadata.name' }, configMapKeyRef: { name: 'a', key: 'k' } }),
    ['env[0].valueFrom: Invalid value: "": may not have more than one field specified at a time'],
  ],
  [
    'no source',
    env({}),
    [
      'env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
    ],
  ],
  [
    'unknown field',
    env({ fieldRef: { fieldPath: 'x' } }),
    [
      'env[0].valueFrom.fieldRef.fieldPath: Invalid value: "x": error converting fieldPath: field label not supported: x',
    ],
  ],
  [
    'mount of nothing',
    { volumeMounts: [{ name: 'data', mountPath: '/a' }] },
    ['volumeMounts[0].name: Not found: "data"'],
  ],
  ['mount without path', { volumeMounts: [{ name: 'v' }] }, ['volumeMounts[0].mountPath: Required value']],
  [
    'one path twice',
    {
      volumeMounts: [
        { name: 'v', mountPath: '/a' },
        { name: 'v', mountPath: '/a' },
      ],
    },
    ['volumeMounts[1].mountPath: Invalid value: "/a": must be unique'],
  ],
  [
    'requests above limits',
    { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } },
    ['resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1'],
  ],
  [
    'negative amounts',
    { resources: { requests: { cpu: '-1' } } },
    [`resources.requests[cpu]: Invalid value: "-1": ${negative}`],
  ],
];

const regularOnly: readonly Row[] = [
  ['no handler', { livenessProbe: {} }, ['livenessProbe: Required value: must specify a handler type']],
  [
    'two handlers',
    { readinessProbe: { ...handler, tcpSocket: { port: 80 } } },
    ['readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type'],
  ],
  [
    'success of liveness',
    { livenessProbe: { ...handler, successThreshold: 2 } },
    ['livenessProbe.successThreshold: Invalid value: 2: must be 1'],
  ],
  [
    'success of startup',
    { startupProbe: { ...handler, successThreshold: 2 } },
    ['startupProbe.successThreshold: Invalid value: 2: must be 1'],
  ],
  [
    'negative times',
    {
      readinessProbe: {
        ...handler,
        initialDelaySeconds: -1,
        timeoutSeconds: -1,
        periodSeconds: -1,
        successThreshold: -1,
        failureThreshold: -1,
      },
    },
    ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'].map(
      (field) => `readinessProbe.${field}: Invalid value: -1: ${negative}`,
    ),
  ],
  [
    'grace of readiness',
    { readinessProbe: { ...handler, terminationGracePeriodSeconds: 5 } },
    ['readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes'],
  ],
];

describe.each(places)('%s', (path, objectWith) => {
  const errorsOf = (change: object): readonly string[] => {
    const [resource, object] = objectWith({ name: 'n', image: 'nginx', ...change });
    return apiHarness().create(resource, object).errors;
  };
  const isInit = path.includes('initContainers');

  it.each(anywhere)('%s', (_what, change, errors) => {
    expect(errorsOf(change)).toEqual(errors.map((error) => `${path}.${error}`));
  });

  it.each(regularOnly)('probe: %s', (_what, change, errors) => {
    const [probe] = Object.keys(change);
    const sidecar = { ...change, restartPolicy: 'Always' };
    expect(errorsOf(isInit ? sidecar : change)).toEqual(errors.map((error) => `${path}.${error}`));
    if (!isInit) return;
    expect(errorsOf(change)).toEqual([
      `${path}.${probe}: Forbidden: may not be set for init containers without restartPolicy=Always`,
    ]);
  });
});

describe('the list', () => {
  it.each<[string, object, readonly string[]]>([
    ['is empty', { containers: [] }, ['containers: Required value']],
    [
      'has a name twice',
      {
        containers: [
          { name: 'a', image: 'x' },
          { name: 'a', image: 'x' },
        ],
      },
      ['containers[1].name: Duplicate value: "a"'],
    ],
    [
      'has a name of the init containers',
      { containers: [{ name: 'a', image: 'x' }], initContainers: [{ name: 'a', image: 'x' }] },
      ['initContainers[0].name: Duplicate value: "a"'],
    ],
    [
      'has a port of the host twice',
      {
        containers: [
          { name: 'a', image: 'x', ports: [{ containerPort: 80, hostPort: 80 }] },
          { name: 'b', image: 'x', ports: [{ containerPort: 81, hostPort: 80 }] },
        ],
      },
      ['containers[1].ports[0].hostPort: Duplicate value: "TCP//80"'],
    ],
    ['volume without name', { volumes: [{ emptyDir: {} }] }, ['volumes[0].name: Required value']],
    [
      'volume twice',
      {
        volumes: [
          { name: 'v', emptyDir: {} },
          { name: 'v', emptyDir: {} },
        ],
      },
      ['volumes[1].name: Duplicate value: "v"'],
    ],
    [
      'volume of two types',
      { volumes: [{ name: 'v', emptyDir: {}, configMap: { name: 'c' } }] },
      ['volumes[0].configMap: Forbidden: may not specify more than 1 volume type'],
    ],
  ])('%s', (_what, podSpec, errors) => {
    const expected = (path: string): readonly string[] => errors.map((error) => `${path}.${error}`);
    expect(apiHarness().create('pods', plainPod('x', podSpec)).errors).toEqual(expected('spec'));
    expect(apiHarness().create('statefulsets.apps', inTemplate(podSpec)).errors).toEqual(
      expected('spec.template.spec'),
    );
  });

  it('only warns of a negative grace period', () => {
    const text = 'terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1';
    const spec = { terminationGracePeriodSeconds: -1 };
    expect(apiHarness().create('pods', plainPod('x', spec))).toMatchObject({ code: 201, warnings: [`spec.${text}`] });
    expect(apiHarness().create('statefulsets.apps', inTemplate(spec)).warnings).toEqual([`spec.template.spec.${text}`]);
  });
});
