/** The body of a request, up to the size that an API server takes. */

import type { IncomingMessage } from 'node:http';
import { StatusError } from '../api/status.ts';
import { bodyBytesLimit, bodyTooLarge } from '../apiserver/decoding/decode.ts';

/** The body; undefined when there is none. Throws a 413 Status for what is too large. */
export async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too much is still read, or the client would never get to see the answer.
    if (size <= bodyBytesLimit) chunks.push(chunk);
  }
  if (size > bodyBytesLimit) throw new StatusError(bodyTooLarge);
  return size === 0 ? undefined : Buffer.concat(chunks);
}
