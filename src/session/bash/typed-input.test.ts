import { describe, expect, it } from 'vitest';
import { openTerminal } from '../../testing/test-terminal.ts';

describe('functions, jobs and typed input', () => {
  it('calls functions that call themselves and each other, to a depth', async () => {
    const terminal = await openTerminal();
    expect(await terminal.run('count() { [ $1 -eq 0 ] && return; echo $1; count $(($1 - 1)); }; count 3')).toBe(
      '3\n2\n1\n',
    );
    expect(await terminal.run('first() { second; }; second() { echo reached; }; first')).toBe('reached\n');
    expect(await terminal.run('f() { f; }; f')).toBe('bash: f: maximum function nesting level exceeded (1000)\n[126]');
    expect(await terminal.run('echo alive')).toBe('alive\n');
  });

  it('asks for what read and filters without a file would wait for', async () => {
    const terminal = await openTerminal();
    terminal.type('web two');
    expect(await terminal.run('read -p "Name? " name rest; echo "<$name> <$rest>"')).toBe(
      'Name? web two\n<web> <two>\n',
    );
    expect(await terminal.run('echo "$name"; printf "a\\nb\\n" | while read n; do echo "<$n>"; done')).toBe(
      'web\n<a>\n<b>\n',
    );
    const { finished, done } = terminal.start('cat');
    terminal.type('once');
    await terminal.drive(() => terminal.output === 'once\nonce\n');
    terminal.interrupt();
    await terminal.drive(done);
    expect(await finished).toBe(130);
    expect(await terminal.run('echo "$name"')).toBe('web\n');
  });

  it('ends yes with its reader and with Ctrl-C', async () => {
    const terminal = await openTerminal();
    expect(await terminal.run('yes | head -n 2; yes no | head -1')).toBe('y\ny\nno\n');
    const { finished, done } = terminal.start('yes');
    await terminal.drive(() => terminal.output.startsWith('y\ny\n'));
    terminal.interrupt();
    await terminal.drive(done);
    expect(await finished).toBe(130);
  });

  it('edits with a command that KUBE_EDITOR or EDITOR names', async () => {
    const terminal = await openTerminal();
    const replicas = `kubectl get sts web-statefulset -o jsonpath='{.spec.replicas}{"\\n"}'`;
    const edited = 'statefulset.apps/web-statefulset edited\n';
    const edit = 'kubectl edit sts web-statefulset';
    expect(await terminal.run(`KUBE_EDITOR="sed -i 's/replicas: 3/replicas: 2/'" ${edit}`)).toBe(edited);
    await terminal.run(`export EDITOR="sed -i 's/replicas: 2/replicas: 1/'"`);
    expect(await terminal.run(edit)).toBe(edited);
    expect(await terminal.run(replicas)).toBe('1\n');
    expect(await terminal.run(`KUBE_EDITOR=true ${edit}`)).toBe('Edit cancelled, no changes made.\n');
    expect(await terminal.run(`KUBE_EDITOR=false ${edit}`)).toBe('error: there was a problem with the editor\n[1]');
  });

  it('says that there are no jobs', async () => {
    const terminal = await openTerminal();
    expect(await terminal.run('sleep 1 & wait; echo done')).toBe(
      'bash: no job control in this shell: what stands before & is waited for\ndone\n',
    );
    expect(await terminal.run('jobs; fg; kill %1')).toBe(
      'bash: fg: current: no such job\nbash: kill: %1: no such job\n[1]',
    );
  });
});
