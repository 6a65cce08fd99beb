/**
 * `kubectl cp`, between the working directory and a container. Models kubectl/pkg/cmd/cp/cp.go; what tar does there is
 * done file by file by `cat`.
 */

import type { Pod } from '../../api/types.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, PlainError } from '../errors.ts';
import { ExecSession, type ExecAnswer } from './exec-session.ts';
import { attachable, chooseContainer } from './pod-targets.ts';

/** `[[namespace/]pod:]file/path`. */
interface FileSpec {
  readonly namespace: string | undefined;
  /** Empty for a local file. */
  readonly pod: string;
  readonly file: string;
}

function fileSpec(word: string): FileSpec {
  const colon = word.indexOf(':');
  if (colon < 0) return { namespace: undefined, pod: '', file: word };
  const parts = word.slice(0, colon).split('/');
  if (colon === 0 || parts.length > 2) {
    throw new KubectlError('filespec must match the canonical format: [[namespace/]pod:]file/path');
  }
  const file = word.slice(colon + 1);
  if (file === '') throw new KubectlError('filepath can not be empty');
  return { namespace: parts.length === 2 ? parts[0] : undefined, pod: parts.at(-1)!, file };
}

const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? '';
const joined = (directory: string, name: string): string => `${directory.replace(/\/+$/, '')}/${name}`;

type RunQuietly = (command: readonly string[], stdin?: string) => Promise<ExecAnswer>;

/** Runs programs in the container without showing what they say. */
async function inContainer(context: CommandContext, { namespace, pod: name }: FileSpec): Promise<RunQuietly> {
  const there = namespace === undefined ? context : { ...context, namespace };
  const { object } = await attachable(there, name);
  const pod = object as unknown as Pod;
  const phase = pod.status?.phase;
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new KubectlError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  }
  const container = chooseContainer(there, pod, context.flags.string('container'), false);
  const quiet = { ...there, io: { ...there.io, stdout: () => undefined, stderr: () => undefined } };
  return (command, stdin) => {
    const session = new ExecSession(quiet, pod, container.name, { interactive: stdin !== undefined, tty: false });
    return session.run({ command: [...command], ...(stdin === undefined ? {} : { stdin }) });
  };
}

const isDirectory = async (run: RunQuietly, path: string): Promise<boolean> =>
  (await run(['sh', '-c', `test -d ${quoted(path)}`])).exitCode === 0;

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Says what tar would, and ends as it would. */
function tarFailure({ io }: CommandContext, text: string): never {
  io.stderr(`tar: ${text}\ntar: Exiting with failure status due to previous errors\n`);
  throw new PlainError('command terminated with exit code 2', 2);
}

/** The files of a local path: itself, or what lies in the directory. */
function localFiles(io: CommandContext['io'], path: string): readonly { readonly from: string; readonly to: string }[] {
  if (io.files.read(path) !== undefined) return [{ from: path, to: '' }];
  const names = io.files.list(path);
  if (!names) throw new KubectlError(`${path} doesn't exist in local filesystem`);
  return names.flatMap((name) =>
    localFiles(io, joined(path, name)).map(({ from, to }) => ({ from, to: to === '' ? name : joined(name, to) })),
  );
}

async function copyTo(context: CommandContext, source: FileSpec, target: FileSpec): Promise<void> {
  const files = localFiles(context.io, source.file);
  const run = await inContainer(context, target);
  const intoDirectory = await isDirectory(run, target.file);
  const place = intoDirectory ? joined(target.file, baseName(source.file)) : target.file.replace(/\/+$/, '');
  for (const { from, to } of files) {
    const path = to === '' ? place : joined(place, to);
    const parent = path.replace(/\/?[^/]*$/, '') || (path.startsWith('/') ? '/' : '.');
    if (to !== '') await run(['mkdir', '-p', parent]);
    const { exitCode } = await run(['sh', '-c', `cat > ${quoted(path)}`], context.io.files.read(from) ?? '');
    if (exitCode !== 0) tarFailure(context, `${parent}: Cannot open: No such file or directory`);
  }
}

async function copyFrom(context: CommandContext, source: FileSpec, target: FileSpec): Promise<void> {
  const { io } = context;
  const run = await inContainer(context, source);
  const path = source.file.replace(/(?<=.)\/+$/, '');
  if ((await run(['sh', '-c', `test -e ${quoted(path)}`])).exitCode !== 0) {
    tarFailure(context, `${path}: Cannot stat: No such file or directory`);
  }
  const listed = await run(['find', path, '-type', 'f']);
  const found = listed.exitCode === 0 ? listed.stdout.split('\n').filter(Boolean) : [path];
  const intoDirectory = /^\.{0,2}\/*$/.test(target.file) || target.file.endsWith('/');
  const place = intoDirectory ? joined(target.file === '' ? '.' : target.file, baseName(path)) : target.file;
  const texts: (readonly [string, string])[] = [];
  for (const file of found) {
    const { stdout, exitCode } = await run(['cat', file]);
    if (exitCode !== 0) tarFailure(context, `${path}: Cannot stat: No such file or directory`);
    texts.push([file === path ? place : joined(place, file.slice(path.length + 1)), stdout]);
  }
  if (path.startsWith('/')) io.stderr("tar: Removing leading `/' from member names\n");
  for (const [to, text] of texts) io.files.write?.(to.replace(/^(?:\.\/)+/, ''), text);
}

export const cpCommand: Command = {
  name: 'cp',
  short: 'Copy files and directories to and from containers',
  long: 'Copy files and directories to and from containers.',
  examples: `# !!!Important Note!!!
# Requires that the 'tar' binary is present in your container
# image.  If 'tar' is not present, 'kubectl cp' will fail.

# Copy /tmp/foo_dir local directory to /tmp/bar_dir in a remote pod in the default namespace
kubectl cp /tmp/foo_dir <some-pod>:/tmp/bar_dir

# Copy /tmp/foo local file to /tmp/bar in a remote pod in a specific container
kubectl cp /tmp/foo <some-pod>:/tmp/bar -c <specific-container>

# Copy /tmp/foo local file to /tmp/bar in a remote pod in namespace <some-namespace>
kubectl cp /tmp/foo <some-namespace>/<some-pod>:/tmp/bar

# Copy /tmp/foo from a remote pod to /tmp/bar locally
kubectl cp <some-namespace>/<some-pod>:/tmp/foo /tmp/bar`,
  usage: 'kubectl cp <file-spec-src> <file-spec-dest> [options]',
  flags: [
    {
      name: 'container',
      shorthand: 'c',
      type: 'string',
      usage:
        'Container name. If omitted, use the kubectl.kubernetes.io/default-container annotation for selecting the container to be attached or the first container in the pod will be chosen',
    },
    {
      name: 'no-preserve',
      type: 'bool',
      usage: "The copied file/directory's ownership and permissions will not be preserved in the container",
    },
    {
      name: 'retries',
      type: 'int',
      usage:
        'Set number of retries to complete a copy operation from a container. Specify 0 to disable or any negative value for infinite retrying. The default is 0 (no retry).',
    },
  ],
  run: async (context) => {
    if (context.args.length !== 2) throw new KubectlError('source and destination are required');
    const [source, target] = context.args.map(fileSpec) as [FileSpec, FileSpec];
    if (source.pod !== '' && target.pod !== '') {
      throw new KubectlError('one of src or dest must be a local file specification');
    }
    if (source.pod !== '') await copyFrom(context, source, target);
    else if (target.pod !== '') await copyTo(context, source, target);
    else throw new KubectlError('one of src or dest must be a remote file specification');
  },
};
