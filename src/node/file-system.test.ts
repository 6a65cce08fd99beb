import { describe, expect, it } from 'vitest';
import { FileSystem, normalizePath, type FileLayer, type FileSystemParts } from './file-system.ts';

const file = (text: string) => ({ type: 'file', text, mode: 0o644, modifiedMs: 0 }) as const;
const html = '/usr/share/nginx/html';

function parts(layers: Readonly<Record<string, FileLayer>> = {}): FileSystemParts {
  return {
    bases: [{ [`${html}/index.html`]: file('Welcome'), '/bin/sh': file('') }],
    mounts: [
      { path: html, layer: 'pv', subPath: '', readOnly: false },
      { path: '/etc/config', layer: 'map', subPath: '', readOnly: true },
    ],
    layers: { map: { '/my.cnf': file('[mysqld]') }, ...layers },
    nowMs: 5,
  };
}

describe('files of a container', () => {
  it('hide what a volume is mounted over, and live in the volume', () => {
    const first = new FileSystem(parts());
    expect(first.read(`${html}/index.html`)).toEqual({ error: 'No such file or directory' });
    expect(first.write(`${html}/index.html`, 'web-0\n')).toBeUndefined();
    expect([...first.written]).toEqual([['pv', { '/index.html': { ...file('web-0\n'), modifiedMs: 5 } }]]);
    const next = new FileSystem(parts(Object.fromEntries(first.written)));
    expect(next.read(`${html}/index.html`)).toEqual({ text: 'web-0\n' });
    expect(next.list('/usr/share/nginx')).toEqual(['html']);
  });

  it('can be removed and moved although they come from the image', () => {
    const files = new FileSystem(parts());
    expect(files.copy('/bin/sh', '/bin/sh.off')).toBeUndefined();
    expect(files.remove('/bin/sh')).toBeUndefined();
    expect(files.list('/bin')).toEqual(['sh.off']);
    expect(files.remove('/bin/sh')).toBe('No such file or directory');
  });

  it('refuse what cannot be', () => {
    const files = new FileSystem(parts());
    expect(files.write('/etc/config/my.cnf', '')).toBe('Read-only file system');
    expect(files.write('/nowhere/file', '')).toBe('No such file or directory');
    expect(files.write('/bin', '')).toBe('Is a directory');
    expect(files.makeFolder('/a/b')).toBe('No such file or directory');
    expect(files.makeFolder('/a/b', true)).toBeUndefined();
    expect(files.remove('/a')).toBe('Directory not empty');
    expect(files.remove('/a', true)).toBeUndefined();
    expect(files.exists('/a/b')).toBe(false);
  });

  it('have clean paths', () => {
    expect(normalizePath('../x//./y/', '/a/b')).toBe('/a/x/y');
    expect(normalizePath('/../..')).toBe('/');
  });
});
