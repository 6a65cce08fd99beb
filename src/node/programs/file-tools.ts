/** Programs that list, make, move and remove files. */

import { baseOf, normalizePath, parentOf, type FileEntry, type FileError } from '../file-system.ts';
import { globPattern } from '../shell/glob.ts';
import { printed, refused, type ProgramCall, type ProgramResult } from '../shell/program.ts';
import { monthDayTime } from './date-text.ts';
import { parseArgs, type Tool, type ToolWorld } from './tool.ts';
import { ownerOf, type Owner } from './users.ts';

const at = (call: ProgramCall, path: string): string => normalizePath(path, call.folder);

/** Does something with each operand and collects the complaints. */
function forEach(operands: readonly string[], act: (operand: string) => string | undefined): ProgramResult {
  const stderr = operands.map((operand) => act(operand) ?? '').join('');
  return stderr === '' ? printed('') : refused(stderr);
}

function permissions({ type, mode }: FileEntry, passesGroup: boolean): string {
  const letters = type === 'folder' ? 'd' : type === 'link' ? 'l' : '-';
  const bits = [6, 3, 0].map((shift) => {
    const triple = (mode >> shift) & 7;
    return `${triple & 4 ? 'r' : '-'}${triple & 2 ? 'w' : '-'}${triple & 1 ? 'x' : '-'}`;
  });
  const group = passesGroup && type === 'folder' ? bits[1]!.replace(/x$/, 's').replace(/-$/, 'S') : bits[1]!;
  const text = `${bits[0]}${group}${bits[2]}`;
  return letters + (mode & 0o1000 ? `${text.slice(0, -1)}${text.endsWith('x') ? 't' : 'T'}` : text);
}

const sizeOf = (entry: FileEntry): number => (entry.type === 'folder' ? 4096 : (entry.text ?? '').length);

function longRow(entry: FileEntry, name: string, { user, group, passesGroup }: Owner): string {
  const links = entry.type === 'folder' ? 2 : 1;
  const target = entry.type === 'link' ? ` -> ${entry.text ?? ''}` : '';
  return `${permissions(entry, passesGroup)} ${links} ${user} ${group} ${String(sizeOf(entry)).padStart(4)} ${monthDayTime(entry.modifiedMs)} ${name}${target}`;
}

const ls: Tool = (call, world) => {
  const { flags, operands } = parseArgs(call.argv.slice(1));
  const targets = operands.length > 0 ? operands : ['.'];
  const row = (path: string, name: string): string => {
    const entry = world.files.stat(path);
    return flags.has('l') && entry ? longRow(entry, name, ownerOf(world, path)) : name;
  };
  let stderr = '';
  let files = '';
  const blocks = targets.flatMap((target) => {
    const path = at(call, target);
    const entry = world.files.stat(path);
    if (!entry) {
      stderr +=
        world.set.base === 'debian'
          ? `ls: cannot access '${target}': No such file or directory\n`
          : `ls: ${target}: No such file or directory\n`;
      return [];
    }
    if (entry.type !== 'folder' || flags.has('d')) {
      files += `${row(path, target)}\n`;
      return [];
    }
    const names = world.files.list(path).filter((name) => flags.has('a') || flags.has('A') || !name.startsWith('.'));
    const dots = flags.has('a') ? ['.', '..'] : [];
    const lines = [...dots, ...names].map((name) => `${row(normalizePath(name, path), name)}\n`);
    const total = flags.has('l') ? `total ${names.length * 4}\n` : '';
    return [`${targets.length > 1 ? `${target}:\n` : ''}${total}${lines.join('')}`];
  });
  const stdout = [...(files === '' ? [] : [files]), ...blocks].join('\n');
  return { ...printed(stdout, stderr === '' ? 0 : 2), stderr };
};

const mkdir: Tool = (call, world) => {
  const { flags, operands } = parseArgs(call.argv.slice(1), ['m']);
  return forEach(operands, (name) => {
    const error = world.files.makeFolder(at(call, name), flags.has('p') || flags.has('parents'));
    return error && `mkdir: cannot create directory '${name}': ${error}\n`;
  });
};

const rm: Tool = (call, world) => {
  const { flags, operands } = parseArgs(call.argv.slice(1));
  const recursive = flags.has('r') || flags.has('R') || flags.has('recursive');
  return forEach(operands, (name) => {
    const error = world.files.remove(at(call, name), recursive);
    if (!error || (error === 'No such file or directory' && flags.has('f'))) return undefined;
    return `rm: cannot remove '${name}': ${error === 'Directory not empty' ? 'Is a directory' : error}\n`;
  });
};

