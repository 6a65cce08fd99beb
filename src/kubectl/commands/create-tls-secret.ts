/** `kubectl create secret tls`. Models cmd/create/create_secret_tls.go; whether the key is that of the certificate is not looked at. */

import { encodeBase64 } from '../../lib/base64.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { generatorCommand, nameArgument, placed } from './generate.ts';
import { appendHashFlag, withHash } from './name-hash.ts';

function readFile({ io }: CommandContext, path: string): string {
  const text = io.files.read(path);
  if (text === undefined) throw new KubectlError(`Cannot read file ${path}, open ${path}: no such file or directory`);
  return text;
}

/** The types of the blocks of a PEM file up to the first that `wanted` takes; `found` tells whether there is one. */
function blocksOf(text: string, wanted: (type: string) => boolean): { readonly found: boolean; skipped: string[] } {
  const types = [...text.matchAll(/^-----BEGIN ([^\n]+)-----$[^-]*^-----END \1-----$/gm)].map((match) => match[1]!);
  const at = types.findIndex(wanted);
  return { found: at >= 0, skipped: at < 0 ? types : types.slice(0, at) };
}

const isKey = (type: string): boolean => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY');

/** Models crypto/tls X509KeyPair as far as it reads the blocks. */
function checkPair(certificate: string, key: string): void {
  const certificates = blocksOf(certificate, (type) => type === 'CERTIFICATE');
  if (!certificates.found) {
    const { skipped } = certificates;
    if (skipped.length === 0) throw new KubectlError('tls: failed to find any PEM data in certificate input');
    throw new KubectlError(
      skipped.length === 1 && skipped[0]!.endsWith('PRIVATE KEY')
        ? 'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched'
        : `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${skipped.join(' ')}]`,
    );
  }
  const keys = blocksOf(key, isKey);
  if (keys.found) return;
  const { skipped } = keys;
  if (skipped.length === 0) throw new KubectlError('tls: failed to find any PEM data in key input');
  throw new KubectlError(
    skipped.length === 1 && skipped[0] === 'CERTIFICATE'
      ? 'tls: found a certificate rather than a key in the PEM for the private key'
      : `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${skipped.join(' ')}]`,
  );
}

export const createTlsSecretCommand: Command = generatorCommand({
  name: 'tls',
  short: 'Create a TLS secret',
  long: `Create a TLS secret from the given public/private key pair.

 The public/private key pair must exist beforehand. The public key certificate must be .PEM encoded and match the given private key.`,
  examples: `# Create a new TLS secret named tls-secret with the given key pair
kubectl create secret tls tls-secret --cert=path/to/tls.crt --key=path/to/tls.key`,
  usage:
    'kubectl create secret tls NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none] [options]',
  flags: [
    appendHashFlag('secret'),
    { name: 'cert', type: 'string', usage: 'Path to PEM encoded public key certificate.' },
    { name: 'key', type: 'string', usage: 'Path to private key associated with given certificate.' },
  ],
  generate(context) {
    const name = nameArgument(context);
    const [cert, key] = [context.flags.string('cert'), context.flags.string('key')];
    if (cert === '' || key === '') throw new KubectlError('key and cert must be specified');
    const [certText, keyText] = [readFile(context, cert), readFile(context, key)];
    checkPair(certText, keyText);
    return {
      object: withHash(context, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: placed(context, { name }),
        data: { 'tls.crt': encodeBase64(certText), 'tls.key': encodeBase64(keyText) },
        type: 'kubernetes.io/tls',
      }),
      failure: 'failed to create secret ',
    };
  },
});
