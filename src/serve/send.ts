/** Writing answers: JSON or YAML as the client wants it, text as it is, warnings as headers. */

import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { stringify } from 'yaml';
import { isJsonObject, type JsonValue } from '../api/json.ts';
import type { ApiResponse } from '../api/request.ts';
import type { Status } from '../api/status.ts';
import type { Format } from './media-types.ts';

/** How the client wants to be answered. */
export interface Manner {
  readonly format: Format;
  /** Indented, as for browsers and curl. */
  readonly pretty: boolean;
  /** HEAD: everything but the body. */
  readonly bodiless: boolean;
}

/** Header values hold bytes, and no control characters. */
function headerText(text: string): string {
  const printable = Array.from(text, (character) => (character < ' ' || character === '\u007f' ? ' ' : character));
  return Buffer.from(printable.join('')).toString('latin1');
}

/** `Warning` headers. Models apimachinery/pkg/util/net NewWarningHeader. */
export function warningHeaders(warnings: readonly string[]): string[] {
  return warnings.map((text) => headerText(`299 - "${text.replaceAll(/[\\"]/g, String.raw`\$&`)}"`));
}

/** Headers of every answer of the API. */
export function commonHeaders(): Record<string, string> {
  return { 'Audit-Id': randomUUID(), 'Cache-Control': 'no-cache, private' };
}

function formatted(body: JsonValue, { format, pretty }: Manner): string {
  if (format === 'yaml') return stringify(body, { sortMapEntries: true, indentSeq: false, lineWidth: 0 });
  return pretty ? JSON.stringify(body, undefined, 2) : `${JSON.stringify(body)}\n`;
}

/** Clients tell aggregated discovery from the other kind by the type alone. */
function mediaTypeOf(body: JsonValue, format: Format): string {
  const aggregated = isJsonObject(body) && body['kind'] === 'APIGroupDiscoveryList';
  return `application/${format}${aggregated ? ';g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' : ''}`;
}

/** Sends one answer. */
export function send(
  response: ServerResponse,
  { code, body, contentType, warnings = [] }: ApiResponse,
  manner: Manner,
): void {
  const isText = typeof body === 'string';
  const text = isText ? body : formatted(body, manner);
  const bytes = Buffer.from(text, 'utf8');
  const type = isText ? (contentType ?? 'text/plain; charset=utf-8') : mediaTypeOf(body, manner.format);
  response.writeHead(code, {
    ...commonHeaders(),
    'Content-Type': type,
    'Content-Length': String(bytes.length),
    ...(isText && code >= 400 ? { 'X-Content-Type-Options': 'nosniff' } : {}),
    ...(warnings.length > 0 ? { Warning: warningHeaders(warnings) } : {}),
    ...retryAfter(body),
  });
  response.end(manner.bodiless ? undefined : bytes);
}

function retryAfter(body: JsonValue): Record<string, string> {
  const seconds = (body as { details?: Status['details'] } | null)?.details?.retryAfterSeconds;
  return seconds === undefined ? {} : { 'Retry-After': String(seconds) };
}
