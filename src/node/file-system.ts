/**
 * Files of a container as it sees them: layers of plain data, the image's at the bottom, the container's own writes
 * above it, volumes mounted over both. Paths are absolute and have no `.`, `..` or trailing slash.
 */

/** A file, a folder or a symbolic link. */
export interface FileEntry {
  readonly type: 'file' | 'folder' | 'link';
  /** Contents of a file, target of a link. */
  readonly text?: string;
  /** Permission bits. */
  readonly mode: number;
  readonly modifiedMs: number;
}

/** Entries by path; null marks one that was removed from a layer below. */
export type FileLayer = Readonly<Record<string, FileEntry | null>>;

export interface Mount {
  /** Where it is mounted: `/usr/share/nginx/html`. */
  readonly path: string;
  /** Names the layer that keeps its files. */
  readonly layer: string;
  /** A folder inside the volume that is mounted instead of its root: `/data`. */
  readonly subPath: string;
  readonly readOnly: boolean;
}

/** Why an operation on files failed, in libc's words. */
export type FileError =
  | 'No such file or directory'
  | 'Is a directory'
  | 'Not a directory'
  | 'File exists'
  | 'Directory not empty'
  | 'Read-only file system'
  | 'Permission denied';

export interface FileSystemParts {
  /** Under everything: the image, and what the kubelet adds to it. Later ones hide earlier ones. */
  readonly bases: readonly FileLayer[];
  readonly mounts: readonly Mount[];
  /** Layers by name; the container's own is `''`. */
  readonly layers: Readonly<Record<string, FileLayer>>;
  /** Written layers of volumes, seen by all containers that are looked into at the same time. */
  readonly shared?: Map<string, FileLayer>;
  readonly nowMs: number;
}

/** Makes a path absolute and removes `.`, `..` and doubled slashes. */
export function normalizePath(path: string, folder = '/'): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

const below = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);

const folders = new WeakMap<FileLayer, ReadonlySet<string>>();

/** Folders that exist because something is in them. Layers never change, so this is found out once for each. */
function impliedFolders(layer: FileLayer): ReadonlySet<string> {
  const known = folders.get(layer);
  if (known) return known;
  const found = new Set<string>();
  for (const [path, entry] of Object.entries(layer)) {
    if (entry === null) continue;
    for (let folder = parentOf(path); folder !== '/' && !found.has(folder); folder = parentOf(folder))
      found.add(folder);
  }
  folders.set(layer, found);
  return found;
}

/** A view for one command: it reads the parts and keeps the layers that were written. */
export class FileSystem {
  readonly #parts: FileSystemParts;
  /** Longest path first, so that the innermost mount is found first. */
  readonly #mounts: readonly Mount[];
  readonly #written = new Map<string, FileLayer>();
  readonly #shared: Map<string, FileLayer>;

  constructor(parts: FileSystemParts) {
    this.#parts = parts;
    this.#mounts = parts.mounts.toSorted((a, b) => b.path.length - a.path.length);
    this.#shared = parts.shared ?? this.#written;
  }

  /** Layers that have changed, by name. */
  get written(): ReadonlyMap<string, FileLayer> {
    return this.#shared === this.#written ? this.#written : new Map([...this.#written, ...this.#shared]);
  }

  /** The entry at a path, links followed; undefined when there is none. */
  stat(path: string, depth = 0): FileEntry | undefined {
    const entry = this.#own(path);
    if (entry?.type !== 'link' || depth > 8) return entry;
    return this.stat(normalizePath(entry.text ?? '', parentOf(path)), depth + 1);
  }

  exists(path: string): boolean {
    return this.stat(path) !== undefined;
  }

  isFolder(path: string): boolean {
    return this.stat(path)?.type === 'folder';
  }

