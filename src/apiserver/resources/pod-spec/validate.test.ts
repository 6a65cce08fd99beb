import { describe, expect, it } from 'vitest';
import { apiHarness, plainPod } from '../../../testing/api-harness.ts';

const volumes = [
  { name: 'v', emptyDir: {} },
  { name: 'p', persistentVolumeClaim: { claimName: 'data' } },
];
const container = (more: object): object => ({ containers: [{ name: 'c', image: 'nginx', ...more }] });
const initContainer = (more: object): object => ({ initContainers: [{ name: 'i', image: 'nginx', ...more }] });

const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const namePart =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const portRange = 'must be between 1 and 65535, inclusive';
const notNegative = 'must be greater than or equal to 0';

type Row = readonly [what: string, spec: object, errors: readonly string[]];

function refuses(rows: readonly Row[], prefix = ''): void {
  it.each(rows)('%s', (_what, spec, errors) => {
    const answer = apiHarness().create('pods', plainPod('p', { volumes, ...spec }));
    expect(answer.errors).toEqual(errors.map((error) => prefix + error));
  });
}

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

describe('env', () => {
  const env = (...list: readonly object[]): object => container({ env: list });
  refuses(
    [
      ['no name', env({ value: 'x' }), ['[0].name: Required value']],
      [
        'name with =',
        env({ name: 'a=b' }),
        [
          `[0].name: Invalid value: "a=b": a valid environment variable name must consist only of printable ASCII characters other than '='`,
        ],
      ],
      [
        'value and source',
        env({ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }),
        ['[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty'],
      ],
      [
        'no source',
        env({ name: 'A', valueFrom: {} }),
        [
          '[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
        ],
      ],
      [
        'two sources',
        env({
          name: 'A',
          valueFrom: { fieldRef: { fieldPath: 'metadata.name' }, secretKeyRef: { name: 'a', key: 'b' } },
        }),
        ['[0].valueFrom: Invalid value: "": may not have more than one field specified at a time'],
      ],
      [
        'unknown field',
        env({ name: 'A', valueFrom: { fieldRef: { fieldPath: 'x' } } }),
        [
          '[0].valueFrom.fieldRef.fieldPath: Invalid value: "x": error converting fieldPath: field label not supported: x',
        ],
      ],
      [
        'field that no variable may show',
        env({ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }),
        [
          '[0].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"',
        ],
      ],
      [
        'unknown resource',
        env({ name: 'A', valueFrom: { resourceFieldRef: { resource: 'x' } } }),
        [
          '[0].valueFrom.resourceFieldRef.resource: Unsupported value: "x": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"',
        ],
      ],
      [
        'odd divisor',
        env({ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '3' } } }),
        [
          `[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor's values 1m and 1 are supported with the cpu resource`,
        ],
      ],
      [
        'keys of config maps and secrets',
        env(
          { name: 'A', valueFrom: { configMapKeyRef: { name: 'a' } } },
          { name: 'B', valueFrom: { secretKeyRef: { name: 'a', key: 'b c' } } },
        ),
        [
          '[0].valueFrom.configMapKeyRef.key: Required value',
          `[1].valueFrom.secretKeyRef.key: Invalid value: "b c": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
        ],
      ],
    ],
    'spec.containers[0].env',
  );
  refuses([
    [
      'envFrom',
      container({ envFrom: [{}, { configMapRef: {} }, { configMapRef: { name: 'a' }, secretRef: { name: 'b' } }] }),
      [
        'spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
        'spec.containers[0].envFrom[1].configMapRef.name: Required value',
        'spec.containers[0].envFrom: Invalid value: "": may not have more than one field specified at a time',
      ],
    ],
  ]);
});

describe('volume mounts', () => {
  const mounts = (...list: readonly object[]): object => container({ volumeMounts: list });
  refuses(
    [
      [
        'nothing said',
        mounts({}),
        ['[0].name: Required value', '[0].name: Not found: ""', '[0].mountPath: Required value'],
      ],
      ['no such volume', mounts({ name: 'x', mountPath: '/a' }), ['[0].name: Not found: "x"']],
      [
        'a place twice',
        mounts({ name: 'v', mountPath: '/a' }, { name: 'p', mountPath: '/a' }),
        ['[1].mountPath: Invalid value: "/a": must be unique'],
      ],
      [
        'subPath',
        mounts({ name: 'v', mountPath: '/a', subPath: '/b' }, { name: 'v', mountPath: '/b', subPath: '../c' }),
        [
          '.subPath: Invalid value: "/b": must be a relative path',
          `.subPath: Invalid value: "../c": must not contain '..'`,
        ],
      ],
      [
        'both kinds of sub path',
        mounts({ name: 'v', mountPath: '/a', subPath: 'b', subPathExpr: 'c' }),
        ['[0].subPathExpr: Invalid value: "c": subPathExpr and subPath are mutually exclusive'],
      ],
      [
        'propagation out of an unprivileged container',
        mounts({ name: 'v', mountPath: '/a', mountPropagation: 'Bidirectional' }),
        ['.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers'],
      ],
    ],
    'spec.containers[0].volumeMounts',
  );
});

describe('volume devices', () => {
  refuses(
    [
      [
        'of a file system',
        container({ volumeDevices: [{ name: 'v', devicePath: '/a' }] }),
        [
          '[0].name: Invalid value: "v": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
        ],
      ],
      [
        'twice',
        container({
          volumeDevices: [
            { name: 'p', devicePath: '/a' },
            { name: 'p', devicePath: '/a' },
          ],
        }),
        ['[1].name: Invalid value: "p": must be unique', '[1].devicePath: Invalid value: "/a": must be unique'],
      ],
    ],
    'spec.containers[0].volumeDevices',
  );
});

describe('volumes', () => {
  const row = (what: string, volume: object, ...errors: string[]): Row => [
    what,
    { volumes: [{ name: 'x', ...volume }] },
    errors,
  ];
  refuses([
    ['name', { volumes: [{ emptyDir: {} }] }, ['spec.volumes[0].name: Required value']],
    ['name', { volumes: [{ name: 'A' }] }, [`spec.volumes[0].name: Invalid value: "A": ${label}`]],
    ['twice', { volumes: [{ name: 'a' }, { name: 'a' }] }, ['spec.volumes[1].name: Duplicate value: "a"']],
    row(
      'two sources',
      { emptyDir: {}, hostPath: { path: '/a' } },
      'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
    ),
    row('claim', { persistentVolumeClaim: {} }, 'spec.volumes[0].persistentVolumeClaim.claimName: Required value'),
    row('config map', { configMap: {} }, 'spec.volumes[0].configMap.name: Required value'),
    row('secret', { secret: {} }, 'spec.volumes[0].secret.secretName: Required value'),
    row(
      'mode of files',
      { configMap: { name: 'a', defaultMode: 512 } },
      'spec.volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
    ),
    row(
      'items',
      { secret: { secretName: 'a', items: [{}, { key: 'a', path: '../b' }, { key: 'a', path: '/b' }] } },
      'spec.volumes[0].secret.items[0].key: Required value',
      'spec.volumes[0].secret.items[0].path: Required value',
      `spec.volumes[0].secret.items[1].path: Invalid value: "../b": must not contain '..'`,
      'spec.volumes[0].secret.items[2].path: Invalid value: "/b": must be a relative path',
    ),
    row('host path', { hostPath: {} }, 'spec.volumes[0].hostPath.path: Required value'),
    row(
      'type of host path',
      { hostPath: { path: '/a', type: 'X' } },
      'spec.volumes[0].hostPath.type: Unsupported value: "X": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
    ),
    row(
      'size of an emptyDir',
      { emptyDir: { sizeLimit: '-1' } },
      'spec.volumes[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity',
    ),
    row(
      'token',
      { projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 10 } }] } },
      'spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 10: may not specify a duration less than 10 minutes',
    ),
    row(
      'same file from two sources',
      {
        projected: {
          sources: [
            { secret: { name: 'a', items: [{ key: 'k', path: 'f' }] } },
            { configMap: { name: 'b', items: [{ key: 'k', path: 'f' }] } },
          ],
        },
      },
      'spec.volumes[0].projected: Invalid value: "b": conflicting duplicate paths',
    ),
    row(
      'downward API',
      { downwardAPI: { items: [{ path: 'a' }, { path: 'b', fieldRef: { fieldPath: 'spec.nodeName' } }] } },
      'spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
      'spec.volumes[0].downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"',
    ),
    row(
      'claim of the Pod itself',
      { ephemeral: { volumeClaimTemplate: { spec: {} } } },
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required',
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value',
    ),
    row(
      'NFS',
      { nfs: { server: 'a', path: 'b' } },
      'spec.volumes[0].nfs.path: Invalid value: "b": must be an absolute path',
    ),
  ]);
});

describe('probes', () => {
  refuses(
    [
      ['no handler', container({ livenessProbe: {} }), ['.livenessProbe: Required value: must specify a handler type']],
      [
        'two handlers',
        container({ readinessProbe: { exec: { command: ['a'] }, tcpSocket: { port: 1 } } }),
        ['.readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type'],
      ],
      ['no command', container({ startupProbe: { exec: {} } }), ['.startupProbe.exec.command: Required value']],
      [
        'HTTP',
        container({
          livenessProbe: { httpGet: { port: 0, scheme: 'FTP', httpHeaders: [{ name: 'a b', value: '' }] } },
        }),
        [
          `.livenessProbe.httpGet.port: Invalid value: 0: ${portRange}`,
          '.livenessProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS"',
          `.livenessProbe.httpGet.httpHeaders: Invalid value: "a b": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')`,
        ],
      ],
      [
        'named port',
        container({ livenessProbe: { tcpSocket: { port: 'a_b' } } }),
        [
          '.livenessProbe.tcpSocket.port: Invalid value: "a_b": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
        ],
      ],
      [
        'numbers',
        container({
          livenessProbe: {
            exec: { command: ['a'] },
            initialDelaySeconds: -1,
            timeoutSeconds: -1,
            periodSeconds: -1,
            failureThreshold: -1,
            successThreshold: 2,
            terminationGracePeriodSeconds: 0,
          },
        }),
        [
          `.livenessProbe.initialDelaySeconds: Invalid value: -1: ${notNegative}`,
          `.livenessProbe.timeoutSeconds: Invalid value: -1: ${notNegative}`,
          `.livenessProbe.periodSeconds: Invalid value: -1: ${notNegative}`,
          `.livenessProbe.failureThreshold: Invalid value: -1: ${notNegative}`,
          '.livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0',
          '.livenessProbe.successThreshold: Invalid value: 2: must be 1',
        ],
      ],
      [
        'grace period of a readiness probe',
        container({ readinessProbe: { exec: { command: ['a'] }, terminationGracePeriodSeconds: 5 } }),
        ['.readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes'],
      ],
    ],
    'spec.containers[0]',
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

describe('security', () => {
  const idRange = 'must be between 0 and 2147483647, inclusive';
  refuses([
    [
      'identities',
      { securityContext: { runAsUser: -1, fsGroup: -1, supplementalGroups: [-1] } },
      [
        `spec.securityContext.fsGroup: Invalid value: -1: ${idRange}`,
        `spec.securityContext.runAsUser: Invalid value: -1: ${idRange}`,
        `spec.securityContext.supplementalGroups[0]: Invalid value: -1: ${idRange}`,
      ],
    ],
    [
      'privileged without escalation',
      container({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }),
      [
        'spec.containers[0].securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
      ],
    ],
    [
      'profiles',
      container({ securityContext: { seccompProfile: { type: 'Localhost' }, appArmorProfile: { type: 'X' } } }),
      [
        'spec.containers[0].securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
        'spec.containers[0].securityContext.appArmorProfile.type: Unsupported value: "X": supported values: "Localhost", "RuntimeDefault", "Unconfined"',
      ],
    ],
    [
      'shared processes',
      { hostPID: true, shareProcessNamespace: true },
      [
        'spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled',
      ],
    ],
    ['system', { os: { name: 'x' } }, ['spec.os: Unsupported value: "x": supported values: "linux", "windows"']],
    [
      'users of the host',
      { hostUsers: false, hostNetwork: true },
      ['spec.hostNetwork: Forbidden: when `hostUsers` is false'],
    ],
  ]);
});

describe('placement', () => {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  const terms = `spec.affinity.nodeAffinity.${required}.nodeSelectorTerms`;
  const nodes = (...matchExpressions: readonly object[]): object => ({
    affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: [{ matchExpressions }] } } },
  });
  refuses([
    ['node selector', { nodeSelector: { 'a b': 'c' } }, [`spec.nodeSelector: Invalid value: "a b": ${namePart}`]],
    ['node', { nodeName: 'A' }, [`spec.nodeName: Invalid value: "A": ${subdomain}`]],
    [
      'no term',
      { affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: [] } } } },
      [`${terms}: Required value: must have at least one node selector term`],
    ],
    [
      'operators',
      nodes(
        { key: 'a', operator: 'In' },
        { key: 'a', operator: 'Exists', values: ['b'] },
        { key: 'a', operator: 'Gt', values: ['1', '2'] },
        { key: 'a', operator: 'X' },
      ),
      [
        `${terms}[0].matchExpressions[0].values: Required value: must be specified when \`operator\` is 'In' or 'NotIn'`,
        `${terms}[0].matchExpressions[1].values: Forbidden: may not be specified when \`operator\` is 'Exists' or 'DoesNotExist'`,
        `${terms}[0].matchExpressions[2].values: Required value: must be specified single value when \`operator\` is 'Lt' or 'Gt'`,
        `${terms}[0].matchExpressions[3].operator: Invalid value: "X": not a valid selector operator`,
      ],
    ],
    [
      'weight',
      { affinity: { nodeAffinity: { [preferred]: [{ weight: 0, preference: {} }] } } },
      [`spec.affinity.nodeAffinity.${preferred}[0].weight: Invalid value: 0: must be in the range 1-100`],
    ],
    [
      'no topology key',
      { affinity: { podAntiAffinity: { [required]: [{ labelSelector: {} }] } } },
      [
        `spec.affinity.podAntiAffinity.${required}[0].topologyKey: Required value: can not be empty`,
        `spec.affinity.podAntiAffinity.${required}[0].topologyKey: Invalid value: "": name part must be non-empty`,
        `spec.affinity.podAntiAffinity.${required}[0].topologyKey: Invalid value: "": ${namePart}`,
      ],
    ],
    [
      'spread',
      { topologySpreadConstraints: [{ maxSkew: 0, whenUnsatisfiable: 'X' }] },
      [
        'spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero',
        'spec.topologySpreadConstraints[0].topologyKey: Required value: can not be empty',
        'spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "X": supported values: "DoNotSchedule", "ScheduleAnyway"',
      ],
    ],
    [
      'minDomains of a soft spread',
      {
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 },
        ],
      },
      [
        'spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway',
      ],
    ],
    [
      'tolerations',
      {
        tolerations: [
          { key: 'a', operator: 'Exists', value: 'b' },
          { operator: 'Equal' },
          { key: 'a', operator: 'X' },
          { key: 'a', effect: 'X' },
          { key: 'a', tolerationSeconds: 5 },
        ],
      },
      [
        `spec.tolerations[0].operator: Invalid value: "b": value must be empty when \`operator\` is 'Exists'`,
        `spec.tolerations[1].operator: Invalid value: "Equal": operator must be Exists when \`key\` is empty, which means "match all values and all keys"`,
        'spec.tolerations[2].operator: Unsupported value: "X": supported values: "Equal", "Exists"',
        'spec.tolerations[3].effect: Unsupported value: "X": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
        `spec.tolerations[4].effect: Invalid value: "": effect must be 'NoExecute' when \`tolerationSeconds\` is set`,
      ],
    ],
    ['gates', { schedulingGates: [{ name: 'a' }, { name: 'a' }] }, ['spec.schedulingGates[1]: Duplicate value: "a"']],
    [
      'node of a gated Pod',
      { nodeName: 'n', schedulingGates: [{ name: 'a' }] },
      ['spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared'],
    ],
  ]);
});

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
