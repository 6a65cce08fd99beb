import { describe, expect, it } from 'vitest';
import type { Controller } from '../api/controller.ts';
import { createRequest } from '../client/request.ts';
import { MissingPart } from '../lib/missing-part.ts';
import { controlPlane, createCluster, workers } from './cluster.ts';

const configMap = (name: string): ReturnType<typeof createRequest> =>
  createRequest(
    { resource: 'configmaps', namespace: 'default' },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } },
  );

/** Writes twice for each ConfigMap `asked`; between both it needs something that may not be there. */
function copier(part: { loaded: boolean }): Controller {
  return {
    name: 'copier',
    keysFor: ({ object, resource }) => (resource === 'configmaps' && object.metadata.name === 'asked' ? ['copy'] : []),
    sync(_key, { request, random }) {
      request(configMap('first'));
      random.integer(0, 9);
      if (!part.loaded) throw new MissingPart('copy');
      request(configMap('second'));
      return {};
    },
  };
}

function run(part: { loaded: boolean }): unknown {
  const cluster = createCluster({ controllers: [...controlPlane, ...workers, copier(part)] });
  cluster.request(configMap('asked'));
  const endMs = cluster.nowMs + 60_000;
  try {
    cluster.runUntil(endMs);
  } catch (error) {
    expect(error).toBeInstanceOf(MissingPart);
    expect(cluster.reader.get('configmaps', 'default', 'first')).toBeUndefined();
    part.loaded = true;
    cluster.runUntil(endMs);
  }
  const { changes, inputs, decisionChanges } = cluster.history;
  return { changes, inputs, decisionChanges, next: cluster.nextMs };
}

describe('a part that is not loaded yet', () => {
  it('changes nothing of what happens once it is there', () => {
    expect(run({ loaded: false })).toEqual(run({ loaded: true }));
  });
});
