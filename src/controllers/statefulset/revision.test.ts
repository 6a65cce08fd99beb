import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../api/json.ts';
import type { ControllerRevision, PodTemplateSpec, StatefulSet } from '../../api/types.ts';
import { loadCorpus, type RecordedCase } from '../../testing/conformance/corpus.ts';
import {
  bytesOf,
  fnv1,
  goJson,
  newRevision,
  patchOf,
  planUpdateRevision,
  revisionHash,
  revisionName,
  sortRevisions,
  surplusRevisions,
  templateOf,
} from './revision.ts';

const template = (image: string): PodTemplateSpec =>
  ({
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'c', image }] },
  }) as unknown as PodTemplateSpec;

const setWith = (image: string, more: object = {}): StatefulSet =>
  ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'default', uid: 'u', annotations: { why: 'test' } },
    spec: { selector: { matchLabels: { app: 'web' } }, template: template(image), ...more },
  }) as unknown as StatefulSet;

const stored = (image: string, revision: number): ControllerRevision =>
  ({ ...newRevision(setWith(image), revision, 0), revision }) as unknown as ControllerRevision;

describe('names', () => {
  it.each([
    ['', 2_166_136_261],
    ['a', 84_696_446],
    ['foobar', 837_857_890],
  ])('FNV-1 of %j is %d', (text, hash) => expect(fnv1(text)).toBe(hash));

  const nginx = {
    metadata: { labels: { app: 'nginx' } },
    spec: {
      containers: [
        {
          image: 'registry.k8s.io/nginx-slim:0.24',
          imagePullPolicy: 'IfNotPresent',
          name: 'nginx',
          ports: [{ containerPort: 80, name: 'web', protocol: 'TCP' }],
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          volumeMounts: [{ mountPath: '/usr/share/nginx/html', name: 'www' }],
        },
      ],
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 10,
    },
  };

  it('hashes the patch bytes and the collision count', () => {
    const bytes = bytesOf(nginx as unknown as PodTemplateSpec);
    expect(bytes).toHaveLength(566);
    expect(revisionHash(bytes, 0)).toBe('6cdc958bf');
    expect(revisionHash(bytes, 1)).toBe('6cdc958bd');
    const [container] = nginx.spec.containers;
    const command = { command: ['sh', '-c', 'a && b < c > d'], ...container! };
    const changed = { ...nginx, spec: { ...nginx.spec, containers: [command] } };
    expect(revisionHash(bytesOf(changed as unknown as PodTemplateSpec), 0)).toBe('6d4dd54cdf');
  });

  it('cuts the name of the set', () => {
    expect(revisionName('x'.repeat(300), 'abc')).toBe(`${'x'.repeat(223)}-abc`);
  });
});

it('writes JSON as Go does', () => {
  expect(goJson({ b: 1, a: '<&>\u2028é\u0001\n', $patch: null, A: [true, 0.5], gone: undefined })).toBe(
    '{"$patch":null,"A":[true,0.5],"a":"\\u003c\\u0026\\u003e\\u2028é\\u0001\\n","b":1}',
  );
  expect(goJson({ '\u{1f600}': 1, '\uff5e': 2 })).toBe('{"\uff5e":2,"\u{1f600}":1}');
});

it('reads back the template that it recorded', () => {
  expect(templateOf({ data: patchOf(template('a')) })).toEqual(template('a'));
});

describe('planUpdateRevision', () => {
  it('creates the next revision, with the labels of the template and the annotations of the set', () => {
    const step = planUpdateRevision(setWith('b'), [stored('a', 3)], 0);
    expect(step.type === 'create' && step.draft).toMatchObject({
      revision: 4,
      metadata: {
        name: expect.stringMatching(/^web-[b-z2-9]+$/),
        labels: { app: 'web', 'controller.kubernetes.io/hash': expect.any(String) },
        annotations: { why: 'test' },
      },
    });
  });

  it('keeps the newest when it is equal, and renumbers an older one that is', () => {
    const revisions = [stored('a', 1), stored('b', 2)];
    expect(planUpdateRevision(setWith('b'), revisions, 0)).toEqual({ type: 'keep', revision: revisions[1] });
    expect(planUpdateRevision(setWith('a'), revisions, 0)).toEqual({ type: 'bump', revision: revisions[0], to: 3 });
  });

  it('takes a newest revision of an older server for equal', () => {
    const old = stored('a', 1);
    const spec = template('a').spec as unknown as JsonValue;
    const data = {
      spec: { template: { $patch: 'replace', metadata: { creationTimestamp: null, labels: { app: 'web' } }, spec } },
    };
    expect(planUpdateRevision(setWith('a'), [{ ...old, data }], 0).type).toBe('keep');
  });
});

describe('history', () => {
  const revisions = ['a', 'b', 'c', 'd'].map((image, index) => stored(image, index + 1));

  it('is ordered by number, then age, then name', () => {
    const at = (name: string, revision: number, creationTimestamp: string): ControllerRevision =>
      ({ revision, metadata: { name, creationTimestamp } }) as unknown as ControllerRevision;
    const late = '2026-01-01T00:00:09Z';
    const early = '2026-01-01T00:00:01Z';
    const sorted = sortRevisions([at('z', 2, early), at('y', 1, late), at('b', 1, early), at('a', 1, early)]);
    expect(sorted.map(({ metadata }) => metadata.name)).toEqual(['a', 'b', 'y', 'z']);
  });

  it.each([
    [10, []],
    [1, ['a']],
    [0, ['a', 'b']],
    [-1, []],
  ])('with limit %d loses %j', (revisionHistoryLimit, lost) => {
    const names = (images: readonly string[]) => images.map((image) => stored(image, 1).metadata.name);
    const inUse = new Set(names(['c', 'd']));
    const surplus = surplusRevisions(setWith('d', { revisionHistoryLimit }), revisions, inUse);
    expect(surplus.map(({ metadata }) => metadata.name)).toEqual(names(lost));
  });
});

interface RecordedRevision extends RecordedCase {
  readonly template: PodTemplateSpec;
  readonly data: string;
  readonly revision: string;
}
const recordings = loadCorpus<RecordedRevision>('revisions');

describe.skipIf(recordings.length === 0)('recorded revisions (skipped where there are none)', () => {
  it('has the bytes and the name of each', () => {
    for (const { name, template, data, revision } of recordings) {
      const bytes = bytesOf(template);
      expect(bytes, name).toBe(data);
      expect(revisionName('web', revisionHash(bytes, 0)), name).toBe(revision);
    }
  });
});
