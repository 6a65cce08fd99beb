/** The paths of a resource with their operations and parameters. Models apiserver/pkg/endpoints/installer.go. */

import type { ApiResource } from '../../api/api-resources.ts';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import { subresourceEntries, type SubresourceEntry } from '../discovery-subresources.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly description: string;
  readonly type: 'string' | 'boolean' | 'integer';
}

const query = (name: string, type: Parameter['type'], description: string): Parameter => ({
  name,
  in: 'query',
  description,
  type,
});

const pretty = query('pretty', 'string', "If 'true', then the output is pretty printed.");
const dryRun = query(
  'dryRun',
  'string',
  'When present, indicates that modifications should not be persisted. Valid values are: All.',
);
const fieldManager = query(
  'fieldManager',
  'string',
  'fieldManager is a name associated with the actor or entity that is making these changes.',
);
const fieldValidation = query(
  'fieldValidation',
  'string',
  'fieldValidation instructs the server on how to handle objects in the request containing unknown or duplicate fields. Valid values are: Ignore, Warn, Strict.',
);
const force = query('force', 'boolean', 'Force is going to "force" Apply requests.');
const write = [dryRun, fieldManager, fieldValidation];
const list = [
  query('allowWatchBookmarks', 'boolean', 'allowWatchBookmarks requests watch events with type "BOOKMARK".'),
  query('continue', 'string', 'The continue option should be set when retrieving more results from the server.'),
  query('fieldSelector', 'string', 'A selector to restrict the list of returned objects by their fields.'),
  query('labelSelector', 'string', 'A selector to restrict the list of returned objects by their labels.'),
  query('limit', 'integer', 'limit is a maximum number of responses to return for a list call.'),
  query(
    'resourceVersion',
    'string',
    'resourceVersion sets a constraint on what resource versions a request may be served from.',
  ),
  query(
    'resourceVersionMatch',
    'string',
    'resourceVersionMatch determines how resourceVersion is applied to list calls.',
  ),
  query('sendInitialEvents', 'boolean', '`sendInitialEvents=true` may be set together with `watch=true`.'),
  query('timeoutSeconds', 'integer', 'Timeout for the list/watch call.'),
  query(
    'watch',
    'boolean',
    'Watch for changes to the described resources and return them as a stream of add, update, and remove notifications.',
  ),
];
const remove = [
  dryRun,
  query('gracePeriodSeconds', 'integer', 'The duration in seconds before the object should be deleted.'),
  query('orphanDependents', 'boolean', 'Deprecated: please use the PropagationPolicy.'),
  query('propagationPolicy', 'string', 'Whether and how garbage collection will be performed.'),
];

interface Verb {
  readonly method: string;
  /** Begins the operation's id. */
  readonly word: string;
  readonly action: string;
  readonly parameters: readonly Parameter[];
  readonly body?: 'object' | 'patch' | 'options';
}

const verbs: Readonly<Record<string, Verb>> = {
  list: { method: 'get', word: 'list', action: 'list', parameters: list },
  create: { method: 'post', word: 'create', action: 'post', parameters: write, body: 'object' },
  deletecollection: {
    method: 'delete',
    word: 'deleteCollection',
    action: 'deletecollection',
    parameters: [...remove, ...list],
    body: 'options',
  },
  get: { method: 'get', word: 'read', action: 'get', parameters: [] },
  update: { method: 'put', word: 'replace', action: 'put', parameters: write, body: 'object' },
  patch: { method: 'patch', word: 'patch', action: 'patch', parameters: [...write, force], body: 'patch' },
  delete: { method: 'delete', word: 'delete', action: 'delete', parameters: remove, body: 'options' },
};

const patchTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];

/** How the two versions of OpenAPI write the same things. */
export interface Dialect {
  readonly version: 2 | 3;
  /** The schema of a kind's object or list; undefined for kinds whose types are not known. */
  schemaOf(group: string, version: string, kind: string): JsonObject | undefined;
}

export function parameterOf({ name, in: place, description, type }: Parameter, { version }: Dialect): JsonObject {
  const common = { name, in: place, description, ...(place === 'path' ? { required: true } : {}) };
  return version === 3 ? { ...common, schema: { type, uniqueItems: true } } : { ...common, type, uniqueItems: true };
}

