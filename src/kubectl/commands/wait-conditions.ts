/** `--for` of `kubectl wait`: what may be waited for. Models kubectl/pkg/cmd/wait/{wait,condition,json}.go. */

import type { JsonObject, JsonValue } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { KubectlError } from '../errors.ts';
import { findResults } from '../../api/jsonpath/evaluate.ts';
import { JsonPathError, type JsonPathTemplate } from '../../api/jsonpath/nodes.ts';
import { parseJsonPath, relaxedJsonPath } from '../../api/jsonpath/parse.ts';
import { goValue } from '../output/go-value.ts';

export type WaitCondition =
  | { readonly kind: 'create' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'state'; readonly holds: (object: JsonObject) => boolean };

const sameFolded = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Looks at `status.conditions`, unless they are about an older generation. */
function hasCondition(object: JsonObject, name: string, wanted: string): boolean {
  const status = isJsonObject(object.status) ? object.status : {};
  const conditions = Array.isArray(status.conditions) ? status.conditions.filter(isJsonObject) : [];
  const found = conditions.find(({ type }) => typeof type === 'string' && sameFolded(type, name));
  if (!found || typeof found.status !== 'string') return false;
  const generation = isJsonObject(object.metadata) ? object.metadata.generation : undefined;
  const observed = found.observedGeneration ?? status.observedGeneration;
  if (typeof generation === 'number' && typeof observed === 'number' && observed < generation) return false;
  return sameFolded(found.status, wanted);
}

/** Splits at single `=` signs; `==` belongs to an expression. */
function splitAtEquals(text: string): readonly string[] {
  const parts = [''];
  for (let index = 0; index < text.length; index++) {
    if (text.startsWith('==', index)) {
      parts[parts.length - 1] += '==';
      index++;
    } else if (text[index] === '=') parts.push('');
    else parts[parts.length - 1] += text[index]!;
  }
  return parts;
}

function hasValue(object: JsonObject, template: JsonPathTemplate, wanted: string | undefined): boolean {
  let results: readonly (readonly JsonValue[])[];
  try {
    results = findResults(template, object, { allowMissingKeys: true });
  } catch (error) {
    if (error instanceof JsonPathError) throw new KubectlError(error.message);
    throw error;
  }
  const [first] = results;
  if (!first || first.length === 0) return false;
  if (results.length > 1) throw new KubectlError('given jsonpath expression matches more than one list');
  if (first.length > 1) throw new KubectlError('given jsonpath expression matches more than one value');
  if (wanted === undefined) return true;
  const [value] = first;
  if (typeof value === 'object' && value !== null) {
    throw new KubectlError('jsonpath leads to a nested object or list which is not supported');
  }
  return goValue(value).trim() === wanted.trim();
}

function jsonPathCondition(text: string): WaitCondition {
  const [, expression, value, ...rest] = splitAtEquals(text);
  if (expression === undefined || rest.length > 0) {
    throw new KubectlError(
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    );
  }
  const wanted = value?.replaceAll(/^['"]+|['"]+$/g, '');
  if (wanted === '')
    throw new KubectlError(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  try {
    const template = parseJsonPath(relaxedJsonPath(expression.replaceAll(/^['"]+|['"]+$/g, '')));
    return { kind: 'state', holds: (object) => hasValue(object, template, wanted) };
  } catch (error) {
    if (error instanceof JsonPathError) throw new KubectlError(error.message);
    throw error;
  }
}

/** Reads one `--for`. Models conditionFuncFor. */
export function parseWaitCondition(text: string): WaitCondition {
  const lower = text.toLowerCase();
  if (lower === 'delete') return { kind: 'delete' };
  if (lower === 'create') return { kind: 'create' };
  if (lower.startsWith('condition=')) {
    const [name = '', ...value] = lower.slice('condition='.length).split('=');
    const wanted = value.length > 0 ? value.join('=') : 'true';
    return { kind: 'state', holds: (object) => hasCondition(object, name, wanted) };
  }
  if (lower.startsWith('jsonpath=')) return jsonPathCondition(text);
  throw new KubectlError(`unrecognized condition: ${JSON.stringify(text)}`);
}