const rmdir: Tool = (call, world) =>
  forEach(parseArgs(call.argv.slice(1)).operands, (name) => {
    const path = at(call, name);
    if (!world.files.isFolder(path)) return `rmdir: '${name}': Not a directory\n`;
    if (world.files.list(path).length > 0) return `rmdir: '${name}': Directory not empty\n`;
    world.files.remove(path, true);
    return undefined;
  });

function copying(verb: 'cp' | 'mv'): Tool {
  return (call, world) => {
    const { operands, flags } = parseArgs(call.argv.slice(1));
    const target = operands.at(-1);
    const sources = operands.slice(0, -1);
    if (target === undefined || sources.length === 0) return refused(`${verb}: missing file operand\n`);
    const place = at(call, target);
    const into = world.files.isFolder(place);
    if (sources.length > 1 && !into) return refused(`${verb}: target '${target}' is not a directory\n`);
    const recursive = verb === 'mv' || ['r', 'R', 'a', 'recursive'].some((flag) => flags.has(flag));
    return forEach(sources, (source) => {
      const from = at(call, source);
      if (world.files.isFolder(from) && !recursive) return `cp: -r not specified; omitting directory '${source}'\n`;
      const error: FileError | undefined =
        world.files.copy(from, into ? normalizePath(baseOf(from), place) : place) ??
        (verb === 'mv' ? world.files.remove(from, true) : undefined);
      return error && `${verb}: cannot ${verb === 'cp' ? 'stat' : 'move'} '${source}': ${error}\n`;
    });
  };
}

const ln: Tool = (call, world) => {
  const { operands, flags } = parseArgs(call.argv.slice(1));
  const [target = '', name = baseOf(target)] = operands;
  const path = world.files.isFolder(at(call, name)) ? normalizePath(baseOf(target), at(call, name)) : at(call, name);
  if (flags.has('f')) world.files.remove(path);
  const error = world.files.link(path, flags.has('s') ? target : at(call, target));
  return error ? refused(`ln: ${name}: ${error}\n`) : printed('');
};

const touch: Tool = (call, world) =>
  forEach(parseArgs(call.argv.slice(1), ['d', 't']).operands, (name) => {
    const error = world.files.touch(at(call, name));
    return error && `touch: ${world.set.base === 'debian' ? `cannot touch '${name}'` : name}: ${error}\n`;
  });

/** The bits after `chmod 755`, `chmod +x`, `chmod u+rw,g-w`. */
function changedMode(mode: number, change: string): number | undefined {
  if (/^[0-7]{3,4}$/.test(change)) return Number.parseInt(change, 8);
  let next = mode;
  for (const clause of change.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause);
    if (!match) return undefined;
    const who = match[1] === '' || match[1]!.includes('a') ? 'ugo' : match[1]!;
    const bits = [...match[3]!].reduce((sum, letter) => sum | { r: 4, w: 2, x: 1 }[letter as 'r' | 'w' | 'x'], 0);
    for (const [letter, shift] of [
      ['u', 6],
      ['g', 3],
      ['o', 0],
    ] as const) {
      if (!who.includes(letter)) continue;
      if (match[2] === '=') next = (next & ~(7 << shift)) | (bits << shift);
      else next = match[2] === '+' ? next | (bits << shift) : next & ~(bits << shift);
    }
  }
  return next;
}

const chmod: Tool = (call, world) => {
  const words = call.argv.slice(1).filter((word) => !/^-[Rvf]+$/.test(word));
  const [change = '', ...operands] = words;
  return forEach(operands, (name) => {
    const entry = world.files.stat(at(call, name));
    const mode = entry && changedMode(entry.mode, change);
    if (!entry) return `chmod: cannot access '${name}': No such file or directory\n`;
    if (mode === undefined) return `chmod: invalid mode: '${change}'\n`;
    const error = world.files.setMode(at(call, name), mode);
    return error && `chmod: changing permissions of '${name}': ${error}\n`;
  });
};

const chown: Tool = (call, world) =>
  forEach(parseArgs(call.argv.slice(1)).operands.slice(1), (name) =>
    world.files.exists(at(call, name)) ? undefined : `chown: cannot access '${name}': No such file or directory\n`,
  );

