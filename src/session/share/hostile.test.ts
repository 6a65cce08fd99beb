import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { nginxExample } from '../../manifest/examples/nginx.ts';
import { within } from '../../testing/cpu-time.ts';
import { createSession } from '../session.ts';
import { crc32 } from './checksum.ts';
import { dictionaryV1 } from './dictionary.ts';
import { decodeLink, encodeLink, maxLinkLength } from './link.ts';
import { openingOf } from './opening.ts';
import { parseRun, readQuery } from './query.ts';
import { fromDocument } from './shared-document.ts';
import { readSharedFile, toSharedFile } from './shared-file.ts';
import { maxSteps, type SharedSession } from './shared-session.ts';

const file = { name: 'manifest.yaml', text: nginxExample };
const session: SharedSession = {
  files: [file],
  seed: 3,
  nodes: 4,
  steps: [
    { atMs: 0, line: 'kubectl apply -f manifest.yaml', file },
    { atMs: 9000, fault: 'node/node-1/down', value: {} },
    { atMs: 9500, request: { method: 'DELETE', path: '/api/v1/namespaces/default/pods/web-0' }, label: 'a click' },
  ],
  endMs: 20_000,
  cursorMs: 10_000,
  view: { selection: { kind: 'Pod', namespace: 'default', name: 'web-0' }, grouping: 'zone', tab: 'dns' },
  bookmarks: [{ atMs: 9000, label: 'lost' }],
};
const link = encodeLink(session);
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A link whose frame is right, whatever its content. */
function linkOf(content: Uint8Array): string {
  const packed = deflateSync(content, { level: 9, dictionary: dictionaryV1 });
  const payload = new Uint8Array(packed.length + 4);
  new DataView(payload.buffer).setUint32(0, crc32(packed));
  payload.set(packed, 4);
  return `#s1.${Buffer.from(payload).toString('base64url')}`;
}

const linkOfJson = (document: string, texts = ''): string => linkOf(strToU8(`${texts}\u0000${document}`));
const isClean = (): void => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
};

