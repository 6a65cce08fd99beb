/**
 * One terminal's bash: runs lines with the just-bash library (loaded when a line needs it first), keeps variables,
 * functions and the directory from line to line, prints output as it comes, and ends at Ctrl-C.
 */

import type { Bash, BashExecResult, Command, ExecResult, ResolvedCommandContext } from 'just-bash/browser';
import type { KubectlFiles } from '../../kubectl/io.ts';
import type { ShellIo, ShellStreams } from '../shell-io.ts';
import type { LineAccess } from './line-access.ts';
import { hasBackground, markOutput, turnCommand } from './mark-output.ts';
import { marker, plainWord, type FunctionDefinition, type Script } from './script-words.ts';
import { decode, replacedBuiltins, terminalCommands } from './terminal-commands.ts';
import { readsTyped, runTyped } from './typed-input.ts';
import { home, type WorkingDirectory } from './working-directory.ts';

type Library = typeof import('just-bash/browser');

/** What a line needs of the playground. */
export interface BashHost {
  nowMs(): number;
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
  readUrl(url: string): Promise<string | undefined>;
  visit: LineAccess['visit'];
  readonly history: LineAccess['history'];
}

/** Runs kubectl for the line, with the files that it may read. */
export type KubectlRunner = (args: readonly string[], streams: ShellStreams, files: KubectlFiles) => Promise<number>;

/** Commands of the library that the page has: those that work on text and files in memory. */
const withheld = new Set(['html-to-markdown', 'gzip', 'gunzip', 'zcat', 'history', 'help', 'hostname', 'whoami']);
const builtins = new Set(
  '. : [ [[ alias bg bind break builtin caller cd command compgen complete compopt continue declare dirs disown echo enable eval exec exit export false fc fg getopts hash help history jobs kill let local logout mapfile popd printf pushd pwd read readarray readonly return set shift shopt source suspend test times trap true type typeset ulimit umask unalias unset wait'.split(
    ' ',
  ),
);
/** Variables that the library sets itself on each line. */
const ownVariables = new Set(['?', 'PWD', 'SHELLOPTS', 'BASHOPTS', 'OPTIND', '_', marker]);
const limits = {
  maxCallDepth: 1000,
  maxLoopIterations: 100_000,
  maxCommandCount: 1_000_000,
  maxStringLength: 8 << 20,
  maxHeredocSize: 4 << 20,
  maxOutputSize: 32 << 20,
  maxArrayElements: 100_000,
  maxWorkUnits: 100_000_000,
  maxExecutionTimeMs: Number.POSITIVE_INFINITY,
};
/** Longest that the page is kept from drawing, and how long a line may take to end after Ctrl-C (real time). */
const breathMs = 12;
const graceMs = 1000;

/** Said of `&`. */
const noJobControl = 'bash: no job control in this shell: what stands before & is waited for\n';

/** The line that runs. */
interface RunningLine {
  readonly io: ShellIo;
  readonly access: LineAccess;
  readonly stop: AbortController;
  /** Variables as they were when it was interrupted. */
  left?: Readonly<Record<string, string>>;
}

