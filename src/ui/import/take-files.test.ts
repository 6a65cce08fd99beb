import { afterEach, describe, expect, it } from 'vitest';
import { createSession } from '../../session/session.ts';
import { toSharedFile } from '../../session/share/shared-file.ts';
import { hostLessons, useLessons } from '../lessons/lesson-store.ts';
import { takeFiles } from './take-files.ts';

const manifest = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
const file = (name: string, text: string): File => new File([text], name);

function pageSession(): ReturnType<typeof createSession> {
  const session = createSession({ files: [{ name: 'manifest.yaml', text: '# mine\n' }] });
  hostLessons({ session, storage: undefined });
  return session;
}

const noticesOf = (session: ReturnType<typeof createSession>): string =>
  session.store
    .getState()
    .notices.map(({ text }) => text)
    .join('\n');

afterEach(() => useLessons.setState({ refused: undefined }));

describe('files that come to the page', () => {
  it('are added to those of the editor, each under a name of its own', async () => {
    const session = pageSession();
    await takeFiles(session, [file('manifest.yaml', manifest('a')), file('b.yml', manifest('b'))], false);
    expect(session.store.getState()).toMatchObject({
      files: [
        { name: 'manifest.yaml', text: '# mine\n' },
        { name: 'manifest-2.yaml', text: manifest('a') },
        { name: 'b.yml', text: manifest('b') },
      ],
      activeFile: 'b.yml',
    });
    expect(noticesOf(session)).toBe('manifest.yaml is there already: what was added is manifest-2.yaml.');
    await takeFiles(session, [file('b.yml', manifest('b'))], false);
    expect(session.store.getState().files).toHaveLength(3);
  });

  it('are refused in words when nothing can be made of them', async () => {
    const session = pageSession();
    await takeFiles(session, [file('photo.png', 'x')], false);
    expect(noticesOf(session)).toContain('photo.png was left out');
    expect(session.store.getState().files).toHaveLength(1);
  });

  it('are lessons by what they hold, and a broken lesson is told what is wrong with it', async () => {
    const session = pageSession();
    await takeFiles(session, [file('own.yaml', 'title: Own\nsumary: x\nsteps: []\n')], false);
    expect(session.store.getState().files).toHaveLength(1);
    const { refused } = useLessons.getState();
    expect(refused?.name).toBe('own.yaml');
    expect(refused?.problems.map(({ path, message }) => `${path} ${message}`).join('\n')).toContain(
      'summary is missing',
    );
  });

  it('are saved sessions under any name', async () => {
    const session = pageSession();
    const saved = toSharedFile({ ...session.shared(), files: [{ name: 'saved.yaml', text: manifest('c') }] });
    await takeFiles(session, [file('renamed.json', saved)], false);
    expect(session.store.getState().files.map(({ name }) => name)).toEqual(['saved.yaml']);
  });

  it('are manifests and nothing else in the page of somebody else', async () => {
    const session = pageSession();
    const lesson = 'title: Own\nsteps: []\n';
    await takeFiles(session, [file('own.yaml', lesson)], true);
    expect(session.store.getState().files.at(-1)).toEqual({ name: 'own.yaml', text: lesson });
  });
});