interface Target {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function operationOf(verb: Verb, row: ApiResource, target: Target, id: string, dialect: Dialect): JsonObject {
  const listed = verb.action === 'list';
  const gone = verb.action === 'delete' || verb.action === 'deletecollection';
  const object = gone
    ? dialect.schemaOf('meta', 'v1', 'Status')
    : dialect.schemaOf(target.group, target.version, `${target.kind}${listed ? 'List' : ''}`);
  const content = (schema: JsonObject): JsonObject => ({
    'application/json': { schema },
    'application/yaml': { schema },
  });
  const body = verb.body && bodySchema(verb.body, target, dialect);
  const parameters = verb.parameters.map((parameter) => parameterOf(parameter, dialect));
  const ok: JsonObject = {
    description: 'OK',
    ...(object ? (dialect.version === 3 ? { content: content(object) } : { schema: object }) : {}),
  };
  const types = verb.body === 'patch' ? patchTypes : ['application/json', 'application/yaml'];
  const required = verb.body !== 'options';
  return {
    description: `${verb.word} ${target.kind}`,
    operationId: id,
    tags: [
      `${row.group === '' ? 'core' : row.group.replace(/\.k8s\.io$|\.authorization\.k8s\.io$/, '')}_${row.version}`,
    ],
    ...(dialect.version === 2
      ? {
          consumes: verb.body ? types : ['*/*'],
          produces: ['application/json', 'application/yaml'],
          schemes: ['https'],
          parameters: [...(body ? [{ name: 'body', in: 'body', required, schema: body }] : []), ...parameters],
        }
      : {
          parameters,
          ...(body
            ? { requestBody: { content: Object.fromEntries(types.map((type) => [type, { schema: body }])), required } }
            : {}),
        }),
    responses: { '200': ok, '401': { description: 'Unauthorized' } },
    'x-kubernetes-action': verb.action,
    'x-kubernetes-group-version-kind': { group: target.group, version: target.version, kind: target.kind },
  };
}

function bodySchema(body: NonNullable<Verb['body']>, target: Target, dialect: Dialect): JsonObject {
  const schema =
    body === 'object'
      ? dialect.schemaOf(target.group, target.version, target.kind)
      : dialect.schemaOf('meta', 'v1', body === 'patch' ? 'Patch' : 'DeleteOptions');
  return schema ?? {};
}

/** The paths of a resource and of its subresources. */
export function pathsOf(row: ApiResource, dialect: Dialect): Record<string, JsonObject> {
  const root = row.group === '' ? `/api/${row.version}` : `/apis/${row.group}/${row.version}`;
  const scope = row.namespaced ? '/namespaces/{namespace}' : '';
  const collection = `${root}${scope}/${row.plural}`;
  const groupWord =
    row.group === ''
      ? 'Core'
      : row.group
          .replace(/\.k8s\.io$/, '')
          .split('.')
          .map(upper)
          .join('');
  const idOf = (word: string, what: string): string =>
    `${word}${groupWord}${upper(row.version)}${row.namespaced ? 'Namespaced' : ''}${what}`;
  const path = (names: readonly string[], scoped: boolean, target: Target, suffix = ''): JsonObject => ({
    ...Object.fromEntries(
      names
        .filter((name) => Object.hasOwn(verbs, name))
        .map((name) => {
          const verb = verbs[name]!;
          return [verb.method, operationOf(verb, row, target, idOf(verb.word, `${row.kind}${suffix}`), dialect)];
        }),
    ),
    parameters: [
      ...(scoped ? [named('name', `name of the ${row.kind}`, dialect)] : []),
      ...(row.namespaced
        ? [named('namespace', 'object name and auth scope, such as for teams and projects', dialect)]
        : []),
      parameterOf(pretty, dialect),
    ] satisfies readonly JsonValue[],
  });
  const served = (...names: readonly string[]): readonly string[] => names.filter((name) => row.verbs.includes(name));
  const paths: Record<string, JsonObject> = {
    [collection]: path(served('list', 'create', 'deletecollection'), false, row),
    [`${collection}/{name}`]: path(served('get', 'update', 'patch', 'delete'), true, row),
  };
  if (row.namespaced && row.verbs.includes('list')) {
    const { get } = path(['list'], false, row) as { readonly get: JsonObject };
    const everywhere = { ...get, operationId: `list${groupWord}${upper(row.version)}${row.kind}ForAllNamespaces` };
    paths[`${root}/${row.plural}`] = { get: everywhere, parameters: [parameterOf(pretty, dialect)] };
  }
  for (const entry of subresourceEntries(row)) {
    const target = { group: entry.group ?? row.group, version: entry.version ?? row.version, kind: entry.kind };
    paths[`${collection}/{name}/${entry.name}`] = path(subresourceVerbs(entry), true, target, upper(entry.name));
  }
  return paths;
}

/** What is connected to has many methods, of which none says anything about types. */
const subresourceVerbs = ({ verbs: names }: SubresourceEntry): readonly string[] =>
  names.filter((name) => name !== 'delete' && name !== 'deletecollection');

const named = (name: string, description: string, dialect: Dialect): JsonObject =>
  parameterOf({ name, in: 'path', description, type: 'string' }, dialect);
