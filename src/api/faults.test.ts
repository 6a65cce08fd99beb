import { describe, expect, it } from 'vitest';
import { faultKey, faultValue, parseFault, type Fault } from './faults.ts';

describe('faults', () => {
  const faults: readonly [Fault, string][] = [
    [{ type: 'crash', namespace: 'default', pod: 'web-0' }, 'pod/default/web-0/crash'],
    [{ type: 'fail-readiness', namespace: 'a', pod: 'web-1', container: 'nginx' }, 'pod/a/web-1/fail-readiness'],
    [
      { type: 'pull-error', image: 'registry.k8s.io/nginx-slim:0.24' },
      'image/registry.k8s.io/nginx-slim:0.24/pull-error',
    ],
    [{ type: 'partitioned', node: 'node-1' }, 'node/node-1/partitioned'],
    [{ type: 'provisioner-down' }, 'provisioner-down'],
    [{ type: 'zone-lost', zone: 'zone-a' }, 'zone-lost:zone-a'],
  ];

  it('have a key and a value that lead back to them', () => {
    for (const [fault, key] of faults) {
      expect(faultKey(fault)).toBe(key);
      expect(parseFault(key, faultValue(fault))).toEqual(fault);
    }
  });

  it('are told from other keys', () => {
    expect(parseFault('node/node-1/on-fire')).toBeUndefined();
    expect(parseFault('pod/web-0/crash')).toBeUndefined();
    expect(parseFault('')).toBeUndefined();
  });
});