const stat: Tool = (call, world) => {
  const { operands } = parseArgs(call.argv.slice(1), ['c', 'format']);
  const rows = operands.map((name) => {
    const entry = world.files.stat(at(call, name));
    return entry
      ? `  File: ${name}\n  Size: ${sizeOf(entry)}\nAccess: (${(entry.mode & 0o7777).toString(8).padStart(4, '0')}/${permissions(entry, false)})\n`
      : '';
  });
  const missing = operands.filter((_, index) => rows[index] === '');
  const stderr = missing.map((name) => `stat: cannot statx '${name}': No such file or directory\n`).join('');
  return { ...printed(rows.join(''), stderr === '' ? 0 : 1), stderr };
};

const find: Tool = (call, world) => {
  const words = call.argv.slice(1);
  const split = words.findIndex((word) => word.startsWith('-'));
  const starts = split < 0 ? words : words.slice(0, split);
  const { values } = parseArgs(
    words.slice(Math.max(split, 0)).map((word) => word.replace(/^-(name|type|maxdepth)$/, '--$1')),
    ['name', 'type', 'maxdepth'],
  );
  const name = values.has('name') ? globPattern(values.get('name')!) : undefined;
  const type = values.get('type');
  const depth = Number(values.get('maxdepth') ?? 20);
  const found: string[] = [];
  const visit = (shown: string, level: number): void => {
    const entry = world.files.stat(at(call, shown));
    if (!entry || found.length > 5000) return;
    const kind = entry.type === 'folder' ? 'd' : 'f';
    if ((!name || name.test(baseOf(at(call, shown)))) && (type === undefined || type === kind)) found.push(shown);
    if (entry.type !== 'folder' || level >= depth) return;
    for (const child of world.files.list(at(call, shown)))
      visit(shown === '/' ? `/${child}` : `${shown}/${child}`, level + 1);
  };
  for (const start of split === 0 || starts.length === 0 ? ['.'] : starts) visit(start, 0);
  return printed(found.map((path) => `${path}\n`).join(''));
};

const df: Tool = (_call, world) => {
  const claims = (world.container.volumeMounts ?? []).map(({ mountPath, name }) => {
    const volume = world.pod.spec.volumes?.find((candidate) => candidate.name === name);
    return { device: volume?.persistentVolumeClaim ? '/dev/sdb' : 'tmpfs', path: mountPath };
  });
  const rows = [{ device: 'overlay', path: '/' }, ...claims].map(
    ({ device, path }) => `${device.padEnd(20)} 52403200   4192256  48210944   8% ${path}\n`,
  );
  return printed(`Filesystem           1K-blocks      Used Available Use% Mounted on\n${rows.join('')}`);
};

const basename: Tool = ({ argv }) => {
  const [path = '', suffix = ''] = argv.slice(1);
  const name = baseOf(normalizePath(path));
  return printed(`${suffix !== '' && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`);
};

const readlink: Tool = (call, world) => {
  const path = at(call, parseArgs(call.argv.slice(1)).operands[0] ?? '');
  return world.files.exists(path) ? printed(`${path}\n`) : printed('', 1);
};

const which: Tool = ({ argv, environment }, world: ToolWorld) => {
  const found = argv.slice(1).flatMap((name) => {
    const folders = (environment['PATH'] ?? '/usr/bin:/bin').split(':');
    const path = folders.map((folder) => `${folder}/${name}`).find((candidate) => world.files.exists(candidate));
    return path === undefined ? [] : [path];
  });
  return printed(found.map((path) => `${path}\n`).join(''), found.length === argv.length - 1 ? 0 : 1);
};

export const fileTools: Readonly<Record<string, Tool>> = {
  basename,
  chgrp: chown,
  chmod,
  chown,
  cp: copying('cp'),
  df,
  dirname: ({ argv }) => printed(`${parentOf(normalizePath(argv[1] ?? '.'))}\n`),
  find,
  ln,
  ls,
  mkdir,
  mktemp: (_call, world) => {
    const path = `/tmp/tmp.${world.nowMs.toString(36)}`;
    world.files.write(path, '');
    return printed(`${path}\n`);
  },
  mv: copying('mv'),
  readlink,
  realpath: readlink,
  rm,
  rmdir,
  stat,
  touch,
  which,
};
