import { describe } from 'vitest';
import { container, refuses } from '../../../testing/pod-rows.ts';

describe('security', () => {
  const idRange = 'must be between 0 and 2147483647, inclusive';
  refuses([
    [
      'identities',
      { securityContext: { runAsUser: -1, fsGroup: -1, supplementalGroups: [-1] } },
      [
        `spec.securityContext.fsGroup: Invalid value: -1: ${idRange}`,
        `spec.securityContext.runAsUser: Invalid value: -1: ${idRange}`,
        `spec.securityContext.supplementalGroups[0]: Invalid value: -1: ${idRange}`,
      ],
    ],
    [
      'privileged without escalation',
      container({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }),
      [
        'spec.containers[0].securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
      ],
    ],
    [
      'profiles',
      container({ securityContext: { seccompProfile: { type: 'Localhost' }, appArmorProfile: { type: 'X' } } }),
      [
        'spec.containers[0].securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
        'spec.containers[0].securityContext.appArmorProfile.type: Unsupported value: "X": supported values: "Localhost", "RuntimeDefault", "Unconfined"',
      ],
    ],
    [
      'shared processes',
      { hostPID: true, shareProcessNamespace: true },
      [
        'spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled',
      ],
    ],
    ['system', { os: { name: 'x' } }, ['spec.os: Unsupported value: "x": supported values: "linux", "windows"']],
    [
      'users of the host',
      { hostUsers: false, hostNetwork: true },
      ['spec.hostNetwork: Forbidden: when `hostUsers` is false'],
    ],
  ]);
});
