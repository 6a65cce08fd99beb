/**
 * Reads what the page around has sent. Messages are data of unknown shape: whatever is wrong with one is said in words,
 * and nothing here throws.
 */

import { isPlainObject, member, type PlainObject } from './plain-object.ts';
import {
  limits,
  protocol,
  type EmbedCommand,
  type EmbedErrorCode,
  type EmbedTheme,
  type MessageId,
} from './protocol.ts';

export type ReadCommand =
  | { readonly command: EmbedCommand; readonly id?: MessageId }
  | { readonly error: { readonly code: EmbedErrorCode; readonly message: string }; readonly id?: MessageId }
  /** Not meant for the playground: other scripts of the page send messages too. */
  | undefined;

type Problem = string;
type Reader = (message: PlainObject) => EmbedCommand | Problem;

const family = 'statefulset-playground/';
const themes: readonly unknown[] = ['auto', 'light', 'dark'];

const readers: ReadonlyMap<unknown, Reader> = new Map<string, Reader>([
  ['load', readLoad],
  ['play', () => ({ type: 'play' })],
  ['pause', () => ({ type: 'pause' })],
  ['seek', readSeek],
  ['run', readRun],
  ['setTheme', readTheme],
]);

export function readCommand(data: unknown): ReadCommand {
  if (!isPlainObject(data)) return undefined;
  const version = member(data, 'protocol');
  if (typeof version !== 'string' || !version.startsWith(family)) return undefined;
  const given = member(data, 'id');
  const id =
    (typeof given === 'string' && given.length <= limits.nameLength) || isNumber(given)
      ? { id: given as MessageId }
      : {};
  if (version !== protocol) return { error: { code: 'version', message: `this playground speaks ${protocol}` }, ...id };
  const type = member(data, 'type');
  const read = readers.get(type);
  if (!read) {
    const said = typeof type === 'string' ? `: ${type.slice(0, 40)}` : '';
    return { error: { code: 'type', message: `unknown message type${said}` }, ...id };
  }
  const command = read(data);
  return typeof command === 'string' ? { error: { code: 'shape', message: command }, ...id } : { command, ...id };
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function readSeek(message: PlainObject): EmbedCommand | Problem {
  const atMs = member(message, 'atMs');
  return isNumber(atMs) && atMs >= 0
    ? { type: 'seek', atMs }
    : 'seek: atMs has to be a number of milliseconds, not negative';
}

function readRun(message: PlainObject): EmbedCommand | Problem {
  const command = member(message, 'command');
  if (isText(command, limits.lineLength) && command.trim() !== '') return { type: 'run', command };
  return `run: command has to be a line of at most ${limits.lineLength} characters`;
}

function readTheme(message: PlainObject): EmbedCommand | Problem {
  const theme = member(message, 'theme');
  return themes.includes(theme)
    ? { type: 'setTheme', theme: theme as EmbedTheme }
    : 'setTheme: theme has to be auto, light or dark';
}

function readLoad(message: PlainObject): EmbedCommand | Problem {
  const [manifest, link, scenario, run] = ['manifest', 'link', 'scenario', 'run'].map((key) => member(message, key));
  if (manifest === undefined && link === undefined && scenario === undefined) {
    return 'load: manifest, link or scenario has to be given';
  }
  if (manifest !== undefined && !isText(manifest, limits.manifestLength)) {
    if (!isTexts(manifest, limits.manifests, limits.manifestLength)) {
      return `load: manifest has to be YAML of at most ${limits.manifestLength} characters, or up to ${limits.manifests} of them`;
    }
  }
  if (link !== undefined && !isText(link, limits.linkLength)) return 'load: link has to be the link of a playground';
  if (scenario !== undefined && !isText(scenario, limits.nameLength)) return 'load: scenario has to be a name';
  if (run !== undefined && !isTexts(run, limits.lines, limits.lineLength)) return 'load: run has to be a list of lines';
  return {
    type: 'load',
    ...(manifest === undefined ? {} : { manifest }),
    ...(link === undefined ? {} : { link }),
    ...(scenario === undefined ? {} : { scenario }),
    ...(run === undefined ? {} : { run }),
  };
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest;
}

function isTexts(value: unknown, most: number, longest: number): value is readonly string[] {
  return Array.isArray(value) && value.length <= most && value.every((text) => isText(text, longest));
}
