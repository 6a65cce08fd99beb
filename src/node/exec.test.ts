import { describe, expect, it } from 'vitest';
import type { Pod } from '../api/types.ts';
import { boundPod, deletedPod, kubeletHarness, type KubeletHarness } from '../testing/kubelet-harness.ts';

const claim = { name: 'www', persistentVolumeClaim: { claimName: 'www-web-0' } };
const mount = { name: 'www', mountPath: '/usr/share/nginx/html' };

function withClaim(cluster: KubeletHarness): void {
  const pv = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv-1' },
    spec: { hostPath: { path: '/d' } },
  };
  const metadata = { name: 'www-web-0', namespace: 'default' };
  const pvc = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec: { volumeName: 'pv-1' },
    status: { phase: 'Bound' },
  };
  cluster.put('persistentvolumes', pv);
  cluster.put('persistentvolumeclaims', pvc);
}

describe('exec', () => {
  it('writes into a volume that outlives the Pod', () => {
    const cluster = kubeletHarness();
    withClaim(cluster);
    const spec = { volumes: [claim], hostname: 'web-0' };
    const container = { name: 'nginx', volumeMounts: [mount], ports: [{ containerPort: 80 }] };
    cluster.put('pods', boundPod('web-0', [container], spec));
    cluster.settle();
    cluster.run(1000);
    expect(cluster.exec('web-0', 'curl -s -o /dev/null -w %{http_code} http://localhost/').stdout).toBe('403');
    cluster.exec('web-0', 'sh', '-c', 'echo "$(hostname)" > /usr/share/nginx/html/index.html');
    cluster.put('pods', deletedPod(cluster.pod('web-0') as Pod, 30, cluster.nowMs()));
    cluster.settle();
    cluster.put('pods', boundPod('web-0', [container], spec, 'second'));
    cluster.settle();
    cluster.run(1000);
    expect(cluster.exec('web-0', 'curl', 'http://localhost/')).toMatchObject({ stdout: 'web-0\n', exitCode: 0 });
    expect(cluster.exec('web-0', 'ls /usr/share/nginx/html').stdout).toBe('index.html\n');
    expect(cluster.log('web-0', 'nginx')).toContain('"GET / HTTP/1.1" 200 6 "-" "curl/7.88.1"');
  });

  it('makes a probe fail by removing what it looks for', () => {
    const cluster = kubeletHarness();
    const livenessProbe = { exec: { command: ['cat', '/tmp/healthy'] }, initialDelaySeconds: 5, periodSeconds: 5 };
    const args = ['/bin/sh', '-c', 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'];
    cluster.put(
      'pods',
      boundPod('web-0', [{ image: 'busybox:1.36', args, livenessProbe }], { terminationGracePeriodSeconds: 1 }),
    );
    cluster.run(32_000);
    expect(cluster.events.some(({ reason }) => reason === 'Unhealthy')).toBe(false);
    cluster.run(20_000);
    expect(cluster.events.map(({ message }) => message)).toContain(
      "Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory\n",
    );
    cluster.run(10_000);
    expect(cluster.pod('web-0')?.status.containerStatuses?.[0]?.restartCount).toBe(1);
  });

  it('stops the main process with a signal', () => {
    const cluster = kubeletHarness();
    const command = ['sh', '-c', 'start-zookeeper --servers=3'];
    cluster.put('pods', boundPod('web-0', [{ image: 'registry.k8s.io/kubernetes-zookeeper:1.0-3.4.10', command }]));
    cluster.settle();
    expect(cluster.exec('web-0', 'ps -ef').stdout).toContain('start-zookeeper --servers=3');
    cluster.exec('web-0', 'pkill start-zookeeper');
    cluster.exec('web-0', 'kill 1');
    cluster.settle();
    const [status] = cluster.pod('web-0')?.status.containerStatuses ?? [];
    expect(status).toMatchObject({ restartCount: 1, lastState: { terminated: { exitCode: 143, reason: 'Error' } } });
  });

  it('keeps an interactive shell between lines', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{}]));
    cluster.settle();
    const opened = cluster.exec('web-0', 'sh');
    const moved = cluster.type('web-0', 'cd /tmp; x=1', opened.shell!);
    expect(cluster.type('web-0', 'echo $x > a; pwd; cat a', moved.shell!).stdout).toBe('/tmp\n1\n');
    expect(cluster.type('web-0', 'exit 3', moved.shell!)).toMatchObject({ left: true, exitCode: 3 });
  });

  it('says what cannot be run', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{}]));
    expect(() => cluster.exec('web-0', 'ls')).toThrow('container not found ("app")');
    cluster.settle();
    expect(() => cluster.exec('web-0', 'nosuch')).toThrow('exec: "nosuch": executable file not found in $PATH');
  });
});

describe('init containers that wait for a name', () => {
  it('go on when the Service is there', () => {
    const cluster = kubeletHarness();
    const command = ['sh', '-c', 'until nslookup db.default.svc.cluster.local; do echo waiting; sleep 2; done'];
    const initContainers = [{ name: 'wait', image: 'busybox:1.28', command }];
    cluster.put('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } });
    cluster.put('pods', boundPod('web-0', [{}], { initContainers }));
    cluster.run(20_000);
    expect(cluster.pod('web-0')?.status.phase).toBe('Pending');
    expect(cluster.log('web-0', 'wait')).toContain("nslookup: can't resolve 'db.default.svc.cluster.local'\nwaiting\n");
    const spec = { clusterIP: '10.96.0.77', ports: [{ port: 80 }] };
    cluster.put('services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db', namespace: 'default' },
      spec,
    });
    cluster.settle();
    expect(cluster.pod('web-0')?.status.phase).toBe('Running');
  });
});
