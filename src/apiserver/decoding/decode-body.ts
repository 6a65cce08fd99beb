/** From a request's body to an object of the kind that the path serves. Models handlers/create.go, update.go and serializer/json. */

import { invalid, invalidStatus } from '../../api/field-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { apiResourceByKind } from '../../api/api-resources.ts';
import { apiVersionOf, type ResourceRow } from '../../api/scheme.ts';
import { badRequest, StatusError } from '../../api/status.ts';
import type { RequestScope } from '../request-scope.ts';
import { bodyBytesLimit, bodyTooLarge, decodeAs, DecodeError } from './decode.ts';
import { goKind } from './decode-scalar.ts';
import { parseJsonText, type Repeats } from './json-text.ts';
import { shapeOf } from './shapes.ts';

/** The kind that a body must be of: that of a row of the scheme, or of a subresource such as `scale`. */
export type BodyKind = Pick<ResourceRow, 'group' | 'version' | 'kind' | 'type'>;

interface JsonBody {
  readonly value: JsonObject;
  readonly duplicates: readonly string[];
  readonly repeats: Repeats;
}

const noRepeats: Repeats = new Map();

/** The body as JSON; text is parsed. Throws the Status that upstream answers to what is no JSON object. */
function jsonBody(scope: RequestScope, kind: string): JsonBody {
  const { body } = scope;
  const text = typeof body === 'string' ? body : undefined;
  if (text !== undefined && text.length > bodyBytesLimit) throw new StatusError(bodyTooLarge);
  const unrecognized = (error: string): StatusError => {
    const shown = summarize(text ?? JSON.stringify(body ?? ''));
    return new StatusError(
      badRequest(`the object provided is unrecognized (must be of type ${kind}): ${error} (${shown})`),
    );
  };
  if (body === undefined || text === '')
    throw unrecognized("couldn't get version/kind; json parse error: unexpected end of JSON input");
  const parsed = text === undefined ? { value: body, duplicates: [], repeats: noRepeats } : parseJsonText(text);
  if ('error' in parsed) throw unrecognized(`couldn't get version/kind; json parse error: ${parsed.error}`);
  const { value, duplicates, repeats } = parsed;
  const fault = typeMetaFault(value);
  if (fault) throw unrecognized(`couldn't get version/kind; json parse error: json: cannot unmarshal ${fault}`);
  return { value: isJsonObject(value) ? value : {}, duplicates, repeats };
}

const typeMetaStruct =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

function typeMetaFault(value: JsonValue): string | undefined {
  if (value === null) return undefined;
  if (!isJsonObject(value)) return `${goKind(value)} into Go value of type ${typeMetaStruct}`;
  for (const field of ['apiVersion', 'kind']) {
    const found = Object.hasOwn(value, field) ? value[field] : undefined;
    if (found === undefined || found === null || typeof found === 'string') continue;
    return `${goKind(found)} into Go struct field .${field} of type string`;
  }
  return undefined;
}

/** Models handlers/rest.go summarizeData. */
function summarize(text: string): string {
  if (text === '') return '<empty>';
  const cut = text.slice(0, 30);
  const shown = text.startsWith('{')
    ? cut
    : Array.from(new TextEncoder().encode(cut), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return text.length > 30 ? `${shown} ...` : shown;
}

/** Strict errors become a refusal, warnings or nothing, as `fieldValidation` says (default Warn). */
export function applyFieldValidation(
  scope: RequestScope,
  errors: readonly string[],
  refuse: (text: string) => StatusError,
): void {
  if (errors.length === 0) return;
  const directive = scope.query['fieldValidation'] || 'Warn';
  if (directive === 'Strict') throw refuse(`strict decoding error: ${errors.join(', ')}`);
  if (directive === 'Warn') scope.warnings.push(...errors);
}

/**
 * The body's object in normal form with its apiVersion and kind. Parts that are the same reference in `known` are
 * taken as they are. Throws StatusError.
 */
export function decodeBody(scope: RequestScope, expected: BodyKind, known?: KubeObject): KubeObject {
  const { value, duplicates, repeats } = jsonBody(scope, expected.kind);
  const apiVersion = (value['apiVersion'] as string | undefined) || apiVersionOf(expected);
  const kind = (value['kind'] as string | undefined) || expected.kind;
  const cannot = (error: string): StatusError =>
    new StatusError(
      badRequest(
        `${kind} in version ${JSON.stringify(apiVersion.split('/').at(-1))} cannot be handled as a ${expected.kind}: ${error}`,
      ),
    );
  const custom = expected.type === '' ? scope.definition.custom : undefined;
  if (custom) checkCustomKind(apiVersion, kind, expected, value);
  else {
    if (apiVersion !== apiVersionOf(expected)) refuseOtherVersion(apiVersion, kind, expected);
    const fault = kindFault(apiVersion, kind, expected);
    if (fault !== undefined) throw cannot(fault);
  }
  try {
    const decoded = custom
      ? custom.decode(value)
      : decodeAs(shapeOf(expected.type), value, known as unknown as JsonObject | undefined, { repeats });
    // What is unstructured is read as a map first, and by its schema then.
    applyFieldValidation(scope, custom ? [...duplicates, ...decoded.strictErrors] : decoded.strictErrors, cannot);
    const object = decoded.value as unknown as KubeObject;
    return object.kind === kind && object.apiVersion === apiVersion ? object : { ...object, kind, apiVersion };
  } catch (error) {
    if (error instanceof DecodeError) throw cannot(error.message);
    throw error;
  }
}

/** Refuses the same kind in another version that is served, too. */
function refuseOtherVersion(apiVersion: string, kind: string, expected: BodyKind): void {
  const other = apiResourceByKind(apiVersion, kind);
  if (other?.group !== expected.group || kind !== expected.kind) return;
  const wanted = apiVersionOf(expected);
  const message = `the API version in the data (${apiVersion}) does not match the expected API version (${wanted})`;
  throw new StatusError(badRequest(message));
}

/** Why an object of another kind or version cannot become one of the expected kind. */
export function kindFault(apiVersion: string, kind: string, expected: BodyKind): string | undefined {
  if (apiVersion === apiVersionOf(expected) && kind === expected.kind) return undefined;
  if (apiResourceByKind(apiVersion, kind)) {
    return `converting (v1.${kind}) to (${internalPackage(expected)}.${expected.kind}): unknown conversion`;
  }
  const [shownKind, version] = [JSON.stringify(kind), JSON.stringify(apiVersion)];
  return `no kind ${shownKind} is registered for version ${version} in scheme "pkg/api/legacyscheme/scheme.go:30"`;
}

/** Models handlers/create.go and the type check of the custom resource strategy. Throws StatusError. */
function checkCustomKind(apiVersion: string, kind: string, expected: BodyKind, { metadata }: JsonObject): void {
  const wanted = apiVersionOf(expected);
  if (apiVersion !== wanted) {
    const message = `the API version in the data (${apiVersion}) does not match the expected API version (${wanted})`;
    throw new StatusError(badRequest(message));
  }
  if (kind === expected.kind) return;
  const name = isJsonObject(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
  const error = invalid('kind', kind, `must be ${expected.kind}`);
  throw new StatusError(invalidStatus(expected.kind, expected.group, name, [error]));
}

/** Upstream's internal package of a group: `core`, `apps` … */
function internalPackage({ group }: BodyKind): string {
  return group === '' ? 'core' : group.split('.')[0]!;
}
