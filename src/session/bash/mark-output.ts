/**
 * Prepares a parsed line so that its output can be printed while it runs. The library hands the output of a line back
 * when the line ends; here each command learns by a variable in its environment which of its streams are the terminal,
 * and every turn of a loop begins with a moment in which the page draws and Ctrl-C is heard.
 */

import { asPipe } from './pipe-stages.ts';
import {
  literal,
  marker,
  plainWord,
  type Command,
  type FunctionDefinition,
  type Pipeline,
  type Script,
  type SimpleCommand,
  type Statement,
  type Word,
} from './script-words.ts';
import { askCommand } from './typed-input.ts';

type Redirection = SimpleCommand['redirections'][number];

/** The command that begins each turn of a loop. */
export const turnCommand = '__turn';

/** Which streams of a place in the script are the terminal; `inherit`: those of whoever calls it. */
interface Streams {
  readonly input: boolean;
  readonly output: boolean;
  readonly errors: boolean;
  readonly inherit: boolean;
}

const hidden: Streams = { input: false, output: false, errors: false, inherit: false };

export interface MarkOptions {
  /** The script runs inside a command of the line (`sh -c`, `xargs`), with that command's streams. */
  readonly isNested: boolean;
  /** Commands that stand in for builtins, by the builtin's name. */
  readonly replaced: ReadonlyMap<string, string>;
  /** True for names that the user has made a function or an alias. */
  readonly isReplaced: (name: string) => boolean;
  /** False for names that lead to nothing. */
  readonly isKnown: (name: string) => boolean;
  /** The command that says that its argument is not known. */
  readonly unknownCommand: string;
}

function redirected(streams: Streams, redirections: readonly Redirection[]): Streams {
  let { input, output, errors } = streams;
  for (const { operator, fd, target } of redirections) {
    const to = target.type === 'Word' ? plainWord(target) : undefined;
    if (operator.startsWith('<')) input = input && fd !== null && fd !== 0;
    else if (operator === '>&' && to === '1' && fd === 2) errors = output;
    else if (operator === '>&' && to === '2' && (fd ?? 1) === 1) output = errors;
    else if (operator.startsWith('&') || operator === '>&') output = errors = false;
    else if (fd === 2) errors = false;
    else if ((fd ?? 1) === 1) output = false;
  }
  // Standard error that is merged into standard output goes where that goes only at its end: keep both together.
  if (streams.inherit && (output !== streams.output || errors !== streams.errors || input !== streams.input)) {
    return hidden;
  }
  return { ...streams, input, output, errors };
}

/** Commands of an environment that a word or redirection brings along (`$(…)`, `<(…)`) write into the line. */
class Marker {
  readonly #options: MarkOptions;
  readonly functions: FunctionDefinition[] = [];
  /** Names that the script makes functions, wherever it does: they may call themselves and each other. */
  readonly #defined: ReadonlySet<string>;

  constructor(options: MarkOptions, script: Script) {
    this.#options = options;
    this.#defined = new Set(definedNames(script));
  }

