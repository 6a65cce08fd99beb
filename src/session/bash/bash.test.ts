import { describe, expect, it } from 'vitest';
import { openTerminal, TestTerminal } from '../../testing/test-terminal.ts';
import type { Session } from '../session-contract.ts';
import { createSession } from '../session.ts';

const set = 'web-statefulset';

describe('the shell of the terminal', () => {
  it('pipes, filters and lists', async () => {
    const terminal = await openTerminal();
    expect(await terminal.run('kubectl get pods | grep -c Running')).toBe('3\n');
    expect(await terminal.run(`kubectl get pods --no-headers | awk '{print $1}' | sort -r | head -1`)).toBe(
      `${set}-2\n`,
    );
    expect(await terminal.run('echo a; echo b && false || echo c')).toBe('a\nb\nc\n');
    expect(await terminal.run(`k get pods -o name | sed 's/pod.//' | tail -n 2 | tr a-z A-Z | cut -c1-3 | wc -l`)).toBe(
      '2\n',
    );
    expect(await terminal.run(`kubectl get pods -o name | xargs -n1 kubectl get --no-headers -o name`)).toBe(
      [0, 1, 2].map((ordinal) => `pod/${set}-${ordinal}\n`).join(''),
    );
    expect(await terminal.run('nonsense; echo $?')).toBe('bash: nonsense: command not found\n127\n');
  });

  it('keeps variables, functions, arrays, the directory and $? from line to line', async () => {
    const terminal = await openTerminal();
    await terminal.run(`n=$(kubectl get pods --no-headers | wc -l); list=(a 'b c'); declare -A map; map[x]='1 2'`);
    await terminal.run('pods() { kubectl get pods "$1-0" -o name; }; alias kgp="kubectl get pods -o name"');
    expect(await terminal.run('echo "$n ${#list[@]} ${list[1]} ${map[x]}"')).toBe('3 2 b c 1 2\n');
    expect(await terminal.run(`pods ${set}; kgp | wc -l`)).toBe(`pod/${set}-0\n3\n`);
    expect(await terminal.run('(exit 3)')).toBe('[3]');
    expect(await terminal.run('echo $?')).toBe('3\n');
    expect(await terminal.run('kubectl get pods nothing')).toBe(
      'Error from server (NotFound): pods "nothing" not found\n[1]',
    );
    expect(await terminal.run('echo $?; mkdir sub; cd sub; pwd')).toBe('1\n/home/user/sub\n');
    expect(await terminal.run('pwd; cd ..; echo $OLDPWD')).toBe('/home/user/sub\n/home/user/sub\n');
    expect(await new TestTerminal(terminal.session).run('echo "[$n]"')).toBe('[]\n');
  });

  it('loops, tests and expands', async () => {
    const terminal = await openTerminal();
    expect(await terminal.run(`for i in 0 1; do kubectl get pod "${set}-$i" -o name; done`)).toBe(
      `pod/${set}-0\npod/${set}-1\n`,
    );
    expect(
      await terminal.run('i=0; while [ $i -lt 3 ]; do echo $((i++)); done; if [[ $i == 3 ]]; then echo three; fi'),
    ).toBe('0\n1\n2\nthree\n');
    expect(await terminal.run(`kubectl get pods ${set}-{0,2} -o name`)).toBe(`pod/${set}-0\npod/${set}-2\n`);
    expect(await terminal.run('seq 3 | while read n; do kubectl get pods -o name | sed -n "${n}p"; done')).toContain(
      `pod/${set}-2`,
    );
  });

  it('reads and writes the files of the editor', async () => {
    const terminal = await openTerminal();
    expect(await terminal.run('ls; grep -c kind: manifest.yaml')).toBe('manifest.yaml\n2\n');
    await terminal.run(
      'cat > cm.yaml <<EOF\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: cm}\ndata: {a: "$HOME"}\nEOF',
    );
    const { files } = terminal.session.store.getState();
    expect(files.find(({ name }) => name === 'cm.yaml')?.text).toContain('a: "/home/user"');
    expect(await terminal.run('kubectl apply -f cm.yaml && sed s/home/house/ cm.yaml | kubectl apply -f -')).toBe(
      'configmap/cm created\nconfigmap/cm configured\n',
    );
    expect(
      await terminal.run(`kubectl get cm cm -o jsonpath='{.data.a}' > a.txt; cat a.txt; echo; rm a.txt cm.yaml; ls`),
    ).toBe('/house/user\nmanifest.yaml\n');
    terminal.session.setText('manifest.yaml', 'new: text\n');
    expect(await terminal.run('cat < manifest.yaml; wc -c < manifest.yaml')).toBe('new: text\n10\n');
    expect(await terminal.run('kubectl get pods --no-headers > /tmp/p; wc -l < /tmp/p')).toBe('3\n');
  });

  it('prints each finished command of a loop, waits in cluster time, and ends at Ctrl-C', async () => {
    const terminal = await openTerminal();
    const { session } = terminal;
    const before = session.store.getState().playback.endMs;
    const loop = terminal.start(
      'n=0; while true; do n=$((n+1)); echo turn $n; kubectl get pods -o name | tail -1; sleep 60; done',
    );
    await terminal.drive(() => terminal.output.includes('turn 3'));
    expect(terminal.output).toContain(`turn 1\npod/${set}-2\nturn 2\npod/${set}-2\nturn 3\n`);
    expect(session.store.getState().playback.endMs - before).toBeGreaterThanOrEqual(120_000);
    expect(loop.done()).toBe(false);
    terminal.interrupt();
    await terminal.drive(loop.done);
    expect(await loop.finished).toBe(130);
    expect(await terminal.run('echo $? $n')).toMatch(/^130 [34]\n$/);
  });

  it('does not freeze in loops that never wait, and writes nothing after Ctrl-C', async () => {
    const terminal = await openTerminal();
    for (const line of [
      'while true; do :; done; echo no > never.txt',
      'for ((;;)); do x=1; done; echo no > never.txt',
      `sh -c 'while true; do true; done'; echo no > never.txt`,
      'sleep 100000; echo no > never.txt',
      'kubectl get pods -w | grep web; echo no > never.txt',
    ]) {
      const running = terminal.start(line);
      let beats = 0;
      await terminal.drive(() => ++beats > 50 || running.done());
      expect([line, running.done()]).toEqual([line, false]);
      terminal.interrupt();
      await terminal.drive(running.done);
      expect(await running.finished).toBe(130);
    }
    expect(terminal.session.store.getState().files.map(({ name }) => name)).toEqual(['manifest.yaml']);
  });

  it('passes on what a watch has said when its pipe is interrupted', async () => {
    const terminal = await openTerminal();
    const running = terminal.start(`kubectl get pods -w --no-headers | grep ${set}-1`);
    let beats = 0;
    await terminal.drive(() => ++beats > 50);
    terminal.interrupt();
    await terminal.drive(running.done);
    expect(terminal.output).toMatch(new RegExp(`^${set}-1 +1/1 .*\n$`));
    const written = terminal.start('kubectl get pods -w -o name > names.txt');
    await terminal.drive(() => ++beats > 100);
    terminal.interrupt();
    await terminal.drive(written.done);
    expect(await terminal.run('wc -l < names.txt')).toBe('3\n');
  });

  it('prints the rows of a watch through filters as they come', async () => {
    const terminal = await openTerminal();
    const other = new TestTerminal(terminal.session);
    const running = terminal.start(`kubectl get pods -w --no-headers | grep ${set}-2 | awk '{print $3}' | cat`);
    await terminal.drive(() => terminal.output === 'Running\n');
    await other.run(`kubectl delete pod ${set}-2 --wait=false`);
    await terminal.drive(() =>
      /^Running\nTerminating\n[^]*Pending\n[^]*ContainerCreating\n[^]*Running\n$/.test(terminal.output),
    );
    terminal.interrupt();
    await terminal.drive(running.done);
    expect(await running.finished).toBe(130);

    const log = `kubectl logs -f ${set}-0`;
    const first = terminal.start(`${log} | head -3 | cut -c1-20; echo after $?`);
    await terminal.drive(first.done);
    expect(terminal.output).toMatch(/^(?:.{20}\n){3}after 0\n$/);
    expect(await terminal.run(`kubectl get pods nothing |& sed 's/Error.*(/(/'`)).toBe(
      '(NotFound): pods "nothing" not found\n',
    );
    expect(await terminal.run(`x='${set}-1 '; kubectl get pods | grep "$x" | cut -d' ' -f1`)).toBe(`${set}-1\n`);
    expect(
      await terminal.run(`echo $(kubectl get pods -o name | head -1); kubectl get pods -o name | sed '$d' | wc -l`),
    ).toBe(`pod/${set}-0\n2\n`);
    expect(await terminal.run('grep() { echo own; }; kubectl get pods | grep x')).toBe('own\n');
    expect(await terminal.run('kubectl get pods | grep x')).toBe('own\n');
  });

  it('runs a command again and again with watch', async () => {
    const terminal = await openTerminal();
    const running = terminal.start('watch -n 1 kubectl get pods -o name');
    await terminal.drive(() => terminal.output.split('Every 1.0s: kubectl get pods -o name').length > 3);
    terminal.interrupt();
    await terminal.drive(running.done);
    expect(terminal.output).toContain(`pod/${set}-0\npod/${set}-1\n`);
    expect(await terminal.run('curl http://web-0.nginx')).toBe('curl: (6) Could not resolve host: web-0.nginx\n[6]');
  });

  it('tells the time of the cluster, and its own history', async () => {
    const terminal = await openTerminal();
    const now = terminal.session.store.getState().playback.endMs;
    const said = Number(await terminal.run('date +%s')) * 1000;
    expect(Math.abs(said - now)).toBeLessThan(60_000);
    await terminal.run('export A=1; B=2');
    expect(await terminal.run('env | grep -E "^[AB]="')).toBe('A=1\n');
    expect(await terminal.run('history 2')).toMatch(/^ +\d+ {2}env .*\n +\d+ {2}history 2\n$/);
  });

  it('says what is wrong with a line, and lives on', async () => {
    const terminal = await openTerminal();
    for (const line of [
      'if then fi',
      ')',
      'for i in',
      '$(',
      '('.repeat(5000),
      `echo ${'x'.repeat(1_200_000)}`,
      '\u0000\u0007\u00ff',
    ]) {
      expect(await terminal.run(line)).toMatch(/^bash: [^\n]*\n(.*\n)*\[\d+\]$/);
    }
    expect(await terminal.run('f() { f; }; f; seq 1 1000000000 | wc -l')).toContain('bash: ');
    expect(await terminal.run('echo alive')).toBe('alive\n');
  });

  it('replays what lines of the shell have changed', async () => {
    const terminal = await openTerminal();
    await terminal.run(
      `for n in 5 4; do kubectl scale sts ${set} --replicas=$n; kubectl rollout status sts/${set} | tail -1; sleep 30; done`,
    );
    await terminal.run(`kubectl get pods -o name | head -1 | xargs kubectl delete --wait=false`);
    const pods = (session: Session): unknown => session.store.getState().moment.reader.list('pods', 'default');
    terminal.session.pause();
    terminal.session.step();
    const other = createSession({ link: new URL(terminal.session.shareLink('http://localhost/')).hash });
    await other.ready;
    expect(pods(other)).toEqual(pods(terminal.session));
  });
});

