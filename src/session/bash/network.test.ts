import { describe, expect, it } from 'vitest';
import { openTerminal } from '../../testing/test-terminal.ts';

const set = 'web-statefulset';

/** A set of three web servers that each serve their own name, behind a Service with an address. */
async function openWeb() {
  const terminal = await openTerminal();
  await terminal.run(
    `for i in 0 1 2; do kubectl exec ${set}-$i -- sh -c 'echo $(hostname) > /usr/share/nginx/html/index.html'; done`,
  );
  await terminal.run(`kubectl expose pod ${set}-0 --name one --port 8080 --target-port 80`);
  await terminal.run(
    `kubectl expose pod ${set}-0 --name front --port 80 --selector "$(kubectl get sts ${set} -o jsonpath='app={.spec.selector.matchLabels.app}')"`,
  );
  return terminal;
}

describe('the network as the terminal sees it', () => {
  it('reaches Services and Pods by name and by address', async () => {
    const terminal = await openWeb();
    await terminal.run('sleep 5');
    expect(await terminal.run('curl -s one:8080')).toBe(`${set}-0\n`);
    expect(await terminal.run('curl -s http://one.default.svc.cluster.local:8080/')).toBe(`${set}-0\n`);
    expect(await terminal.run(`curl -s $(kubectl get svc one -o jsonpath='{.spec.clusterIP}'):8080`)).toBe(
      `${set}-0\n`,
    );
    expect(await terminal.run(`curl -s $(kubectl get pod ${set}-1 -o jsonpath='{.status.podIP}')`)).toBe(`${set}-1\n`);
    expect(await terminal.run(`wget -qO- one:8080`)).toBe(`${set}-0\n`);
    expect(await terminal.run('for i in $(seq 30); do curl -s front; done | sort | uniq | wc -l')).toBe('3\n');
    expect(await terminal.run(`curl -s -o page.html -w '%{http_code}\\n' one:8080; cat page.html`)).toBe(
      `200\n${set}-0\n`,
    );
    expect(await terminal.run('curl -sf one:8080/none')).toBe('[22]');
    expect(await terminal.run('curl -sI one:8080 | head -1')).toBe('HTTP/1.1 200 OK\n');
    expect(await terminal.run('dig +short one.default.svc.cluster.local')).toMatch(/^10\.96\.\d+\.\d+\n$/);
  });

  it('fails as curl does', async () => {
    const terminal = await openWeb();
    expect(await terminal.run('curl nothing')).toBe('curl: (6) Could not resolve host: nothing\n[6]');
    expect(await terminal.run('curl one:81')).toMatch(/^curl: \(7\) Failed to connect to one port 81 after 0 ms: /);
    expect(await terminal.run('curl localhost')).toContain('curl: (7) Failed to connect to localhost port 80');
    expect(await terminal.run('curl -m 2 10.244.9.9')).toContain('curl: (28)');
    expect(await terminal.run('curl')).toContain("try 'curl --help'");
    await terminal.run('kubectl create ns other && kubectl config set-context --current --namespace other');
    expect(await terminal.run('curl -s one:8080')).toBe('[6]');
    expect(await terminal.run('curl -s one.default:8080')).toBe(`${set}-0\n`);
  });

  it('passes requests on through the API server', async () => {
    const terminal = await openWeb();
    await terminal.run('sleep 5');
    const raw = (path: string): Promise<string> => terminal.run(`kubectl get --raw /api/v1/namespaces/default/${path}`);
    expect(await raw('services/one:8080/proxy/')).toBe(`${set}-0\n`);
    expect(await raw(`pods/${set}-1/proxy`)).toBe(`${set}-1\n`);
    expect(await raw(`pods/http:${set}-1:80/proxy/`)).toBe(`${set}-1\n`);
    expect(await raw(`pods/${set}-1/proxy/none`)).toBe(
      'Error from server (NotFound): the server could not find the requested resource\n[1]',
    );
    expect(await raw(`pods/${set}-1:81/proxy/`)).toMatch(
      /^Error from server \(ServiceUnavailable\): error trying to reach service: dial tcp 10\.\S+:81: connect: connection refused\n/,
    );
    expect(await raw('services/one:1/proxy/')).toContain('no service port 1 found for service "one"');
    expect(await raw('services/none/proxy/')).toContain('(NotFound): endpoints "none" not found');
    expect(await raw('services/a:b:c:d/proxy/')).toContain('(BadRequest): invalid service request "a:b:c:d"');
    expect(await raw('services/ftp:one:80/proxy/')).toContain('invalid service request');
    await terminal.run(`kubectl create service clusterip lonely --tcp 80`);
    await terminal.run('sleep 3');
    expect(await raw('services/lonely:80/proxy/')).toContain(
      '(ServiceUnavailable): no endpoints available for service "lonely"',
    );
  });

  it('leaves no trace in the history', async () => {
    const terminal = await openWeb();
    const { marks } = terminal.session.store.getState();
    expect(await terminal.run('for i in 1 2 3; do curl -s front; done')).toContain(`${set}-`);
    expect(await terminal.run(`kubectl logs ${set}-0`)).not.toContain('curl/');
    expect(terminal.session.store.getState().marks).toEqual(marks);
  });
});
