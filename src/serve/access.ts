/**
 * Who may speak to the server. It listens on this machine alone and asks for no password, so pages of other origins in
 * a browser on it must be kept out: by the Host that they name and by the Origin that browsers send.
 */

import type { IncomingMessage } from 'node:http';

const localNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Why a request is refused; undefined when it may pass. */
export function refusalFor({ headers }: IncomingMessage, allowedOrigin: string | undefined): string | undefined {
  const { host = '', origin } = headers;
  if (!localNames.has(host.replace(/:\d+$/, ''))) return `the host ${host} is not served here`;
  if (origin !== undefined) {
    const known = origin === `http://${host}` || allowedOrigin === '*' || origin === allowedOrigin;
    return known ? undefined : `requests from ${origin} are not accepted`;
  }
  // Forms and images of other sites come without an Origin, but not without this.
  const crossSite = headers['sec-fetch-site'] === 'cross-site' && allowedOrigin === undefined;
  return crossSite ? 'requests from other sites are not accepted' : undefined;
}

/** Headers for a page of the allowed origin; none for anybody else. */
export function corsHeaders({ headers }: IncomingMessage, allowedOrigin: string | undefined): Record<string, string> {
  const { origin } = headers;
  if (origin === undefined || allowedOrigin === undefined) return {};
  if (allowedOrigin !== '*' && origin !== allowedOrigin) return {};
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'POST, GET, OPTIONS, PUT, DELETE, PATCH',
    'Access-Control-Allow-Headers':
      'Content-Type, Content-Length, Accept-Encoding, X-CSRF-Token, Authorization, X-Requested-With, If-Modified-Since',
    'Access-Control-Expose-Headers': 'Date, Warning, Audit-Id, Retry-After',
    Vary: 'Origin',
  };
}
