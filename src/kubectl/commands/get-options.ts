/** What the three ways of `kubectl get` have in common. */

import { resourceName } from '../../api/scheme.ts';
import type { ApiResource } from '../api-resources.ts';
import type { CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import type { TableOptions } from '../output/table.ts';
import type { BuilderOptions, Plan } from '../plan-visits.ts';

/** The formats that only `get` knows. */
export const getFormats = ['custom-columns', 'custom-columns-file', 'wide'];

export function builderOptions({ flags, args }: CommandContext): BuilderOptions {
  return {
    args,
    allowEmptySelector: true,
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    selector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
    latest: true,
    continueOnError: true,
  };
}

/** `--subresource` works on single objects only. Models Builder.Subresource. */
export function checkSubresource({ flags }: CommandContext, { visits }: Plan): void {
  if (flags.string('subresource') !== '' && visits.some(({ kind }) => kind === 'list')) {
    throw new KubectlError('subresource cannot be used when bulk resources are specified');
  }
}

/** `statefulset.apps` */
function kindPrefix({ kind, group }: ApiResource): string {
  return resourceName({ plural: kind, group }).toLowerCase();
}

/** How tables of a resource are printed. */
export function tableOptions(
  { flags }: CommandContext,
  resource: ApiResource,
  { withKind }: { readonly withKind: boolean },
): TableOptions {
  return {
    wide: flags.string('output') === 'wide',
    noHeaders: flags.bool('no-headers'),
    withNamespace: flags.bool('all-namespaces') && resource.namespaced,
    showLabels: flags.bool('show-labels'),
    columnLabels: flags.strings('label-columns'),
    ...(withKind || flags.bool('show-kind') ? { kindPrefix: kindPrefix(resource) } : {}),
  };
}
