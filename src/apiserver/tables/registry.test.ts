import { describe, expect, it } from 'vitest';
import type { Endpoints, PersistentVolumeClaim, Service } from '../../api/types.ts';
import { loadCorpus, type RecordedCase } from '../../testing/conformance/corpus.ts';
import { endpointsColumns } from './endpoints.ts';
import { persistentVolumeClaimColumns } from './persistentvolumeclaims.ts';
import { columnsByResource } from './registry.ts';
import { serviceColumns } from './services.ts';
import type { TableColumn } from './columns.ts';

interface RecordedTable {
  readonly kind: string;
  readonly columnDefinitions: readonly Record<string, unknown>[];
}
interface RecordedRequests extends RecordedCase {
  readonly steps: readonly {
    readonly request?: { readonly path: string; readonly accept?: string };
    readonly response?: { readonly body: RecordedTable };
  }[];
}

const recording = loadCorpus<RecordedRequests>('api').find(({ name }) => name === 'tables');

const meta = { name: 'x', uid: '', resourceVersion: '', creationTimestamp: '2026-11-23T05:50:00Z' };
const nowMs = Date.UTC(2026, 10, 23, 6, 0, 0);

function cells<T>(columns: readonly TableColumn<T>[], object: T): readonly unknown[] {
  return columns.map((column) => column.cell(object, nowMs));
}

describe.skipIf(!recording)('column definitions (skipped without the recordings)', () => {
  const tables = (recording?.steps ?? []).filter(({ response }) => response?.body?.kind === 'Table');

  it.each(tables.map(({ request, response }) => [request!.path, response!.body] as const))('of %s', (path, table) => {
    const [, group, plural] = /^\/(?:api|apis\/([^/]+))\/[^/]+\/(?:namespaces\/[^/]+\/)?([a-z]+)/.exec(path)!;
    const columns = columnsByResource[group ? `${plural!}.${group}` : plural!]!;
    expect(
      columns.map(({ name, type, format = '', description, priority = 0 }) => ({
        name,
        type,
        format,
        description,
        priority,
      })),
    ).toEqual(table.columnDefinitions);
  });
});

describe('cells', () => {
  it('of a Service that waits for its load balancer', () => {
    const service: Service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta,
      spec: {
        type: 'LoadBalancer',
        clusterIPs: ['10.96.0.7'],
        ports: [
          { port: 80, protocol: 'TCP' },
          { port: 443, nodePort: 30443, protocol: 'TCP' },
        ],
        selector: { b: '2', a: '1' },
      },
      status: { loadBalancer: {} },
    };
    expect(cells(serviceColumns, service)).toEqual([
      'x',
      'LoadBalancer',
      '10.96.0.7',
      '<pending>',
      '80/TCP,443:30443/TCP',
      '10m',
      'a=1,b=2',
    ]);
  });

  it('of a claim that has a volume but no status yet', () => {
    const claim: PersistentVolumeClaim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: meta,
      spec: { volumeName: 'pv', storageClassName: 'standard', volumeMode: 'Filesystem' },
      status: { phase: 'Pending' },
    };
    expect(cells(persistentVolumeClaimColumns, claim)).toEqual([
      'x',
      'Pending',
      'pv',
      '0',
      '',
      'standard',
      '<unset>',
      '10m',
      'Filesystem',
    ]);
  });

  it('of Endpoints: three ready addresses and a count', () => {
    const addresses = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'].map((ip) => ({ ip }));
    const endpoints = (subsets: Endpoints['subsets']): Endpoints => ({
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: meta,
      ...(subsets ? { subsets } : {}),
    });
    const text = (subsets?: Endpoints['subsets']): unknown => cells(endpointsColumns, endpoints(subsets))[1];
    expect(text([{ addresses, ports: [{ port: 80 }] }])).toBe('10.0.0.1:80,10.0.0.2:80,10.0.0.3:80 + 1 more...');
    expect(text([{ notReadyAddresses: addresses, ports: [{ port: 80 }] }])).toBe('');
    expect(text()).toBe('<none>');
  });
});
