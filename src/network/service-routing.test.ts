import { expect, it } from 'vitest';
import type { Service } from '../api/types.ts';
import { readerOver, serviceNamed, sliceOf, type EndpointDraft } from '../testing/objects.ts';
import { routeService } from './service-routing.ts';

function route(endpoints: readonly EndpointDraft[]): [string[], boolean] {
  const reader = readerOver([
    serviceNamed('front', { clusterIP: '10.96.1.1', ports: [{ name: 'web', port: 8080 }] }),
    sliceOf('front', endpoints),
  ]);
  const { backends, fallback } = routeService(reader, reader.get('services', 'default', 'front') as Service, 8080);
  return [backends.map(({ address, port }) => `${address}:${port}`), fallback];
}

it('prefers ready endpoints, then terminating ones that still serve, then none', () => {
  const ready = { ip: '10.244.1.1' };
  const leaving = { ip: '10.244.1.2', ready: false, serving: true, terminating: true };
  const broken = { ip: '10.244.1.3', ready: false };
  expect(route([ready, leaving, broken])).toEqual([['10.244.1.1:80'], false]);
  expect(route([leaving, broken])).toEqual([['10.244.1.2:80'], true]);
  expect(route([broken])).toEqual([[], false]);
});
