/** Looks whether a Kubernetes API is served beside the page, as `kubectl proxy --www=… --api-prefix=/k8s/` does. */

import { isJsonObject } from '../../api/json.ts';
import type { FoundCluster } from './followed.ts';

/** Where `--api-prefix=/k8s/` puts the API. */
export const usualBaseUrl = '/k8s';
/** Nobody waits for the answer, and a proxy that has to log in first takes its time. */
const patienceMs = 60_000;

/** The cluster whose API is at `baseUrl`; undefined when nothing there answers as an API server does. */
export async function findCluster(baseUrl: string): Promise<FoundCluster | undefined> {
  try {
    const response = await fetch(`${baseUrl}/version`, {
      cache: 'no-store',
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!response.ok || !(response.headers.get('Content-Type') ?? '').startsWith('application/json')) return undefined;
    const body: unknown = await response.json();
    const version = isJsonObject(body) ? body['gitVersion'] : undefined;
    return typeof version === 'string' && version.startsWith('v') ? { baseUrl, version } : undefined;
  } catch {
    return undefined;
  }
}