export class BashTerminal {
  readonly #bash: Bash;
  readonly #directory: WorkingDirectory;
  readonly #host: BashHost;
  readonly #known: ReadonlySet<string>;
  #variables: Readonly<Record<string, string>> = {
    HOME: home,
    USER: 'user',
    HOSTNAME: 'playground',
    SHELL: '/bin/bash',
    TERM: 'xterm-256color',
    PATH: '/usr/bin:/bin',
    IFS: ' \t\n',
  };
  readonly #exported = new Set(['HOME', 'USER', 'SHELL', 'TERM', 'PATH', 'PWD', 'OLDPWD']);
  #functions: ReadonlyMap<string, FunctionDefinition> = new Map();
  /** Names of arrays that lines have made, with the text that makes each anew. */
  #arrays: ReadonlyMap<string, string> = new Map();
  #cwd = home;
  #exitCode = 0;
  #line: RunningLine | undefined;
  #isPreparing = false;
  /** The line's own script is marked first; scripts inside commands come after it. */
  #isNested = false;
  #breathAtMs = 0;

  constructor(library: Library, directory: WorkingDirectory, host: BashHost) {
    this.#directory = directory;
    this.#host = host;
    const names = library.getCommandNames().filter((name) => !withheld.has(name));
    const own = Object.keys(terminalCommands);
    const wrapped = [...new Set([...names, ...own])].map((name) => this.#wrap(name));
    const internal: Command[] = [
      { name: turnCommand, execute: (_args, context) => this.#turn(context) },
      { name: '__keep', execute: (args, context) => this.#keepArray(args, context) },
      { name: '__status', execute: async () => ({ stdout: '', stderr: '', exitCode: this.#exitCode }) },
    ];
    this.#known = new Set([...names, ...own, ...builtins, ...internal.map(({ name }) => name)]);
    this.#bash = new library.Bash({
      fs: directory.fs,
      cwd: home,
      commands: names as NonNullable<ConstructorParameters<typeof Bash>[0]>['commands'] & {},
      customCommands: [...wrapped, ...internal],
      executionLimits: limits,
      defenseInDepth: false,
      sleep: (delayMs) => this.#line?.access.sleep(delayMs) ?? Promise.resolve(),
    });
    this.#bash.registerTransformPlugin({
      name: 'playground',
      transform: ({ ast }) => ({ ast: this.#isPreparing ? ast : this.#prepare(ast) }),
    });
  }

  /** True while kubectl finds its files where the editor has them, and means kubectl. */
  get isPlain(): boolean {
    const names = ['kubectl', 'k'];
    const editors = ['KUBE_EDITOR', 'EDITOR'];
    return (
      this.#cwd === home &&
      !editors.some((name) => name in this.#variables) &&
      !names.some((name) => this.#functions.has(name) || `BASH_ALIAS_${name}` in this.#variables)
    );
  }

  /** `$?` of the next line, after one that ran outside of the bash. */
  noteExitCode(exitCode: number): void {
    this.#exitCode = exitCode;
  }

  async run(text: string, io: ShellIo, kubectl: KubectlRunner): Promise<number> {
    await this.#directory.refresh();
    if (io.signal.aborted) return 130;
    const stop = new AbortController();
    const line: RunningLine = { io, stop, access: this.#access(io, kubectl) };
    this.#line = line;
    this.#isNested = false;
    this.#directory.refused = 'nothing';
    let grace: ReturnType<typeof setTimeout> | undefined;
    const onAbort = (): void => {
      this.#directory.refused = 'empty';
      grace = setTimeout(() => stop.abort(), graceMs);
    };
    io.signal.addEventListener('abort', onAbort, { once: true });
    try {
      const result = await this.#bash.exec(text, {
        rawScript: true,
        env: { ...this.#variables },
        replaceEnv: true,
        cwd: this.#cwd,
        signal: stop.signal,
      });
      this.#keep(result, line);
      if (!io.signal.aborted) {
        if (result.stdout !== '') io.stdout(result.stdout);
        if (result.stderr !== '') io.stderr(asInteractive(result.stderr));
      }
      this.#exitCode = io.signal.aborted ? 130 : result.exitCode;
    } finally {
      clearTimeout(grace);
      io.signal.removeEventListener('abort', onAbort);
      this.#line = undefined;
      this.#directory.refused = 'nothing';
    }
    return this.#exitCode;
  }

  #access(io: ShellIo, kubectl: KubectlRunner): LineAccess {
    return {
      signal: io.signal,
      nowMs: () => this.#host.nowMs(),
      sleep: async (delayMs) => {
        try {
          await this.#host.sleep(delayMs, io.signal);
        } catch {
          // Interrupted, or time was turned back: the next command of the line sees it.
          if (!io.signal.aborted) this.#line?.stop.abort();
        }
      },
      kubectl: async (args, streams, context) => kubectl(args, streams, await this.#filesFor(context, streams)),
      readUrl: (url) => this.#host.readUrl(url),
      visit: (argv) => this.#host.visit(argv),
      history: this.#host.history,
      print: (text) => io.stdout(text),
      readLine: io.readLine?.bind(io),
      exported: this.#exported,
    };
  }

  /** All files that a command could name: kubectl reads them without waiting. */
  async #filesFor({ fs, cwd }: ResolvedCommandContext, { stdin = '' }: ShellStreams): Promise<KubectlFiles> {
    const texts = new Map<string, string>([['/dev/stdin', stdin]]);
    for (const path of fs.getAllPaths()) {
      if (/^\/(?:bin|usr|proc)(?:\/|$)/.test(path)) continue;
      if (path.startsWith('/dev/') && !path.startsWith('/dev/fd/')) continue;
      if ((await fs.stat(path)).isFile) texts.set(path, await fs.readFile(path));
    }
    return {
      read: (path) => texts.get(fs.resolvePath(cwd, path)),
      list: (directory) => {
        const prefix = `${fs.resolvePath(cwd, directory)}/`.replace('//', '/');
        const names = [...texts.keys()].flatMap((path) =>
          path.startsWith(prefix) ? [path.slice(prefix.length).split('/')[0]!] : [],
        );
        return names.length > 0 ? [...new Set(names)].toSorted() : undefined;
      },
      write: (path, text) => void fs.writeFile(fs.resolvePath(cwd, path), text),
    };
  }

  /** A command of the library or of the playground, that prints at once what goes to the terminal. */
  #wrap(name: string): Command {
    const own = Object.hasOwn(terminalCommands, name) ? terminalCommands[name] : undefined;
    return {
      name,
      execute: async (args, context): Promise<ExecResult> => {
        const line = this.#line;
        const letters = context.env.get(marker) ?? '';
        const isFilter = !letters.includes('i') && (context.stdin as unknown as string) !== '';
        if (!line || (line.io.signal.aborted && !isFilter)) return this.#interrupted(context);
        await this.#breathe();
        const terminal = { input: letters.includes('i'), output: letters.includes('o'), errors: letters.includes('e') };
        const isTyped = terminal.input && line.io.readLine && !own && readsTyped(name, args);
        const result = own
          ? await own(args, context, line.access, terminal)
          : isTyped
            ? await runTyped(name, args, context, line.access, terminal.output)
            : await context.origCommand!(args);
        const isBytes = result.stdoutKind === 'bytes' || result.stdoutEncoding === 'binary';
        if (terminal.output && result.stdout !== '') line.io.stdout(isBytes ? decode(result.stdout) : result.stdout);
        if (terminal.errors && result.stderr !== '') line.io.stderr(result.stderr);
        const charged = result.internalOutputAccounting;
        return {
          ...result,
          stdout: terminal.output ? '' : result.stdout,
          stderr: terminal.errors ? '' : result.stderr,
          ...(charged
            ? {
                internalOutputAccounting: {
                  stdout: terminal.output ? 0 : charged.stdout,
                  stderr: terminal.errors ? 0 : charged.stderr,
                },
              }
            : {}),
        };
      },
    };
  }

  async #turn(context: ResolvedCommandContext): Promise<ExecResult> {
    if (this.#line?.io.signal.aborted) return this.#interrupted(context);
    await this.#breathe();
    // The status of the command before stays what `$?` says.
    return { stdout: '', stderr: '', exitCode: Number(context.env.get('?') ?? 0) };
  }

  /** Lets the page draw and hear Ctrl-C when it has not for a while. */
  async #breathe(): Promise<void> {
    if (performance.now() - this.#breathAtMs < breathMs) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    this.#breathAtMs = performance.now();
  }

  #interrupted(context: ResolvedCommandContext): ExecResult {
    const line = this.#line;
    if (line && !line.left) {
      line.left = Object.fromEntries(context.env);
      this.#directory.refused = 'everything';
      line.stop.abort();
    }
    return { stdout: '', stderr: '', exitCode: 130 };
  }

  /** Marks a script before it runs; the line's own gets what earlier lines have left in front of it. */
  #prepare(script: Script): Script {
    const isNested = this.#isNested;
    this.#isNested = true;
    const aliases = new Map(
      Object.entries(this.#variables).flatMap(([name, value]) =>
        name.startsWith('BASH_ALIAS_') ? [[name.slice('BASH_ALIAS_'.length), value] as const] : [],
      ),
    );
    const { script: marked, functions } = markOutput(script, {
      isNested,
      replaced: replacedBuiltins,
      isKnown: (name) => this.#known.has(name) || this.#functions.has(name) || aliases.has(name) || name === 'alias',
      isReplaced: (name) => this.#functions.has(name) || aliases.has(name),
      unknownCommand: '__unknown',
    });
    if (isNested) return marked;
    if (hasBackground(script)) this.#line?.io.stderr(noJobControl);
    this.#noteNames(script);
    const arrays = [...this.#arrays.keys()];
    const before = `shopt -s expand_aliases\n${[...this.#arrays.values()].join('\n')}\n__status`;
    const after = arrays.map((name) => `__keep ${name} "\${!${name}[@]}" "\${${name}[@]}"`).join('\n');
    const known = [...this.#functions.values()].map((definition) => statementOf(definition));
    this.#functions = new Map([
      ...this.#functions,
      ...functions.map((definition) => [definition.name, definition] as const),
    ]);
    return {
      ...marked,
      statements: [...known, ...this.#parse(before), ...marked.statements, ...this.#parse(after)],
    };
  }

  #parse(text: string): Script['statements'] {
    this.#isPreparing = true;
    try {
      return this.#bash.transform(text).ast.statements;
    } finally {
      this.#isPreparing = false;
    }
  }

  /** Remembers which variables a script exports, and which are arrays. */
  #noteNames(script: Script): void {
    const arrays = new Map(this.#arrays);
    const visit = (node: unknown): void => {
      if (Array.isArray(node)) return node.forEach(visit);
      if (typeof node !== 'object' || node === null) return;
      const { type, name, array, args } = node as { type?: string; name?: unknown; array?: unknown; args?: unknown };
      if (type === 'Assignment' && typeof name === 'string') {
        const bare = name.replace(/\[.*$/s, '');
        if ((array || bare !== name) && !arrays.has(bare)) arrays.set(bare, '');
      } else if (type === 'SimpleCommand' && Array.isArray(args)) {
        const command = plainWord(name as never);
        const words = args.map((word) => plainWord(word) ?? '');
        if (command === 'export' || ((command === 'declare' || command === 'typeset') && words.includes('-x'))) {
          for (const word of words) this.#exported.add(word.replace(/=.*$/s, ''));
        } else if (command === 'declare' && words.some((word) => /^-[aA]/.test(word))) {
          const target = words.find((word) => /^[A-Za-z_]\w*(?:=|$)/.test(word))?.replace(/=.*$/s, '');
          if (target) arrays.set(target, words.some((word) => word.startsWith('-A')) ? `declare -A ${target}` : '');
        } else if (command === 'mapfile' || command === 'readarray') arrays.set(words.at(-1) ?? 'MAPFILE', '');
        else if (command === 'unset') for (const word of words) arrays.delete(word);
      }
      Object.values(node).forEach(visit);
    };
    visit(script);
    this.#arrays = arrays;
  }

  /** `__keep NAME keys… values…`: what an array held when the line ended. */
  async #keepArray([name, ...rest]: string[], context: ResolvedCommandContext): Promise<ExecResult> {
    const keys = rest.slice(0, rest.length / 2);
    const values = rest.slice(rest.length / 2);
    const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
    const isMap = this.#arrays.get(name!)?.startsWith('declare -A') === true;
    const entries = keys.map((key, index) => `[${isMap ? quoted(key) : key}]=${quoted(values[index] ?? '')}`);
    const text = isMap ? `declare -A ${name}; ${name}=(${entries.join(' ')})` : `${name}=(${entries.join(' ')})`;
    this.#arrays = new Map([...this.#arrays, [name!, text]]);
    return { stdout: '', stderr: '', exitCode: Number(context.env.get('?') ?? 0) };
  }

  #keep(result: BashExecResult, line: RunningLine): void {
    const env: Readonly<Record<string, string>> | undefined = line.left ?? result.env;
    if (!env || Object.keys(env).length === 0) return;
    this.#cwd = env['PWD'] ?? this.#cwd;
    this.#variables = Object.fromEntries(Object.entries(env).filter(([name]) => !ownVariables.has(name)));
  }
}

function statementOf(command: FunctionDefinition): Script['statements'][number] {
  return {
    type: 'Statement',
    pipelines: [{ type: 'Pipeline', commands: [command], negated: false }],
    operators: [],
    background: false,
  };
}

/** What the library says of a script, as an interactive bash says it of a line. */
function asInteractive(text: string): string {
  return text
    .replaceAll(/^bash: line \d+: /gm, 'bash: ')
    .replaceAll(
      /^bash: syntax error: Parse error at [\d:]+: (?:Expected \w+, got EOF)/gm,
      'bash: syntax error: unexpected end of file',
    )
    .replaceAll(/^bash: syntax error: Parse error at [\d:]+: (?:syntax error )?/gm, 'bash: syntax error ')
    .replaceAll(
      /^bash: (.*)maximum recursion depth \((\d+)\) exceeded.*$/gm,
      'bash: $1maximum function nesting level exceeded ($2)',
    )
    .replaceAll(/^bash: .*increase executionLimits.*$/gm, 'bash: the line ran for too long and was ended');
}
