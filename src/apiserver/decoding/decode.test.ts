import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import { decodeAs } from './decode.ts';
import { shapeOf } from './shapes.ts';

const decoded = (type: string, body: JsonObject, known?: JsonObject): JsonObject =>
  decodeAs(shapeOf(type), body, known).value;
const errorOf = (type: string, body: JsonObject, wording: 'json' | 'unstructured' = 'json'): string => {
  try {
    decodeAs(shapeOf(type), body, undefined, { wording });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('decodeAs', () => {
  it('leaves what Go leaves of empty values', () => {
    expect(decoded('Container', { name: 'c', image: '', args: [], env: null, tty: false, restartPolicy: '' })).toEqual({
      name: 'c',
      resources: {},
      restartPolicy: '',
    });
    expect(decoded('PodSpec', { hostNetwork: false, priority: 0, nodeSelector: {}, securityContext: {} })).toEqual({
      containers: null,
      priority: 0,
      securityContext: {},
    });
    expect(decoded('StatefulSet', {})).toMatchObject({
      metadata: {},
      spec: { selector: null, serviceName: '', template: { metadata: {}, spec: { containers: null } } },
      status: { replicas: 0, availableReplicas: 0 },
    });
    expect(decoded('PodCondition', { type: 'Ready', status: 'True' })).toMatchObject({ lastProbeTime: null });
    expect(decoded('TypedLocalObjectReference', { kind: 'k', name: 'n' })).toEqual({
      kind: 'k',
      name: 'n',
      apiGroup: null,
    });
  });

  it('brings quantities and times to their canonical form', () => {
    expect(decoded('ResourceRequirements', { requests: { cpu: 0.5, memory: '1024Mi' } })).toEqual({
      requests: { cpu: '500m', memory: '1Gi' },
    });
    expect(decoded('ObjectMeta', { creationTimestamp: '2026-01-02T04:04:05.9+01:00' })).toEqual({
      creationTimestamp: '2026-01-02T03:04:05Z',
    });
  });

  it('passes through what is in normal form, and what is known', () => {
    const spec = decoded('PodSpec', { containers: [{ name: 'c', ports: [{ containerPort: 80 }] }] });
    expect(decoded('PodSpec', spec)).toBe(spec);
    const unclean = { x: 1 };
    expect(decoded('Pod', { spec: unclean }, { spec: unclean })['spec']).toBe(unclean);
  });

  it.each([
    [
      'PodSpec',
      { containers: [{ ports: [{ containerPort: '80' }] }] },
      'string into Go struct field ContainerPort.containers.ports.containerPort of type int32',
    ],
    ['StatefulSetSpec', { replicas: 1.5 }, 'number 1.5 into Go struct field StatefulSetSpec.replicas of type int32'],
    [
      'Container',
      { imagePullPolicy: 1 },
      'number into Go struct field Container.imagePullPolicy of type v1.PullPolicy',
    ],
    [
      'ResourceRequirements',
      { limits: [] },
      'array into Go struct field ResourceRequirements.limits of type v1.ResourceList',
    ],
    [
      'SecurityContext',
      { capabilities: { add: [1] } },
      'number into Go struct field Capabilities.capabilities.add of type v1.Capability',
    ],
    [
      'PersistentVolumeClaimSpec',
      { accessModes: 'ReadWriteOnce' },
      'string into Go struct field PersistentVolumeClaimSpec.accessModes of type []v1.PersistentVolumeAccessMode',
    ],
    ['OwnerReference', { uid: 1 }, 'number into Go struct field OwnerReference.uid of type types.UID'],
    [
      'TopologySpreadConstraint',
      { nodeTaintsPolicy: 1 },
      'number into Go struct field TopologySpreadConstraint.nodeTaintsPolicy of type v1.NodeInclusionPolicy',
    ],
    ['ConfigMap', { data: { a: 1 } }, 'number into Go struct field ConfigMap.data of type string'],
    ['TCPSocketAction', { port: true }, 'bool into Go struct field TCPSocketAction.port of type int32'],
  ])('refuses a %s with %j', (type, body, error) => {
    expect(errorOf(type, body as unknown as JsonObject)).toBe(`json: cannot unmarshal ${error}`);
  });

  it('speaks as the converter does in strategic merge patches', () => {
    expect(errorOf('StatefulSetSpec', { replicas: 'two' }, 'unstructured')).toBe('unrecognized type: int32');
    expect(errorOf('EnvVar', { name: 1 }, 'unstructured')).toBe('cannot convert int64 to string');
    expect(errorOf('PodSpec', { containers: {} }, 'unstructured')).toBe('cannot restore slice from map');
  });

  it('says what is wrong with times and bytes', () => {
    expect(errorOf('ObjectMeta', { creationTimestamp: 'now' })).toBe(
      'parsing time "now" as "2006-01-02T15:04:05Z07:00": cannot parse "now" as "2006"',
    );
    expect(errorOf('Secret', { data: { a: 'x' } })).toBe('illegal base64 data at input byte 0');
  });
});
