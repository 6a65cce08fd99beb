/**
 * A cluster that goes on where another one stood: built from its objects as `kubectl get -o yaml` prints them. Nothing
 * is restarted; what the objects name and do not contain is assumed, and said.
 */

import type { JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { createRequest } from '../../client/request.ts';
import { emptyTable, tableGet } from '../../lib/sorted-table.ts';
import type { NodeRuntime } from '../../node/runtime-state.ts';
import { createCluster } from '../cluster.ts';
import { defaultStorageClasses } from '../default-cluster.ts';
import type { Simulation } from '../simulation.ts';
import type { StoredObject } from './adopt-object.ts';
import { checkObject } from './check-object.ts';
import { nameOf, sortGiven, type GivenObjects } from './given-object.ts';
import { ImportNotes, type ImportNote } from './import-notes.ts';
import { addMissingClaims } from './missing-claims.ts';
import { addMissingVolumes, missingBasics, missingClasses, nodesFor, settledNode } from './missing-objects.ts';
import { memoryOfCluster } from './node-memory.ts';
import { playForeignStorage } from './played-storage.ts';
import { addMissingRevisions } from './recomputed-revisions.ts';
import { leaveOutStrays, withLivingOwners } from './related-objects.ts';
import { standingFaults } from './standing-faults.ts';
import { trustedProbes } from './trusted-probes.ts';
import { trustedPrograms } from './trusted-programs.ts';

export interface AdoptOptions {
  readonly seed: number;
  /** The moment of the import: the clock starts there. */
  readonly startMs: number;
}

export interface AdoptedCluster {
  readonly simulation: Simulation;
  /** The given objects that are in the cluster now. */
  readonly taken: readonly StoredObject[];
  readonly notes: readonly ImportNote[];
}

/** Everything of the cluster that is built before the import has settled after this time (ms). */
const preparationMs = 3000;

/** What others are checked against. */
const basics = [
  'namespaces',
  'nodes',
  'storageclasses.storage.k8s.io',
  'priorityclasses.scheduling.k8s.io',
  'serviceaccounts',
];

/** Never throws for any objects; what cannot be taken is in the notes. */
export function adoptCluster(values: readonly JsonValue[], { seed, startMs }: AdoptOptions): AdoptedCluster {
  const notes = new ImportNotes();
  const given = sortGiven(values, notes);
  leaveOutStrays(given, notes);
  addMissingClaims(given, notes);
  addMissingVolumes(given, notes);
  playForeignStorage(given, notes);
  const simulation = prepared(given, { seed, startMs }, notes);
  const checked = new Map<KubeObject, KubeObject>();
  const check = (resources: (resource: string) => boolean): StoredObject[] =>
    given.all().flatMap(({ resource, object }) => {
      if (!resources(resource)) return [];
      const found = checkObject(resource, object, checked.size, simulation);
      if (found.type === 'refused') {
        given.remove(resource, object);
        notes.add('left out', nameOf(object), found.reason);
        return [];
      }
      for (const warning of found.warnings) {
        if (warning.startsWith('unknown field')) notes.add('changed', nameOf(object), `${warning}: left out.`);
      }
      checked.set(object, found.object);
      given.set(resource, found.object);
      return [{ resource, object: found.object }];
    });
  const first = check((resource) => basics.includes(resource));
  const assumed = simulation.reader
    .list('nodes')
    .filter(({ metadata }) => !given.has('nodes', metadata.name))
    .map((node): StoredObject => ({ resource: 'nodes', object: settledNode(node, given) }));
  simulation.adopt({ objects: [...first, ...assumed], memory: {} });
  check((resource) => !basics.includes(resource));
  addMissingRevisions(given, notes);
  check((resource) => resource === 'controllerrevisions.apps');
  const rest = given
    .all()
    .filter(({ resource }) => !basics.includes(resource))
    .map(({ resource, object }) => ({ resource, object: withLivingOwners(object, given, notes) }));
  simulation.adopt({ objects: rest, memory: {} });
  const known = simulation.memoryAt(simulation.nowMs)['kubelet'] ?? emptyTable;
  const nodeOf = (name: string): NodeRuntime | undefined => tableGet(known, `node/${name}`) as NodeRuntime | undefined;
  const memory = memoryOfCluster(simulation.reader, startMs, nodeOf);
  const trusted = { ...trustedPrograms(simulation.reader, notes), ...trustedProbes(simulation.reader, notes) };
  simulation.adopt({ objects: [], memory: { ...memory, kubelet: { ...memory['kubelet'], ...trusted } } });
  for (const { key, value } of standingFaults(simulation.reader, startMs, notes)) simulation.setFault(key, value);
  return { simulation, taken: [...first, ...rest], notes: notes.list() };
}

/** A cluster with the nodes, namespaces and classes that the objects need, at the moment of the import. */
function prepared(given: GivenObjects, { seed, startMs }: AdoptOptions, notes: ImportNotes): Simulation {
  const hasClasses = given.list('storageclasses.storage.k8s.io').length > 0;
  const simulation = createCluster({
    seed,
    startMs: startMs - preparationMs,
    nodes: nodesFor(given, notes),
    storageClasses: [
      ...(hasClasses ? [] : defaultStorageClasses),
      ...missingClasses(given, notes)
        .filter((name) => hasClasses || !defaultStorageClasses.some((known) => known.name === name))
        .map((name) => ({ name })),
    ],
  });
  for (const { resource, object } of missingBasics(given)) {
    const { namespace } = object.metadata;
    simulation.request(createRequest({ resource, ...(namespace ? { namespace } : {}) }, object), 'import');
  }
  simulation.runUntil(startMs);
  return simulation;
}