describe('a container in the foreground', () => {
  it('is attached to: what is piped or typed reaches its main process', async () => {
    const terminal = await openTerminal();
    expect(
      await terminal.run(
        'printf "hostname\\necho $((1+2))" | kubectl run a --image=busybox:1.28 -i --rm --restart=Never',
      ),
    ).toBe('a\n3\npod "a" deleted from default namespace\n');
    terminal.type('cd /tmp', 'exit 3');
    expect(await terminal.run('kubectl run b --image=busybox:1.28 -it --restart=Never -q')).toBe(
      '/ # cd /tmp\n/tmp # exit 3\npod default/b terminated (Error)\n[3]',
    );
    expect(await terminal.run('kubectl attach b -it')).toContain('current phase is Failed\n[1]');
    await terminal.run('kubectl run c --image=debian:12 -i --tty --restart=Always --attach=false -- bash');
    terminal.type('echo $PWD', 'exit');
    expect(await terminal.run('kubectl wait --for=condition=Ready pod/c; kubectl attach c -c c -it -q')).toBe(
      'pod/c condition met\nroot@c:/# echo $PWD\n/\nroot@c:/# exit\n',
    );
    await terminal.run('sleep 5');
    expect(await terminal.run(`kubectl get pod c -o jsonpath='{.status.containerStatuses[0].restartCount}'`)).toBe('1');
  });

  it('is interrupted by Ctrl-C in a terminal, and removed', async () => {
    const terminal = await openTerminal();
    const running = terminal.start(
      'kubectl run loop --image=busybox:1.28 -it --rm --restart=Never -- sh -c "while sleep 1; do date; done"',
    );
    await terminal.drive(() => terminal.output.split('UTC').length > 3);
    terminal.interrupt();
    await terminal.drive(running.done);
    expect(terminal.output).toMatch(/UTC 2026\npod "loop" deleted from default namespace\n$/);
    await terminal.run('sleep 40');
    expect(await terminal.run('kubectl get pods -o name | grep loop')).toBe('[1]');
  });
});
