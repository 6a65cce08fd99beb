/**
 * `curl`, `wget` and the tools that ask DNS. The terminal stands on the cluster's network and asks its DNS as a Pod of the
 * current namespace does; beyond the cluster it reaches the addresses of the bundled manifests alone.
 */

import type { ExecResult, ResolvedCommandContext } from 'just-bash/browser';
import type { LineAccess, TerminalCommand } from './line-access.ts';

const said = (stdout: string): ExecResult => ({ stdout, stderr: '', exitCode: 0 });
const failed = (stderr: string, exitCode: number): ExecResult => ({ stdout: '', stderr, exitCode });

/** Runs a program beside the cluster: what it writes comes into the working directory, what it takes passes. */
async function visit(
  argv: readonly string[],
  { fs, cwd }: ResolvedCommandContext,
  line: LineAccess,
): Promise<ExecResult> {
  const { stdout, stderr, exitCode, takesMs, files } = await line.visit(argv);
  if (takesMs > 0) await line.sleep(takesMs);
  for (const [name, text] of Object.entries(files)) await fs.writeFile(fs.resolvePath(cwd, name), text);
  return { stdout, stderr, exitCode };
}

/** A program of the cluster's network. */
const visitor =
  (name: string): TerminalCommand =>
  (args, context, line) =>
    visit([name, ...args], context, line);

const absolute = (url: string): string => (/^https?:/.test(url) ? url : `http://${url}`);
/** An address that no Pod, Service or node has. */
const isBeyond = (host: string): boolean => /^[\d.]+$/.test(host) && !/^(?:10|127|192\.168)\./.test(host);

const curl: TerminalCommand = async (args, context, line) => {
  const isUrl = (arg: string, index: number): boolean =>
    /^[^-]/.test(arg) &&
    !/^-[a-zA-Z]*[oHXdmuAwbcx]$|^--(?:max-time|connect-timeout|retry|output|header|request|data|write-out|user-agent)$/.test(
      args[index - 1] ?? '',
    );
  const url = args.find(isUrl);
  const text = url === undefined ? undefined : await line.readUrl(absolute(url));
  if (text !== undefined) return curlBundled(args, text, url!, context);
  const host = /^(?:https?:\/\/)?([^/:?#]+)(?::(\d+))?/.exec(url ?? '');
  if (url === undefined || !host || !isBeyond(host[1]!)) return visit(['curl', ...args], context, line);
  const port = host[2] ?? (url.startsWith('https:') ? '443' : '80');
  const isQuiet = args.some((arg) => /^-[a-zA-Z]*s/.test(arg)) && !args.some((arg) => /^-[a-zA-Z]*S/.test(arg));
  return failed(
    isQuiet ? '' : `curl: (7) Failed to connect to ${host[1]} port ${port} after 0 ms: Could not connect to server\n`,
    7,
  );
};

/** A bundled manifest, to the terminal or into a file. */
async function curlBundled(
  args: readonly string[],
  text: string,
  url: string,
  { fs, cwd }: ResolvedCommandContext,
): Promise<ExecResult> {
  const named = args.findIndex((arg) => /^-[a-zA-Z]*o$/.test(arg) || arg === '--output');
  const isRemote = args.some((arg) => /^-[a-zA-Z]*O$/.test(arg) || arg === '--remote-name');
  const file = named >= 0 ? args[named + 1] : isRemote ? fileNameOf(url) : undefined;
  if (file === undefined || file === '-') return said(text);
  await fs.writeFile(fs.resolvePath(cwd, file), text);
  return said('');
}

const fileNameOf = (url: string): string => /([^/?#]+)(?:[?#].*)?$/.exec(url)?.[1] ?? 'index.html';

const wget: TerminalCommand = async (args, context, line) => {
  const url = args.find((arg, index) => /^[^-]/.test(arg) && !/^-[a-zA-Z]*[OTt]$/.test(args[index - 1] ?? ''));
  if (url === undefined) return failed('wget: missing URL\nUsage: wget [OPTION]... [URL]...\n', 1);
  const text = await line.readUrl(absolute(url));
  if (text === undefined) return visit(['wget', ...args], context, line);
  const at = args.findIndex((arg) => /^-[a-zA-Z]*O/.test(arg));
  const name = at < 0 ? fileNameOf(url) : args[at]!.replace(/^-[a-zA-Z]*?O/, '') || (args[at + 1] ?? '-');
  if (name === '-') return said(text);
  await context.fs.writeFile(context.fs.resolvePath(context.cwd, name), text);
  return failed(args.some((arg) => /^-[a-zA-Z]*q/.test(arg)) ? '' : `Saving to: ‘${name}’\n`, 0);
};

export const networkCommands: Readonly<Record<string, TerminalCommand>> = {
  curl,
  wget,
  ...Object.fromEntries(['dig', 'host', 'nslookup', 'getent', 'ping', 'nc'].map((name) => [name, visitor(name)])),
};
