/** `kubectl create secret docker-registry`. Models cmd/create/create_secret_docker.go. */

import { encodeBase64 } from '../../lib/base64.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { goStructJson } from '../output/go-json.ts';
import { DataSource } from './data-source.ts';
import { generatorCommand, nameArgument, placed } from './generate.ts';
import { appendHashFlag, withHash } from './name-hash.ts';

/** The config.json that docker would write for these credentials. */
function dockerConfig({ flags }: CommandContext): string {
  const [server, username, password, email] = ['server', 'username', 'password', 'email'].map((part) =>
    flags.string(`docker-${part}`),
  ) as [string, string, string, string];
  if (server === '' || username === '' || password === '') {
    throw new KubectlError(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    );
  }
  const auth = encodeBase64(`${username}:${password}`);
  return goStructJson({ auths: { [server]: { username, password, ...(email ? { email } : {}), auth } } }, '');
}

export const createDockerSecretCommand: Command = generatorCommand({
  name: 'docker-registry',
  short: 'Create a secret for use with a Docker registry',
  long: `Create a new secret for use with Docker registries.

        Dockercfg secrets are used to authenticate against Docker registries.

        When using the Docker command line to push images, you can authenticate to a given registry by running:
        '$ docker login DOCKER_REGISTRY_SERVER --username=DOCKER_USER --password=DOCKER_PASSWORD --email=DOCKER_EMAIL'.

 That produces a ~/.dockercfg file that is used by subsequent 'docker push' and 'docker pull' commands to authenticate to the registry. The email address is optional.

        When creating applications, you may have a Docker registry that requires authentication.  In order for the
        nodes to pull images on your behalf, they must have the credentials.  You can provide this information
        by creating a dockercfg secret and attaching it to your service account.`,
  examples: `# If you do not already have a .dockercfg file, create a dockercfg secret directly
kubectl create secret docker-registry my-secret --docker-server=DOCKER_REGISTRY_SERVER --docker-username=DOCKER_USER --docker-password=DOCKER_PASSWORD --docker-email=DOCKER_EMAIL

# Create a new secret named my-secret from ~/.docker/config.json
kubectl create secret docker-registry my-secret --from-file=path/to/.docker/config.json`,
  usage:
    'kubectl create secret docker-registry NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none] [options]',
  flags: [
    appendHashFlag('secret'),
    { name: 'docker-email', type: 'string', usage: 'Email for Docker registry' },
    { name: 'docker-password', type: 'string', usage: 'Password for Docker registry authentication' },
    {
      name: 'docker-server',
      type: 'string',
      default: 'https://index.docker.io/v1/',
      usage: 'Server location for Docker registry',
    },
    { name: 'docker-username', type: 'string', usage: 'Username for Docker registry authentication' },
    {
      name: 'from-file',
      type: 'strings',
      usage:
        'Key files can be specified using their file path, in which case a default name of .dockerconfigjson will be given to them, or optionally with a name and file path, in which case the given name will be used. Specifying a directory will iterate each named file in the directory that is a valid secret key. For this command, the key should always be .dockerconfigjson.',
    },
  ],
  generate(context) {
    const name = nameArgument(context);
    const source = new DataSource('Secret', name);
    const files = context.flags.strings('from-file');
    for (const file of files) source.file(file.includes('=') ? file : `.dockerconfigjson=${file}`, context);
    if (files.length === 0) source.add('.dockerconfigjson', dockerConfig(context));
    const data = [...source.entries].map(([key, value]) => [key, encodeBase64(value)] as const);
    return {
      object: withHash(context, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: placed(context, { name }),
        data: Object.fromEntries(data),
        type: 'kubernetes.io/dockerconfigjson',
      }),
      failure: 'failed to create secret ',
    };
  },
});
