/**
 * A command line that runs over time, as plain data: it is taken up again when a `sleep` ends, so that loops that wait
 * for something see the cluster as it is then.
 */

import { Interpreter } from './interpreter.ts';
import { isShell, parseInvocation } from './invocation.ts';
import { parseScript } from './parse.ts';
import { InputNeeded, openInput, type ProgramWorld } from './program.ts';
import { freshShell, type ShellState } from './state.ts';
import { ShellSyntaxError, type Command, type Script, type Statement } from './syntax.ts';

type Frame =
  | { readonly type: 'script'; readonly script: Script; readonly index: number }
  | { readonly type: 'while'; readonly command: Command & { type: 'while' } }
  | {
      readonly type: 'for';
      readonly name: string;
      readonly items: readonly string[];
      readonly index: number;
      readonly body: Script;
    };

export interface ProcessState {
  readonly frames: readonly Frame[];
  readonly shell: ShellState;
  /** It sleeps until then. */
  readonly wakeAtMs?: number;
  /** It goes on until it is stopped; the program that does, when one is known. */
  readonly lasting?: { readonly program: string };
  /** What is left of its standard input; `openInput` while nobody has written to it. Absent: nothing. */
  readonly stdin?: string;
  /** It waits for somebody to write to its standard input. */
  readonly awaitsInput?: true;
  /** It has ended. */
  readonly exitCode?: number;
}

export interface ProcessStep {
  readonly state: ProcessState;
  /** What it wrote, in order. */
  readonly output: readonly Chunk[];
}

export interface Chunk {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** Statements that one awakening may run. */
const budgetOfStep = 2000;

/** The process of a command line: a shell's script is run statement by statement, anything else as one program. */
export function createProcess(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  folder: string,
): ProcessStep {
  const [program = '', ...args] = argv;
  const { inline, errexit, xtrace, operands } = parseInvocation(args);
  if (!inline || !isShell(program)) {
    const shell = freshShell(environment, folder);
    const words = argv.map((text) => [{ type: 'text', text, quoted: true }] as const);
    const command: Command = { type: 'simple', assignments: [], words, redirects: [] };
    const script = [{ joint: ';', command, background: false }] as const;
    return { state: { frames: [{ type: 'script', script, index: 0 }], shell }, output: [] };
  }
  const [script = '', name = program, ...rest] = operands;
  const shell = { ...freshShell(environment, folder, name), args: rest, errexit, xtrace };
  try {
    return {
      state: { frames: [{ type: 'script', script: parseScript(script), index: 0 }], shell },
      output: [],
    };
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    const text = `${program}: ${error.message}\n`;
    return { state: { frames: [], shell, exitCode: 2 }, output: [{ stream: 'stderr', text }] };
  }
}

/** Runs a process on until it sleeps, waits for input, lasts or ends. */
export function resumeProcess(state: ProcessState, world: ProgramWorld): ProcessStep {
  const run = new ProcessRun(state, world);
  run.go();
  return run.step;
}

/** True while the process goes round a loop. */
export function isLooping({ frames }: ProcessState): boolean {
  return frames.some(({ type }) => type === 'while');
}

class ProcessRun {
  #frames: Frame[];
  #shell: ShellState;
  readonly #output: Chunk[] = [];
  #exitCode: number | undefined;
  #wakeAtMs: number | undefined;
  #lasting: ProcessState['lasting'];
  #stdin: string;
  #awaitsInput = false;
  #left = budgetOfStep;
  readonly #world: ProgramWorld;

  constructor(state: ProcessState, world: ProgramWorld) {
    this.#frames = [...state.frames];
    this.#shell = state.shell;
    this.#exitCode = state.exitCode;
    this.#lasting = state.lasting;
    this.#world = world;
    this.#stdin = state.stdin ?? '';
  }

