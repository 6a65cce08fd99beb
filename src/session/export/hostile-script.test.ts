/** What a link holds is run by sh when it is exported: nothing of it may act there but as words of a kubectl command. */

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { createCluster } from '../../sim/cluster.ts';
import { fromDocument, toDocument } from '../share/shared-document.ts';
import type { SharedSession, SharedStep } from '../share/shared-session.ts';
import { createSession } from '../session.ts';
import { sessionScript } from './session-script.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostile-script-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** All ways to begin a command of one's own; `pwn` leaves a mark. */
const breaks = [
  '\n',
  '\r\n',
  '\r',
  ';',
  '|',
  '||',
  '&',
  '&&',
  '`',
  '$(',
  "'",
  '"',
  '\\',
  '\\\n',
  '#',
  ' # \n',
  ' ',
  '(',
  ')',
];
const pieces = [
  ...breaks,
  'pwn',
  'pwn #',
  'pwn)',
  'pwn`',
  "'pwn'",
  '$IFS',
  '>mark',
  '*',
  '~',
  '\u2028',
  '\u00a0',
  '--',
  '-n',
  'x',
];
const hostile = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

const step: fc.Arbitrary<SharedStep> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('kubectl get pods ', 'kubectl apply -f ', 'kubectl exec web-0 -- echo ', ''),
      hostile,
      hostile,
    )
    .map(([begin, end, name]) => ({ atMs: 0, line: begin + end, file: { name, text: '' } })),
  hostile.map((end) => ({ atMs: 0, line: `kubectl delete pod ${end}` })),
  fc
    .tuple(fc.constantFrom('pod/default/?/crash', 'node/?/down', 'image/?/pull-error', 'zone-lost:?', '?'), hostile)
    .map(([fault, text]) => ({ atMs: 0, fault: fault.replace('?', () => text), value: { container: text } })),
  fc
    .record({
      method: fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE'),
      path: fc.constantFrom(
        '/api/v1/namespaces/?/pods/web-0',
        '/api/v1/namespaces/default/pods/?',
        '/api/v1/namespaces/default/pods/?/exec',
        '/api/v1/namespaces/default/pods/web-0/?',
        '/apis/?/v1/namespaces/default/x/y',
        '/?',
      ),
      text: hostile,
    })
    .map(({ method, path, text }) => ({
      atMs: 0,
      label: text,
      request: {
        method,
        path: path.replace('?', () => text),
        query: { container: text, fieldManager: text },
        contentType: text.length % 2 ? 'application/apply-patch+yaml' : 'application/merge-patch+json',
        body: { command: [text], gracePeriodSeconds: text, propagationPolicy: text },
      },
    })),
);

it('runs nothing of a link but kubectl', () => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const [name, text] of [
    ['kubectl', 'exit 0'],
    ['pwn', `touch ${folder}/pwned`],
  ] as const) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  let round = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 40 }), (steps) => {
      const session: SharedSession = { files: [], seed: 1, steps, endMs: 0 };
      const { script, files } = sessionScript(session, createCluster({ nodes: 1 }));
      const own = join(folder, String(++round));
      for (const { path, text } of [...files, { path: 'run.sh', text: script }]) {
        mkdirSync(dirname(join(own, path)), { recursive: true });
        writeFileSync(join(own, path), text);
      }
      const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}`, SPEED: '1000000' };
      execFileSync('sh', ['run.sh', '-y'], { cwd: own, env, stdio: 'pipe' });
      expect(existsSync(join(folder, 'pwned')), readFileSync(join(own, 'run.sh'), 'utf8')).toBe(false);
      expect(existsSync(join(own, 'mark'))).toBe(false);
    }),
    { seed: 20_260_701, numRuns: Number(process.env['FUZZ_RUNS'] ?? 20) },
  );
});

it('keeps no line of a link that is not one kubectl command', async () => {
  const lines = [
    'rm -rf ~',
    'kubectl get pods\nrm -rf ~',
    'kubectl get pods # x\nrm -rf ~',
    'kubectl get pods; rm -rf ~',
  ];
  const steps = [...lines, 'kubectl get pods'].map((line) => ({ atMs: 0, line }));
  const { inputs, more, texts } = toDocument({ files: [{ name: 'a.yaml', text: '' }], seed: 1, steps, endMs: 0 });
  expect(fromDocument(texts, { ...inputs, ...more })?.steps).toHaveLength(5);
  const session = createSession({ files: [] });
  await session.ready;
  const search = new URLSearchParams(lines.map((line) => ['run', line])).toString();
  await session.openLink('', `?scenario=nginx&${search}`);
  const script = (await session.exportFolder()).files.find(({ path }) => path === 'run.sh')!.text;
  expect(script).not.toContain('rm -rf');
});
