/** The terminal's file system: in memory, with the editor's files as the working directory. */

import type { InMemoryFs } from 'just-bash/browser';
import type { ShellFiles } from '../shell-io.ts';

type WriteArguments = Parameters<InMemoryFs['writeFile']>;

export const home = '/home/user';
const folders = [home, '/tmp', '/bin', '/usr/bin', '/dev'];

export interface WorkingDirectory {
  readonly fs: InMemoryFs;
  /** Takes over what the editor has changed. */
  refresh(): Promise<void>;
  /**
   * What is not written any more, because the line was interrupted: empty files are those that a command which will not
   * run has just opened.
   */
  refused: 'nothing' | 'empty' | 'everything';
}

/** Makes the file system; `Memory` is the library's, which is loaded when it is needed first. */
export async function createWorkingDirectory(Memory: typeof InMemoryFs, files: ShellFiles): Promise<WorkingDirectory> {
  const known = new Map<string, string>();
  const state: Pick<WorkingDirectory, 'refused'> = { refused: 'nothing' };
  const refuses = (content: WriteArguments[1]): boolean =>
    state.refused === 'everything' || (state.refused === 'empty' && content.length === 0);

  class EditorFs extends Memory {
    override async writeFile(path: string, content: WriteArguments[1], options?: WriteArguments[2]) {
      if (refuses(content)) return;
      await super.writeFile(path, content, options);
      await this.#toEditor(path);
    }

    override async appendFile(path: string, content: WriteArguments[1], options?: WriteArguments[2]) {
      if (refuses(content)) return;
      await super.appendFile(path, content, options);
      await this.#toEditor(path);
    }

    override async cp(from: string, to: string, options?: { recursive?: boolean }) {
      await super.cp(from, to, options);
      await this.#toEditor(to);
    }

    override async mv(from: string, to: string) {
      await super.mv(from, to);
      await this.#toEditor(to);
      this.#outOfEditor(from);
    }

    override async rm(path: string, options?: { recursive?: boolean; force?: boolean }) {
      if (state.refused === 'everything') return;
      await super.rm(path, options);
      this.#outOfEditor(path);
    }

    async #toEditor(path: string): Promise<void> {
      const name = nameAt(this.resolvePath(home, path));
      if (name === undefined || !(await this.exists(path)) || !(await this.stat(path)).isFile) return;
      const text = await this.readFile(path);
      if (known.get(name) === text) return;
      known.set(name, text);
      files.write(name, text);
    }

    #outOfEditor(path: string): void {
      const name = nameAt(this.resolvePath(home, path));
      if (name !== undefined && known.delete(name)) files.remove?.(name);
    }
  }

  const fs = new EditorFs();
  for (const folder of folders) await fs.mkdir(folder, { recursive: true });
  return {
    fs,
    get refused() {
      return state.refused;
    },
    set refused(value) {
      state.refused = value;
    },
    refresh: async () => {
      const names = files.list();
      for (const name of known.keys()) {
        if (names.includes(name)) continue;
        known.delete(name);
        await Memory.prototype.rm.call(fs, `${home}/${name}`, { force: true });
      }
      for (const name of names) {
        const text = files.read(name) ?? '';
        if (known.get(name) === text) continue;
        known.set(name, text);
        await Memory.prototype.writeFile.call(fs, `${home}/${name}`, text);
      }
    },
  };
}

/** The name of the editor's file at a path; undefined for other places and for hidden files. */
function nameAt(path: string): string | undefined {
  const name = path.startsWith(`${home}/`) ? path.slice(home.length + 1) : '';
  return name === '' || name.includes('/') || name.startsWith('.') ? undefined : name;
}
