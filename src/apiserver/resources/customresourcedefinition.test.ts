import { describe, expect, it } from 'vitest';
import { apiHarness, type ApiHarness } from '../../testing/api-harness.ts';
import { backupDefinition } from '../../testing/custom-resources.ts';

const resource = 'customresourcedefinitions.apiextensions.k8s.io';
const [, version] = backupDefinition.spec.versions;

const withSpec = (change: object): object => ({ ...backupDefinition, spec: { ...backupDefinition.spec, ...change } });
const withSchema = (schema: object): object =>
  withSpec({ versions: [{ ...version, schema: { openAPIV3Schema: schema } }] });
const withProperty = (property: object): object =>
  withSchema({ type: 'object', properties: { spec: { type: 'object', properties: { x: property } } } });
const get = ({ server }: ApiHarness, path: string) => server.handle({ method: 'GET', path }, 'user').body as never;

describe('CustomResourceDefinitions', () => {
  it('get names, a stored version and conditions', () => {
    const harness = apiHarness();
    const created = harness.create(resource, backupDefinition);
    expect(created.object['spec']).toMatchObject({
      conversion: { strategy: 'None' },
      names: { singular: 'backup', listKind: 'BackupList' },
    });
    const stored = harness.server.reader.get(resource, undefined, 'backups.db.example.com')!;
    expect(stored.status.storedVersions).toEqual(['v1']);
    expect(stored.status.acceptedNames).toMatchObject({ plural: 'backups', kind: 'Backup', shortNames: ['bk'] });
    expect(stored.status.conditions?.map(({ type, status, reason }) => [type, status, reason])).toEqual([
      ['NamesAccepted', 'True', 'NoConflicts'],
      ['Established', 'True', 'InitialNamesAccepted'],
    ]);
    expect(stored.metadata.finalizers).toBeUndefined();
  });

  it('are discovered, plainly and aggregated', () => {
    const harness = apiHarness();
    harness.create(resource, backupDefinition);
    expect(get(harness, '/apis/db.example.com')).toMatchObject({ preferredVersion: { version: 'v1' } });
    expect((get(harness, '/apis/db.example.com/v1') as { resources: unknown }).resources).toMatchObject([
      { name: 'backups', singularName: 'backup', kind: 'Backup', shortNames: ['bk'], categories: ['all'] },
      { name: 'backups/status', kind: 'Backup' },
      { name: 'backups/scale', group: 'autoscaling', kind: 'Scale' },
    ]);
    expect(get(harness, '/apis/db.example.com/v3')).toMatchObject({ code: 404 });
  });

  it('do not get names that others of the group have', () => {
    const harness = apiHarness();
    harness.create(resource, backupDefinition);
    const names = { plural: 'copies', kind: 'Copy', shortNames: ['bk'] };
    harness.create(resource, { ...withSpec({ names }), metadata: { name: 'copies.db.example.com' } });
    const { conditions } = harness.server.reader.get(resource, undefined, 'copies.db.example.com')!.status;
    expect(conditions?.map(({ type, status, message }) => `${type} ${status}: ${message}`)).toEqual([
      'NamesAccepted False: "bk" is already in use',
      'Established False: not all names are accepted',
    ]);
    expect(get(harness, '/apis/db.example.com/v1/copies')).toMatchObject({ code: 404 });
  });

  const root = 'spec.versions[0].schema.openAPIV3Schema';
  const x = `${root}.properties[spec].properties[x]`;
  it.each<[string, object, readonly string[]]>([
    [
      'name',
      { ...backupDefinition, metadata: { name: 'wrong' } },
      ['metadata.name: Invalid value: "wrong": must be spec.names.plural+"."+spec.group'],
    ],
    [
      'scope',
      withSpec({ scope: 'Global' }),
      ['spec.scope: Unsupported value: "Global": supported values: "Cluster", "Namespaced"'],
    ],
    [
      'no schema',
      withSpec({ versions: [{ ...version, schema: undefined }] }),
      [`${root}: Required value: schemas are required`],
    ],
    [
      'root type',
      withSchema({ type: 'string' }),
      [`${root}.type: Invalid value: "string": must be object at the root`],
    ],
    ['no type', withProperty({}), [`${x}.type: Required value: must not be empty for specified object fields`]],
    [
      'unknown type',
      withProperty({ type: 'date' }),
      [
        `${x}.type: Unsupported value: "date": supported values: "array", "boolean", "integer", "number", "object", "string"`,
      ],
    ],
    ['no items', withProperty({ type: 'array' }), [`${x}.items: Required value: must be specified`]],
    [
      'pattern',
      withProperty({ type: 'string', pattern: 'a(' }),
      [
        `${x}.pattern: Invalid value: "a(": must be a valid regular expression, but isn't: error parsing regexp: missing closing ): \`a(\``,
      ],
    ],
    [
      'default',
      withProperty({ type: 'string', default: 1 }),
      [`${x}.default: Invalid value: "integer": in body must be of type string: "integer"`],
    ],
    [
      'kubernetes.io',
      { ...withSpec({ group: 'db.k8s.io' }), metadata: { name: 'backups.db.k8s.io' } },
      [
        'metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
      ],
    ],
  ])('are refused: %s', (_what, definition, errors) => {
    expect(apiHarness().create(resource, definition).errors).toEqual(errors);
  });

  it('have exactly one storage version', () => {
    const [error] = apiHarness().create(resource, withSpec({ versions: [{ ...version, storage: false }] })).errors;
    expect(error).toMatch(
      /^spec\.versions: Invalid value: .*: must have exactly one version marked as storage version$/,
    );
  });

  it('keep group, kind and scope, and the versions that objects are stored in', () => {
    const harness = apiHarness();
    harness.create(resource, backupDefinition);
    const change = (spec: object) => harness.patch(resource, 'backups.db.example.com', { spec }).errors;
    expect(change({ scope: 'Cluster' })).toEqual(['spec.scope: Invalid value: "Cluster": field is immutable']);
    expect(change({ versions: [{ ...version, name: 'v2' }] })[0]).toContain(
      'status.storedVersions[0]: Invalid value: "v1": missing from spec.versions',
    );
  });

  it('are taken with CEL rules, and with a word that these are not evaluated', () => {
    const { code, warnings } = apiHarness().create(
      resource,
      withProperty({ type: 'string', 'x-kubernetes-validations': [{ rule: 'self != ""' }] }),
    );
    expect(code).toBe(201);
    expect(warnings).toEqual([
      `${root}: x-kubernetes-validations are stored, but this cluster does not evaluate CEL rules`,
    ]);
  });
});
