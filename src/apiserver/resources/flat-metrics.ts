/**
 * Metrics of HorizontalPodAutoscalers as annotations of autoscaling/v1 have them: what is wanted and what was measured
 * are fields of the source itself. Models pkg/apis/autoscaling/v1 conversion.go.
 */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';

/** What a value is: one that is wanted, or one that was measured. */
export type MetricWord = 'target' | 'current';

const sources = ['object', 'pods', 'resource', 'containerResource', 'external'] as const;
type Source = (typeof sources)[number];

const objectAt = (value: JsonObject, key: string): JsonObject => {
  const part = value[key];
  return isJsonObject(part) ? part : {};
};

/** The fields that are there. */
const present = (fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));

function flatSource(source: Source, value: JsonObject, word: MetricWord): JsonObject {
  const { averageUtilization, averageValue, value: amount } = objectAt(value, word);
  const { name: metricName, selector } = objectAt(value, 'metric');
  switch (source) {
    case 'resource':
    case 'containerResource':
      return present({
        name: value['name'],
        [`${word}AverageUtilization`]: averageUtilization,
        [`${word}AverageValue`]: averageValue ?? (word === 'current' ? '0' : undefined),
        container: value['container'],
      });
    case 'pods':
      return present({ metricName, [`${word}AverageValue`]: averageValue ?? '0', selector });
    case 'object':
      return present({
        target: value['describedObject'],
        metricName,
        [`${word}Value`]: amount ?? '0',
        selector,
        averageValue,
      });
    case 'external':
      return present({
        metricName,
        metricSelector: selector,
        [`${word}Value`]: amount ?? (word === 'current' ? '0' : undefined),
        [`${word}AverageValue`]: averageValue,
      });
  }
}

function wholeSource(source: Source, flat: JsonObject, word: MetricWord): JsonObject {
  const value = flat[`${word}Value`];
  const averageValue = source === 'object' ? flat['averageValue'] : flat[`${word}AverageValue`];
  const averageUtilization = flat[`${word}AverageUtilization`];
  const type =
    averageValue === undefined ? (source.toLowerCase().endsWith('resource') ? 'Utilization' : 'Value') : 'AverageValue';
  const amounts = present({ ...(word === 'target' ? { type } : {}), averageUtilization, averageValue, value });
  if (source === 'resource' || source === 'containerResource') {
    return present({ name: flat['name'], container: flat['container'], [word]: amounts });
  }
  const selector = flat[source === 'external' ? 'metricSelector' : 'selector'];
  const metric = present({ name: flat['metricName'], selector });
  return present({ describedObject: source === 'object' ? flat['target'] : undefined, metric, [word]: amounts });
}

function converted(
  metric: JsonObject,
  word: MetricWord,
  convert: (source: Source, value: JsonObject, word: MetricWord) => JsonObject,
): JsonObject {
  const parts = sources.flatMap((source) => {
    const value = metric[source];
    return isJsonObject(value) ? [[source, convert(source, value, word)] as const] : [];
  });
  return present({ type: metric['type'], ...Object.fromEntries(parts) });
}

/** A metric of autoscaling/v2 in its flat form. */
export const toFlatMetric = (metric: JsonObject, word: MetricWord): JsonObject => converted(metric, word, flatSource);

/** The other way. */
export const toMetric = (flat: JsonObject, word: MetricWord): JsonObject => converted(flat, word, wholeSource);
