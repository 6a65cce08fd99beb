/** `--raw`: a request as it is written, and the answer as the server sent it. Models kubectl/pkg/rawhttp/raw.go. */

import { isJsonObject } from '../api/json.ts';
import type { ApiRequest } from '../api/request.ts';
import { goQuote } from '../lib/go-quote.ts';
import type { CommandContext } from './command.ts';
import { KubectlError } from './errors.ts';
import { goJson } from './output/go-json.ts';

/** Refuses what is no address on the server. Models url.ParseRequestURI. */
export function checkRawPath(raw: string): void {
  if (raw.startsWith('/') || /^[A-Za-z][-+.A-Za-z0-9]*:/.test(raw)) return;
  throw new KubectlError(`--raw must be a valid URL path: parse ${goQuote(raw)}: invalid URI for request`);
}

/** The checks of commands that send what stands in a file. `optional`: there may be none. */
export function checkRawFile({ flags }: CommandContext, optional = false): void {
  const [file = '', ...more] = flags.strings('filename');
  if (more.length > 0 || (file === '' && !optional)) {
    throw new KubectlError('--raw can only use a single local file or stdin');
  }
  if (/^https?:\/\//.test(file)) throw new KubectlError('--raw cannot read from a url');
  if (flags.bool('recursive')) throw new KubectlError('--raw and --recursive are mutually exclusive');
  const selects = flags.has('selector') && !optional && flags.string('selector') !== '';
  if (selects) throw new KubectlError('--raw and --selector (-l) are mutually exclusive');
  if (flags.string('output') !== '') throw new KubectlError('--raw and --output are mutually exclusive');
  checkRawPath(flags.string('raw'));
}

function textOf({ io }: CommandContext, file: string): string {
  const text = file === '-' ? (io.stdin ?? '') : io.files.read(file);
  if (text === undefined) throw new KubectlError(`open ${file}: no such file or directory`);
  return text;
}

/** Sends what stands in the file of `-f`, if there is one, and prints the answer. */
export async function sendRaw(context: CommandContext, method: ApiRequest['method']): Promise<void> {
  const { io, client, flags } = context;
  const [path = '', search = ''] = flags.string('raw').split('?');
  const query = Object.fromEntries(new URLSearchParams(search));
  const [file] = method === 'GET' ? [] : flags.strings('filename');
  const request: ApiRequest = { method, path, query };
  const body = await client.send(file === undefined ? request : { ...request, body: textOf(context, file) });
  if (typeof body === 'string') io.stdout(body);
  else io.stdout(isJsonObject(body) && body['kind'] ? `${goJson(body)}\n` : JSON.stringify(body, undefined, 2));
}
