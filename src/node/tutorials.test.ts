import { describe, expect, it } from 'vitest';
import type { Container, PodSpec } from '../api/types.ts';
import { boundPod, kubeletHarness, type KubeletHarness } from '../testing/kubelet-harness.ts';
import { serviceNamed, sliceOf } from '../testing/objects.ts';

/** A cluster with a headless Service whose endpoints are the first Pods, by their addresses in order of start. */
function clusterWith(service: string, port: { name: string; port: number }): KubeletHarness {
  const cluster = kubeletHarness();
  cluster.put('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } });
  cluster.put('services', serviceNamed(service, { clusterIP: 'None', ports: [port] }));
  const endpoints = [0, 1, 2].map((ordinal) => ({ ip: `10.244.1.${2 + ordinal}`, hostname: `${service}-${ordinal}` }));
  cluster.put('endpointslices.discovery.k8s.io', sliceOf(service, endpoints, port));
  return cluster;
}

describe('replicated MySQL', () => {
  const image = 'mysql:5.7';
  const mounts = [
    { name: 'data', mountPath: '/var/lib/mysql', subPath: 'mysql' },
    { name: 'conf', mountPath: '/etc/mysql/conf.d' },
  ];
  const initScript = `set -ex
[[ $HOSTNAME =~ -([0-9]+)$ ]] || exit 1
ordinal=\${BASH_REMATCH[1]}
echo [mysqld] > /mnt/conf.d/server-id.cnf
echo server-id=$((100 + $ordinal)) >> /mnt/conf.d/server-id.cnf
if [[ $ordinal -eq 0 ]]; then
  cp /mnt/config-map/primary.cnf /mnt/conf.d/
else
  cp /mnt/config-map/replica.cnf /mnt/conf.d/
fi`;
  const cloneScript = `set -ex
[[ -d /var/lib/mysql/mysql ]] && exit 0
[[ \`hostname\` =~ -([0-9]+)$ ]] || exit 1
ordinal=\${BASH_REMATCH[1]}
[[ $ordinal -eq 0 ]] && exit 0
ncat --recv-only mysql-$(($ordinal-1)).mysql 3307 | xbstream -x -C /var/lib/mysql
xtrabackup --prepare --target-dir=/var/lib/mysql`;
  const sidecarScript = `set -ex
cd /var/lib/mysql
if [[ -f xtrabackup_slave_info && "x$(<xtrabackup_slave_info)" != "x" ]]; then
  cat xtrabackup_slave_info | sed -E 's/;$//g' > change_master_to.sql.in
fi
if [[ -f change_master_to.sql.in ]]; then
  until mysql -h 127.0.0.1 -e "SELECT 1"; do sleep 1; done
fi
exec ncat --listen --keep-open --send-only --max-conns=1 3307 -c "xtrabackup --backup"`;

  function member(ordinal: number): object {
    const bash = (
      name: string,
      from: string,
      script: string,
      volumeMounts: Container['volumeMounts'],
    ): Partial<Container> => ({
      name,
      image: from,
      command: ['bash', '-c', script],
      ...(volumeMounts ? { volumeMounts } : {}),
    });
    const spec: Partial<PodSpec> = {
      hostname: `mysql-${ordinal}`,
      subdomain: 'mysql',
      initContainers: [
        bash('init-mysql', image, initScript, [
          { name: 'conf', mountPath: '/mnt/conf.d' },
          { name: 'config-map', mountPath: '/mnt/config-map' },
        ]),
        bash('clone-mysql', 'gcr.io/google-samples/xtrabackup:1.0', cloneScript, mounts),
      ] as Container[],
      volumes: [
        { name: 'conf', emptyDir: {} },
        { name: 'data', emptyDir: {} },
        { name: 'config-map', configMap: { name: 'mysql', optional: false } },
      ],
    };
    const probe = (command: readonly string[]) => ({ exec: { command }, initialDelaySeconds: 5, periodSeconds: 2 });
    const mysql = {
      name: 'mysql',
      image,
      ports: [{ name: 'mysql', containerPort: 3306 }],
      volumeMounts: mounts,
      livenessProbe: probe(['mysqladmin', 'ping']),
      readinessProbe: probe(['mysql', '-h', '127.0.0.1', '-e', 'SELECT 1']),
    };
    const sidecar = bash('xtrabackup', 'gcr.io/google-samples/xtrabackup:1.0', sidecarScript, mounts);
    const xtrabackup = { ...sidecar, ports: [{ name: 'xtrabackup', containerPort: 3307 }] };
    return boundPod(`mysql-${ordinal}`, [mysql, xtrabackup], spec);
  }

  it('clones, replicates, and loses readiness when its client is moved away', () => {
    const cluster = clusterWith('mysql', { name: 'mysql', port: 3306 });
    const data = { 'primary.cnf': '[mysqld]\nlog-bin\n', 'replica.cnf': '[mysqld]\nsuper-read-only\n' };
    cluster.put('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'mysql', namespace: 'default' },
      data,
    });
    cluster.put('pods', member(0));
    cluster.settle();
    expect(cluster.exec('mysql-0', 'cat /etc/mysql/conf.d/server-id.cnf').stdout).toBe('[mysqld]\nserver-id=100\n');
    expect(cluster.pod('mysql-0')?.status.containerStatuses?.map(({ ready }) => ready)).toEqual([true, true]);
    const sql =
      "CREATE DATABASE test; CREATE TABLE test.messages (message VARCHAR(250)); INSERT INTO test.messages VALUES ('hello');";
    expect(cluster.exec('mysql-0', 'mysql', '-h', 'mysql-0.mysql', '-e', sql)).toMatchObject({
      stderr: '',
      exitCode: 0,
    });
    cluster.put('pods', member(1));
    cluster.settle();
    const select = cluster.exec('mysql-0', 'mysql', '-h', 'mysql-1.mysql', '-e', 'SELECT * FROM test.messages');
    expect(select.stdout).toBe('message\nhello\n');
    expect(cluster.exec('mysql-1', 'mysql', '-e', 'SELECT @@server_id').stdout).toContain('101');
    cluster.exec('mysql-1', 'mv /usr/bin/mysql /usr/bin/mysql.off');
    cluster.run(10_000);
    expect(cluster.pod('mysql-1')?.status.containerStatuses?.[0]?.ready).toBe(false);
    cluster.exec('mysql-1', 'mv /usr/bin/mysql.off /usr/bin/mysql');
    cluster.run(10_000);
    expect(cluster.pod('mysql-1')?.status.containerStatuses?.[0]).toMatchObject({ ready: true, restartCount: 0 });
  });
});

