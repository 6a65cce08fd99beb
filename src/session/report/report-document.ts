/** Puts a report into words: title, how it stands, what was done, the manifests, and what the cluster said. */

import { clockText } from '../../view/clock-text.ts';
import type { WhyAnswer, WhyStep } from '../../view/why/why-model.ts';
import type { Block, Inline, Line, ListItem, ReportPicture } from './report-blocks.ts';
import type { ReportMoment, ReportOutput, ReportStep, SessionReport } from './session-report.ts';
import { shortened } from './shortened.ts';

/** Longer links are no links to most programs. */
const maxLink = 8000;
const maxAnswers = 20;
const maxEventLines = 300;
const maxEventLength = 2000;
const maxManifestLines = 2000;
const maxDiffLines = 120;

export interface DocumentOptions {
  /** The picture of a moment; undefined where there is none. */
  readonly pictureOf: (moment: ReportMoment) => ReportPicture | undefined;
  /** The saved session that lies beside the document; undefined when the document stands alone. */
  readonly sessionFile: string | undefined;
}

export function reportDocument(report: SessionReport, options: DocumentOptions): readonly Block[] {
  return [
    heading(1, report.title),
    { type: 'list', items: facts(report, options).map((line) => ({ line })) },
    heading(2, 'How it stands'),
    text(strong(clockText(report.now.atMs)), ' ', report.now.sentence),
    ...pictureBlocks(report.now, options),
    ...happening(report),
    heading(2, 'What was done'),
    ...(report.steps.length === 0 ? [text('Nothing was done yet.')] : report.steps.flatMap(stepBlocks)),
    ...bookmarkBlocks(report, options),
    heading(2, 'The objects'),
    ...report.state.map((output) => consoleBlock(output)),
    heading(2, 'Manifests'),
    ...manifestBlocks(report),
    heading(2, 'Events'),
    consoleBlock(report.events, maxEventLines, maxEventLength),
  ];
}

const heading = (level: 1 | 2 | 3, words: string): Block => ({ type: 'heading', level, text: words });
const text = (...line: readonly Inline[]): Block => ({ type: 'text', line });
const strong = (words: string): Inline => ({ strong: words });
const code = (words: string): Inline => ({ code: words });

/** What the cluster is, and how to see it again. */
function facts(
  { version, nodes, seed, isImported, now, endMs, link }: SessionReport,
  options: DocumentOptions,
): Line[] {
  const { sessionFile } = options;
  const isPast = now.atMs < endMs;
  const shownNodes = nodes.slice(0, 5).flatMap((name, index): Inline[] => [index > 0 ? ', ' : '', code(name)]);
  const begun = isImported ? 'begun as a copy of another cluster' : `durations drawn from seed ${seed}`;
  const again: Inline = { link: 'Open this session in the playground', address: link };
  const dropped: Line = sessionFile === undefined ? [] : [' (or drop ', code(sessionFile), ' on it)'];
  const isTooLong = link.length > maxLink && sessionFile !== undefined;
  return [
    [
      `Kubernetes ${version}, simulated by the StatefulSet Playground: ${nodes.length} node${nodes.length === 1 ? '' : 's'} (`,
      ...shownNodes,
      nodes.length > 5 ? ` … ), ${begun}` : `), ${begun}`,
    ],
    isPast
      ? [
          `Told as it was after ${clockText(now.atMs)} of the cluster’s time; the session went on to ${clockText(endMs)}`,
        ]
      : [`${clockText(endMs)} of the cluster’s time have passed; all times are after its start`],
    isTooLong
      ? ['To see it again drop ', code(sessionFile), ' on the playground: it is too long for a link']
      : [again, ...dropped],
  ];
}

function pictureBlocks(moment: ReportMoment, { pictureOf }: DocumentOptions): readonly Block[] {
  const picture = pictureOf(moment);
  return picture ? [{ type: 'picture', picture }] : [];
}

const verdicts = {
  fails: 'Fails',
  refuses: 'Forbidden',
  waits: 'Waits',
  acts: 'Acted',
  holds: 'Held',
  fine: 'In order',
} as const;

