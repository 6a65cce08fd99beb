/** Rules of Events. Models pkg/apis/core/validation/events.go and pkg/registry/core/event strategy.go. */

import { invalid, required, type FieldError } from '../../api/field-error.ts';
import { byteLength } from '../../api/names.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Event } from '../../api/types.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkQualifiedName } from './checks.ts';
import { schemeRow } from './scheme-row.ts';

type StoredEvent = Event & KubeObject;

const mismatch = 'does not match event.namespace';

/** An Event about a cluster-scoped object lives in `default`, any other beside its object. */
function checkNamespace({ metadata, involvedObject, eventTime }: StoredEvent): FieldError[] {
  const namespace = involvedObject?.namespace ?? '';
  const own = metadata.namespace ?? '';
  const homes = eventTime ? ['default', 'kube-system'] : ['', 'default'];
  const fits = namespace ? own === namespace : homes.includes(own);
  return fits ? [] : [invalid('involvedObject.namespace', namespace, mismatch)];
}

/** Events with a time of their own follow the rules of events.k8s.io. */
function validate(event: StoredEvent): readonly FieldError[] {
  const errors = checkNamespace(event);
  if (!event.eventTime) return errors;
  const { reportingComponent = '', reportingInstance = '', action, reason, message = '' } = event;
  return [
    ...errors,
    ...(reportingComponent ? [] : [required('reportingController')]),
    ...checkQualifiedName(reportingComponent, 'reportingController'),
    ...(reportingInstance ? [] : [required('reportingInstance')]),
    ...(byteLength(reportingInstance) > 128
      ? [invalid('reportingInstance', '', 'can have at most 128 characters')]
      : []),
    ...(action ? [] : [required('action')]),
    ...(reason ? [] : [required('reason')]),
    ...(byteLength(message) > 1024 ? [invalid('message', '', 'can have at most 1024 characters')] : []),
  ];
}

export const eventDefinition: ResourceDefinition<StoredEvent> = {
  row: schemeRow('events'),
  validate,
  validateUpdate: validate,
  allowCreateOnUpdate: true,
  selectableFields(event) {
    const { involvedObject: about = {}, source } = event;
    return {
      'involvedObject.kind': about.kind ?? '',
      'involvedObject.namespace': about.namespace ?? '',
      'involvedObject.name': about.name ?? '',
      'involvedObject.uid': about.uid ?? '',
      'involvedObject.apiVersion': about.apiVersion ?? '',
      'involvedObject.resourceVersion': about.resourceVersion ?? '',
      'involvedObject.fieldPath': about.fieldPath ?? '',
      reason: event.reason ?? '',
      reportingComponent: event.reportingComponent ?? '',
      source: source?.component || event.reportingComponent || '',
      type: event.type ?? '',
    };
  },
};