describe('ZooKeeper', () => {
  function member(ordinal: number): object {
    const probe = {
      exec: { command: ['sh', '-c', 'zookeeper-ready 2181'] },
      initialDelaySeconds: 10,
      periodSeconds: 5,
      failureThreshold: 1,
    };
    const container = {
      name: 'kubernetes-zookeeper',
      image: 'registry.k8s.io/kubernetes-zookeeper:1.0-3.4.10',
      command: ['sh', '-c', 'start-zookeeper --servers=3 --client_port=2181 --tick_time=2000'],
      ports: [{ containerPort: 2181 }, { containerPort: 2888 }, { containerPort: 3888 }],
      livenessProbe: probe,
      readinessProbe: probe,
    };
    return boundPod(`zk-${ordinal}`, [container], { hostname: `zk-${ordinal}`, subdomain: 'zk' });
  }

  it('keeps one tree in the ensemble and restarts what is killed', () => {
    const cluster = clusterWith('zk', { name: 'client', port: 2181 });
    for (const ordinal of [0, 1]) {
      cluster.put('pods', member(ordinal));
      cluster.settle();
    }
    expect(cluster.exec('zk-1', 'cat /var/lib/zookeeper/data/myid').stdout).toBe('2\n');
    expect(cluster.exec('zk-0', 'cat /opt/zookeeper/conf/zoo.cfg').stdout).toContain(
      'server.3=zk-2.zk.default.svc.cluster.local:2888:3888\n',
    );
    expect(cluster.exec('zk-0', 'zkCli.sh create /hello world').stdout).toContain('Created /hello\n');
    expect(cluster.exec('zk-1', 'zkCli.sh get /hello').stdout).toContain('\nworld\n');
    cluster.exec('zk-0', 'pkill java');
    cluster.settle();
    const restarts = (name: string): unknown => cluster.pod(name)?.status.containerStatuses?.[0]?.restartCount;
    expect([restarts('zk-0'), cluster.pod('zk-0')?.status.containerStatuses?.[0]?.ready]).toEqual([1, true]);
    cluster.exec('zk-1', 'rm /usr/bin/zookeeper-ready');
    cluster.run(60_000);
    expect(restarts('zk-1')).toBe(1);
    expect(cluster.events.map(({ message }) => message)).toContain(
      'Liveness probe failed: sh: zookeeper-ready: not found\n',
    );
  });
});
