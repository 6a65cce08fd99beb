/** Runs parsed commands at once, as sh and bash do: what takes time is only added up, and told in the result. */

import { normalizePath } from '../file-system.ts';
import { builtins } from './builtins.ts';
import { expandFields, expandPattern, expandText, type ExpansionContext } from './expand.ts';
import { globPattern } from './glob.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { parseScript } from './parse.ts';
import { readInput, type ProgramResult, type ProgramWorld } from './program.ts';
import { applyRedirects, finishRedirects } from './redirects.ts';
import type { Flow, Shell } from './shell.ts';
import { freshShell, valueOf, type ShellState } from './state.ts';
import { ShellSyntaxError, type Command, type Script, type Statement, type Word } from './syntax.ts';
import { evaluateTest } from './test-expression.ts';
import { isOperator, quoted, splitAt } from './words.ts';

/** How many commands one run may take before it counts as endless. */
const budgetOfRun = 20_000;
const maxOutput = 1_000_000;
const maxDepth = 100;

export class Interpreter implements Shell {
  state: ShellState;
  readonly world: ProgramWorld;
  stdout = '';
  stderr = '';
  /** What is left to be read from standard input. */
  stdin: string;
  takesMs = 0;
  endless = false;
  flow: Flow | undefined;
  /** The name of the last program that was run. */
  lastProgram = '';
  #budget: { left: number };
  #depth: number;

  constructor(state: ShellState, world: ProgramWorld, stdin = '', parent?: Interpreter) {
    this.state = state;
    this.world = world;
    this.stdin = stdin;
    this.#budget = parent ? parent.#budget : { left: budgetOfRun };
    this.#depth = parent ? parent.#depth + 1 : 0;
  }

  get result(): ProgramResult {
    const { stdout, stderr, takesMs, endless } = this;
    return { stdout, stderr, status: this.state.status, takesMs, endless };
  }

  set(fields: Partial<ShellState>): void {
    this.state = { ...this.state, ...fields };
  }

  print(text: string): void {
    if (this.stdout.length < maxOutput) this.stdout += text;
  }

  complain(text: string): void {
    if (this.stderr.length < maxOutput) this.stderr += text;
  }

  /** The script must stop here: it ended, left a loop, or never comes to an end. */
  get halted(): boolean {
    return this.endless || this.flow !== undefined;
  }

  variable(name: string): string | undefined {
    if (name === 'RANDOM') return String((this.world.nowMs * 7919 + this.#budget.left * 104_729) % 32_768);
    return valueOf(this.state, name);
  }

  assign(name: string, value: string): void {
    this.set({ variables: { ...this.state.variables, [name]: value } });
  }

  get context(): ExpansionContext {
    return {
      files: this.world.files,
      folder: this.state.folder,
      args: this.state.args,
      variable: (name) => this.variable(name),
      assign: (name, value) => this.assign(name, value),
      substitute: (script) => {
        const inner = this.#child('');
        inner.runScript(script);
        this.#takeOver(inner);
        this.set({ status: inner.state.status });
        return inner.stdout;
      },
    };
  }

  /** The exported variables, with those put before the command. */
  environment(extra: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
    const { exported, variables } = this.state;
    const own = exported
      .filter((name) => Object.hasOwn(variables, name))
      .map((name) => [name, variables[name]!] as const);
    return { ...Object.fromEntries(own), PWD: this.state.folder, ...extra };
  }

  runText(text: string): void {
    try {
      this.runScript(parseScript(text));
    } catch (error) {
      if (!(error instanceof ShellSyntaxError)) throw error;
      this.complain(`${this.state.name}: ${error.message}\n`);
      this.set({ status: 2 });
    }
  }

  runScript(script: Script): void {
    for (let index = 0; index < script.length && !this.halted; index++) {
      this.runStatement(script[index]!, script[index + 1]);
    }
  }

  /** One statement, with its `&&` or `||`, and `set -e`. */
  runStatement(statement: Statement, next: Statement | undefined): void {
    const { joint, command, background } = statement;
    if ((joint === '&&' && this.state.status !== 0) || (joint === '||' && this.state.status === 0)) return;
    if (background) {
      this.#runInBackground(command);
      return;
    }
    this.run(command);
    const negated = command.type === 'pipeline' && command.negated;
    const excused = negated || next?.joint === '&&' || next?.joint === '||';
    if (this.state.errexit && this.state.status !== 0 && !excused && !this.halted) this.flow = { type: 'exit' };
  }

  /** A job beside the script: it is not waited for. */
  #runInBackground(command: Command): void {
    const job = this.#child('');
    job.run(command);
    this.print(job.stdout);
    this.complain(job.stderr);
    this.set({ status: 0 });
  }

  run(command: Command): void {
    if (--this.#budget.left <= 0 || this.#depth > maxDepth) {
      this.endless = true;
      return;
    }
    switch (command.type) {
      case 'simple':
        return this.#runSimple(command);
      case 'test':
        return this.#runTest(command);
      case 'arithmetic':
        return this.#runArithmetic(command);
      case 'pipeline':
        return this.#runPipeline(command);
      case 'function':
        return this.set({ functions: { ...this.state.functions, [command.name]: command.body }, status: 0 });
      default:
        return this.#runCompound(command);
    }
  }

  #runTest({ words }: Command & { type: 'test' }): void {
    // What stands after a `&&` or `||` is only expanded when it counts.
    const grouped = words.some((word) => isOperator(word, '('));
    const choices = grouped ? [[words]] : splitAt(words, '||').map((choice) => splitAt(choice, '&&'));
    const holds = choices.some((terms) => terms.every((term) => this.#testHolds(term)));
    this.set({ status: holds ? 0 : 1 });
  }

  #testHolds(words: readonly Word[]): boolean {
    const texts = words.map((word, index) => {
      const before = words[index - 1];
      const pattern = before !== undefined && ['=', '==', '!='].some((operator) => isOperator(before, operator));
      return pattern ? expandPattern(word, this.context) : expandText(word, this.context);
    });
    const { files } = this.world;
    const matched = (groups: readonly string[]): void => this.set({ matched: groups });
    return evaluateTest(texts, { files, folder: this.state.folder, extended: true, matched }) === true;
  }

  #runArithmetic({ expression }: Command & { type: 'arithmetic' }): void {
    const text = expandText(expression, this.context);
    const value = evaluateArithmetic(
      text,
      (name) => this.variable(name),
      (name, result) => this.assign(name, result),
    );
    this.set({ status: value === 0 ? 1 : 0 });
  }

