/** Rules of ControllerRevisions. Models pkg/apis/apps and pkg/registry/apps/controllerrevision strategy.go. */

import { invalid, required, type FieldError } from '../../api/field-error.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ControllerRevision } from '../../api/types.ts';
import type { ResourceDefinition } from '../resource.ts';
import { semanticallyEqual } from './semantic-equality.ts';
import { schemeRow } from './scheme-row.ts';

type Revision = ControllerRevision & KubeObject;

function validate({ data, revision = 0 }: Revision): readonly FieldError[] {
  return [
    ...(data === undefined || data === null ? [required('data', 'data is mandatory')] : []),
    ...(revision < 0 ? [invalid('revision', revision, 'must be greater than or equal to 0')] : []),
  ];
}

export const controllerRevisionDefinition: ResourceDefinition<Revision> = {
  row: schemeRow('controllerrevisions.apps'),
  validate,
  validateUpdate: (revision, old) => [
    ...validate(revision),
    ...(semanticallyEqual(revision.data, old.data) ? [] : [invalid('data', revision.data, 'field is immutable')]),
  ],
};
