import { expect, it } from 'vitest';
import type { JsonValue } from '../api/json.ts';
import { metadataTypeError } from './metadata-types.ts';

const into = (field: string, type: string, found: string): string =>
  `json: cannot unmarshal ${found} into Go struct field ObjectMeta.metadata.${field} of type ${type}`;
const time = 'as "2006-01-02T15:04:05Z07:00": cannot parse';

it.each<[string, JsonValue, string | undefined]>([
  ['no metadata', null, undefined],
  ['nothing but nulls', { name: null, labels: null, labelsToo: 1 }, undefined],
  ['a list', [], 'json: cannot unmarshal array into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta'],
  ['names', { name: 1 }, into('name', 'string', 'number')],
  ['uids', { uid: true }, into('uid', 'types.UID', 'bool')],
  ['maps', { labels: 'a' }, into('labels', 'map[string]string', 'string')],
  ['values of maps, by key', { annotations: { b: [], a: 1 } }, into('annotations', 'string', 'number')],
  ['the first by name', { name: 1, labels: 1 }, into('labels', 'map[string]string', 'number')],
  ['lists', { finalizers: {} }, into('finalizers', '[]string', 'object')],
  ['items', { finalizers: ['a', 1] }, into('finalizers', 'string', 'number')],
  ['generations', { generation: 1.5 }, into('generation', 'int64', 'number 1.5')],
  ['periods', { deletionGracePeriodSeconds: '1' }, into('deletionGracePeriodSeconds', 'int64', 'string')],
  ['numbers as times', { creationTimestamp: 1 }, into('creationTimestamp', 'string', 'number')],
  ['times', { creationTimestamp: 'yesterday' }, `parsing time "yesterday" ${time} "yesterday" as "2006"`],
  ['days', { creationTimestamp: '2026-01-02' }, `parsing time "2026-01-02" ${time} "" as "T"`],
  ['hours', { deletionTimestamp: '2026-01-02T25:00:00Z' }, 'parsing time "2026-01-02T25:00:00Z": hour out of range'],
  ['times before types', { labels: 1, creationTimestamp: 'x' }, `parsing time "x" ${time} "x" as "2006"`],
])('says of %s what Go says', (_what, metadata, error) => {
  expect(metadataTypeError({ metadata })).toBe(error);
});
