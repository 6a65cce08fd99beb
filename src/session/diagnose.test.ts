import { describe, expect, it } from 'vitest';
import { createSession } from './session.ts';

/** What is said about the text when it is applied over the first example: the marked text and the message. */
async function said(edit: (text: string) => string): Promise<readonly (readonly [place: string, message: string])[]> {
  const session = createSession({});
  await session.ready;
  session.pause();
  const [file] = session.store.getState().files;
  const text = edit(file!.text);
  session.setText(file!.name, text);
  await session.apply();
  return session.store
    .getState()
    .diagnostics.map(({ message, range }) => [range ? text.slice(range.start, range.end) : '', message]);
}

describe('what is wrong with an applied text', () => {
  it('marks a field that the API does not know, without the whole patch in the message', async () => {
    const [[place, message] = []] = await said((text) => text.replace('replicas: 3', 'replica: 3'));
    expect(place).toBe('replica');
    expect(message).toBe('patch: Invalid value: "map[…]": strict decoding error: unknown field "spec.replica"');
  });

  it('marks the value of the wrong type, which the API server does not name', async () => {
    const [[place, message] = []] = await said((text) => text.replace('replicas: 3', 'replicas: three'));
    expect(place).toBe('three');
    expect(message).toContain('unrecognized type: int32');
  });

  it('marks the immutable field that was changed, not those that were not', async () => {
    const found = await said((text) => text.replace('serviceName: "nginx-headless-service"', 'serviceName: other'));
    expect(found).toHaveLength(1);
    expect(found[0]![0]).toBe('serviceName');
    expect(found[0]![1]).toMatch(/^spec: Forbidden: updates to statefulset spec/);
  });

  it('marks what kubectl itself does not take, beside what the API server refuses', async () => {
    const config = '\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: shop}\n';
    const monitor = '---\napiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: m}\n';
    const found = await said((text) => text + config + monitor);
    expect(found.map(([place]) => place)).toEqual(['apiVersion: v1', 'ServiceMonitor']);
    expect(found[0]![1]).toBe('namespaces "shop" not found');
    expect(found[1]![1]).toMatch(/no matches for kind "ServiceMonitor".*; ensure CRDs are installed first$/);
    expect(await said(() => 'kind: ConfigMap\nmetadata: {name: c}\n')).toEqual([
      ['kind: ConfigMap', 'error validating data: apiVersion not set'],
    ]);
  });
});
