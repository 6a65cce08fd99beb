/** GET pods/x/log and POST pods/x/exec: passed on to whoever runs the containers. */

import type { ApiResponse } from '../../api/request.ts';
import { failure, notFound, StatusError } from '../../api/status.ts';
import type { Pod } from '../../api/types.ts';
import { storedObject, type RequestScope } from '../request-scope.ts';

export function handleConnect(scope: RequestScope, subresource: 'log' | 'exec' | 'attach'): ApiResponse {
  const pod = storedObject(scope) as Pod | undefined;
  if (!pod) throw new StatusError(notFound(scope.definition.row, scope.name!));
  const { connectPod } = scope.server;
  if (connectPod) return connectPod({ pod, subresource, query: scope.query, body: scope.body });
  const what = subresource === 'log' ? 'keeps no logs' : 'runs no commands';
  throw new StatusError(failure(501, 'NotImplemented', `this cluster ${what}`));
}
