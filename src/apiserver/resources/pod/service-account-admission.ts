/** Gives a new Pod its ServiceAccount and the token volume. Models plugin/pkg/admission/serviceaccount. */

import { forbidden, StatusError } from '../../../api/status.ts';
import type { Container, Pod, ServiceAccount, Volume, VolumeMount } from '../../../api/types.ts';
import { ifPresent, mapShared, withFields } from '../../../lib/sharing.ts';
import { randomSuffix } from '../../../lib/random.ts';
import type { RuleContext } from '../../resource.ts';

const tokenMountPath = '/var/run/secrets/kubernetes.io/serviceaccount';
const tokenVolumePrefix = 'kube-api-access-';

function tokenVolume(name: string): Volume {
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
      defaultMode: 420,
    },
  };
}

function mountToken(pod: Pod, context: RuleContext): Pod {
  const existing = pod.spec.volumes?.find((volume) => volume.name.startsWith(tokenVolumePrefix));
  const name = existing?.name ?? `${tokenVolumePrefix}${randomSuffix(context.random, 5)}`;
  const mount: VolumeMount = { name, readOnly: true, mountPath: tokenMountPath };
  const addMount = (container: Container): Container =>
    container.volumeMounts?.some(({ mountPath }) => mountPath === tokenMountPath)
      ? container
      : { ...container, volumeMounts: [...(container.volumeMounts ?? []), mount] };
  const mounted = withFields(pod.spec, {
    containers: mapShared(pod.spec.containers, addMount),
    initContainers: ifPresent(pod.spec.initContainers, (list) => mapShared(list, addMount)),
  });
  if (mounted === pod.spec || existing) return withFields(pod, { spec: mounted });
  return { ...pod, spec: { ...mounted, volumes: [...(mounted.volumes ?? []), tokenVolume(name)] } };
}

function findAccount(pod: Pod, name: string, context: RuleContext): ServiceAccount {
  const { namespace = '' } = pod.metadata;
  const account = context.reader.get('serviceaccounts', namespace, name);
  if (account) return account;
  const error = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
  const podName = pod.metadata.name || pod.metadata.generateName || '';
  throw new StatusError(forbidden({ group: '', plural: 'pods' }, podName, error));
}

/** The Pod with account, token volume and pull secrets; refuses an account that does not exist. */
export function admitServiceAccount(pod: Pod, context: RuleContext): Pod {
  if (pod.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return pod;
  const name = pod.spec.serviceAccountName || 'default';
  const named = withFields(pod, { spec: withFields(pod.spec, { serviceAccountName: name, serviceAccount: name }) });
  const account = findAccount(named, name, context);
  const automount = pod.spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true;
  const mounted = automount ? mountToken(named, context) : named;
  const { imagePullSecrets } = account;
  if (!imagePullSecrets?.length || mounted.spec.imagePullSecrets?.length) return mounted;
  return { ...mounted, spec: { ...mounted.spec, imagePullSecrets } };
}
