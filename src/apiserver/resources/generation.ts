/** `metadata.generation`: 1 for a new object, one more with every change of its spec. */

import type { KubeObject } from '../../api/object.ts';
import { withFields } from '../../lib/sharing.ts';
import { semanticallyEqual } from './semantic-equality.ts';

type Spec = { readonly spec?: unknown };

/** A new object has generation 1. */
export function firstGeneration<T extends KubeObject>(object: T): T {
  return { ...object, metadata: { ...object.metadata, generation: 1 } };
}

/** The object with the old generation, or the next one when its spec differs. An equal spec keeps its old identity. */
export function nextGeneration<T extends KubeObject & Spec>(object: T, old: T): T {
  const same = semanticallyEqual(object.spec, old.spec);
  const generation = same ? old.metadata.generation : (old.metadata.generation ?? 0) + 1;
  const metadata = withFields(object.metadata, { generation });
  return withFields<KubeObject & Spec>(object, same ? { metadata, spec: old.spec } : { metadata }) as T;
}
