/** Addresses as the clients of fake containers take them. */

export interface Url {
  readonly text: string;
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** With its query. */
  readonly path: string;
}

/** Takes an address apart; without a scheme it is one of HTTP. */
export function parseUrl(text: string): Url {
  const match = /^(?:(\w+):\/\/)?(?:[^/@]*@)?([^/:?#]*)(?::(\d+))?([/?][^#]*)?/.exec(text);
  const [, scheme = 'http', host = '', port, path = '/'] = match ?? [];
  return {
    text: /^\w+:\/\//.test(text) ? text : `http://${text}${path === '/' && !text.endsWith('/') ? '/' : ''}`,
    scheme: scheme.toLowerCase(),
    host,
    port: Number(port ?? (scheme === 'https' ? 443 : 80)),
    path: path.startsWith('/') ? path : `/${path}`,
  };
}