function happening({ why }: SessionReport): readonly Block[] {
  const { open, done, holding, faults } = why;
  const lists = [
    ['Faults in force', faults.map(({ text: words }): ListItem => ({ line: [words] }))],
    ['What fails or waits', answerItems(open)],
    ['Being done', answerItems(done)],
    ['Rules that hold something as it is', answerItems(holding)],
  ] as const;
  const found = lists.filter(([, items]) => items.length > 0);
  return [
    heading(2, 'Why'),
    ...(open.length + done.length === 0 ? [text('Nothing waits, and nothing is about to happen by itself.')] : []),
    ...found.flatMap(([title, items]): Block[] => [heading(3, title), { type: 'list', items }]),
  ];
}

function answerItems(answers: readonly WhyAnswer[]): readonly ListItem[] {
  const rest = answers.length - maxAnswers;
  const items = answers.slice(0, maxAnswers).map(answerItem);
  return rest > 0 ? [...items, { line: [`… and ${rest} more of the same.`] }] : items;
}

function answerItem({ about, verdict, rule, what, because, steps, doc }: WhyAnswer): ListItem {
  const changes = steps.flatMap(stepLine);
  const rest: readonly Line[] = [
    ...(because === '' ? [] : [[because]]),
    ...changes.map((line): Line => ['What would change it: ', ...line]),
    ...(doc ? [[{ link: doc.title, address: doc.url }]] : []),
  ];
  return { line: [strong(verdicts[verdict]), ` (${rule}) ${about.kind} `, code(about.name), `: ${what}`], more: rest };
}

function stepLine(step: WhyStep): readonly Line[] {
  if (step.type === 'command') return [[`${step.label} – `, code(step.line)]];
  if (step.type === 'field') return [[`Edit ${step.label}`]];
  return step.type === 'end-fault' ? [[step.label]] : [];
}

function stepBlocks(step: ReportStep): readonly Block[] {
  const time = strong(clockText(step.atMs));
  if (step.type === 'fault') return [text(time, ` ${step.text}`)];
  const { line, output = '', isCut, exitCode, changed } = step;
  const failed = exitCode === undefined || exitCode === 0 ? '' : ` (exit code ${exitCode})`;
  const cut = isCut ? '\n[… the rest is not kept]' : '';
  const done = consoleBlock({ line: shortened(line), output: `${shortened(output)}${cut}` }, Infinity);
  if (!changed) return [text(time, failed), done];
  const diff: Block = { type: 'code', language: 'diff', text: shortened(changed.diff, maxDiffLines) };
  return [text(time, failed, ' ', code(changed.name), ' had changed:'), diff, done];
}

function consoleBlock({ line, output }: ReportOutput, most?: number, longest?: number): Block {
  const said = most === Infinity ? output : shortened(output, most, longest);
  const [first = '', ...rest] = line.split('\n');
  const typed = [`$ ${first}`, ...rest.map((more) => `> ${more}`)].join('\n');
  return { type: 'code', language: 'console', text: said === '' ? typed : `${typed}\n${said}` };
}

function bookmarkBlocks({ bookmarks, now }: SessionReport, options: DocumentOptions): readonly Block[] {
  if (bookmarks.length === 0) return [];
  return [
    heading(2, 'Bookmarks'),
    ...bookmarks.flatMap((moment) => [
      heading(3, `${clockText(moment.atMs)} ${moment.label}`),
      text(moment.sentence),
      ...(moment.atMs === now.atMs ? [] : pictureBlocks(moment, options)),
    ]),
  ];
}

function manifestBlocks({ files }: SessionReport): readonly Block[] {
  return files.flatMap(({ name, text: content, isApplied }): Block[] => [
    text(code(name), isApplied ? ' as it was applied:' : ' as it stands in the editor, not applied:'),
    { type: 'code', language: 'yaml', text: shortened(content, maxManifestLines, Infinity) },
  ]);
}
