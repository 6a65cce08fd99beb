/** Removes finished Jobs after their time. Models pkg/controller/ttlafterfinished. */

import type { Controller } from '../../api/controller.ts';
import { isTerminating } from '../../api/object.ts';
import { deleteRequest } from '../../client/request.ts';
import { failureOf } from '../statefulset/pod-control.ts';
import { expiryMs } from './plan.ts';

const resource = 'jobs.batch';

export const ttlAfterFinishedController: Controller = {
  name: 'ttl-after-finished-controller',
  keysFor: (change) => (change.resource === resource && change.type !== 'DELETED' ? [change.key] : []),
  sync(key, { reader, nowMs, request }) {
    const [namespace, name] = key.split('/') as [string, string];
    const job = reader.get(resource, namespace, name);
    const atMs = job && !isTerminating(job) ? expiryMs(job) : undefined;
    if (!job || atMs === undefined) return {};
    if (atMs > nowMs) return { requeueAfterMs: atMs - nowMs };
    const options = { propagationPolicy: 'Foreground', preconditions: { uid: job.metadata.uid } } as const;
    const response = request(deleteRequest({ resource, namespace, name }, options));
    const error = response.code === 404 ? undefined : failureOf(response);
    return error === undefined ? {} : { error };
  },
};
