/** Shell patterns: `*`, `?`, `[…]`, against texts and against files. */

import type { FileSystem } from '../file-system.ts';
import { normalizePath } from '../file-system.ts';

/** The pattern as a regular expression for a whole text. `lazy` lets `*` match as little as possible. */
export function globPattern(pattern: string, lazy = false): RegExp {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    if (char === '\\') source += escaped(pattern[++i] ?? '');
    else if (char === '*') source += lazy ? '[^]*?' : '[^]*';
    else if (char === '?') source += '[^]';
    else if (char === '[') {
      const end = pattern.indexOf(']', i + 2);
      if (end < 0) source += '\\[';
      else {
        const inside = pattern
          .slice(i + 1, end)
          .replace(/^!/, '^')
          .replaceAll('\\', '\\\\');
        source += `[${inside}]`;
        i = end;
      }
    } else source += escaped(char);
  }
  return new RegExp(`^${source}$`);
}

function escaped(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}

/** True when a text has characters that make it a pattern. */
export function isPattern(text: string): boolean {
  return /[*?[]/.test(text);
}

/** The files that a pattern stands for, sorted; empty when there is none. */
export function expandGlob(files: FileSystem, pattern: string, folder: string): readonly string[] {
  const absolute = pattern.startsWith('/');
  let found: readonly string[] = [absolute ? '/' : ''];
  for (const part of pattern.split('/').filter(Boolean)) {
    const matcher = isPattern(part) ? globPattern(part) : undefined;
    found = found.flatMap((base) => {
      const join = (name: string): string => (base === '' ? name : base === '/' ? `/${name}` : `${base}/${name}`);
      if (!matcher) return files.exists(normalizePath(join(part), folder)) ? [join(part)] : [];
      return files
        .list(normalizePath(base || '.', folder))
        .filter((name) => matcher.test(name) && (part.startsWith('.') || !name.startsWith('.')))
        .map(join);
    });
  }
  return found.filter((path) => path !== '' && path !== '/');
}
