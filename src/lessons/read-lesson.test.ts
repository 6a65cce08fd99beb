import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundledLessons } from './catalogue.ts';
import { parseMarkdown } from './markdown.ts';
import { readLesson } from './read-lesson.ts';

const small = {
  title: 'A lesson',
  summary: 'About nothing.',
  nodes: 3,
  seed: 7,
  files: [
    { name: 'web.yaml', example: 'web.yaml' },
    { name: 'own.yaml', text: 'kind: Pod' },
  ],
  start: ['kubectl apply -f web.yaml'],
  intro: 'Read *this*.',
  steps: [
    {
      title: 'First',
      text: 'Do `that`.',
      predict: {
        question: 'What?',
        choices: [
          { text: 'This', right: true, because: 'So it is.' },
          { text: 'That', because: 'It is not.' },
        ],
      },
      commands: [
        'kubectl get pods',
        { run: 'kubectl get pods -w', terminal: 2, endless: true },
        { wait: '1m30s' },
        { fault: 'down', nodeOf: 'web-1' },
        { fault: 'fail-readiness', pod: 'web-0', end: true },
      ],
      goals: [
        { text: 'Ready', kind: 'Pod', selector: 'app in (nginx)', ready: true, count: 2 },
        { text: 'Scaled', kind: 'StatefulSet', name: 'web', fields: { '.spec.replicas': { atLeast: 2 } } },
        { text: 'Waits', kind: 'Pod', name: 'web-1', decision: 'PredecessorNotReady' },
      ],
      hints: ['Look.'],
      links: [{ title: 'Docs', url: 'https://kubernetes.io/docs/' }],
    },
  ],
  end: 'Done.',
};

const problemsOf = (value: unknown): readonly string[] => {
  const read = readLesson(typeof value === 'string' ? value : JSON.stringify(value));
  return 'problems' in read ? read.problems.map(({ path, message }) => `${path}: ${message}`) : [];
};
const withStep = (change: object): object => ({ ...small, steps: [{ ...small.steps[0], ...change }] });
const withGoal = (goal: object): object => withStep({ goals: [{ text: 'x', kind: 'Pod', ...goal }] });

