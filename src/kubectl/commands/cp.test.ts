import { describe, expect, it } from 'vitest';
import { createSession } from '../../session/session.ts';
import type { Session } from '../../session/session-contract.ts';

const pod = 'web-statefulset-0';

async function opened(): Promise<{ readonly session: Session; run(line: string): Promise<string> }> {
  const session = createSession({});
  await session.ready;
  session.pause();
  session.runUntilSettled();
  while (session.store.getState().playback.playing) session.advance(16);
  const run = async (line: string): Promise<string> => {
    let said = '';
    const print = (text: string): void => void (said += text);
    await session.runTerminal(line, { stdout: print, stderr: print, signal: new AbortController().signal });
    return said;
  };
  return { session, run };
}

describe('kubectl cp', () => {
  it('copies into a container and back', async () => {
    const { session, run } = await opened();
    session.addFile('index.html', 'hello\nworld\n');
    expect(await run(`kubectl cp index.html ${pod}:/usr/share/nginx/html/`)).toBe('');
    expect(await run(`kubectl exec ${pod} -- cat /usr/share/nginx/html/index.html`)).toBe('hello\nworld\n');
    expect(await run(`kubectl cp ./index.html default/${pod}:/tmp/other`)).toBe('');
    expect(await run(`kubectl cp ${pod}:/usr/share/nginx/html/index.html copy.html`)).toBe(
      "tar: Removing leading `/' from member names\n",
    );
    expect(session.store.getState().files.find(({ name }) => name === 'copy.html')?.text).toBe('hello\nworld\n');
  });

  it('says what is wrong', async () => {
    const { run } = await opened();
    expect(await run(`kubectl cp missing ${pod}:/tmp/x`)).toBe("error: missing doesn't exist in local filesystem\n");
    expect(await run(`kubectl cp ${pod}:/missing x`)).toBe(
      'tar: /missing: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\ncommand terminated with exit code 2\n',
    );
    expect(await run('kubectl cp a b')).toBe('error: one of src or dest must be a remote file specification\n');
    expect(await run('kubectl cp a:b c:d')).toBe('error: one of src or dest must be a local file specification\n');
    expect(await run('kubectl cp :a b')).toBe(
      'error: filespec must match the canonical format: [[namespace/]pod:]file/path\n',
    );
    expect(await run(`kubectl cp nopod:/x y`)).toBe('Error from server (NotFound): pods "nopod" not found\n');
  });
});
