/**
 * Rules of HorizontalPodAutoscalers (autoscaling/v2): they are stored and do not act. Models pkg/apis/autoscaling
 * v2/defaults.go and validation.
 */

import { forbiddenField, invalid, notSupported, required, type FieldError } from '../../api/field-error.ts';
import { pathSegmentErrors } from '../../api/names.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { HorizontalPodAutoscaler, HPAScalingRules, MetricSpec, MetricTarget } from '../../api/types.ts';
import { ifPresent, withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { invalidEach } from './checks.ts';
import { schemeRow } from './scheme-row.ts';

const defaultMetrics: readonly MetricSpec[] = [
  { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
];
const scaleUpDefaults: HPAScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};
const scaleDownDefaults: HPAScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

export function setDefaults(autoscaler: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  const spec = withDefaults(autoscaler.spec ?? ({} as HorizontalPodAutoscaler['spec']), { minReplicas: 1 });
  return withFields(autoscaler, {
    spec: withFields(spec, {
      metrics: spec.metrics?.length ? spec.metrics : defaultMetrics,
      behavior: ifPresent(spec.behavior, (behavior) =>
        withFields(behavior, {
          scaleUp: withDefaults(behavior.scaleUp ?? {}, scaleUpDefaults),
          scaleDown: withDefaults(behavior.scaleDown ?? {}, scaleDownDefaults),
        }),
      ),
    }),
    status: withFields(autoscaler.status ?? emptyStatus, { desiredReplicas: autoscaler.status?.desiredReplicas ?? 0 }),
  });
}

/** Upstream prints a nil list in it. */
const emptyStatus = { currentMetrics: null, desiredReplicas: 0 } as unknown as HorizontalPodAutoscaler['status'];

/** The field that each type of metric is described in. */
const sourceFields = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
} as const;

/** Models validateMetricTarget. */
function checkTarget({ type, value, averageValue, averageUtilization }: MetricTarget, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!type) errors.push(required(`${path}.type`, 'must specify a metric target type'));
  else if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
    errors.push(invalid(`${path}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  }
  for (const [field, amount] of Object.entries({ value, averageValue })) {
    if (amount !== undefined && !isPositive(amount))
      errors.push(invalid(`${path}.${field}`, amount, 'must be positive'));
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.push(invalid(`${path}.averageUtilization`, averageUtilization, 'must be greater than 0'));
  }
  return errors;
}

const isPositive = (amount: string): boolean => (parseQuantity(amount)?.nano ?? 0n) > 0n;

function checkResourceTarget(target: MetricTarget, path: string): FieldError[] {
  const { averageUtilization, averageValue } = target;
  const errors = checkTarget(target, path);
  if (averageUtilization === undefined && averageValue === undefined) {
    const detail = 'must set either a target raw value or a target utilization';
    errors.push(required(`${path}.averageUtilization`, detail));
  }
  if (averageUtilization !== undefined && averageValue !== undefined) {
    const detail = 'may not set both a target raw value and a target utilization';
    errors.push(forbiddenField(`${path}.averageValue`, detail));
  }
  return errors;
}

/** Models validateMetricSpec. */
function checkMetric(metric: MetricSpec, path: string): FieldError[] {
  const { type } = metric;
  if (!type) return [required(`${path}.type`, 'must specify a metric source type')];
  if (!Object.hasOwn(sourceFields, type)) return [notSupported(`${path}.type`, type, Object.keys(sourceFields))];
  const expected = sourceFields[type as keyof typeof sourceFields];
  const errors: FieldError[] = [];
  for (const field of Object.values(sourceFields)) {
    if (field === expected || metric[field] === undefined) continue;
    errors.push(forbiddenField(`${path}.${field}`, 'must populate the given metric source only'));
  }
  const source = metric[expected];
  const at = `${path}.${expected}`;
  if (!source) return [...errors, required(at, 'must populate information for the given metric source')];
  if ('name' in source && !source.name) errors.push(required(`${at}.name`, 'must specify a resource name'));
  if ('container' in source && !source.container) {
    errors.push(required(`${at}.container`, 'must specify a container'));
  }
  if ('metric' in source && !source.metric.name)
    errors.push(required(`${at}.metric.name`, 'must specify a metric name'));
  const target = source.target ?? ({} as MetricTarget);
  const isResource = expected === 'resource' || expected === 'containerResource';
  return [...errors, ...(isResource ? checkResourceTarget : checkTarget)(target, `${at}.target`)];
}

function validate({ spec }: HorizontalPodAutoscaler): readonly FieldError[] {
  const { minReplicas = 1, maxReplicas = 0, scaleTargetRef, metrics = [] } = spec;
  const errors: FieldError[] = [];
  if (minReplicas < 1) errors.push(invalid('spec.minReplicas', minReplicas, 'must be greater than or equal to 1'));
  if (maxReplicas < 1) errors.push(invalid('spec.maxReplicas', maxReplicas, 'must be greater than 0'));
  if (maxReplicas < minReplicas) {
    errors.push(invalid('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`'));
  }
  for (const field of ['kind', 'name'] as const) {
    const value = scaleTargetRef?.[field];
    const path = `spec.scaleTargetRef.${field}`;
    errors.push(...(value ? invalidEach(path, value, pathSegmentErrors(value)) : [required(path)]));
  }
  return [...errors, ...metrics.flatMap((metric, index) => checkMetric(metric, `spec.metrics[${index}]`))];
}

export const horizontalPodAutoscalerDefinition: ResourceDefinition<HorizontalPodAutoscaler> = {
  row: schemeRow('horizontalpodautoscalers.autoscaling'),
  setDefaults,
  prepareForCreate: (autoscaler) => ({ ...autoscaler, status: emptyStatus }),
  prepareForUpdate: (autoscaler, old) => withFields(autoscaler, { status: old.status }),
  prepareForStatusUpdate: (autoscaler, old) => withFields(autoscaler, { spec: old.spec }),
  validate,
  validateUpdate: (autoscaler, old) => (autoscaler.spec === old.spec ? [] : validate(autoscaler)),
};
