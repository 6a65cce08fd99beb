/**
 * Accepts the names of new CustomResourceDefinitions and establishes them, as the API server's own controllers do; at
 * once, so that a definition can be used by the next request. Models apiextensions-apiserver/pkg/controller/{status,
 * establish,apiapproval}.
 */

import { definitionResource } from '../../api/custom-resources.ts';
import { objectKey } from '../../api/object.ts';
import type {
  CustomResourceDefinition,
  CustomResourceDefinitionCondition,
  CustomResourceDefinitionNames,
} from '../../api/types.ts';
import { shareStructure } from '../../lib/structural-sharing.ts';
import { formatTime } from '../../lib/time.ts';
import type { ServerContext } from '../request-scope.ts';
import { approvalAnnotation, needsApproval } from './approval.ts';

type Wanted = Pick<CustomResourceDefinitionCondition, 'type' | 'status' | 'reason' | 'message'>;

const actor = 'crd-naming-condition-controller';

/** Brings names and conditions of all definitions up to date. */
export function acceptNames({ store, clock }: ServerContext): void {
  const now = formatTime(clock.nowMs());
  for (const { metadata } of store.reader.list(definitionResource)) {
    const crd = store.reader.get(definitionResource, undefined, metadata.name)!;
    const named = withNames(crd, namesInUse(crd, store.reader.list(definitionResource)), now);
    const written = named === crd ? crd : put(named, crd);
    const established = withEstablished(written, now);
    if (established !== written) put(established, written);
  }
  function put(next: CustomResourceDefinition, before: CustomResourceDefinition): CustomResourceDefinition {
    return store.put(definitionResource, next, before, actor) as CustomResourceDefinition;
  }
}

interface NamesInUse {
  readonly resources: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
}

/** What the other definitions of the group have been given. */
function namesInUse(crd: CustomResourceDefinition, all: readonly CustomResourceDefinition[]): NamesInUse {
  const others = all.filter(
    (other) => other.spec.group === crd.spec.group && objectKey(other) !== objectKey(crd) && other.status.acceptedNames,
  );
  const names = others.map(({ status }) => status.acceptedNames!);
  return {
    resources: new Set(
      names.flatMap(({ plural, singular = '', shortNames = [] }) => [plural, singular, ...shortNames]),
    ),
    kinds: new Set(names.flatMap(({ kind, listKind = '' }) => [kind, listKind])),
  };
}

/** Models calculateNamesAndConditions. */
function withNames(crd: CustomResourceDefinition, inUse: NamesInUse, now: string): CustomResourceDefinition {
  const { names } = crd.spec;
  const before = crd.status.acceptedNames ?? { plural: '', kind: '' };
  let problem: Pick<Wanted, 'reason' | 'message'> | undefined;
  const free = (name: string, used: ReadonlySet<string>, reason: string): boolean => {
    if (name === '' || !used.has(name)) return true;
    problem = { reason, message: `${JSON.stringify(name)} is already in use` };
    return false;
  };
  const short = names.shortNames ?? [];
  const taken = short.filter((name) => !free(name, inUse.resources, 'ShortNamesConflict'));
  const accepted: CustomResourceDefinitionNames = {
    ...(names.categories?.length ? { categories: names.categories } : {}),
    kind: free(names.kind, inUse.kinds, 'KindConflict') ? names.kind : before.kind,
    listKind: free(names.listKind ?? '', inUse.kinds, 'ListKindConflict') ? names.listKind! : (before.listKind ?? ''),
    plural: free(names.plural, inUse.resources, 'PluralConflict') ? names.plural : before.plural,
    ...(short.length > 0 ? { shortNames: taken.length === 0 ? short : (before.shortNames ?? []) } : {}),
    singular: free(names.singular ?? '', inUse.resources, 'SingularConflict')
      ? (names.singular ?? '')
      : (before.singular ?? ''),
  };
  const agreed: Wanted = problem
    ? { type: 'NamesAccepted', status: 'False', ...problem }
    : { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' };
  const settled = conditionOf(crd, 'Established');
  const pending: Wanted = problem
    ? { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' }
    : { type: 'Established', status: 'False', reason: 'Installing', message: initialNames };
  const wanted = [...approval(crd), agreed, ...(settled?.status === 'True' ? [] : [pending])];
  const status = { ...crd.status, acceptedNames: accepted, conditions: merged(crd, wanted, now) };
  return shareStructure(crd, { ...crd, status });
}

const initialNames = 'the initial names have been accepted';

function withEstablished(crd: CustomResourceDefinition, now: string): CustomResourceDefinition {
  if (conditionOf(crd, 'NamesAccepted')?.status !== 'True' || conditionOf(crd, 'Established')?.status === 'True') {
    return crd;
  }
  const established: Wanted = {
    type: 'Established',
    status: 'True',
    reason: 'InitialNamesAccepted',
    message: initialNames,
  };
  return { ...crd, status: { ...crd.status, conditions: merged(crd, [established], now) } };
}

/** Models calculateCondition of the API approval controller. */
function approval({ spec, metadata }: CustomResourceDefinition): readonly Wanted[] {
  if (!needsApproval(spec.group)) return [];
  const type = 'KubernetesAPIApprovalPolicyConformant';
  const text = metadata.annotations?.[approvalAnnotation] ?? '';
  if (text.startsWith('unapproved')) {
    return [
      { type, status: 'False', reason: 'UnapprovedAnnotation', message: `not approved: ${JSON.stringify(text)}` },
    ];
  }
  return [{ type, status: 'True', reason: 'ApprovedAnnotation', message: `approved in ${text}` }];
}

function conditionOf(crd: CustomResourceDefinition, type: string): CustomResourceDefinitionCondition | undefined {
  return crd.status.conditions?.find((condition) => condition.type === type);
}

function merged(
  crd: CustomResourceDefinition,
  wanted: readonly Wanted[],
  now: string,
): readonly CustomResourceDefinitionCondition[] {
  const old = crd.status.conditions ?? [];
  const next = wanted.map((condition) => {
    const before = old.find(({ type }) => type === condition.type);
    const lastTransitionTime = (before?.status === condition.status && before.lastTransitionTime) || now;
    return { ...before, lastTransitionTime, ...condition };
  });
  const replaced = old.map((condition) => next.find(({ type }) => type === condition.type) ?? condition);
  return [...replaced, ...next.filter(({ type }) => !old.some((condition) => condition.type === type))];
}
