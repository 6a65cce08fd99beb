/** `curl`: one or several requests, of which the outcome and the time are told as the real one does. */

import { normalizePath } from '../file-system.ts';
import { printed, refused, type ProgramCall, type ProgramResult } from '../shell/program.ts';
import { respond, type HttpReply } from './http-server.ts';
import { parseArgs, type ParsedArgs, type Tool, type ToolWorld } from './tool.ts';
import { parseUrl, type Url } from './url.ts';

const withValue =
  'o H X d m w A u b c e r x T F max-time connect-timeout output header request write-out data data-raw json retry retry-delay user-agent user cacert resolve'.split(
    ' ',
  );
const defaultLimitSeconds = 130;

export const curl: Tool = (call, world) => {
  const args = parseArgs(call.argv.slice(1), withValue);
  if (args.operands.length === 0)
    return refused("curl: try 'curl --help' or 'curl --manual' for more information\n", 2);
  if (has(args, 'V', 'version')) return printed('curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1\n');
  const results = args.operands.map((target) => transfer(target, args, call, world));
  return {
    stdout: results.map(({ stdout }) => stdout).join(''),
    stderr: results.map(({ stderr }) => stderr).join(''),
    status: results.at(-1)!.status,
    takesMs: results.reduce((sum, { takesMs }) => sum + takesMs, 0),
    endless: false,
  };
};

const has = ({ flags }: ParsedArgs, ...names: readonly string[]): boolean => names.some((name) => flags.has(name));
const value = ({ values }: ParsedArgs, ...names: readonly string[]): string | undefined =>
  names.map((name) => values.get(name)).find((text) => text !== undefined);

function transfer(target: string, args: ParsedArgs, call: ProgramCall, world: ToolWorld): ProgramResult {
  const url = parseUrl(target);
  const written = (reply: HttpReply | undefined): string => writeOut(value(args, 'w', 'write-out') ?? '', url, reply);
  const isSilent = has(args, 's', 'silent') && !has(args, 'S', 'show-error');
  const fail = (code: number, text: string, takesMs = 0, reply?: HttpReply): ProgramResult => ({
    ...refused(isSilent ? '' : `curl: (${code}) ${text}\n`, code, written(reply)),
    takesMs,
  });
  const { host, port } = url;
  if (url.scheme !== 'http' && url.scheme !== 'https') return fail(1, `Protocol "${url.scheme}" not supported`);
  if (host === '') return fail(3, 'URL rejected: No host part in the URL');
  const seconds = Number(value(args, 'm', 'max-time') ?? value(args, 'connect-timeout') ?? defaultLimitSeconds);
  const limitMs = (seconds > 0 ? seconds : defaultLimitSeconds) * 1000;
  const connection = world.connect(host, port);
  if (connection.type === 'unresolved') return fail(6, `Could not resolve host: ${host}`);
  if (connection.type === 'refused')
    return fail(7, `Failed to connect to ${host} port ${port} after 0 ms: Could not connect to server`);
  if (connection.type === 'timeout')
    return fail(28, `Failed to connect to ${host} port ${port} after ${limitMs} ms: Timeout was reached`, limitMs);
  if (url.scheme === 'https') return fail(35, 'error:0A00010B:SSL routines::wrong version number');
  const hasBody = value(args, 'd', 'data', 'data-raw', 'json', 'F') !== undefined;
  const isHead = has(args, 'I', 'head');
  const method = value(args, 'X', 'request') ?? (isHead ? 'HEAD' : hasBody ? 'POST' : 'GET');
  const agent = value(args, 'A', 'user-agent') ?? 'curl/7.88.1';
  const reply = respond(connection, url.path, {
    method,
    agent,
    from: world.pod.status.podIP ?? '',
    nowMs: world.nowMs,
  });
  if (!reply) return fail(52, 'Empty reply from server');
  if (has(args, 'f', 'fail') && reply.status >= 400)
    return fail(22, `The requested URL returned error: ${reply.status}`, 0, reply);
  const headers = isHead || has(args, 'i', 'include') ? `${reply.headers}\n` : '';
  const body = headers + (isHead || method === 'HEAD' ? '' : reply.body);
  const named = has(args, 'O', 'remote-name') ? /[^/?]*(?=\?|$)/.exec(url.path.replace(/^.*\//, ''))?.[0] : undefined;
  if (named === '') return fail(23, 'Failed to extract a filename from the URL to use for storage');
  const file = value(args, 'o', 'output') ?? named;
  if (file === undefined || file === '-') return { ...printed(body + written(reply)) };
  if (file !== '/dev/null') {
    const error = world.files.write(normalizePath(file, call.folder), body);
    if (error !== undefined) return fail(23, `Failure writing output to destination`, 0, reply);
  }
  return printed(written(reply));
}

/** `--write-out`: variables and escapes. */
function writeOut(format: string, url: Url, reply: HttpReply | undefined): string {
  const variables: Readonly<Record<string, string>> = {
    http_code: String(reply?.status ?? 0).padStart(3, '0'),
    response_code: String(reply?.status ?? 0).padStart(3, '0'),
    size_download: String(reply?.body.length ?? 0),
    content_type: reply?.contentType ?? '',
    num_redirects: '0',
    scheme: url.scheme,
    url_effective: url.text,
    url: url.text,
    time_total: '0.001000',
    exitcode: '0',
  };
  return format
    .replaceAll(/%\{(\w+)\}/g, (_, name: string) => (Object.hasOwn(variables, name) ? variables[name]! : ''))
    .replaceAll(/\\([nrt\\])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? '\\');
}
