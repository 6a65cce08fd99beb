/** Faults in words, for the terminal: kubectl has no command for them. */

import type { Fault } from '../api/faults.ts';

function happening(fault: Fault): string {
  switch (fault.type) {
    case 'crash':
      return `the containers of Pod ${fault.pod} crash`;
    case 'fail-readiness':
      return `the readiness probe of Pod ${fault.pod} fails`;
    case 'fail-liveness':
      return `the liveness probe of Pod ${fault.pod} fails`;
    case 'hang-on-start':
      return `Pod ${fault.pod} hangs when it starts`;
    case 'pull-error':
      return `image ${fault.image} cannot be pulled`;
    case 'slow-pull':
      return `image ${fault.image} is pulled slowly`;
    case 'down':
      return `node ${fault.node} is down`;
    case 'partitioned':
      return `node ${fault.node} does not reach the API server`;
    case 'provisioner-down':
      return 'the volume provisioner is down';
    case 'zone-lost':
      return `${fault.zone} is lost, with its nodes and its storage`;
    case 'dns-negative-cache':
      return 'resolvers remember for 30 s that a name did not exist';
  }
}

/** `fault: node node-1 is down`; `end of fault: …` when it is cleared. */
export function faultComment(fault: Fault, on: boolean): string {
  const where = 'namespace' in fault && fault.namespace !== 'default' ? ` (namespace ${fault.namespace})` : '';
  return `${on ? 'fault' : 'end of fault'}: ${happening(fault)}${where}`;
}
