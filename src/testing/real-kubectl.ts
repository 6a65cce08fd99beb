/** The kubectl of this machine, for tests: where it is, how it is run, and which of its words are those of another version. */

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubeconfigText } from '../serve/kubeconfig.ts';
import { splitCommandLine } from './split-command-line.ts';

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface RunOptions {
  readonly stdin?: string;
  readonly limitMs?: number;
  /** Hears all that was printed so far, each time that there is more. */
  readonly onOutput?: (stdout: string, stop: () => void) => void;
}

/** Why there is no kubectl to test with; undefined when there is one. `KUBECTL` names another than that on the PATH. */
export function kubectlMissing(): string | undefined {
  const { error, status } = spawnSync(program, ['version', '--client'], { env: { ...process.env, HOME: tmpdir() } });
  if (!error && status === 0) return undefined;
  return `no kubectl on the PATH (and KUBECTL names none): ${error?.message ?? `exit code ${status}`}`;
}

const program = process.env['KUBECTL'] ?? 'kubectl';

/** A folder with a kubeconfig for a server, in which commands run. */
export class RealKubectl {
  readonly #folder = mkdtempSync(join(tmpdir(), 'playground-kubectl-'));

  constructor(server: string, files: Readonly<Record<string, string>> = {}) {
    mkdirSync(join(this.#folder, 'home'));
    writeFileSync(join(this.#folder, 'kubeconfig'), kubeconfigText(server));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.#folder, name), text);
  }

  /** Runs a command line (without the word kubectl); after `limitMs`, or when `onOutput` calls `stop`, it gets Ctrl-C. */
  run(line: string, { stdin = '', limitMs = 60_000, onOutput }: RunOptions = {}): Promise<Output> {
    return new Promise((resolve, reject) => {
      const child = spawn(program, splitCommandLine(line), {
        cwd: this.#folder,
        env: {
          PATH: process.env['PATH'],
          TZ: 'UTC',
          HOME: join(this.#folder, 'home'),
          KUBECONFIG: join(this.#folder, 'kubeconfig'),
        },
      });
      const timer = setTimeout(() => child.kill('SIGINT'), limitMs);
      let [stdout, stderr] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        onOutput?.(stdout, () => child.kill('SIGINT'));
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.on('error', reject);
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve({ stdout, stderr, exitCode: code ?? -1 });
      });
      child.stdin.on('error', () => undefined);
      child.stdin.end(stdin);
    });
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Words that kubectl 1.32 and 1.36 choose differently, and why; each is brought to one form before texts are compared. */
const versionDifferences: readonly { readonly pattern: RegExp; readonly form: string; readonly reason: string }[] = [
  { pattern: /^( *(?:Host )?Ports?:\s+\S+) \(\S+\)$/gm, form: '$1', reason: '1.33 began to name ports in describe' },
  {
    pattern: /^( +)(?:ConfigMapOptional: +<nil>|Optional: +false)$/gm,
    form: '$1Optional',
    reason: '1.33 mended the label',
  },
  {
    pattern: /spec\.(?:initContainers|containers)\{[^}]*\}: /g,
    form: '',
    reason: '1.35 says in events which container',
  },
  { pattern: /^ *Kube-Proxy Version: *\n/gm, form: '', reason: '1.33 dropped the field' },
  { pattern: / out of: .*$/gm, form: '', reason: '1.34 lists the containers that there are' },
  {
    pattern: /"metadata": \{\s*"creationTimestamp": null\s*\}/g,
    form: '"metadata": {}',
    reason: '1.34 leaves times out that are not set',
  },
  {
    pattern: /^metadata:\n {2}creationTimestamp: null\n(?! )/gm,
    form: 'metadata: {}\n',
    reason: '1.34 leaves times out that are not set',
  },
  { pattern: /^ *creationTimestamp: null\n/gm, form: '', reason: '1.34 leaves times out that are not set' },
  { pattern: / deleted from \S+ namespace$/gm, form: ' deleted', reason: '1.34 names the namespace' },
  { pattern: /^(?:status: \{\}|spec: \{\})\n/gm, form: '', reason: '1.34 leaves empty structs out' },
  {
    pattern: /^Warning: resource \S+ was previously managed with 'kubectl apply'.*\n/gm,
    form: '',
    reason: '1.35 warns of rolling back what was applied',
  },
  { pattern: /^WARNING: version difference .*\n/gm, form: '', reason: 'the client is older than the server' },
];

/** A text in the form that all versions share. */
export function acrossVersions(text: string): string {
  return versionDifferences.reduce((result, { pattern, form }) => result.replaceAll(pattern, form), text);
}