describe('a link', () => {
  it('with any one character changed is damaged, and says so', () => {
    for (let at = 4; at < link.length; at++) {
      const change = alphabet[(alphabet.indexOf(link[at]!) + 1 + (at % 62)) % 64]!;
      const decoded = decodeLink(link.slice(0, at) + change + link.slice(at + 1));
      // The last character may hold bits that stand for nothing.
      if (decoded.type === 'session') expect([at, decoded.session]).toEqual([link.length - 1, session]);
      else expect(decoded.type).toBe('damaged');
    }
  });

  it('that is cut anywhere is damaged, and never opens as another', () => {
    for (let length = 4; length < link.length; length++) {
      expect(decodeLink(link.slice(0, length)).type).toBe('damaged');
    }
  });

  it('is read with the punctuation of the sentence around it', () => {
    for (const end of ['.', ')', '),', '"', '>', ' ', '…']) {
      expect(decodeLink(link + end)).toEqual({ type: 'session', session });
    }
  });

  it('that is too long or unpacks to too much is refused at once', () => {
    const long = within(1000, () => decodeLink(`#s1.${'A'.repeat(maxLinkLength)}`));
    expect(long).toMatchObject({ type: 'damaged', reason: /longer/ });
    const bomb = linkOf(new Uint8Array(60_000_000));
    expect(bomb.length).toBeLessThan(maxLinkLength);
    expect(within(3000, () => decodeLink(bomb))).toMatchObject({ type: 'damaged', reason: /unpacked/ });
  });

  it('with JSON that is deep, wide or of the wrong shape is refused', () => {
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    const documents = [
      deep,
      `{"files":[],"seed":1,"steps":[[0,{"fault":"x","value":${'['.repeat(5000)}${']'.repeat(5000)}}]],"endMs":0,"lengths":[]}`,
      `{"files":[],"seed":1,"steps":[${Array.from({ length: maxSteps + 1 }, () => '[0,"k"]').join()}],"endMs":0,"lengths":[]}`,
      `{"files":[],"seed":1e999,"steps":[],"endMs":0,"lengths":[]}`,
      `{"files":[],"seed":1,"steps":[],"endMs":1e999,"lengths":[]}`,
      `{"files":[],"seed":1,"steps":[[1e308,"a"],[1e308,"b"]],"endMs":0,"lengths":[]}`,
      `{"files":[],"seed":1,"steps":[],"endMs":0,"nodes":1e9,"lengths":[]}`,
      `{"files":[],"seed":1,"steps":[],"endMs":0,"nodes":2.5,"lengths":[]}`,
      `{"files":[["a",0]],"seed":1,"steps":[],"endMs":0,"lengths":[5]}`,
      `{"files":[],"seed":1,"steps":[[0,{"method":"GET","path":"/"}]],"endMs":0,"lengths":[]}`,
      `{"files":[],"seed":1,"steps":[[0,{"method":"POST","path":"/","query":{"a":{}}}]],"endMs":0,"lengths":[]}`,
      'null',
      '[]',
      '"text"',
      '{',
    ];
    for (const document of documents) {
      expect(within(3000, () => decodeLink(linkOfJson(document))).type).toBe('damaged');
    }
    isClean();
  });

  it('with keys of the prototype pollutes nothing and opens', async () => {
    const name = '__proto__';
    const document = `{"__proto__":{"polluted":1},"files":[["${name}",0],["constructor",0],["constructor",0]],"seed":1,
      "steps":[[0,"kubectl apply -f ${name}","${name}",0],[0,{"fault":"${name}","value":{"${name}":{"polluted":1}}}],
      [0,{"method":"POST","path":"/api/v1/namespaces/default/configmaps","query":{"${name}":"x"},
      "body":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"${name}":"polluted"}}}]],
      "endMs":1000,"lengths":[1],"marks":{"${name}":[]},"view":{"on":["${name}","constructor"],"by":"constructor"}}`;
    const hash = linkOfJson(document, 'x');
    const decoded = decodeLink(hash);
    expect(decoded).toMatchObject({ type: 'session' });
    const opened = createSession({ link: hash });
    await opened.ready;
    expect(opened.store.getState().files.map((other) => other.name)).toEqual([name, 'constructor']);
    expect(decodeLink(new URL(opened.shareLink('http://localhost/')).hash).type).toBe('session');
    isClean();
  });

  it('runs nothing but kubectl, and comes to an end whatever it runs', async () => {
    const lines = [
      'while true; do :; done',
      'yes',
      ':(){ :|:& };:',
      'kubectl get pods -w',
      'kubectl exec -it x -- sh',
      '',
    ];
    const steps = lines.map((line, index) => ({ atMs: index, line }));
    const opened = createSession({ link: encodeLink({ ...session, steps, endMs: 100 }) });
    await opened.ready;
    const { playback } = opened.store.getState();
    expect(playback.endMs - playback.startMs).toBe(100);
  });

  it('of random bytes, random JSON and random changes never throws', () => {
    const bytes = fc.uint8Array({ maxLength: 400 });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
        expect(['none', 'damaged']).toContain(decodeLink(text).type);
        expect(['none', 'damaged']).toContain(decodeLink(`#s1.${text}`).type);
      }),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(bytes, (content) => {
        expect(decodeLink(linkOf(content)).type).toBe('damaged');
      }),
      { numRuns: 1500 },
    );
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 1e308, 0.5, '', [], {}, null, '__proto__'));
    const keys = ['files', 'seed', 'steps', 'endMs', 'nodes', 'marks', 'at', 'view'] as const;
    const whole = { files: [['a', 0]], seed: 1, steps: [[0, 'kubectl get pods']], endMs: 5, lengths: [1] };
    fc.assert(
      fc.property(fc.constantFrom(...keys), value, (key, odd) => {
        const read = fromDocument(['x'], JSON.parse(JSON.stringify({ ...whole, [key]: odd })));
        if (!read) return;
        // Whatever is read can be sent on, and is then read as the same.
        expect(decodeLink(encodeLink(read))).toEqual({ type: 'session', session: read });
      }),
      { numRuns: 4000 },
    );
    fc.assert(
      fc.property(fc.array(fc.array(value, { maxLength: 5 }), { maxLength: 4 }), (steps) => {
        const read = fromDocument(['x'], JSON.parse(JSON.stringify({ ...whole, steps })));
        if (read) expect(decodeLink(encodeLink(read)).type).toBe('session');
      }),
      { numRuns: 4000 },
    );
    isClean();
  }, 120_000);
});