  get step(): ProcessStep {
    const state: ProcessState = {
      frames: this.#frames,
      shell: this.#shell,
      ...(this.#wakeAtMs === undefined ? {} : { wakeAtMs: this.#wakeAtMs }),
      ...(this.#lasting === undefined ? {} : { lasting: this.#lasting }),
      ...(this.#stdin === '' ? {} : { stdin: this.#stdin }),
      ...(this.#awaitsInput ? { awaitsInput: true as const } : {}),
      ...(this.#exitCode === undefined ? {} : { exitCode: this.#exitCode }),
    };
    return { state, output: this.#output };
  }

  get #halted(): boolean {
    const isWaiting = this.#wakeAtMs !== undefined || this.#awaitsInput;
    return this.#exitCode !== undefined || isWaiting || this.#lasting !== undefined;
  }

  go(): void {
    while (!this.#halted) {
      const frame = this.#frames.at(-1);
      if (!frame) this.#exitCode = this.#shell.status;
      else if (--this.#left <= 0) this.#lasting = { program: '' };
      else if (this.#stdin === openInput) this.#tryOn(frame);
      else this.#goOn(frame);
    }
  }

  #goOn(frame: Frame): void {
    if (frame.type === 'script') this.#nextStatement(frame);
    else if (frame.type === 'while') this.#nextRound(frame);
    else this.#nextItem(frame);
  }

  /** A command that reads open input is taken back: it is run again when there is some. */
  #tryOn(frame: Frame): void {
    const frames = [...this.#frames];
    const shell = this.#shell;
    try {
      this.#goOn(frame);
    } catch (error) {
      if (!(error instanceof InputNeeded)) throw error;
      this.#frames = frames;
      this.#shell = shell;
      this.#awaitsInput = true;
    }
  }

  #replaceTop(frame: Frame): void {
    this.#frames[this.#frames.length - 1] = frame;
  }

  #push(script: Script): void {
    this.#frames.push({ type: 'script', script, index: 0 });
  }

  #nextStatement(frame: Frame & { type: 'script' }): void {
    const statement = frame.script[frame.index];
    if (!statement) {
      this.#frames.pop();
      return;
    }
    this.#replaceTop({ ...frame, index: frame.index + 1 });
    const { joint, command, background } = statement;
    const { status } = this.#shell;
    if ((joint === '&&' && status !== 0) || (joint === '||' && status === 0)) return;
    if (background || !this.#enter(command)) this.#runLeaf({ ...statement, joint: ';' }, frame.script[frame.index + 1]);
  }

  /** Opens a compound command as a frame; false when it has to be run as a whole. */
  #enter(command: Command): boolean {
    if (!('redirects' in command) || command.redirects.length > 0) return false;
    switch (command.type) {
      case 'while':
        this.#frames.push({ type: 'while', command });
        return true;
      case 'group':
        if (command.subshell) return false;
        this.#push(command.body);
        return true;
      case 'for': {
        const items = this.#interpreter().loopItems(command.words);
        this.#frames.push({ type: 'for', name: command.name, items, index: 0, body: command.body });
        return true;
      }
      case 'case': {
        const body = this.#interpreter().caseBody(command);
        this.#shell = { ...this.#shell, status: 0 };
        if (body) this.#push(body);
        return true;
      }
      case 'if':
        this.#enterIf(command);
        return true;
      default:
        return false;
    }
  }

  #enterIf({ branches, otherwise }: Command & { type: 'if' }): void {
    for (const { condition, body } of branches) {
      this.#condition(condition);
      if (this.#exitCode !== undefined || this.#lasting) return;
      if (this.#shell.status === 0) return this.#push(body);
    }
    this.#shell = { ...this.#shell, status: 0 };
    if (otherwise) this.#push(otherwise);
  }

  #nextRound({ command }: Frame & { type: 'while' }): void {
    this.#condition(command.condition);
    if (this.#exitCode !== undefined || this.#lasting) return;
    const goesOn = (this.#shell.status === 0) !== command.until;
    this.#shell = { ...this.#shell, status: 0 };
    if (goesOn) this.#push(command.body);
    else this.#frames.pop();
  }

  #nextItem(frame: Frame & { type: 'for' }): void {
    const item = frame.items[frame.index];
    if (item === undefined) {
      this.#frames.pop();
      return;
    }
    this.#replaceTop({ ...frame, index: frame.index + 1 });
    this.#shell = { ...this.#shell, variables: { ...this.#shell.variables, [frame.name]: item } };
    this.#push(frame.body);
  }

  #interpreter(): Interpreter {
    return new Interpreter(this.#shell, this.#world, this.#stdin);
  }

  #condition(script: Script): void {
    const { errexit } = this.#shell;
    const shell = new Interpreter({ ...this.#shell, errexit: false }, this.#world, this.#stdin);
    shell.runScript(script);
    this.#finish(shell);
    this.#shell = { ...this.#shell, errexit };
  }

  #runLeaf(statement: Statement, next: Statement | undefined): void {
    const shell = this.#interpreter();
    shell.runStatement(statement, next);
    this.#finish(shell);
  }

  #finish(shell: Interpreter): void {
    this.#shell = shell.state;
    this.#stdin = shell.stdin;
    const chunks: readonly Chunk[] = [
      { stream: 'stdout', text: shell.stdout },
      { stream: 'stderr', text: shell.stderr },
    ];
    // `set -x` shows a command before it says anything.
    const inOrder = shell.state.xtrace ? chunks.toReversed() : chunks;
    this.#output.push(...inOrder.filter(({ text }) => text !== ''));
    if (shell.endless) this.#lasting = { program: shell.lastProgram };
    else if (shell.flow?.type === 'exit' || shell.flow?.type === 'return') this.#end(shell.state.status, shell.takesMs);
    else if (shell.flow && 'levels' in shell.flow) this.#leaveLoop(shell.flow.type, shell.flow.levels);
    if (shell.takesMs > 0 && this.#lasting === undefined && this.#exitCode === undefined) {
      this.#wakeAtMs = this.#world.nowMs + shell.takesMs;
    }
  }

  /** Ends it, or first lets the time pass that the last command took. */
  #end(status: number, takesMs: number): void {
    this.#frames = [];
    if (takesMs > 0) this.#wakeAtMs = this.#world.nowMs + takesMs;
    else this.#exitCode = status;
  }

  #leaveLoop(type: 'break' | 'continue', levels: number): void {
    for (let left = levels; left > 0; left--) {
      const index = this.#frames.findLastIndex((frame) => frame.type !== 'script');
      this.#frames.length = Math.max(0, index + (type === 'continue' && left === 1 ? 1 : 0));
      if (index < 0) return;
    }
  }
}
