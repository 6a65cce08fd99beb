/** Rules of Events. Models pkg/apis/core/validation/events.go and pkg/registry/core/event strategy.go. */

import type { KubeObject } from '../../api/object.ts';
import type { Event } from '../../api/types.ts';
import type { ResourceDefinition } from '../resource.ts';
import { schemeRow } from './scheme-row.ts';

type StoredEvent = Event & KubeObject;

export const eventDefinition: ResourceDefinition<StoredEvent> = {
  row: schemeRow('events'),
  validate: () => [],
  validateUpdate: () => [],
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
