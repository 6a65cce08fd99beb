import { describe, expect, it } from 'vitest';
import descriptions from '../../api/schema/descriptions.json' with { type: 'json' };
import { structure } from '../../api/schema/structure.ts';
import { manifestSchema, type Descriptions } from './json-schema.ts';

const { definitions = {}, oneOf = [] } = manifestSchema(structure, descriptions as Descriptions);

describe('the schema of a manifest', () => {
  it('tells the kinds apart and asks for what a document needs', () => {
    const set = definitions['document.StatefulSet']!;
    expect(set.required).toEqual(expect.arrayContaining(['apiVersion', 'kind', 'metadata']));
    expect(set.properties).toMatchObject({ kind: { enum: ['StatefulSet'] }, apiVersion: { enum: ['apps/v1'] } });
    expect(oneOf).toContainEqual({ $ref: '#/definitions/document.Service' });
  });

  it('does not ask a claim template for apiVersion and kind', () => {
    const { volumeClaimTemplates } = definitions['StatefulSetSpec']!.properties as Record<string, { items?: object }>;
    expect(volumeClaimTemplates?.items).toEqual({ $ref: '#/definitions/PersistentVolumeClaim' });
    expect(definitions['PersistentVolumeClaim']!.required ?? []).toEqual([]);
  });

  it('knows values, and says what cannot be changed later', () => {
    const fields = definitions['StatefulSetSpec']!.properties as Record<
      string,
      { enum?: string[]; description?: string }
    >;
    expect(fields['podManagementPolicy']?.enum).toEqual(['OrderedReady', 'Parallel']);
    expect(fields['serviceName']?.description).toContain('Immutable after creation');
    expect(fields['replicas']?.description).not.toContain('Immutable');
  });

  it('leaves custom kinds of other groups alone', () => {
    const { properties } = oneOf.at(-1) as { properties: { apiVersion: { pattern: string; not: { enum: string[] } } } };
    const isCustom = (apiVersion: string): boolean =>
      new RegExp(properties.apiVersion.pattern).test(apiVersion) &&
      !properties.apiVersion.not.enum.includes(apiVersion);
    expect(['db.example.com/v1', 'monitoring.coreos.com/v1beta1'].map(isCustom)).toEqual([true, true]);
    expect(['v1', 'app/v1', 'networking.k8s.io/v1', 'x.io/latest'].map(isCustom)).toEqual([false, false, false, false]);
  });

  it('takes the nulls that tools and hands leave in manifests', () => {
    const { creationTimestamp, annotations, name } = definitions['ObjectMeta']!.properties as Record<string, object>;
    expect(creationTimestamp).toMatchObject({ type: ['string', 'null'] });
    expect(annotations).toMatchObject({ type: ['object', 'null'], additionalProperties: { type: 'string' } });
    expect(name).toMatchObject({ type: 'string' });
  });

  it('asks for no field that a description calls optional', () => {
    expect(definitions['ConfigMapVolumeSource']!.required ?? []).toEqual([]);
    expect(definitions['SecretVolumeSource']!.required ?? []).toEqual([]);
  });

  it('refers to nothing that it does not define', () => {
    const refs = [...JSON.stringify(definitions).matchAll(/"#\/definitions\/([^"]+)"/g)].map(([, name]) => name!);
    expect(refs.filter((name) => !Object.hasOwn(definitions, name))).toEqual([]);
  });
});