describe('a query', () => {
  const names = ['scenario', 'manifest', 'run', 'nodes', 'seed', 't', 'autoplay', '__proto__', 'embed'];
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '12s',
      '+5s',
      'settled',
      'kubectl',
      'fault',
      'node/node-1/down',
      '-1',
      '1e9',
      '<img src=x>',
      '%',
      '%u0',
      '&',
      'h',
    ),
  );
  const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));

  it('of any text is read without throwing, and asks for no more than can be done', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...names), text), { maxLength: 8 }), fc.boolean(), (pairs, raw) => {
        const search = raw
          ? `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`
          : `?${new URLSearchParams(pairs.map(([name, value]) => [name, value]))}`;
        const { nodes = 1, seed = 0, runs, manifests } = readQuery(search);
        expect(Number.isInteger(nodes) && nodes >= 1 && nodes <= 100).toBe(true);
        expect(Number.isInteger(seed) && seed >= 0).toBe(true);
        expect(manifests.length).toBeLessThan(21);
        for (const run of runs) {
          if ('line' in run) expect(run.line).toMatch(/^k(ubectl)?(\s|$)/);
          else expect(typeof run.fault).toBe('string');
        }
        openingOf(undefined, search);
      }),
      { numRuns: 6000 },
    );
    fc.assert(
      fc.property(text, (line) => {
        const run = parseRun(line);
        if (typeof run !== 'string' && run.when.type !== 'settled') expect(Number.isFinite(run.when.ms)).toBe(true);
      }),
      { numRuns: 6000 },
    );
    isClean();
  });

  it('that is far too long is refused at once', () => {
    const { problems } = within(1000, () => readQuery(`?manifest=${'a'.repeat(5_000_000)}`));
    expect(problems[0]).toContain('longer than');
    expect(readQuery(`?${'run=kubectl+get+pods&'.repeat(2000)}`).runs).toHaveLength(500);
  });
});

describe('a saved session', () => {
  const text = toSharedFile(session);

  it('is read again, also when it is indented in another way, and says when it was changed', () => {
    expect(readSharedFile(text)).toEqual({ type: 'session', session, isChanged: false });
    expect(readSharedFile(`\ufeff${JSON.stringify(JSON.parse(text))}`)).toMatchObject({ isChanged: false });
    expect(readSharedFile(text.replace('"seed": 3', '"seed": 4'))).toMatchObject({
      isChanged: true,
      session: { seed: 4 },
    });
  });

  it('that is cut, changed or something else never throws', () => {
    for (let length = 0; length < text.length - 1; length += 7) {
      expect(readSharedFile(text.slice(0, length)).type).toBe('damaged');
    }
    expect(readSharedFile('{"format":"statefulset-playground","version":2}')).toMatchObject({ reason: /newer/ });
    expect(readSharedFile('kind: Pod')).toMatchObject({ type: 'damaged' });
    expect(
      readSharedFile(`{"format":"statefulset-playground","version":1,"session":${'['.repeat(9000)}${']'.repeat(9000)}}`)
        .type,
    ).toBe('damaged');
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), (at, put) => {
        expect(['session', 'damaged']).toContain(readSharedFile(text.slice(0, at) + put + text.slice(at + 1)).type);
      }),
      { numRuns: 3000 },
    );
  });
});
