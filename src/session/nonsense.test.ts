import { beforeAll, describe, expect, it } from 'vitest';
import { cpuMs } from '../testing/cpu-time.ts';
import type { Session } from './session-contract.ts';
import { createSession } from './session.ts';

/** What a line said, how it ended, and how long the thread was kept at most (milliseconds of processor time). */
interface Ending {
  readonly exitCode: number | undefined;
  readonly output: string;
  readonly longestMs: number;
  readonly interrupted: boolean;
}

/** Longer than any line that ends takes, however busy the machine is. */
const longMs = 60_000;

async function atMost(ms: number, run: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([run, new Promise((resolve) => void (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}

/** Runs a line as the page does, with frames between; lines that run for too long get a Ctrl-C. */
async function endingOf(session: Session, line: string, patienceMs = 400): Promise<Ending> {
  const abort = new AbortController();
  let output = '';
  let longestMs = 0;
  let last = cpuMs();
  const frames = setInterval(() => {
    const now = cpuMs();
    longestMs = Math.max(longestMs, now - last);
    last = now;
    session.advance(10);
  }, 10);
  const print = (text: string): void => void (output.length < 100_000 ? (output += text) : undefined);
  const io = { stdout: print, stderr: print, signal: abort.signal, terminal: {} };
  let exitCode: number | undefined;
  const run = session.runTerminal(line, io).then((code) => void (exitCode = code));
  await atMost(patienceMs, run);
  const interrupted = exitCode === undefined;
  abort.abort();
  await atMost(longMs, run);
  clearInterval(frames);
  longestMs = Math.max(longestMs, cpuMs() - last);
  return { exitCode, output, longestMs, interrupted };
}

async function opened(): Promise<Session> {
  const session = createSession({});
  await session.ready;
  session.runUntilSettled();
  session.play();
  return session;
}

const mostMs = 6000;
const million = 'x'.repeat(1 << 20);

describe('nonsense', () => {
  // What is loaded when it is needed first is not what is measured.
  beforeAll(async () => {
    await endingOf(await opened(), 'echo $(kubectl version)', longMs);
  });

  it.each([
    ['an unknown command', 'kubectl frobnicate', 'unknown command "frobnicate"'],
    ['an unknown flag', 'kubectl get --nope', 'unknown flag: --nope'],
    ['an unknown type', 'kubectl get nonsense', `the server doesn't have a resource type "nonsense"`],
    ['a program that is not there', 'frobnicate --now', 'bash: frobnicate: command not found'],
    ['half a quote', 'kubectl get pods "half', 'unexpected EOF'],
    ['half a substitution', 'echo $(', 'unexpected EOF'],
    ['brackets', ')(', 'syntax error'],
    ['operators alone', '&& ||', 'syntax error'],
    ['binary junk', '\u0001\u0002\u00ff\ud800', 'command not found'],
    ['half a patch', `kubectl patch sts web-statefulset -p '{'`, 'unexpected end of JSON input'],
    ['half a selector', 'kubectl get pods -l "a in ("', 'a in ('],
    ['a word of a million letters', `kubectl ${million}`, 'unknown command'],
    ['a line of a million letters', million, 'bash: '],
    ['five thousand types', `kubectl get ${'a,'.repeat(5000)}`, `resource type "a"`],
    ['division by zero', 'echo $((1/0))', 'division by 0'],
    ['a template without an end', 'kubectl get pods -o jsonpath="{range .items[*]"', ''],
  ])('is answered: %s', async (_name, line, said) => {
    const { exitCode, output, interrupted, longestMs } = await endingOf(await opened(), line, longMs);
    expect(longestMs).toBeLessThan(mostMs);
    expect(interrupted).toBe(false);
    expect(exitCode).not.toBe(0);
    expect(output).toContain(said);
  });

  it.each([
    ['a loop that does nothing', 'while true; do :; done'],
    ['a loop of a hundred thousand', 'for i in $(seq 1 100000); do :; done'],
    ['a loop of kubectl', 'while true; do kubectl get pods -o yaml > /dev/null; done'],
    ['a flood', 'yes'],
    ['a flood into a filter', 'yes | head -3'],
    ['numbers without an end', 'seq 1 1000000000'],
    ['a fork bomb', ':(){ :|:& };:'],
    ['a function that calls itself', 'f(){ f; }; f'],
    ['an endless file', 'cat /dev/zero'],
    ['a text that doubles', 'x=a; while :; do x=$x$x; done'],
    ['an endless awk', 'awk "BEGIN{while(1);}"'],
    ['an endless sed', 'sed ":a;ba" <<< x'],
    ['a pattern that backtracks', `grep -E "(a+)+$" <<< ${'a'.repeat(40)}b`],
    ['a loop that catches Ctrl-C', 'trap "" INT; while :; do :; done'],
    ['a long sleep', 'sleep 999999'],
    ['a watch', 'kubectl get pods -w'],
    ['an endless program in a container', 'kubectl exec web-statefulset-0 -- sh -c "while true; do :; done"'],
    ['a fork bomb in a container', 'kubectl exec web-statefulset-0 -- sh -c ":(){ :|:& };:"'],
    ['a billion replicas', 'kubectl scale sts web-statefulset --replicas=1000000000'],
  ])('ends by itself or at Ctrl-C, and never keeps the page from drawing: %s', async (_name, line) => {
    const session = await opened();
    const { exitCode, longestMs } = await endingOf(session, line);
    expect(exitCode).toBeDefined();
    expect(longestMs).toBeLessThan(mostMs);
    // The next line finds everything as it was.
    const next = await endingOf(session, 'kubectl get sts -o name', longMs);
    expect(next).toMatchObject({ exitCode: 0, output: 'statefulset.apps/web-statefulset\n' });
  });
});
