/** `kubectl describe hpa`. Models describe.go describeHorizontalPodAutoscalerV2. */

import type { KubeObject } from '../../api/object.ts';
import type {
  HorizontalPodAutoscaler,
  HPAScalingRules,
  MetricSpec,
  MetricStatus,
  MetricTarget,
  MetricValueStatus,
} from '../../api/types.ts';
import { goQuote } from '../../lib/go-quote.ts';
import { eventsOf, type Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { dateText, writeAnnotations, writeLabels } from './text.ts';
import { describedText, type DescribeWriter } from './writer.ts';

const unknown = '<unknown>';

/** Share of the requests that the containers use, and what it should be. */
function utilizationText(current: MetricValueStatus | undefined, target: MetricTarget): string {
  const { averageUtilization, averageValue = '0' } = current ?? {};
  const measured = averageUtilization === undefined ? unknown : `${averageUtilization}% (${averageValue})`;
  const wanted = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`;
  return `  (as a percentage of request):\t${measured} / ${wanted}`;
}

function averageText(current: MetricValueStatus | undefined, target: MetricTarget): string {
  return `${current?.averageValue ?? unknown} / ${target.averageValue ?? '0'}`;
}

function valueText(current: MetricValueStatus | undefined, target: MetricTarget): string {
  return `${current?.value ?? unknown} / ${target.value ?? '0'}`;
}

function resourceText(current: MetricValueStatus | undefined, target: MetricTarget): string {
  return target.averageValue === undefined
    ? utilizationText(current, target)
    : `:\t${current?.averageValue ?? unknown} / ${target.averageValue}`;
}

function metricText(spec: MetricSpec, status: MetricStatus | undefined): string {
  const { type, resource, containerResource, pods, object, external } = spec;
  if (type === 'Resource' && resource) {
    return `resource ${resource.name} on pods${resourceText(status?.resource?.current, resource.target)}`;
  }
  if (type === 'ContainerResource' && containerResource) {
    const { name, container, target } = containerResource;
    const rest = resourceText(status?.containerResource?.current, target);
    return `resource ${name} of container "${container}" on pods${rest}`;
  }
  if (type === 'Pods' && pods) {
    return `${goQuote(pods.metric.name)} on pods:\t${averageText(status?.pods?.current, pods.target)}`;
  }
  if (type === 'Object' && object) {
    const { describedObject, metric, target } = object;
    const current = status?.object?.current;
    const what = `"${metric.name}" on ${describedObject.kind}/${describedObject.name}`;
    return target.type === 'AverageValue'
      ? `${what} (target average value):\t${averageText(current, target)}`
      : `${what} (target value):\t${valueText(current, target)}`;
  }
  if (type === 'External' && external) {
    const { metric, target } = external;
    const current = status?.external?.current;
    return target.averageValue === undefined
      ? `${goQuote(metric.name)} (target value):\t${valueText(current, target)}`
      : `${goQuote(metric.name)} (target average value):\t${averageText(current, target)}`;
  }
  return `<unknown metric type ${goQuote(type)}>`;
}

/** Models printDirectionBehavior. */
function writeBehavior(writer: DescribeWriter, direction: string, rules: HPAScalingRules | undefined): void {
  if (!rules) return;
  const { stabilizationWindowSeconds, policies = [], selectPolicy = 'Max' } = rules;
  writer.write(1, `${direction}:\n`);
  if (stabilizationWindowSeconds !== undefined) {
    writer.write(2, `Stabilization Window: ${stabilizationWindowSeconds} seconds\n`);
  }
  if (policies.length === 0) return;
  writer.write(2, `Select Policy: ${selectPolicy}\n`);
  writer.write(2, 'Policies:\n');
  for (const { type, value, periodSeconds } of policies) {
    writer.write(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds\n`);
  }
}

export const describeHorizontalPodAutoscaler: Describer<HorizontalPodAutoscaler & KubeObject> = async (
  autoscaler,
  context,
) => {
  const events = await eventsOf(context, autoscaler);
  const { metadata, spec, status } = autoscaler;
  const { kind, name } = spec.scaleTargetRef;
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
    writeLabels(writer, 'Labels', metadata.labels);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    writer.write(0, `CreationTimestamp:\t${dateText(metadata.creationTimestamp, context.clock)}\n`);
    writer.write(0, `Reference:\t${kind}/${name}\n`);
    writer.write(0, 'Metrics:\t( current / target )\n');
    (spec.metrics ?? []).forEach((metric, index) => {
      writer.write(1, `${metricText(metric, status.currentMetrics?.[index])}\n`);
    });
    writer.write(0, `Min replicas:\t${spec.minReplicas ?? '<unset>'}\n`);
    writer.write(0, `Max replicas:\t${spec.maxReplicas}\n`);
    if (spec.behavior) {
      writer.write(0, 'Behavior:\n');
      writeBehavior(writer, 'Scale Up', spec.behavior.scaleUp);
      writeBehavior(writer, 'Scale Down', spec.behavior.scaleDown);
    }
    writer.write(0, `${kind} pods:\t${status.currentReplicas ?? 0} current / ${status.desiredReplicas} desired\n`);
    const conditions = status.conditions ?? [];
    if (conditions.length > 0) {
      writer.write(0, 'Conditions:\n');
      writer.write(1, 'Type\tStatus\tReason\tMessage\n');
      writer.write(1, '----\t------\t------\t-------\n');
    }
    for (const { type, status: state, reason = '', message = '' } of conditions) {
      writer.write(1, `${type}\t${state}\t${reason}\t${message}\n`);
    }
    writeEvents(writer, events, context.clock);
  });
};