  #runPipeline({ commands, negated }: Command & { type: 'pipeline' }): void {
    let input = this.stdin;
    for (const [index, command] of commands.entries()) {
      const last = index === commands.length - 1;
      const part = this.#child(input);
      part.run(command);
      this.#takeOver(part);
      this.set({ status: part.state.status });
      input = part.stdout;
      if (last) this.print(part.stdout);
    }
    if (negated) this.set({ status: this.state.status === 0 ? 1 : 0 });
  }

  #runCompound(command: Command & { type: 'if' | 'while' | 'for' | 'case' | 'group' }): void {
    const redirected = applyRedirects(this, command.redirects);
    if (!redirected) return;
    const inner = this.#child(redirected.stdin ?? this.stdin);
    if (command.type === 'group') {
      inner.runScript(command.body);
      if (command.subshell && inner.flow?.type === 'exit') inner.flow = undefined;
    } else if (command.type === 'if') inner.#runIf(command);
    else if (command.type === 'while') inner.#runWhile(command);
    else if (command.type === 'for') inner.#runFor(command);
    else inner.#runCase(command);
    const subshell = command.type === 'group' && command.subshell;
    if (subshell) this.set({ status: inner.state.status });
    else {
      this.state = inner.state;
      this.flow = inner.flow;
      if (redirected.stdin === undefined) this.stdin = inner.stdin;
    }
    this.takesMs += inner.takesMs;
    this.endless ||= inner.endless;
    this.lastProgram = inner.lastProgram;
    finishRedirects(this, redirected, inner.stdout, inner.stderr);
  }

  /** A condition may fail under `set -e`. */
  #check(condition: Script): void {
    const { errexit } = this.state;
    this.set({ errexit: false });
    this.runScript(condition);
    this.set({ errexit });
  }

  #runIf({ branches, otherwise }: Command & { type: 'if' }): void {
    for (const { condition, body } of branches) {
      this.#check(condition);
      if (this.halted) return;
      if (this.state.status === 0) return this.runScript(body);
    }
    this.set({ status: 0 });
    if (otherwise) this.runScript(otherwise);
  }

  #runWhile({ until, condition, body }: Command & { type: 'while' }): void {
    let status = 0;
    for (;;) {
      this.#check(condition);
      if (this.halted && !this.#leavesLoop()) return;
      if (this.flow === undefined && (this.state.status === 0) === until) break;
      this.runScript(body);
      if (this.halted && this.#leavesLoop()) break;
      if (this.halted) return;
      ({ status } = this.state);
    }
    this.set({ status });
  }

  #runFor({ name, words, body }: Command & { type: 'for' }): void {
    this.set({ status: 0 });
    for (const item of this.loopItems(words)) {
      this.assign(name, item);
      this.runScript(body);
      if (this.halted && this.#leavesLoop()) break;
      if (this.halted) return;
    }
  }

  loopItems(words: (Command & { type: 'for' })['words']): readonly string[] {
    return words ? words.flatMap((word) => expandFields(word, this.context)) : this.state.args;
  }

  /** Takes a `break` or `continue` that is meant for this loop. True when the loop ends here. */
  #leavesLoop(): boolean {
    const { flow } = this;
    if (this.endless || !flow || (flow.type !== 'break' && flow.type !== 'continue')) return false;
    if (flow.levels > 1) {
      flow.levels--;
      return false;
    }
    this.flow = undefined;
    return flow.type === 'break';
  }

  #runCase(command: Command & { type: 'case' }): void {
    this.set({ status: 0 });
    this.runScript(this.caseBody(command) ?? []);
  }

  /** The branch whose pattern the subject matches. */
  caseBody({ subject, branches }: Command & { type: 'case' }): Script | undefined {
    const text = expandText(subject, this.context);
    return branches.find(({ patterns }) =>
      patterns.some((pattern) => globPattern(expandPattern(pattern, this.context)).test(text)),
    )?.body;
  }

  #runSimple(command: Command & { type: 'simple' }): void {
    const words = command.words.flatMap((word) => expandFields(word, this.context));
    const values = command.assignments.map(({ name, value }) => [name, expandText(value, this.context)] as const);
    if (words.length === 0) {
      const substituted = command.assignments.some(({ value }) => value.some(({ type }) => type === 'command'));
      for (const [name, value] of values) this.assign(name, value);
      if (!substituted) this.set({ status: 0 });
    }
    const redirected = applyRedirects(this, command.redirects);
    if (!redirected) return;
    if (words.length === 0) return finishRedirects(this, redirected, '', '');
    if (this.state.xtrace) this.complain(`+ ${words.map(quoted).join(' ')}\n`);
    const inner = this.#child(redirected.stdin ?? this.stdin);
    inner.#call(words, Object.fromEntries(values));
    this.state = inner.state;
    this.flow = inner.flow;
    this.takesMs += inner.takesMs;
    this.endless ||= inner.endless;
    this.lastProgram = inner.lastProgram;
    if (redirected.stdin === undefined) this.stdin = inner.stdin;
    finishRedirects(this, redirected, inner.stdout, inner.stderr);
  }

  /** Runs words as a function, a builtin or a program. */
  #call(words: readonly string[], extra: Readonly<Record<string, string>>): void {
    const [name = '', ...args] = words;
    const { functions } = this.state;
    if (Object.hasOwn(functions, name)) return this.#callFunction(functions[name]!, args);
    const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
    if (builtin) {
      for (const [key, value] of Object.entries(extra)) this.assign(key, value);
      return builtin(this, args);
    }
    const outcome = this.callProgram(words, this.stdin, extra);
    this.print(outcome.stdout);
    this.complain(outcome.stderr);
    this.takesMs += outcome.takesMs;
    this.endless ||= outcome.endless;
    this.set({ status: outcome.status });
  }

  #callFunction(body: Command, args: readonly string[]): void {
    const before = this.state.args;
    this.set({ args });
    this.run(body);
    if (this.flow?.type === 'return') this.flow = undefined;
    this.set({ args: before });
  }

  /** Runs a program of the container. */
  callProgram(argv: readonly string[], stdin: string, extra: Readonly<Record<string, string>> = {}): ProgramResult {
    const [name = ''] = argv;
    this.lastProgram = name.slice(name.lastIndexOf('/') + 1);
    const program = this.world.find(name);
    const none = { stdout: '', takesMs: 0, endless: false };
    if (!program) {
      const known = name.includes('/') && this.world.files.exists(normalizePath(name, this.state.folder));
      const stderr = `${this.state.name}: ${name}: ${known ? 'Permission denied' : 'not found'}\n`;
      return { ...none, stderr, status: known ? 126 : 127 };
    }
    return program({
      argv,
      get stdin() {
        return readInput(stdin);
      },
      environment: this.environment(extra),
      folder: this.state.folder,
      run: (inner, input = stdin) => this.callProgram(inner, input, extra),
      runScript: (text, shellName, args, input = stdin) => this.#runInOwnShell(text, shellName, args, input, extra),
    });
  }

  #runInOwnShell(
    text: string,
    name: string,
    args: readonly string[],
    stdin: string,
    extra: Readonly<Record<string, string>>,
  ): ProgramResult {
    const shell = new Interpreter(
      { ...freshShell(this.environment(extra), this.state.folder, name), args },
      this.world,
      stdin,
      this,
    );
    shell.runText(text);
    this.lastProgram = shell.lastProgram;
    return shell.result;
  }

  #child(stdin: string): Interpreter {
    return new Interpreter(this.state, this.world, stdin, this);
  }

  #takeOver(inner: Interpreter): void {
    this.complain(inner.stderr);
    this.takesMs += inner.takesMs;
    this.endless ||= inner.endless;
    this.lastProgram = inner.lastProgram;
  }
}
