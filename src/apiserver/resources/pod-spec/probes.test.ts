import { describe } from 'vitest';
import { container, refuses } from '../../../testing/pod-rows.ts';

const portRange = 'must be between 1 and 65535, inclusive';
const notNegative = 'must be greater than or equal to 0';

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