  statements(list: readonly Statement[], streams: Streams): Statement[] {
    return list.map((statement) => ({
      ...statement,
      pipelines: statement.pipelines
        .map((given) => this.#streamed(given, streams))
        .map((pipeline) => ({
          ...pipeline,
          commands: pipeline.commands.map((command, index, all) => {
            const isLast = index === all.length - 1;
            const within = all.length > 1 && streams.inherit ? hidden : streams;
            return this.#command(command, {
              inherit: within.inherit,
              input: within.input && index === 0,
              output: within.output && isLast,
              errors: within.errors && (isLast || pipeline.pipeStderr?.[index] !== true),
            });
          }),
        })),
    }));
  }

  /** A pipeline onto the terminal whose filters can print as rows come is made one command. */
  #streamed(pipeline: Pipeline, { output, inherit }: Streams): Pipeline {
    const single = output && !inherit ? asPipe(pipeline.commands, pipeline.pipeStderr) : undefined;
    const isOwn = single?.args.some((word) => {
      const name = plainWord(word) ?? '';
      return this.#options.isReplaced(name) || this.#defined.has(name);
    });
    if (!single || isOwn) return pipeline;
    const { pipeStderr: _, ...rest } = pipeline;
    return { ...rest, commands: [single] };
  }

  #loop(body: readonly Statement[], streams: Streams): Statement[] {
    const turn: SimpleCommand = {
      type: 'SimpleCommand',
      assignments: [],
      name: literal(turnCommand),
      args: [],
      redirections: [],
    };
    const pipelines = [{ type: 'Pipeline' as const, commands: [turn], negated: false }];
    return [{ type: 'Statement', pipelines, operators: [], background: false }, ...this.statements(body, streams)];
  }

  #command(command: Command, outer: Streams): Command {
    if (command.type === 'FunctionDef') {
      const streams = { input: true, output: true, errors: true, inherit: true };
      const body = this.#command(command.body, streams) as FunctionDefinition['body'];
      const definition = { ...command, body };
      this.functions.push(definition);
      return definition;
    }
    const streams = redirected(outer, command.redirections);
    const redirections = this.#inner(command.redirections);
    switch (command.type) {
      case 'SimpleCommand':
        return this.#simple({ ...command, redirections }, streams);
      case 'If':
        return {
          ...command,
          redirections,
          clauses: command.clauses.map(({ condition, body }) => ({
            condition: this.statements(condition, streams),
            body: this.statements(body, streams),
          })),
          elseBody: command.elseBody && this.statements(command.elseBody, streams),
        };
      case 'For':
        return {
          ...command,
          redirections,
          words: command.words && this.#inner(command.words),
          body: this.#loop(command.body, streams),
        };
      case 'CStyleFor':
        return { ...command, redirections, body: this.#loop(command.body, streams) };
      case 'While':
      case 'Until':
        return {
          ...command,
          redirections,
          condition: this.statements(command.condition, streams),
          body: this.#loop(command.body, streams),
        };
      case 'Case':
        return {
          ...command,
          redirections,
          word: this.#inner(command.word),
          items: command.items.map((item) => ({ ...item, body: this.statements(item.body, streams) })),
        };
      case 'Subshell':
      case 'Group':
        return { ...command, redirections, body: this.statements(command.body, streams) };
      default:
        return this.#inner(command);
    }
  }

  #simple(command: SimpleCommand, streams: Streams): SimpleCommand {
    const inner = { ...command, args: this.#inner(command.args), assignments: this.#inner(command.assignments) };
    if (!command.name) return inner;
    const letters = `${streams.input ? 'i' : ''}${streams.output ? 'o' : ''}${streams.errors ? 'e' : ''}`;
    const mark = { type: 'Assignment' as const, name: marker, value: literal(letters), append: false, array: null };
    const assignments = streams.inherit ? inner.assignments : [mark, ...inner.assignments];
    const name = plainWord(command.name);
    if (name === undefined) return { ...inner, name: this.#inner(command.name), assignments };
    if (name === 'read' && streams.input && !streams.inherit) {
      return { ...inner, redirections: [...inner.redirections, typedLine(inner.args)], assignments };
    }
    const replacement = this.#options.replaced.get(name);
    if (replacement) return { ...inner, name: literal(replacement), assignments };
    if (this.#options.isKnown(name) || this.#defined.has(name)) {
      return { ...inner, assignments };
    }
    return { ...inner, name: literal(this.#options.unknownCommand), args: [command.name], assignments };
  }

  /** Marks scripts that stand inside words, at any depth. */
  #inner<T>(node: T): T {
    if (Array.isArray(node)) return node.map((item: unknown) => this.#inner(item)) as T;
    if (typeof node !== 'object' || node === null) return node;
    if ('type' in node && node.type === 'Script' && 'statements' in node) {
      return { ...node, statements: this.statements(node.statements as Statement[], hidden) };
    }
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, this.#inner(value)])) as T;
  }
}

/** `< <(__ask PROMPT)`: `read` takes what is typed. */
function typedLine(args: readonly Word[]): Redirection {
  const at = args.findIndex((word) => /^-[a-z]*p/.test(plainWord(word) ?? ''));
  const glued = plainWord(args[at])?.replace(/^-[a-z]*?p/, '') ?? '';
  const prompt = glued === '' ? args[at + 1] : literal(glued);
  const mark = { type: 'Assignment' as const, name: marker, value: literal(''), append: false, array: null };
  const ask: SimpleCommand = {
    type: 'SimpleCommand',
    assignments: [mark],
    name: literal(askCommand),
    args: at >= 0 && prompt ? [prompt] : [],
    redirections: [],
  };
  const body: Script = {
    type: 'Script',
    statements: [
      {
        type: 'Statement',
        pipelines: [{ type: 'Pipeline', commands: [ask], negated: false }],
        operators: [],
        background: false,
      },
    ],
  };
  const target: Word = { type: 'Word', parts: [{ type: 'ProcessSubstitution', body, direction: 'input' }] };
  return { type: 'Redirection', fd: null, operator: '<', target };
}

/** True when a script puts a command into the background, at any depth. */
export function hasBackground(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(hasBackground);
  if (typeof node !== 'object' || node === null) return false;
  return ('background' in node && node.background === true) || Object.values(node).some(hasBackground);
}

/** Names of the functions that a script defines, at any depth. */
function definedNames(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(definedNames);
  if (typeof node !== 'object' || node === null) return [];
  const { type, name } = node as { type?: unknown; name?: unknown };
  const own = type === 'FunctionDef' && typeof name === 'string' ? [name] : [];
  return [...own, ...Object.values(node).flatMap(definedNames)];
}

/** The marked script, and the functions that it defines. */
export function markOutput(
  script: Script,
  options: MarkOptions,
): { readonly script: Script; readonly functions: readonly FunctionDefinition[] } {
  const marks = new Marker(options, script);
  const streams = { input: true, output: true, errors: true, inherit: options.isNested };
  const statements = marks.statements(script.statements, streams);
  return { script: { ...script, statements }, functions: marks.functions };
}