  /** The text of a file. */
  read(path: string): { readonly text: string } | { readonly error: FileError } {
    const entry = this.stat(path);
    if (!entry) return { error: this.#missing(path) };
    return entry.type === 'folder' ? { error: 'Is a directory' } : { text: entry.text ?? '' };
  }

  /** Names in a folder, sorted. */
  list(path: string): readonly string[] {
    const names = new Set<string>();
    const add = (candidate: string): void => {
      if (candidate !== path && below(candidate, path)) {
        names.add(candidate.slice(path === '/' ? 1 : path.length + 1).split('/')[0]!);
      }
    };
    for (const base of this.#parts.bases) for (const candidate of Object.keys(base)) add(candidate);
    for (const candidate of Object.keys(this.#layer(''))) add(candidate);
    for (const mount of this.#mounts) {
      add(mount.path);
      if (!below(path, mount.path) && !below(mount.path, path)) continue;
      for (const inner of Object.keys(this.#layer(mount.layer))) {
        if (below(inner, mount.subPath || '/')) add(this.#outer(mount, inner));
      }
    }
    return [...names]
      .filter((name) => this.#own(path === '/' ? `/${name}` : `${path}/${name}`) !== undefined)
      .toSorted();
  }

  /** Writes (or appends to) a file, which is made when it does not exist. */
  write(path: string, text: string, append = false): FileError | undefined {
    const before = this.stat(path);
    if (before?.type === 'folder') return 'Is a directory';
    if (!this.isFolder(parentOf(path))) return this.#missing(path);
    const contents = append ? (before?.text ?? '') + text : text;
    return this.#put(path, {
      type: 'file',
      text: contents,
      mode: before?.mode ?? 0o644,
      modifiedMs: this.#parts.nowMs,
    });
  }

  makeFolder(path: string, parents = false): FileError | undefined {
    if (this.exists(path)) return parents && this.isFolder(path) ? undefined : 'File exists';
    if (!this.isFolder(parentOf(path))) {
      if (!parents) return this.#missing(path);
      const error = this.makeFolder(parentOf(path), true);
      if (error) return error;
    }
    return this.#put(path, { type: 'folder', mode: 0o755, modifiedMs: this.#parts.nowMs });
  }

  link(path: string, target: string): FileError | undefined {
    if (this.exists(path)) return 'File exists';
    return this.#put(path, { type: 'link', text: target, mode: 0o777, modifiedMs: this.#parts.nowMs });
  }

  setMode(path: string, mode: number): FileError | undefined {
    const entry = this.stat(path);
    return entry ? this.#put(path, { ...entry, mode }) : this.#missing(path);
  }

  touch(path: string): FileError | undefined {
    const entry = this.stat(path);
    return entry ? this.#put(path, { ...entry, modifiedMs: this.#parts.nowMs }) : this.write(path, '');
  }

  /** Removes a file, or a folder with all that is in it. A mount point itself cannot be removed. */
  remove(path: string, recursive = false): FileError | undefined {
    const entry = this.#own(path);
    if (!entry) return this.#missing(path);
    if (entry.type === 'folder') {
      const names = this.list(path);
      if (!recursive) return names.length > 0 ? 'Directory not empty' : 'Is a directory';
      for (const name of names) {
        const error = this.remove(`${path === '/' ? '' : path}/${name}`, true);
        if (error) return error;
      }
      if (this.#mounts.some((mount) => mount.path === path)) return undefined;
    }
    return this.#put(path, null);
  }

  /** Copies a file or a folder's contents to another place. */
  copy(from: string, to: string): FileError | undefined {
    const entry = this.stat(from);
    if (!entry) return this.#missing(from);
    if (entry.type !== 'folder') {
      if (!this.isFolder(parentOf(to))) return this.#missing(to);
      return this.#put(to, { ...entry, modifiedMs: this.#parts.nowMs });
    }
    const made = this.makeFolder(to, true);
    if (made) return made;
    for (const name of this.list(from)) {
      const error = this.copy(`${from}/${name}`, `${to}/${name}`);
      if (error) return error;
    }
    return undefined;
  }

  #missing(path: string): FileError {
    const parent = parentOf(path);
    return this.exists(parent) && !this.isFolder(parent) ? 'Not a directory' : 'No such file or directory';
  }

  #layer(name: string): FileLayer {
    const written = (name === '' ? this.#written : this.#shared).get(name);
    if (written) return written;
    return Object.hasOwn(this.#parts.layers, name) ? this.#parts.layers[name]! : {};
  }

  #mountOf(path: string): Mount | undefined {
    return this.#mounts.find((mount) => below(path, mount.path));
  }

  /** The path inside a mount's layer. */
  #inner(mount: Mount, path: string): string {
    const inside = path.slice(mount.path === '/' ? 0 : mount.path.length);
    return `${mount.subPath}${inside}` || '/';
  }

  #outer(mount: Mount, inner: string): string {
    const inside = inner.slice(mount.subPath.length);
    return inside === '' || inside === '/' ? mount.path : `${mount.path}${inside}`;
  }

  #own(path: string): FileEntry | undefined {
    const mount = this.#mountOf(path);
    const folder: FileEntry = { type: 'folder', mode: 0o755, modifiedMs: this.#parts.nowMs };
    if (path === '/') return folder;
    const layer = this.#layer(mount?.layer ?? '');
    const key = mount ? this.#inner(mount, path) : path;
    if (Object.hasOwn(layer, key)) return layer[key] ?? undefined;
    if (mount && mount.path === path) return { ...folder, mode: 0o777 };
    const base = mount ? undefined : this.#baseEntry(path);
    if (base) return base;
    const known = mount ? [layer] : [layer, ...this.#parts.bases];
    return known.some((one) => impliedFolders(one).has(key)) ||
      this.#mounts.some((other) => other.path !== path && below(other.path, path))
      ? folder
      : undefined;
  }

  #baseEntry(path: string): FileEntry | undefined {
    return this.#parts.bases.findLast((base) => Object.hasOwn(base, path))?.[path] ?? undefined;
  }

  #put(path: string, entry: FileEntry | null): FileError | undefined {
    const mount = this.#mountOf(path);
    if (mount?.readOnly) return 'Read-only file system';
    const name = mount?.layer ?? '';
    const key = mount ? this.#inner(mount, path) : path;
    const layer = this.#layer(name);
    if (entry === null && (mount || !this.#baseEntry(path))) {
      const { [key]: _removed, ...rest } = layer;
      this.#keep(name, rest);
    } else this.#keep(name, { ...layer, [key]: entry });
    return undefined;
  }

  #keep(name: string, layer: FileLayer): void {
    (name === '' ? this.#written : this.#shared).set(name, layer);
  }
}
