/** `kubectl autoscale`. Models kubectl/pkg/cmd/autoscale/autoscale.go. */

import { recordFlag } from '../change-cause.ts';
import { canonicalQuantity, readQuantity } from '../../api/quantity.ts';
import type { JsonObject } from '../../api/json.ts';
import { apiVersionOf } from '../../api/scheme.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import type { BuilderOptions, ResourceInfo } from '../plan-visits.ts';
import { dryRunOf } from '../request-options.ts';
import { visitInfos } from '../resolve.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags } from '../shared-flags.ts';
import { gvrText } from '../type-names.ts';
import { createGenerated, saveConfigFlag } from './generate.ts';

const noMetric =
  'failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: empty input';

/** The target of a metric: `70%` of what is requested, or an amount, which has a unit of its own when it names none. */
function metricOf(name: 'cpu' | 'memory', text: string, unit: string): JsonObject {
  const metric = (target: JsonObject): JsonObject => ({ type: 'Resource', resource: { name, target } });
  if (text.endsWith('%')) {
    const share = Number(text.slice(0, -1));
    if (!/^[+-]?\d+%$/.test(text) || !Number.isSafeInteger(share)) {
      throw new KubectlError(`failed to parse ${name}: invalid percentage value ${text}`);
    }
    return metric({ type: 'Utilization', averageUtilization: share });
  }
  const amount = /^\d+$/.test(text) ? `${text}${unit}` : text;
  const quantity = readQuantity(amount);
  if ('error' in quantity) throw new KubectlError(`failed to parse ${name}: ${quantity.error}`);
  return metric({ type: 'AverageValue', averageValue: canonicalQuantity(amount) });
}

function autoscalerFor({ flags, namespace }: CommandContext, { resource, name }: ResourceInfo): JsonObject {
  const [cpu, memory] = [flags.string('cpu'), flags.string('memory')];
  const min = flags.int('min');
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: flags.string('name') || name, namespace },
    spec: {
      scaleTargetRef: { kind: resource.kind, name, apiVersion: apiVersionOf(resource) },
      ...(min > 0 ? { minReplicas: min } : {}),
      maxReplicas: flags.int('max'),
      metrics: [...(cpu ? [metricOf('cpu', cpu, 'm')] : []), ...(memory ? [metricOf('memory', memory, 'Mi')] : [])],
    },
    status: { currentMetrics: null, desiredReplicas: 0 },
  };
}

async function run(context: CommandContext): Promise<void> {
  const { flags } = context;
  dryRunOf(context);
  const [min, max] = [flags.int('min'), flags.int('max')];
  if (max < 1) throw new KubectlError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min) {
    throw new KubectlError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  }
  const options: BuilderOptions = {
    args: context.args,
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    latest: true,
    continueOnError: true,
  };
  const { errors } = await visitInfos(context, options, async (info) => {
    if (!info.resource.subresources.includes('scale')) {
      throw new KubectlError(
        `cannot autoscale a ${info.resource.kind}: could not find scale subresource for ${gvrText(info.resource)} in discovery information`,
      );
    }
    if (flags.string('cpu') === '' && flags.string('memory') === '') throw new KubectlError(noMetric);
    await createGenerated(context, { object: autoscalerFor(context, info), operation: 'autoscaled' });
  });
  throwAll(errors);
}

export const autoscaleCommand: Command = {
  name: 'autoscale',
  short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  long: `Creates an autoscaler that automatically chooses and sets the number of pods that run in a Kubernetes cluster. The command will attempt to use the autoscaling/v2 API first, in case of an error, it will fall back to autoscaling/v1 API.

 Looks up a deployment, replica set, stateful set, or replication controller by name and creates an autoscaler that uses the given resource as a reference. An autoscaler can automatically increase or decrease number of pods deployed within the system as needed.`,
  usage:
    'kubectl autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY] [options]',
  flags: [
    recordFlag,
    ...printFlags,
    dryRunFlag,
    fieldManagerFlag('kubectl-autoscale'),
    ...filenameFlags('Filename, directory, or URL to files identifying the resource to autoscale.'),
    saveConfigFlag,
    {
      name: 'cpu',
      type: 'string',
      usage:
        'Target CPU utilization over all the pods. When specified as a percentage (e.g."70%" for 70% of requested CPU) it will target average utilization. When specified as quantity (e.g."500m" for 500 milliCPU) it will target average value. Value without units is treated as a quantity with miliCPU being the unit (e.g."500" is "500m").',
    },
    {
      name: 'max',
      type: 'int32',
      default: '-1',
      required: true,
      usage: 'The upper limit for the number of pods that can be set by the autoscaler. Required.',
    },
    {
      name: 'memory',
      type: 'string',
      usage:
        'Target memory utilization over all the pods. When specified as a percentage (e.g."60%" for 60% of requested memory) it will target average utilization. When specified as quantity (e.g."200Mi" for 200 MiB, "1Gi" for 1 GiB) it will target average value. Value without units is treated as a quantity with mebibytes being the unit (e.g."200" is "200Mi").',
    },
    {
      name: 'min',
      type: 'int32',
      default: '-1',
      usage:
        "The lower limit for the number of pods that can be set by the autoscaler. If it's not specified or negative, the server will apply a default value.",
    },
    {
      name: 'name',
      type: 'string',
      usage: 'The name for the newly created object. If not specified, the name of the input resource will be used.',
    },
  ],
  run,
};
