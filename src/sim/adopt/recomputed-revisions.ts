/**
 * ControllerRevisions of sets that came without them: the update revision from the set's own template, the current one
 * from a Pod that still has it. Their names are those of the status, so that Pods stay what they are.
 */

import type { KubeObject } from '../../api/object.ts';
import type { Container, ControllerRevision, Pod, PodTemplateSpec, StatefulSet } from '../../api/types.ts';
import { revisionLabel } from '../../controllers/statefulset/identity.ts';
import { hashLabel, newRevision, patchOf, revisionsOf } from '../../controllers/statefulset/revision.ts';
import { nameOf, type GivenObjects } from './given-object.ts';
import type { ImportNotes } from './import-notes.ts';

export function addMissingRevisions(given: GivenObjects, notes: ImportNotes): void {
  for (const set of given.list<StatefulSet>('statefulsets.apps')) {
    const { currentRevision, updateRevision, observedGeneration } = set.status ?? {};
    const known = revisionsOf(set, given.list<ControllerRevision & KubeObject>('controllerrevisions.apps'));
    const isKnown = (name: string | undefined): boolean => known.some(({ metadata }) => metadata.name === name);
    const isBehind = observedGeneration !== undefined && observedGeneration !== set.metadata.generation;
    let number = Math.max(0, ...known.map(({ revision }) => revision));
    const add = (name: string, template: PodTemplateSpec): void => {
      const draft = newRevision({ ...set, spec: { ...set.spec, template } }, ++number, set.status?.collisionCount ?? 0);
      const hash = name.slice(name.lastIndexOf('-') + 1);
      const { labels } = draft.metadata;
      const metadata = { ...draft.metadata, name, labels: { ...labels, [hashLabel]: hash } };
      given.set('controllerrevisions.apps', { ...draft, data: patchOf(template), metadata } as KubeObject);
    };
    if (currentRevision && currentRevision !== updateRevision && !isKnown(currentRevision)) {
      const pod = podAt(set, currentRevision, given);
      const what = `ControllerRevision ${currentRevision}`;
      if (pod) {
        add(currentRevision, templateFrom(pod, set));
        notes.add('assumed', what, `not in the text: put together from Pod ${pod.metadata.name}.`);
      } else {
        notes.add(
          'left out',
          what,
          `not in the text, and no Pod of ${set.metadata.name} has it: rolling back to it is not possible.`,
        );
      }
    }
    if (updateRevision && !isKnown(updateRevision) && !isBehind) {
      add(updateRevision, set.spec.template);
      const made = newRevision(set, 1, set.status?.collisionCount ?? 0).metadata.name;
      const verdict = made === updateRevision ? 'which gives the same name' : `which alone would be called ${made}`;
      notes.add(
        'assumed',
        `ControllerRevision ${updateRevision}`,
        `not in the text: made from the template of ${nameOf(set)}, ${verdict}.`,
      );
    }
  }
}

function podAt(set: StatefulSet, revision: string, given: GivenObjects): Pod | undefined {
  return given
    .list<Pod>('pods')
    .find(
      ({ metadata }) =>
        metadata.namespace === set.metadata.namespace &&
        metadata.labels?.[revisionLabel] === revision &&
        metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid),
    );
}

/** The set's template with the containers of the Pod, less what admission has put into them. */
function templateFrom(pod: Pod, set: StatefulSet): PodTemplateSpec {
  const { template } = set.spec;
  const claims = new Set(
    pod.spec.volumes?.filter(({ name }) => name.startsWith('kube-api-access-')).map(({ name }) => name),
  );
  const bare = (container: Container): Container => {
    const { volumeMounts = [], ...rest } = container;
    const mounts = volumeMounts.filter(({ name }) => !claims.has(name));
    return mounts.length > 0 ? { ...rest, volumeMounts: mounts } : rest;
  };
  const { containers, initContainers } = pod.spec;
  return {
    ...template,
    spec: {
      ...template.spec!,
      containers: containers.map(bare),
      ...(initContainers ? { initContainers: initContainers.map(bare) } : {}),
    },
  };
}
