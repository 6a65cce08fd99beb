import { describe } from 'vitest';
import { container, initContainer, refuses } from '../../../testing/pod-rows.ts';

const portRange = 'must be between 1 and 65535, inclusive';
const notNegative = 'must be greater than or equal to 0';

describe('containers', () => {
  refuses([
    ['none', { containers: [] }, ['spec.containers: Required value']],
    ['without name', { containers: [{ image: 'x' }] }, ['spec.containers[0].name: Required value']],
    ['without image', { containers: [{ name: 'c' }] }, ['spec.containers[0].image: Required value']],
    [
      'image with blanks around',
      container({ image: ' nginx' }),
      ['spec.containers[0].image: Invalid value: " nginx": must not have leading or trailing whitespace'],
    ],
    [
      'twice the same name',
      {
        containers: [
          { name: 'a', image: 'x' },
          { name: 'a', image: 'x' },
        ],
      },
      ['spec.containers[1].name: Duplicate value: "a"'],
    ],
    [
      'an init container named like a container',
      { initContainers: [{ name: 'c', image: 'x' }] },
      ['spec.initContainers[0].name: Duplicate value: "c"'],
    ],
    [
      'pull policy',
      container({ imagePullPolicy: 'X' }),
      [
        'spec.containers[0].imagePullPolicy: Unsupported value: "X": supported values: "Always", "IfNotPresent", "Never"',
      ],
    ],
    [
      'message policy',
      container({ terminationMessagePolicy: 'X' }),
      [
        'spec.containers[0].terminationMessagePolicy: Unsupported value: "X": supported values: "File", "FallbackToLogsOnError"',
      ],
    ],
    [
      'ephemeral ones at creation',
      { ephemeralContainers: [{ name: 'e', image: 'x' }] },
      ['spec.ephemeralContainers: Forbidden: cannot be set on create'],
    ],
  ]);
});

describe('ports', () => {
  refuses(
    [
      ['no number', container({ ports: [{ name: 'a' }] }), ['[0].containerPort: Required value']],
      [
        'too high',
        container({ ports: [{ containerPort: 70000 }] }),
        [`[0].containerPort: Invalid value: 70000: ${portRange}`],
      ],
      [
        'unknown protocol',
        container({ ports: [{ containerPort: 1, protocol: 'X' }] }),
        ['[0].protocol: Unsupported value: "X": supported values: "SCTP", "TCP", "UDP"'],
      ],
      [
        'names',
        container({
          ports: ['WWW', 'sixteen-letters-', '8080', 'a--b', '-a', 'a', 'a'].map((name, index) => ({
            containerPort: index + 1,
            name,
          })),
        }),
        [
          '[0].name: Invalid value: "WWW": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
          '[0].name: Invalid value: "WWW": must contain at least one letter (a-z)',
          '[1].name: Invalid value: "sixteen-letters-": must be no more than 15 characters',
          '[1].name: Invalid value: "sixteen-letters-": must not begin or end with a hyphen',
          '[2].name: Invalid value: "8080": must contain at least one letter (a-z)',
          '[3].name: Invalid value: "a--b": must not contain consecutive hyphens',
          '[4].name: Invalid value: "-a": must not begin or end with a hyphen',
          '[6].name: Duplicate value: "a"',
        ],
      ],
      [
        'one port of the host twice',
        container({
          ports: [
            { containerPort: 80, hostPort: 80 },
            { containerPort: 81, hostPort: 80 },
          ],
        }),
        ['[1].hostPort: Duplicate value: "TCP//80"'],
      ],
      [
        'another port of the host in its network',
        { hostNetwork: true, ...container({ ports: [{ containerPort: 80, hostPort: 81 }] }) },
        ['[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true'],
      ],
    ],
    'spec.containers[0].ports',
  );
});

describe('lifecycle', () => {
  refuses(
    [
      [
        'no handler',
        container({ lifecycle: { preStop: {} } }),
        ['.preStop: Required value: must specify a handler type'],
      ],
      [
        'sleep longer than the grace period',
        container({ lifecycle: { preStop: { sleep: { seconds: 31 } } } }),
        ['.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)'],
      ],
      [
        'stop signal without a known system',
        container({ lifecycle: { stopSignal: 'SIGTERM' } }),
        ['.stopSignal: Forbidden: may not be set for containers with empty `spec.os.name`'],
      ],
    ],
    'spec.containers[0].lifecycle',
  );
});

describe('init containers', () => {
  const forbidden = 'Forbidden: may not be set for init containers without restartPolicy=Always';
  refuses(
    [
      [
        'probes and hooks',
        initContainer({
          readinessProbe: { exec: { command: ['a'] } },
          lifecycle: { preStop: { exec: { command: ['a'] } } },
        }),
        [`.lifecycle: ${forbidden}`, `.readinessProbe: ${forbidden}`],
      ],
      [
        'restart policy',
        initContainer({ restartPolicy: 'X' }),
        ['.restartPolicy: Unsupported value: "X": supported values: "Always", "Never", "OnFailure"'],
      ],
      [
        'probes of a sidecar',
        initContainer({ restartPolicy: 'Always', livenessProbe: {} }),
        ['.livenessProbe: Required value: must specify a handler type'],
      ],
    ],
    'spec.initContainers[0]',
  );
});

describe('resources', () => {
  refuses(
    [
      [
        'requests above limits',
        container({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }),
        ['.requests: Invalid value: "2": must be less than or equal to cpu limit of 1'],
      ],
      [
        'negative',
        container({ resources: { requests: { cpu: '-1' } } }),
        [`.requests[cpu]: Invalid value: "-1": ${notNegative}`],
      ],
      [
        'unknown names',
        container({ resources: { requests: { foo: '1', pods: '1' } } }),
        [
          '.requests[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
          '.requests[foo]: Invalid value: "foo": must be a standard resource for containers',
          '.requests[pods]: Invalid value: "pods": must be a standard resource for containers',
        ],
      ],
      [
        'extended resources',
        container({ resources: { requests: { 'example.com/a': '1.5' }, limits: { 'example.com/a': '2' } } }),
        [
          '.requests[example.com/a]: Invalid value: "1500m": must be an integer',
          '.requests: Invalid value: "1500m": must be equal to example.com/a limit of 2',
        ],
      ],
      [
        'huge pages alone',
        container({ resources: { limits: { 'hugepages-2Mi': '2Mi' } } }),
        [': Forbidden: HugePages require cpu or memory'],
      ],
      [
        'claims that the Pod lacks',
        container({ resources: { claims: [{ name: 'x' }] } }),
        ['.claims[0]: Not found: "x": must be one of the names in pod.spec.resourceClaims which is empty'],
      ],
    ],
    'spec.containers[0].resources',
  );
  refuses([
    [
      'of the whole Pod',
      {
        resources: { limits: { cpu: '1' }, requests: { cpu: '500m' } },
        ...container({ resources: { requests: { cpu: '800m' } } }),
      },
      [
        'spec.resources.requests[cpu]: Invalid value: "500m": must be greater than or equal to aggregate container requests of 800m',
      ],
    ],
    [
      'resize policy',
      container({ resizePolicy: [{ resourceName: 'disk', restartPolicy: 'NotRequired' }] }),
      ['spec.containers[0].resizePolicy: Unsupported value: "disk": supported values: "cpu", "memory"'],
    ],
  ]);
});
