/** Lesson file → lesson, or everything that is wrong with the file. Never throws for a bad text. */

import type { JsonValue } from '../api/json.ts';
import { parseFault, type Fault } from '../api/faults.ts';
import { isFault, readManifest } from '../manifest/read-manifest.ts';
import { Fields, maxShortText, maxText } from './fields.ts';
import type {
  Choice,
  Lesson,
  LessonCommand,
  LessonFile,
  LessonLink,
  LessonProblem,
  LessonStep,
  Prediction,
} from './lesson.ts';
import { readGoal } from './read-goal.ts';

/** Longer files are refused (characters). */
export const maxLessonLength = 200_000;
const maxFile = 60_000;
const maxWaitMs = 3_600_000;

export type ReadLesson = { readonly lesson: Lesson } | { readonly problems: readonly LessonProblem[] };

export function readLesson(text: string): ReadLesson {
  if (text.length > maxLessonLength) return refused(`is longer than ${maxLessonLength} characters`);
  const [part, ...others] = readManifest(text).parts;
  if (!part) return refused('is empty');
  if (isFault(part))
    return refused(
      `cannot be read as YAML: ${part.message.replace(/^error converting YAML to JSON: (?:yaml: )?/, '')}`,
    );
  if (others.length > 0) return refused('holds more than one YAML document; a lesson is one');
  const problems: LessonProblem[] = [];
  const fields = Fields.of(part.value, '', problems);
  const lesson = fields && readFields(fields, problems);
  return lesson && problems.length === 0 ? { lesson } : { problems };
}

const refused = (message: string): ReadLesson => ({ problems: [{ path: '', message: `The file ${message}` }] });

function readFields(fields: Fields, problems: LessonProblem[]): Lesson {
  const lesson: Lesson = {
    title: fields.needText('title', 80),
    summary: fields.needText('summary', 200),
    minutes: fields.whole('minutes', 1, 240),
    nodes: fields.whole('nodes', 1, 20),
    seed: fields.whole('seed', 0, 2 ** 31 - 1),
    files: fields.list('files', (item, path) => readFile(item, path, problems)),
    start: fields.texts('start', 1000),
    intro: fields.needText('intro', maxText),
    steps: fields.list('steps', (item, path) => readStep(item, path, problems)),
    end: fields.needText('end', maxText),
    links: fields.list('links', (item, path) => readLink(item, path, problems)),
  };
  fields.end();
  if (!fields.has('steps') || lesson.steps.length === 0) fields.problem('steps', 'must hold at least one step');
  const names = lesson.files.map(({ name }) => name);
  if (new Set(names).size < names.length) fields.problem('files', 'have names of their own');
  lesson.start.forEach((line, index) => {
    if (!/^(?:kubectl|k) [^\n]+$/.test(line))
      fields.problem(`start[${index}]`, 'must be one line that begins with kubectl');
  });
  return lesson;
}

function readFile(item: JsonValue, path: string, problems: LessonProblem[]): LessonFile | undefined {
  const fields = Fields.of(item, path, problems);
  if (!fields) return undefined;
  const name = fields.needText('name', 100);
  const example = fields.text('example', 100);
  const text = fields.text('text', maxFile);
  fields.end();
  if (name !== '' && !/^[\w][\w.-]*\.(?:ya?ml|json)$/.test(name))
    fields.problem('name', 'must be a file name that ends in .yaml, .yml or .json');
  if ((example === undefined) === (text === undefined)) {
    fields.problem('', 'needs either text (the manifest itself) or example (a file below public/examples)');
    return undefined;
  }
  if (text !== undefined) return { name, text: `${text}\n` };
  if (!/^[\w][\w-]*\.yaml$/.test(example ?? '')) fields.problem('example', 'is no file below public/examples');
  return { name, example: example ?? '' };
}

function readStep(item: JsonValue, path: string, problems: LessonProblem[]): LessonStep | undefined {
  const fields = Fields.of(item, path, problems);
  if (!fields) return undefined;
  const step: LessonStep = {
    title: fields.needText('title', 100),
    text: fields.needText('text', maxText),
    prediction: fields.has('predict')
      ? readPrediction(fields.value('predict'), fields.pathOf('predict'), problems)
      : undefined,
    commands: fields.list('commands', (command, at) => readCommand(command, at, problems)),
    goals: fields.list('goals', (goal, at) => readGoal(goal, at, problems)),
    hints: fields.texts('hints', 1000),
    links: fields.list('links', (link, at) => readLink(link, at, problems)),
  };
  fields.end();
  return step;
}

