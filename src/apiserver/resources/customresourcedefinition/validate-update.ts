/** What an update of a CustomResourceDefinition may not change. Models ValidateUpdateCustomResourceDefinition. */

import { isDefinition } from '../../../api/custom-resources.ts';
import { invalid, type FieldError } from '../../../api/field-error.ts';
import type { CustomResourceDefinition } from '../../../api/types.ts';

export function validateSpecUpdate(
  { spec, status }: CustomResourceDefinition,
  old: CustomResourceDefinition,
): readonly FieldError[] {
  const immutable = (value: string, before: string, field: string): readonly FieldError[] =>
    value === before ? [] : [invalid(field, value, 'field is immutable')];
  const established = isDefinition(old, 'Established');
  return [
    ...(established
      ? [
          ...immutable(spec.scope, old.spec.scope, 'spec.scope'),
          ...immutable(spec.names.kind, old.spec.names.kind, 'spec.names.kind'),
        ]
      : []),
    ...immutable(spec.group, old.spec.group, 'spec.group'),
    ...immutable(spec.names.plural, old.spec.names.plural, 'spec.names.plural'),
    ...(status.storedVersions ?? []).flatMap((version, index) =>
      spec.versions.some(({ name }) => name === version)
        ? []
        : [
            invalid(
              `status.storedVersions[${index}]`,
              version,
              `missing from spec.versions; ${version} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${version} and removes ${version} from status.storedVersions`,
            ),
          ],
    ),
  ];
}
