import { describe, expect, it } from 'vitest';
import { FileSystem, type FileLayer } from '../file-system.ts';
import { toolNamed } from '../programs/registry.ts';
import type { ToolWorld } from '../programs/tool.ts';
import { Interpreter } from './interpreter.ts';
import { createProcess, resumeProcess, type ProcessStep } from './process.ts';
import { freshShell } from './state.ts';

const folder = { type: 'folder', mode: 0o755, modifiedMs: 0 } as const;

function world(nowMs = 0, layer: FileLayer = {}): ToolWorld {
  const files = new FileSystem({
    bases: [{ '/tmp': folder, '/data': folder }],
    mounts: [],
    layers: { '': layer },
    nowMs,
  });
  const pod = { metadata: { name: 'web-2' }, spec: { hostname: 'web-2' }, status: {} };
  const made = { files, nowMs, pod, container: {}, set: { base: 'debian' } } as unknown as ToolWorld;
  return Object.assign(made, {
    find: (name: string) => {
      const tool = toolNamed(name.slice(name.lastIndexOf('/') + 1));
      return tool && ((call: Parameters<typeof tool>[0]) => tool(call, made));
    },
  });
}

/** What a script prints, with its exit code when that is not 0. */
function run(script: string, stdin = ''): string {
  const shell = new Interpreter(freshShell({ NAME: 'web' }, '/'), world(), stdin);
  shell.runText(script);
  return shell.stdout + shell.stderr + (shell.state.status === 0 ? '' : `[${shell.state.status}]`);
}

describe('the shell', () => {
  it.each([
    ['echo "$NAME-$((1 + 2 * 3))" \'$NAME\'', 'web-7 $NAME\n'],
    ['x=5; y=${x:-1}; echo ${y} ${z:-none} ${#NAME} ${NAME%b} ${NAME#w}', '5 none 3 we eb\n'],
    [
      '[[ `hostname` =~ -([0-9]+)$ ]] || exit 1; ordinal=${BASH_REMATCH[1]}; echo server-id=$((100 + $ordinal))',
      'server-id=102\n',
    ],
    ['echo $(hostname) > /tmp/a; cat /tmp/a; echo more >> /tmp/a; wc -l < /tmp/a', 'web-2\n2\n'],
    ['for i in 1 2 3; do if [ $i -eq 2 ]; then continue; fi; echo $i; done', '1\n3\n'],
    ['i=0; while [ $i -lt 3 ]; do i=$((i+1)); done; echo $i', '3\n'],
    ['case $(hostname) in web-*) echo web;; *) echo other;; esac', 'web\n'],
    ['f() { echo "$1:$#"; return 3; }; f a b; echo $?', 'a:2\n3\n'],
    ['printf "%s=%d\\n" a 1 b 2 | sort -r | head -n 1', 'b=2\n'],
    ['false || echo no; true && echo yes; ! true; echo $?', 'no\nyes\n1\n'],
    ['cat <<EOF\nname: $NAME\nEOF', 'name: web\n'],
    ["cat <<'EOF' | grep -c a\n$NAME\na\nEOF", '1\n'],
    ['set -e; false; echo never', '[1]'],
    ['set -e; if [ -f /none ]; then echo a; else echo b; fi; while false; do :; done; echo c', 'b\nc\n'],
    ['x=web-a-2; echo "${x##*-} ${x%-*}" ${x%%-*} ${x#*-} "${x//-/_}"', '2 web-a web a-2 web_a_2\n'],
    ["sh -c -e 'false; echo never'; echo $?; bash -ec 'echo $0 $1' name one", '1\nname one\n'],
    ['(cd /tmp && pwd); pwd', '/tmp\n/\n'],
    ['nosuch', 'sh: nosuch: not found\n[127]'],
    ['ls /nowhere 2>/dev/null || echo gone', 'gone\n'],
    ['echo a b | while read x y; do echo $y $x; done', 'b a\n'],
    ['touch /data/x1 /data/x2; ls /data/x*; rm /data/x1; ls /data', '/data/x1\n/data/x2\nx2\n'],
    ['echo "a(b" | sed "s/a/c/;s/(/-/"', 'c-b\n'],
    ['if true; then echo', 'sh: syntax error: unexpected end of file (expecting "fi")\n[2]'],
  ])('%s', (script, output) => expect(run(script)).toBe(output));

  it('does not hang in a loop that never ends', () => {
    const shell = new Interpreter(freshShell({}, '/'), world());
    shell.runText('while true; do :; done');
    expect(shell.endless).toBe(true);
  });

  it('keeps names of users apart from JavaScript’s', () => {
    expect(run('__proto__=1; constructor=2; echo $__proto__ $constructor $toString')).toBe('1 2\n');
  });
});

const textOf = ({ output }: ProcessStep): string => output.map(({ text }) => text).join('');

describe('a process', () => {
  it('sleeps and goes on with what is then', () => {
    let step = createProcess(['sh', '-c', 'until [ -f /tmp/go ]; do echo wait; sleep 2; done; echo went'], {}, '/');
    step = resumeProcess(step.state, world(1000));
    expect([textOf(step), step.state.wakeAtMs]).toEqual(['wait\n', 3000]);
    const kept = JSON.parse(JSON.stringify(step.state)) as typeof step.state;
    step = resumeProcess(kept, world(3000));
    expect([textOf(step), step.state.wakeAtMs]).toEqual(['wait\n', 5000]);
    const go = { '/tmp/go': { type: 'file', text: '', mode: 0o644, modifiedMs: 0 } } as const;
    step = resumeProcess(step.state, world(5000, go));
    expect([textOf(step), step.state.exitCode]).toEqual(['went\n', 0]);
  });

  it('lasts when a server does', () => {
    const made = createProcess(['bash', '-c', 'echo start; exec redis-server --port 6379'], {}, '/');
    const step = resumeProcess(made.state, world());
    expect([textOf(step), step.state.lasting]).toEqual(['start\n', { program: 'redis-server' }]);
  });

  it('ends with the code of its last command', () => {
    const made = createProcess(['sh', '-c', 'sleep 3; exit 7'], {}, '/');
    const asleep = resumeProcess(made.state, world(0)).state;
    expect(asleep.wakeAtMs).toBe(3000);
    expect(resumeProcess(asleep, world(3000)).state.exitCode).toBe(7);
  });
});
