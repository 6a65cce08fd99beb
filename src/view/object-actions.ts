/** What can be done to an object from its menu, each as the kubectl command that does it. */

import { refOf, type KubeObject } from '../api/object.ts';
import type { Deployment, Job, Node, ReplicaSet, Service, StatefulSet } from '../api/types.ts';
import {
  cordonLine,
  deleteLine,
  describeLine,
  drainLine,
  logsLine,
  pauseLine,
  publishNotReadyLine,
  restartLine,
  scaleLine,
  undoLine,
} from './kubectl-lines.ts';

export interface ObjectAction {
  readonly label: string;
  /** The part of the command that tells it apart. */
  readonly hint: string;
  readonly line: string;
  /** It takes something away. */
  readonly danger?: boolean;
  /** It only prints something: the terminal is where one looks then. */
  readonly reads?: boolean;
}

type Ref = ReturnType<typeof refOf>;

function scaling(ref: Ref, replicas: number): readonly ObjectAction[] {
  const step = (label: string, to: number): ObjectAction => {
    return { label, hint: `scale --replicas=${to}`, line: scaleLine(ref, to) };
  };
  const up = step('One replica more', replicas + 1);
  return replicas > 0 ? [up, step('One replica less', replicas - 1)] : [up];
}

function rolling(ref: Ref): readonly ObjectAction[] {
  return [
    { label: 'Restart', hint: 'rollout restart', line: restartLine(ref) },
    { label: 'Roll back', hint: 'rollout undo', line: undoLine(ref) },
  ];
}

function deletion(ref: Ref, hint = `delete ${ref.kind.toLowerCase()}`): ObjectAction {
  return { label: 'Delete', hint, line: deleteLine(ref), danger: true };
}

function orphaning(ref: Ref): ObjectAction {
  const line = deleteLine(ref, { cascade: 'orphan' });
  return { label: 'Delete, keep Pods', hint: '--cascade=orphan', line, danger: true };
}

function nodeActions(ref: Ref, { spec }: Node): readonly ObjectAction[] {
  const cordoned = spec.unschedulable === true;
  const verb = cordoned ? 'uncordon' : 'cordon';
  return [
    { label: cordoned ? 'Uncordon' : 'Cordon', hint: `kubectl ${verb}`, line: cordonLine(ref.name, !cordoned) },
    { label: 'Drain', hint: 'kubectl drain', line: drainLine(ref.name) },
  ];
}

function serviceActions(ref: Ref, { spec }: Service): readonly ObjectAction[] {
  const publishes = spec.publishNotReadyAddresses === true;
  const label = publishes ? 'Publish Ready addresses only' : 'Publish not-Ready addresses';
  return [{ label, hint: 'kubectl patch', line: publishNotReadyLine(ref, !publishes) }, deletion(ref)];
}

function deploymentActions(ref: Ref, { spec }: Deployment): readonly ObjectAction[] {
  const paused = spec.paused === true;
  const label = paused ? 'Resume the rollout' : 'Pause the rollout';
  const pause = { label, hint: `rollout ${paused ? 'resume' : 'pause'}`, line: pauseLine(ref, !paused) };
  return [...scaling(ref, spec.replicas ?? 1), ...rolling(ref), pause, deletion(ref)];
}

function actionsOfKind(ref: Ref, object: KubeObject): readonly ObjectAction[] {
  switch (ref.kind) {
    case 'Pod': {
      const force = { hint: '--grace-period=0 --force', line: deleteLine(ref, { force: true }), danger: true };
      const logs = { label: 'Logs', hint: 'kubectl logs', line: logsLine(ref), reads: true };
      return [logs, deletion(ref), { label: 'Force delete', ...force }];
    }
    case 'StatefulSet': {
      const { replicas } = (object as KubeObject & StatefulSet).spec;
      return [...scaling(ref, replicas ?? 1), ...rolling(ref), deletion(ref, 'claims stay'), orphaning(ref)];
    }
    case 'Deployment':
      return deploymentActions(ref, object as KubeObject & Deployment);
    case 'ReplicaSet':
      return [...scaling(ref, (object as KubeObject & ReplicaSet).spec.replicas ?? 1), deletion(ref), orphaning(ref)];
    case 'Job': {
      const on = (object as KubeObject & Job).spec.suspend === true;
      const pause = { label: on ? 'Resume' : 'Suspend', hint: 'kubectl patch', line: pauseLine(ref, !on) };
      return [pause, deletion(ref)];
    }
    case 'Node':
      return nodeActions(ref, object as KubeObject & Node);
    case 'Service':
      return serviceActions(ref, object as KubeObject & Service);
    case 'PersistentVolumeClaim':
      return [deletion(ref, 'delete pvc')];
    case 'PersistentVolume':
      return [deletion(ref, 'delete pv')];
    default:
      return [deletion(ref)];
  }
}

/** In the order of the menu; of an object that is being deleted what still makes sense is the server's to say. */
export function objectActions(object: KubeObject): readonly ObjectAction[] {
  const ref = refOf(object);
  const describe = { label: 'Describe', hint: 'kubectl describe', line: describeLine(ref), reads: true };
  return [describe, ...actionsOfKind(ref, object)];
}