function readPrediction(value: JsonValue | undefined, path: string, problems: LessonProblem[]): Prediction | undefined {
  const fields = Fields.of(value, path, problems);
  if (!fields) return undefined;
  const question = fields.needText('question', 500);
  const choices = fields.list('choices', (item, at): Choice | undefined => {
    const choice = Fields.of(item, at, problems);
    if (!choice) return undefined;
    const read = {
      text: choice.needText('text'),
      right: choice.flag('right') ?? false,
      because: choice.needText('because', 1000),
    };
    choice.end();
    return read;
  });
  fields.end();
  if (choices.length < 2) fields.problem('choices', 'must be two or more');
  if (choices.filter(({ right }) => right).length !== 1) fields.problem('choices', 'must have one with right: true');
  return { question, choices };
}

function readCommand(item: JsonValue, path: string, problems: LessonProblem[]): LessonCommand | undefined {
  if (typeof item === 'string' && isLine(item)) return { type: 'line', line: item.trim(), terminal: 1, endless: false };
  if (typeof item === 'string') {
    problems.push({ path, message: 'must be a command of at most 2000 characters' });
    return undefined;
  }
  const fields = Fields.of(item, path, problems);
  if (!fields) return undefined;
  const given = ['run', 'fault', 'wait'].filter((key) => fields.has(key));
  if (given.length !== 1) {
    fields.problem('', 'needs one of run (a command), fault (what breaks) and wait (how long)');
    return undefined;
  }
  const command = given[0] === 'run' ? readLine(fields) : given[0] === 'wait' ? readWait(fields) : readFault(fields);
  fields.end();
  return command;
}

const isLine = (text: string): boolean => text.trim() !== '' && text.length <= 2000;

function readLine(fields: Fields): LessonCommand {
  const line = fields.needText('run', 2000);
  const terminal = fields.whole('terminal', 1, 2) ?? 1;
  return { type: 'line', line, terminal, endless: fields.flag('endless') ?? false };
}

/** `90s`, `6m`, `1m30s`. */
function parseWait(text: string): number | undefined {
  const match = /^(?:(\d{1,3})m)?(?:(\d{1,5})s)?$/.exec(text);
  return match && text !== '' ? Number(match[1] ?? 0) * 60_000 + Number(match[2] ?? 0) * 1000 : undefined;
}

function readWait(fields: Fields): LessonCommand | undefined {
  const text = fields.needText('wait', 20);
  const ms = parseWait(text);
  if (ms !== undefined && ms > 0 && ms <= maxWaitMs) return { type: 'wait', ms };
  if (text !== '') fields.problem('wait', 'must be a time such as 90s or 6m, one hour at most');
  return undefined;
}

/** `fault: fail-readiness, pod: web-1`; `fault: down, nodeOf: web-1`; `fault: pull-error, image: nginx:2`. */
function readFault(fields: Fields): LessonCommand | undefined {
  const type = fields.needText('fault', 40);
  const pod = fields.text('pod', 253);
  const namespace = fields.text('namespace', 63) ?? 'default';
  const nodeOf = fields.text('nodeOf', 253);
  const node = fields.text('node', 253) ?? (nodeOf === undefined ? undefined : 'unknown');
  const image = fields.text('image', maxShortText);
  const zone = fields.text('zone', 63);
  const on = !(fields.flag('end') ?? false);
  const key =
    pod !== undefined
      ? `pod/${namespace}/${pod}/${type}`
      : node !== undefined
        ? `node/${node}/${type}`
        : image !== undefined
          ? `image/${image}/${type}`
          : zone !== undefined
            ? `zone-lost:${zone}`
            : type;
  const fault: Fault | undefined = parseFault(key);
  if (fault?.type === type) return { type: 'fault', fault, nodeOf, on };
  fields.problem('fault', `${type} is no fault of what is named beside it (pod, node, nodeOf, image, zone)`);
  return undefined;
}

function readLink(item: JsonValue, path: string, problems: LessonProblem[]): LessonLink | undefined {
  const fields = Fields.of(item, path, problems);
  if (!fields) return undefined;
  const title = fields.needText('title', 120);
  const url = fields.needText('url', 500);
  fields.end();
  if (url !== '' && !isSafeLink(url)) fields.problem('url', 'must be an address that begins with https://');
  return { title, url };
}

/** Only these leave the page. */
export function isSafeLink(url: string): boolean {
  return /^https:\/\/[^\s/]/.test(url) && URL.canParse(url);
}
