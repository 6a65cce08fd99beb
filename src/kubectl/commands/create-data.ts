/** `kubectl create configmap` and `secret generic`. Models cmd/create/create_{configmap,secret}.go. */

import type { Command, CommandContext } from '../command.ts';
import { encodeBase64 } from '../../lib/base64.ts';
import { KubectlError } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { generatorCommand, nameArgument, placed } from './generate.ts';
import { DataSource } from './data-source.ts';
import { appendHashFlag, withHash } from './name-hash.ts';
import { createDockerSecretCommand } from './create-docker-secret.ts';
import { createTlsSecretCommand } from './create-tls-secret.ts';

function readData(context: CommandContext, kind: string, name: string): ReadonlyMap<string, string> {
  const { flags } = context;
  const data = new DataSource(kind, name);
  const envFiles = flags.strings('from-env-file');
  if (envFiles.length > 0 && (flags.strings('from-file').length > 0 || flags.strings('from-literal').length > 0)) {
    throw new KubectlError('from-env-file cannot be combined with from-file or from-literal');
  }
  for (const source of flags.strings('from-file')) data.file(source, context);
  for (const text of flags.strings('from-literal')) data.literal(text);
  for (const path of envFiles) data.envFile(path, context);
  return data.entries;
}

const dataFlags = (noun: string): readonly FlagSpec[] => [
  appendHashFlag(noun),
  {
    name: 'from-env-file',
    type: 'strings',
    usage: `Specify the path to a file to read lines of key=val pairs to create a ${noun}.`,
  },
  {
    name: 'from-file',
    type: 'strings',
    usage:
      'Key file can be specified using its file path, in which case file basename will be used as configmap key, or optionally with a key and file path, in which case the given key will be used.  Specifying a directory will iterate each named file in the directory whose basename is a valid configmap key.',
  },
  {
    name: 'from-literal',
    type: 'stringArray',
    usage: `Specify a key and literal value to insert in ${noun} (i.e. mykey=somevalue)`,
  },
];

export const createConfigMapCommand: Command = generatorCommand({
  name: 'configmap',
  aliases: ['cm'],
  short: 'Create a config map from a local file, directory or literal value',
  long: `Create a config map based on a file, directory, or specified literal value.

 A single config map may package one or more key/value pairs.

 When creating a config map based on a file, the key will default to the basename of the file, and the value will default to the file content.  If the basename is an invalid key, you may specify an alternate key.

 When creating a config map based on a directory, each file whose basename is a valid key in the directory will be packaged into the config map.  Any directory entries except regular files are ignored (e.g. subdirectories, symlinks, devices, pipes, etc).`,
  examples: `# Create a new config map named my-config based on folder bar
kubectl create configmap my-config --from-file=path/to/bar

# Create a new config map named my-config with specified keys instead of file basenames on disk
kubectl create configmap my-config --from-file=key1=/path/to/bar/file1.txt --from-file=key2=/path/to/bar/file2.txt

# Create a new config map named my-config with key1=config1 and key2=config2
kubectl create configmap my-config --from-literal=key1=config1 --from-literal=key2=config2

# Create a new config map named my-config from the key=value pairs in the file
kubectl create configmap my-config --from-file=path/to/bar

# Create a new config map named my-config from an env file
kubectl create configmap my-config --from-env-file=path/to/foo.env --from-env-file=path/to/bar.env`,
  usage:
    'kubectl create configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none] [options]',
  flags: dataFlags('configmap'),
  generate(context) {
    const name = nameArgument(context);
    const data = readData(context, 'ConfigMap', name);
    return {
      object: withHash(context, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: placed(context, { name }),
        ...(data.size > 0 ? { data: Object.fromEntries(data) } : {}),
      }),
      failure: 'failed to create configmap: ',
    };
  },
});

const createGenericSecretCommand: Command = generatorCommand({
  name: 'generic',
  short: 'Create a secret from a local file, directory, or literal value',
  long: `Create a secret based on a file, directory, or specified literal value.

 A single secret may package one or more key/value pairs.

 When creating a secret based on a file, the key will default to the basename of the file, and the value will default to the file content. If the basename is an invalid key or you wish to chose your own, you may specify an alternate key.

 When creating a secret based on a directory, each file whose basename is a valid key in the directory will be packaged into the secret. Any directory entries except regular files are ignored (e.g. subdirectories, symlinks, devices, pipes, etc).`,
  examples: `# Create a new secret named my-secret with keys for each file in folder bar
kubectl create secret generic my-secret --from-file=path/to/bar

# Create a new secret named my-secret with specified keys instead of names on disk
kubectl create secret generic my-secret --from-file=ssh-privatekey=path/to/id_rsa --from-file=ssh-publickey=path/to/id_rsa.pub

# Create a new secret named my-secret with key1=supersecret and key2=topsecret
kubectl create secret generic my-secret --from-literal=key1=supersecret --from-literal=key2=topsecret

# Create a new secret named my-secret using a combination of a file and a literal
kubectl create secret generic my-secret --from-file=ssh-privatekey=path/to/id_rsa --from-literal=passphrase=topsecret

# Create a new secret named my-secret from env files
kubectl create secret generic my-secret --from-env-file=path/to/foo.env --from-env-file=path/to/bar.env`,
  usage:
    'kubectl create secret generic NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none] [options]',
  flags: [...dataFlags('secret'), { name: 'type', type: 'string', usage: 'The type of secret to create' }],
  generate(context) {
    const name = nameArgument(context);
    const data = [...readData(context, 'Secret', name)].map(([key, value]) => [key, encodeBase64(value)] as const);
    const type = context.flags.string('type');
    return {
      object: withHash(context, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: placed(context, { name }),
        ...(data.length > 0 ? { data: Object.fromEntries(data) } : {}),
        ...(type ? { type } : {}),
      }),
      failure: 'failed to create secret ',
    };
  },
});

export const createSecretCommand: Command = {
  name: 'secret',
  short: 'Create a secret using a specified subcommand',
  long: `Create a secret with specified type.

 A docker-registry type secret is for accessing a container registry.

 A generic type secret indicate an Opaque secret type.

 A tls type secret holds TLS certificate and its associated key.`,
  usage: 'kubectl create secret (docker-registry | generic | tls) [options]',
  subcommands: [createDockerSecretCommand, createGenericSecretCommand, createTlsSecretCommand],
};
