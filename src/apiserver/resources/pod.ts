/** Rules of Pods. Models pkg/apis/core and pkg/registry/core/pod strategy.go. */

import { dns1123LabelErrors } from '../../api/names.ts';
import type { Pod } from '../../api/types.ts';
import { withFields } from '../../lib/sharing.ts';
import { applyLimitDefaults, checkPodLimits } from '../admission/limit-ranger.ts';
import type { ResourceDefinition, RuleContext } from '../resource.ts';
import { firstGeneration, nextGeneration } from './generation.ts';
import { setPodDefaults } from './pod/defaults.ts';
import { mergeLabelKeys } from './pod/label-keys.ts';
import { admitPriority, keepPriority } from './pod/priority-admission.ts';
import { qosClassOf } from './pod/qos.ts';
import { checkOverhead, checkRuntimeClass } from './pod/runtime-class-admission.ts';
import { admitServiceAccount } from './pod/service-account-admission.ts';
import { validatePodStatus } from './pod/validate-status.ts';
import { validatePod, validatePodUpdate } from './pod/validate.ts';
import { podSpecWarnings } from './pod-spec/warnings.ts';
import { admitDefaultTolerations } from './pod/toleration-admission.ts';
import { schemeRow } from './scheme-row.ts';

function admit(pod: Pod, context: RuleContext, old?: Pod): Pod {
  if (old) return pod.spec === old.spec ? pod : admitDefaultTolerations(keepPriority(pod, old));
  const limited = applyLimitDefaults(pod, context);
  const admitted = admitDefaultTolerations(admitPriority(admitServiceAccount(limited, context), context));
  checkRuntimeClass(admitted);
  return admitted;
}

function prepareForCreate(pod: Pod): Pod {
  const gated = pod.spec.schedulingGates?.length
    ? {
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            lastProbeTime: null as never,
            lastTransitionTime: null as never,
            reason: 'SchedulingGated',
            message: 'Scheduling is blocked due to non-empty scheduling gates',
          },
        ],
      }
    : {};
  return {
    ...firstGeneration(pod),
    spec: mergeLabelKeys(pod.spec, pod.metadata.labels),
    status: { phase: 'Pending', ...gated, qosClass: qosClassOf(pod.spec) },
  };
}

function gracePeriodSeconds(pod: Pod, requested: number | undefined): number {
  const { phase } = pod.status;
  if (!pod.spec.nodeName || phase === 'Failed' || phase === 'Succeeded') return 0;
  const period = requested ?? pod.spec.terminationGracePeriodSeconds ?? 0;
  return period < 0 ? 1 : period;
}

/** Only new Pods are warned about; people seldom change Pods, and controllers do not read warnings. */
function podWarnings(pod: Pod, old: Pod | undefined): readonly string[] {
  if (old) return [];
  const messages = dns1123LabelErrors(pod.metadata.name);
  const surprise =
    "this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended";
  return [
    ...(messages.length > 0 ? [`metadata.name: ${surprise}: [${messages.join(' ')}]`] : []),
    ...podSpecWarnings(pod.spec, pod.metadata),
  ];
}

export const podDefinition: ResourceDefinition<Pod> = {
  row: schemeRow('pods'),
  setDefaults: setPodDefaults,
  admit,
  checkAdmission(pod, context, old) {
    if (old) return;
    checkPodLimits(pod, context);
    checkOverhead(pod);
  },
  prepareForCreate,
  prepareForUpdate: (pod, old) => nextGeneration(withFields(pod, { status: old.status }), old),
  prepareForStatusUpdate: (pod, old) =>
    withFields(pod, {
      spec: old.spec,
      status: withFields(pod.status, { qosClass: pod.status.qosClass ?? old.status.qosClass }),
      metadata: withFields(pod.metadata, { ownerReferences: old.metadata.ownerReferences }),
    }),
  validate: validatePod,
  validateUpdate: validatePodUpdate,
  validateStatusUpdate: validatePodStatus,
  warnings: podWarnings,
  selectableFields: (pod) => ({
    'spec.nodeName': pod.spec.nodeName ?? '',
    'spec.restartPolicy': pod.spec.restartPolicy ?? '',
    'spec.schedulerName': pod.spec.schedulerName ?? '',
    'spec.serviceAccountName': pod.spec.serviceAccountName ?? '',
    'spec.hostNetwork': String(pod.spec.hostNetwork ?? false),
    'status.phase': pod.status.phase ?? '',
    'status.podIP': pod.status.podIP ?? '',
    'status.podIPs': pod.status.podIP ?? '',
    'status.nominatedNodeName': pod.status.nominatedNodeName ?? '',
  }),
  gracePeriodSeconds,
};
