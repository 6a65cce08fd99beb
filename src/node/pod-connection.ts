/** What the kubelet answers to `pods/…/log` and `pods/…/exec`, as the API server passes them on. */

import type { PodConnection, PodConnectionAnswer, SyncContext } from '../api/controller.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { ApiResponse } from '../api/request.ts';
import { badRequest, failure, type Status } from '../api/status.ts';
import type { Pod } from '../api/types.ts';
import { attachToContainer } from './attach.ts';
import { execInContainer } from './exec.ts';
import { logText } from './logs.ts';
import { podKeyOf } from './pod-key.ts';
import { proxyToPod } from './pod-proxy.ts';
import type { ShellState } from './shell/state.ts';

const statusAnswer = (status: Status): ApiResponse => ({ code: status.code, body: status as unknown as JsonValue });
const refusal = (code: number, message: string): ApiResponse =>
  statusAnswer(code === 400 ? badRequest(message) : failure(code, 'InternalError', message, { causes: [{ message }] }));

/** Answers one request. Wishes are the Pods to be looked at because of what a command did. */
export function connectPod(connection: PodConnection, context: SyncContext): PodConnectionAnswer {
  const { pod, query } = connection;
  if (connection.proxied) return proxyToPod(pod, connection.proxied, context);
  const container = containerOf(pod, query['container']);
  if (typeof container !== 'string') return { response: container };
  if (!pod.spec.nodeName) {
    return { response: statusAnswer(badRequest(`pod ${pod.metadata.name} does not have a host assigned`)) };
  }
  switch (connection.subresource) {
    case 'log':
      return { response: answerLog(pod, container, query, context) };
    case 'exec':
      return answerExec(pod, container, connection.body, context);
    default:
      return answerAttach(pod, container, connection.body, context);
  }
}

function answerAttach(
  pod: Pod,
  container: string,
  body: JsonValue | undefined,
  context: SyncContext,
): PodConnectionAnswer {
  const answer = attachToContainer(pod, container, body, context);
  if (!answer) return { response: refusal(500, `unable to upgrade connection: container ${container} not found`) };
  return { response: { code: 200, body: { ...answer } }, wishes: [podKeyOf(pod)] };
}

/** Models pkg/registry/core/pod/strategy.go validateContainer: with several containers one must be named. */
function containerOf(pod: Pod, wanted: string | undefined): string | ApiResponse {
  const main = pod.spec.containers.map(({ name }) => name);
  const init = (pod.spec.initContainers ?? []).map(({ name }) => name);
  const { name } = pod.metadata;
  if (wanted) {
    if ([...main, ...init].includes(wanted)) return wanted;
    return statusAnswer(badRequest(`container ${wanted} is not valid for pod ${name}`));
  }
  if (main.length === 1) return main[0]!;
  const others = init.length > 0 ? ` or one of the init containers: [${init.join(' ')}]` : '';
  const message = `a container name must be specified for pod ${name}, choose one of: [${main.join(' ')}]${others}`;
  return statusAnswer(badRequest(message));
}

function answerLog(pod: Pod, container: string, query: PodConnection['query'], context: SyncContext): ApiResponse {
  const number = (name: string): number | undefined => (query[name] ? Number(query[name]) : undefined);
  const [tailLines, sinceSeconds, limitBytes] = [number('tailLines'), number('sinceSeconds'), number('limitBytes')];
  const log = logText(
    pod,
    container,
    {
      previous: query['previous'] === 'true',
      timestamps: query['timestamps'] === 'true',
      ...(tailLines === undefined ? {} : { tailLines }),
      ...(sinceSeconds === undefined ? {} : { sinceSeconds }),
      ...(limitBytes === undefined ? {} : { limitBytes }),
      ...(query['sinceTime'] ? { sinceTime: query['sinceTime'] } : {}),
    },
    context,
  );
  return 'text' in log ? { code: 200, body: log.text } : refusal(log.code, log.message);
}

function answerExec(
  pod: Pod,
  container: string,
  body: JsonValue | undefined,
  context: SyncContext,
): PodConnectionAnswer {
  const { command, stdin, shell, tty } = isJsonObject(body) ? body : ({} as JsonObject);
  const words = Array.isArray(command) ? command.filter((word): word is string => typeof word === 'string') : [];
  if (words.length === 0)
    return { response: statusAnswer(badRequest('you must specify at least one command for the container')) };
  const outcome = execInContainer(
    {
      pod,
      container,
      command: words,
      ...(typeof stdin === 'string' ? { stdin } : {}),
      ...(isShellState(shell) ? { shell } : {}),
      tty: tty === true,
    },
    context,
  );
  if ('code' in outcome) return { response: refusal(outcome.code, outcome.message) };
  const { wakes, ...answer } = outcome;
  return { response: { code: 200, body: answer as unknown as JsonValue }, wishes: wakes };
}

/** The state of a shell comes back from the client: only its shape is looked at, it can harm nobody else. */
function isShellState(value: unknown): value is ShellState {
  if (!isJsonObject(value)) return false;
  const { variables, exported, functions, folder, args, matched, traps } = value;
  const lists = [exported, args, matched].every(Array.isArray);
  return lists && [variables, functions, traps].every(isJsonObject) && typeof folder === 'string';
}
