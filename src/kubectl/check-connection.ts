/** Flags that name entries of the kubeconfig. The playground has one of each. Models clientcmd client_config.go. */

import { KubectlError, PlainError } from './errors.ts';
import type { FlagValues } from './flags.ts';
import type { KubectlConfig } from './io.ts';

/** Refuses what the kubeconfig does not have, and impersonation of nobody. Flags of the command's `own` mean other things. */
export function checkConnection(flags: FlagValues, config: KubectlConfig, own: ReadonlySet<string>): void {
  const [context, cluster, user] = ['context', 'cluster', 'user'].map((name) =>
    own.has(name) ? '' : flags.string(name),
  );
  if (context && context !== config.context) {
    throw new PlainError(`Error in configuration: context was not found for specified context: ${context}`);
  }
  if (user && user !== config.user) throw new KubectlError(`auth info ${JSON.stringify(user)} does not exist`);
  if (cluster && cluster !== config.cluster) {
    throw new KubectlError(`no server found for cluster ${JSON.stringify(cluster)}`);
  }
  const impersonates = ['as-group', 'as-uid', 'as-user-extra'].some((name) => flags.changed(name));
  if (impersonates && flags.string('as') === '') {
    throw new KubectlError(`requesting uid, groups or user-extra for ${config.user} without impersonating a user`);
  }
}
