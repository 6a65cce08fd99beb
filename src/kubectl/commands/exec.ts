/** `kubectl exec`. Models kubectl/pkg/cmd/exec/exec.go; commands are sent one by one by exec-session.ts. */

import type { Pod } from '../../api/types.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, PlainError, usageError } from '../errors.ts';
import { ExecSession, typeLines } from './exec-session.ts';
import { attachable, chooseContainer, podsBehind } from './pod-targets.ts';

interface ExecArguments {
  readonly word: string;
  readonly command: readonly string[];
}

/** Models ExecOptions.Complete: the command must stand behind `--`. */
function readArguments({ args, argsBeforeDash, commandPath, flags }: CommandContext): ExecArguments {
  const files = flags.strings('filename');
  if (files.length > 0) throw new KubectlError('"kubectl exec -f" is not part of this playground');
  if (args.length === 0 || argsBeforeDash === 0) {
    throw new KubectlError('pod, type/name or --filename must be specified');
  }
  if (argsBeforeDash === -1 && args.length > 1) {
    throw usageError(commandPath, 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
  }
  // What stands between the Pod and the dashes is not looked at.
  const command = argsBeforeDash === -1 ? [] : args.slice(argsBeforeDash);
  if (command.length === 0) throw new KubectlError('you must specify at least one command for the container');
  return { word: args[0]!, command };
}

async function podFor(context: CommandContext, word: string): Promise<Pod> {
  const [pod] = await podsBehind(context, await attachable(context, word), 'attach to');
  if (!pod) throw new KubectlError('timed out waiting for the condition');
  return pod;
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io } = context;
  const { word, command } = readArguments(context);
  const pod = await podFor(context, word);
  const phase = pod.status?.phase;
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new KubectlError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  }
  const container = chooseContainer(context, pod, flags.string('container'), flags.bool('quiet'));
  const interactive = flags.bool('stdin');
  const readLine = interactive && io.stdin === undefined ? io.readLine?.bind(io) : undefined;
  if (flags.bool('tty') && !readLine) {
    io.stderr('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  }
  const session = new ExecSession(context, pod, container.name, { interactive, tty: flags.bool('tty') && !!readLine });
  const stdin = interactive && !readLine ? { stdin: io.stdin ?? '' } : {};
  const answer = await session.run({ command, ...stdin });
  const exitCode = answer.shell && readLine ? await typeLines(session, answer, readLine) : answer.exitCode;
  if (exitCode !== 0) throw new PlainError(`command terminated with exit code ${exitCode}`, exitCode);
}

export const execCommand: Command = {
  name: 'exec',
  short: 'Execute a command in a container',
  long: 'Execute a command in a container.',
  examples: `# Get output from running the 'date' command from pod mypod, using the first container by default
kubectl exec mypod -- date

# Get output from running the 'date' command in ruby-container from pod mypod
kubectl exec mypod -c ruby-container -- date

# Switch to raw terminal mode; sends stdin to 'bash' in ruby-container from pod mypod
# and sends stdout/stderr from 'bash' back to the client
kubectl exec mypod -c ruby-container -i -t -- bash -il

# List contents of /usr from the first container of pod mypod and sort by modification time
# If the command you want to execute in the pod has any flags in common (e.g. -i),
# you must use two dashes (--) to separate your command's flags/arguments
# Also note, do not surround your command and its flags/arguments with quotes
# unless that is how you would execute it normally (i.e., do ls -t /usr, not "ls -t /usr")
kubectl exec mypod -i -t -- ls -t /usr

# Get output from running 'date' command from the first pod of the deployment mydeployment, using the first container by default
kubectl exec deploy/mydeployment -- date

# Get output from running 'date' command from the first pod of the service myservice, using the first container by default
kubectl exec svc/myservice -- date`,
  usage: 'kubectl exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...] [options]',
  flags: [
    {
      name: 'container',
      shorthand: 'c',
      type: 'string',
      usage:
        'Container name. If omitted, use the kubectl.kubernetes.io/default-container annotation for selecting the container to be attached or the first container in the pod will be chosen',
    },
    { name: 'filename', shorthand: 'f', type: 'strings', usage: 'to use to exec into the resource' },
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: '1m0s',
      usage: 'The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running',
    },
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Only print output from the remote session' },
    { name: 'stdin', shorthand: 'i', type: 'bool', usage: 'Pass stdin to the container' },
    { name: 'tty', shorthand: 't', type: 'bool', usage: 'Stdin is a TTY' },
  ],
  run,
};
