/** GET pods/x/log: passed on to whoever runs the containers. */

import type { ApiResponse } from '../../api/request.ts';
import { failure, notFound, StatusError } from '../../api/status.ts';
import type { Pod } from '../../api/types.ts';
import { storedObject, type RequestScope } from '../request-scope.ts';

export function handleLog(scope: RequestScope): ApiResponse {
  const pod = storedObject(scope) as Pod | undefined;
  if (!pod) throw new StatusError(notFound(scope.definition.row, scope.name!));
  const { podLog } = scope.server;
  if (podLog) return podLog(pod, scope.query);
  throw new StatusError(failure(501, 'NotImplemented', 'this cluster keeps no logs'));
}