describe('a lesson file', () => {
  it('is read with all that it may hold', () => {
    const read = readLesson(JSON.stringify(small));
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    const [step] = read.lesson.steps;
    expect(step?.commands.map(({ type }) => type)).toEqual(['line', 'line', 'wait', 'fault', 'fault']);
    expect(step?.commands[2]).toEqual({ type: 'wait', ms: 90_000 });
    expect(step?.commands[4]).toMatchObject({ fault: { type: 'fail-readiness', pod: 'web-0' }, on: false });
    expect(step?.goals.map(({ type }) => type)).toEqual(['objects', 'objects', 'decision']);
    expect(step?.goals[1]).toMatchObject({ subject: { resource: 'statefulsets.apps', namespace: 'default' } });
  });

  it.each([
    ['', ': The file is empty'],
    ['a: [', ': The file cannot be read as YAML: line 1: did not find expected node content'],
    ['a\n---\nb', ': The file holds more than one YAML document; a lesson is one'],
    ['- a', ': must be a mapping, is a list'],
    [{ ...small, title: '' }, 'title: must not be empty'],
    [{ ...small, tilte: 'x' }, /^tilte: is not known here; known are title, summary,/],
    [{ ...small, steps: [] }, 'steps: must hold at least one step'],
    [{ ...small, nodes: 1000 }, 'nodes: must be a whole number from 1 to 20'],
    [{ ...small, start: ['rm -rf /'] }, 'start[0]: must be one line that begins with kubectl'],
    [{ ...small, files: [{ name: '../x.yaml', text: 'a' }] }, /^files\[0\]\.name: must be a file name/],
    [{ ...small, files: [{ name: 'x.yaml' }] }, /^files\[0\]: needs either text/],
    [withStep({ commands: [{ run: 'ls', wait: '1s' }] }), /^steps\[0\]\.commands\[0\]: needs one of run/],
    [withStep({ commands: [{ wait: '2h' }] }), /^steps\[0\]\.commands\[0\]\.wait: must be a time/],
    [
      withStep({ commands: [{ fault: 'down', pod: 'web-0' }] }),
      /^steps\[0\]\.commands\[0\]\.fault: down is no fault of/,
    ],
    [
      withStep({ links: [{ title: 'x', url: 'javascript:alert(1)' }] }),
      /^steps\[0\]\.links\[0\]\.url: must be an address/,
    ],
    [
      withStep({ predict: { question: 'x', choices: [{ text: 'a', because: 'b' }] } }),
      'steps[0].predict.choices: must be two or more',
    ],
    [withGoal({ kind: 'Pods', ready: true }), 'steps[0].goals[0].kind: Pods is no kind of this cluster'],
    [withGoal({ kind: 'Service', ready: true }), /^steps\[0\]\.goals\[0\]\.ready: is known of Pod, Node/],
    [withGoal({ fields: { '.spec[': 1 } }), /^steps\[0\]\.goals\[0\]\.fields\[\.spec\[\]: is no JSONPath/],
    [withGoal({ fields: { '..a..b': 1 } }), 'steps[0].goals[0].fields[..a..b]: may have one .. at most'],
    [withGoal({ fields: { '.a': { near: 1 } } }), /^steps\[0\]\.goals\[0\]\.fields\[\.a\]: must be a value, or one of/],
    [withGoal({ selector: 'a in' }), /^steps\[0\]\.goals\[0\]\.selector: unable to parse/],
    [withGoal({ event: 'Killing' }), 'steps[0].goals[0].name: is missing: event is about one object'],
    [withGoal({ name: 'a', event: 'Killing', ready: true }), /^steps\[0\]\.goals\[0\]\.event: stands alone/],
  ])('that is wrong is told where and why (%#)', (value, problem) => {
    const problems = problemsOf(value);
    if (typeof problem === 'string') expect(problems).toContain(problem);
    else expect(problems.filter((text) => problem.test(text))).toHaveLength(1);
  });

  it('of any content is read or refused, and never throws', () => {
    const paths = (value: unknown, at: readonly string[] = []): readonly (readonly string[])[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, child]) => [[...at, key], ...paths(child, [...at, key])])
        : [];
    const places = paths(small);
    const key = fc.constantFrom('__proto__', 'constructor', 'toString', 'title', 'name', 'kind', 'x');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, false, 0, -1, 1e308, '', ' ', '<img src=x onerror=alert(1)>', '..', '{.a[?(@.b)]}'),
        fc.string(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.array(fc.tuple(key, tie('value')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
      ),
    }));
    const put = (target: unknown, [head, ...rest]: readonly string[], next: unknown): unknown => {
      if (head === undefined) return next;
      if (Array.isArray(target)) return target.map((item, at) => (String(at) === head ? put(item, rest, next) : item));
      const entries = Object.entries(target as object);
      return Object.fromEntries(entries.map(([name, old]) => [name, name === head ? put(old, rest, next) : old]));
    };
    fc.assert(
      fc.property(fc.constantFrom(...places), value, (place, next) => {
        const read = readLesson(JSON.stringify(put(small, place, next)));
        if ('problems' in read) expect(read.problems.length).toBeGreaterThan(0);
        else expect(read.lesson.steps.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        readLesson(text);
        parseMarkdown(text);
      }),
      { numRuns: 1500 },
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('the bundled lessons', () => {
  const files = readdirSync('public/lessons').filter((name) => name.endsWith('.yaml'));

  it('are those of the menu', () => {
    expect(files.toSorted()).toEqual(bundledLessons.map(({ id }) => `${id}.yaml`).toSorted());
  });

  it.each(bundledLessons)('$id is sound and says in the menu what its file says', ({ id, title, summary, minutes }) => {
    const text = readFileSync(`public/lessons/${id}.yaml`, 'utf8');
    expect(problemsOf(text)).toEqual([]);
    expect(readLesson(text)).toMatchObject({ lesson: { title, summary, minutes } });
  });
});
