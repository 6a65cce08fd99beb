/**
 * HorizontalPodAutoscalers in autoscaling/v1, which knows one metric: the use of CPU. What it cannot say stands in
 * annotations. Models pkg/apis/autoscaling/v1 conversion.go and pkg/apis/autoscaling helpers.go.
 */

import { apiResourceByKind } from '../../api/api-resources.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerV1, MetricSpec, ObjectMeta } from '../../api/types.ts';
import { withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import type { TableColumn } from '../tables/columns.ts';
import { horizontalPodAutoscalerColumns } from '../tables/horizontalpodautoscalers.ts';
import { toFlatMetric, toMetric } from './flat-metrics.ts';
import { horizontalPodAutoscalerDefinition } from './horizontalpodautoscaler.ts';

const annotation = (name: string): string => `autoscaling.alpha.kubernetes.io/${name}`;
const carriers: readonly string[] = ['metrics', 'behavior', 'conditions', 'current-metrics'].map(annotation);

type Annotations = Readonly<Record<string, string>>;

const isOfCpu = ({ type, resource }: MetricSpec): boolean => type === 'Resource' && resource?.name === 'cpu';
const isUtilizationOfCpu = (metric: MetricSpec): boolean =>
  isOfCpu(metric) && metric.resource?.target.averageUtilization !== undefined;

const cpuMetric = (averageUtilization: number): MetricSpec => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});

const objectsIn = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];

/** Keys as the fields of a Go struct without tags: `ScaleUp` for `scaleUp`. */
const goKeys = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([key, part]) => [key.replace(/^./, (c) => c.toUpperCase()), part]));

/** The other way; what is null is not there. */
function jsonKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(jsonKeys);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, part]) => (part == null ? [] : [[key, part] as const]));
  return Object.fromEntries(entries.map(([key, part]) => [key.replace(/^./, (c) => c.toLowerCase()), jsonKeys(part)]));
}

/** The rules of a direction with all their fields: the text is that of an internal struct, which leaves nothing out. */
function wholeRules(rules: JsonObject | undefined): JsonObject | null {
  if (!rules) return null;
  const { stabilizationWindowSeconds = null, selectPolicy = null, policies, tolerance = null } = rules;
  const limits = objectsIn(policies).map(goKeys);
  return goKeys({ stabilizationWindowSeconds, selectPolicy, policies: policies ? limits : null, tolerance });
}

function behaviorText(behavior: JsonObject): string {
  const { scaleUp, scaleDown } = behavior as { readonly scaleUp?: JsonObject; readonly scaleDown?: JsonObject };
  return JSON.stringify({ ScaleUp: wholeRules(scaleUp), ScaleDown: wholeRules(scaleDown) });
}

/** What v1 has no fields for, as annotations. */
function carriedBy({ spec, status }: HorizontalPodAutoscaler): Annotations {
  const others = (spec.metrics ?? []).filter((metric) => !isUtilizationOfCpu(metric));
  const { currentMetrics, conditions } = status ?? {};
  const flat = (metrics: readonly object[], word: 'target' | 'current'): string =>
    JSON.stringify(metrics.map((metric) => toFlatMetric(metric as JsonObject, word)));
  return {
    ...(others.length > 0 ? { [annotation('metrics')]: flat(others, 'target') } : {}),
    ...(currentMetrics?.length ? { [annotation('current-metrics')]: flat(currentMetrics, 'current') } : {}),
    ...(conditions?.length ? { [annotation('conditions')]: JSON.stringify(conditions) } : {}),
    ...(spec.behavior ? { [annotation('behavior')]: behaviorText(spec.behavior as unknown as JsonObject) } : {}),
  };
}

/** Metadata with the annotations that carry something, and without those that an earlier conversion left. */
function withCarriers(metadata: ObjectMeta, carried: Annotations): ObjectMeta {
  const own = Object.entries(metadata.annotations ?? {}).filter(([key]) => !carriers.includes(key));
  const annotations = { ...Object.fromEntries(own), ...carried };
  return withFields(metadata, { annotations: Object.keys(annotations).length > 0 ? annotations : undefined });
}

const presentedBefore = new WeakMap<KubeObject, HorizontalPodAutoscalerV1>();

