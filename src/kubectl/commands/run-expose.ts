/** The Service of `kubectl run --expose`. Models run.go generateService and generate/versioned/service.go. */

import type { JsonObject } from '../../api/json.ts';
import type { CommandContext } from '../command.ts';
import { placed } from './generate.ts';

/** A Service for a Pod of these labels; the labels are its own too where `--labels` gave them. */
export function serviceOf(context: CommandContext, name: string, labels: JsonObject, port: number): JsonObject {
  const own = context.flags.string('labels') !== '';
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: placed(context, { name, ...(own ? { labels } : {}) }),
    spec: { ports: [{ port, protocol: 'TCP', targetPort: port }], selector: labels },
    status: { loadBalancer: {} },
  };
}
