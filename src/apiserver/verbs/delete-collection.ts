/** DELETE of a collection: of every selected object, in key order. Models registry/store.go DeleteCollection. */

import type { ApiResponse } from '../../api/request.ts';
import { listOptionsOf } from '../list-options.ts';
import type { RequestScope } from '../request-scope.ts';
import { deleteObject, deleteOptionsOf } from './delete.ts';
import { listObjects, toList } from './list.ts';

export function handleDeleteCollection(scope: RequestScope): ApiResponse {
  const options = deleteOptionsOf(scope);
  const dry = { ...scope, dryRun: scope.dryRun || (options.dryRun?.length ?? 0) > 0 };
  const { items, metadata } = listObjects(dry, listOptionsOf(dry, false));
  const left = items.map((item) => {
    const { namespace, name } = item.metadata;
    return deleteObject({ ...dry, name, ...(namespace ? { namespace } : {}) }, item, options).object;
  });
  return { code: 200, body: toList(dry, left, metadata) };
}