function present(stored: KubeObject): HorizontalPodAutoscalerV1 {
  const before = presentedBefore.get(stored);
  if (before) return before;
  const autoscaler = stored as HorizontalPodAutoscaler;
  const { spec, status = {} as Partial<HorizontalPodAutoscaler['status']> } = autoscaler;
  const wanted = spec.metrics?.find(isOfCpu)?.resource?.target.averageUtilization;
  const used = status.currentMetrics?.findLast(({ resource }) => resource?.name === 'cpu')?.resource?.current;
  const { observedGeneration, lastScaleTime, currentReplicas = 0, desiredReplicas = 0 } = status;
  const object: HorizontalPodAutoscalerV1 = {
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v1',
    metadata: withCarriers(autoscaler.metadata, carriedBy(autoscaler)),
    spec: {
      scaleTargetRef: spec.scaleTargetRef,
      ...(spec.minReplicas === undefined ? {} : { minReplicas: spec.minReplicas }),
      maxReplicas: spec.maxReplicas,
      ...(wanted === undefined ? {} : { targetCPUUtilizationPercentage: wanted }),
    },
    status: {
      ...(observedGeneration === undefined ? {} : { observedGeneration }),
      ...(lastScaleTime === undefined ? {} : { lastScaleTime }),
      currentReplicas,
      desiredReplicas,
      ...(used?.averageUtilization === undefined ? {} : { currentCPUUtilizationPercentage: used.averageUtilization }),
    },
  };
  presentedBefore.set(stored, object);
  return object;
}

/** The JSON of an annotation; what is none carries nothing. */
function read(annotations: Annotations | undefined, name: string): JsonValue | undefined {
  const text = annotations && Object.hasOwn(annotations, annotation(name)) ? annotations[annotation(name)] : undefined;
  try {
    return text === undefined ? undefined : (JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}

function toStorage({ metadata, spec, status }: HorizontalPodAutoscalerV1): KubeObject {
  const { annotations } = metadata;
  const others = objectsIn(read(annotations, 'metrics')).map((metric) => toMetric(metric, 'target'));
  const share = spec.targetCPUUtilizationPercentage;
  const metrics = [...others, ...(share === undefined ? [] : [cpuMetric(share) as unknown as JsonObject])];
  const behavior = read(annotations, 'behavior');
  const measured = objectsIn(read(annotations, 'current-metrics')).map((metric) => toMetric(metric, 'current'));
  const used = status?.currentCPUUtilizationPercentage;
  const cpu = { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: used ?? 0 } } };
  const currentMetrics = measured.length > 0 ? measured : used === undefined ? null : [cpu];
  const conditions = objectsIn(read(annotations, 'conditions'));
  const { currentReplicas = 0, desiredReplicas = 0, observedGeneration, lastScaleTime } = status ?? {};
  return {
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v2',
    metadata: withCarriers(metadata, {}),
    spec: {
      scaleTargetRef: spec.scaleTargetRef,
      ...(spec.minReplicas === undefined ? {} : { minReplicas: spec.minReplicas }),
      maxReplicas: spec.maxReplicas,
      metrics: metrics.length > 0 ? metrics : [cpuMetric(80)],
      ...(isJsonObject(behavior) ? { behavior: jsonKeys(behavior) } : {}),
    },
    status: {
      ...(observedGeneration === undefined ? {} : { observedGeneration }),
      ...(lastScaleTime === undefined ? {} : { lastScaleTime }),
      ...(currentReplicas === 0 ? {} : { currentReplicas }),
      desiredReplicas,
      currentMetrics,
      ...(conditions.length > 0 ? { conditions } : {}),
    },
  } as unknown as KubeObject;
}

const columns = horizontalPodAutoscalerColumns.map((column): TableColumn<HorizontalPodAutoscalerV1> => ({
  ...column,
  cell: (autoscaler, ...more) => column.cell(toStorage(autoscaler) as HorizontalPodAutoscaler, ...more),
}));

export const horizontalPodAutoscalerV1Definition: ResourceDefinition<HorizontalPodAutoscalerV1> = {
  row: apiResourceByKind('autoscaling/v1', 'HorizontalPodAutoscaler')!,
  setDefaults: (autoscaler) => {
    const spec = withDefaults(autoscaler.spec ?? ({} as HorizontalPodAutoscalerV1['spec']), { minReplicas: 1 });
    return withFields(autoscaler, { spec });
  },
  validate: () => [],
  validateUpdate: () => [],
  otherVersion: { storage: horizontalPodAutoscalerDefinition as ResourceDefinition, present, toStorage, columns },
};
