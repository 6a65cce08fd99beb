import { describe, expect, it } from 'vitest';
import { metadata } from '../testing/builders.ts';
import { readerOf } from '../testing/reader.ts';
import { immutableKeys } from './immutable-fields.ts';
import { pendingChanges, pendingText } from './pending-changes.ts';

const manifest = (replicas: number, image: string): string => `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: ${replicas}
  template:
    spec:
      containers:
        - name: nginx
          image: ${image}
          resources: { limits: { cpu: 1000m } }
`;

const live = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: metadata('web', { namespace: 'default' }),
  spec: {
    replicas: 3,
    template: { spec: { containers: [{ name: 'nginx', image: 'nginx:1', resources: { limits: { cpu: '1' } } }] } },
  },
};

describe('what an apply would change', () => {
  const say = (text: string, applied?: string): string => pendingText(pendingChanges(text, applied, readerOf([live])));

  it('names fields that differ and says when a new revision follows', () => {
    expect(say(manifest(5, 'nginx:2'), manifest(3, 'nginx:1'))).toBe('2 changes: replicas, image → new revision');
    expect(say(manifest(5, 'nginx:1'), manifest(3, 'nginx:1'))).toBe('1 change: replicas');
  });

  it('leaves what is large or deep to the apply, and is not held up by it', () => {
    const labels = Array.from({ length: 100_000 }, (_, index) => `k${index}: 1`);
    for (const text of [`{${labels.join(', ')}}`, labels.join('\n'), '['.repeat(100_000), '- '.repeat(100_000)]) {
      expect(say(text)).toBe('Too large to compare before it is applied');
      expect(immutableKeys(text, readerOf([live]))).toEqual([]);
    }
    expect(say(`${manifest(5, 'nginx:1')}---\n${'['.repeat(5000)}`)).toMatch(/^(?:Not valid YAML yet|Too large to)/);
  });

  it('takes no other spelling of a quantity for a change, but sees what was changed behind its back', () => {
    expect(say(manifest(3, 'nginx:1'), manifest(3, 'nginx:1'))).toBe('');
    expect(say(manifest(4, 'nginx:1'), manifest(4, 'nginx:1'))).toBe('1 change: replicas');
  });

  it('gives the path with both values, and foretells that an immutable field is refused', () => {
    const named = (name: string): string => manifest(3, 'nginx:1').replace('spec:', `spec:\n  serviceName: ${name}`);
    const web = { ...live, spec: { ...live.spec, serviceName: 'nginx' } };
    const { changes } = pendingChanges(named('other'), named('nginx'), readerOf([web]));
    expect(changes).toMatchObject([
      { object: 'StatefulSet web', path: 'spec.serviceName', before: 'nginx', after: 'other', isForbidden: true },
    ]);
    expect(pendingText({ changes, isBroken: false })).toBe('Will be refused: serviceName cannot be changed');
    expect(immutableKeys(named('nginx'), readerOf([web])).map(({ label }) => label)).toEqual([
      'spec.serviceName of StatefulSet web',
    ]);
    expect(immutableKeys(named('nginx'), readerOf([]))).toEqual([]);
  });

  it('names objects that are created, and broken YAML', () => {
    expect(pendingText(pendingChanges(manifest(1, 'a'), undefined, readerOf([])))).toBe('creates StatefulSet web');
    expect(say('a: [')).toBe('Not valid YAML yet');
  });
});
