/** `TYPE NAME…`, `TYPE/NAME…`, `TYPE,TYPE`: the words of a command line. Models cli-runtime builder.go ResourceTypeOrNameArgs. */

import type { ApiResource } from './api-resources.ts';
import { KubectlError } from './errors.ts';
import { expandCategories } from './type-names.ts';

export interface TypeName {
  readonly type: string;
  readonly name: string;
}

export interface ResourceArguments {
  readonly types: readonly string[];
  readonly names: readonly string[];
  readonly tuples: readonly TypeName[];
  /** A bare TYPE that means all of them. */
  readonly everything: boolean;
}

/** `sts/web` → its type and its name. */
export function splitTypeName(word: string): TypeName {
  const parts = word.split('/');
  if (parts.length !== 2) {
    throw new KubectlError('arguments in resource/name form may not have more than one slash');
  }
  const [type = '', name = ''] = parts;
  if (type === '' || name === '' || type.includes(',')) {
    throw new KubectlError('arguments in resource/name form must have a single resource and name');
  }
  return { type, name };
}

export function parseResourceArguments(
  args: readonly string[],
  allowEmptySelector: boolean,
  resources: readonly ApiResource[],
): ResourceArguments {
  const types = args.length === 0 ? [] : [...new Set(args[0]!.split(','))];
  const names = args.slice(1);
  // `a,b x y` means a/x a/y b/x b/y.
  const words =
    names.length > 0 && types.length > 1 ? types.flatMap((type) => names.map((name) => `${type}/${name}`)) : args;
  const slashes = words.filter((word) => word.includes('/')).length;
  if (slashes > 0 && slashes === words.length) {
    return { types: [], names: [], tuples: words.map(splitTypeName), everything: false };
  }
  if (slashes > 0) {
    throw new KubectlError(
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  }
  const expanded = expandCategories(types, resources);
  return { types: expanded, names, tuples: [], everything: allowEmptySelector && args.length === 1 };
}
