/** One recorded step as lines of a script for sh: the command line itself, or what comes nearest to it. */

import { parseFault, type Fault } from '../../api/faults.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { ApiRequest } from '../../api/request.ts';
import { printableLine } from '../../lib/printable-text.ts';
import { shellWord } from '../../lib/shell-word.ts';
import { kubectlWords } from '../bash/needs-bash.ts';
import { faultComment } from '../fault-comment.ts';
import type { SharedStep } from '../share/shared-session.ts';

/** Where the script finds a text: a file of the folder, which is added when it is not there yet. */
export type FilePlace = (name: string, text: string) => string;
/** Adds the body of a request to the folder; the path of its file. */
export type BodyPlace = (body: JsonValue) => string;

/** One line that sh passes over, whatever the text holds. */
export const comment = (text: string): string => `# ${printableLine(text)}`;

/**
 * Sessions come from links, too: no text of theirs is anything in the script but a word in quotes, or a comment.
 */
export function stepLines(step: SharedStep, placeFile: FilePlace, placeBody: BodyPlace): readonly string[] {
  if ('fault' in step) return faultLines(step.fault, step.value);
  if ('request' in step) return requestLines(step.request, step.label, placeBody);
  const args = kubectlWords(step.line);
  if (!args) return [comment(`left out, for it is not one kubectl command: ${step.line}`)];
  const words = ['kubectl', ...args];
  return [step.file ? withFile(words, step.file.name, placeFile(step.file.name, step.file.text)) : shellLine(words)];
}

const shellLine = (words: readonly string[]): string => words.map(shellWord).join(' ');

/** The line with another path in the place of the file's name; where that is not plain, run beside the file. */
function withFile(words: readonly string[], name: string, path: string): string {
  const placed = words.map((word) => {
    const [, flag = '', value] = /^(--?[\w-]+=)?([^]*)$/.exec(word)!;
    return value === name || value === `./${name}` ? flag + path : undefined;
  });
  if (placed.filter((word) => word !== undefined).length === 1) {
    return shellLine(words.map((word, index) => placed[index] ?? word));
  }
  const folder = path.slice(0, path.lastIndexOf('/'));
  return `(cd ${shellWord(folder)} && ${shellLine(words)})`;
}

/** What kubectl can do that comes nearest to a fault; a comment, because it is not the same. */
function nearest(fault: Fault): string {
  if ('node' in fault) return `stop the machine of ${fault.node}; kubectl alone could: kubectl cordon ${fault.node}`;
  if ('image' in fault) return 'nothing of kubectl does this: name an image that does not exist instead';
  if (!('pod' in fault)) return 'nothing of kubectl does this';
  const { namespace, pod, container } = fault;
  const place = `${namespace === 'default' ? '' : ` -n ${namespace}`}${container ? ` -c ${container}` : ''}`;
  if (fault.type === 'crash') return `kubectl exec ${pod}${place} -- sh -c 'kill 1' ends its container once`;
  return 'nothing of kubectl does this: make what the probe asks for fail inside the container';
}

function faultLines(key: string, value: JsonValue | undefined): readonly string[] {
  const fault = parseFault(key, value ?? {});
  if (!fault) return [comment(`fault ${key}`)];
  const isOn = value !== undefined;
  return [comment(faultComment(fault, isOn)), ...(isOn ? [`#   ${printableLine(nearest(fault))}`] : [])];
}

/** What stands in a path, where it can be the name of anything. */
const plainName = /^(?:[A-Za-z0-9][\w.:-]*)?$/;

const patchTypes: Readonly<Record<string, string>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
};

/** A request that was no single line: the same request by kubectl. */
function requestLines(request: ApiRequest, label: string | undefined, placeBody: BodyPlace): readonly string[] {
  const { method, path, query = {}, body } = request;
  const said = label === undefined ? [] : label.split('\n').map(comment);
  const params = new URLSearchParams(query).toString();
  const raw = shellWord(params === '' ? path : `${path}?${params}`);
  const [, namespace, plural = '', name = '', subresource] =
    /^\/(?:api\/[^/]+|apis\/[^/]+\/[^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+))?(?:\/(.+))?$/.exec(path) ??
    [];
  const names = [path.split('/')[2] ?? '', namespace ?? '', plural, name, subresource ?? ''];
  if (!names.every((part) => plainName.test(part))) return [...said, comment(`left out: ${method} ${path}`)];
  const place = namespace ? ` -n ${namespace}` : '';
  if (subresource === 'exec' || subresource === 'attach') return [...said, ...execLines(name, place, query, body)];
  if (method === 'PATCH' && request.contentType !== 'application/apply-patch+yaml') {
    const type = patchTypes[request.contentType ?? ''] ?? 'strategic';
    const group = /^\/apis\/([^/]+)\//.exec(path)?.[1];
    const resource = group ? `${plural}.${group}` : plural;
    const sub = subresource ? ` --subresource=${subresource}` : '';
    const file = shellWord(placeBody(timeless(body ?? {})));
    return [...said, `kubectl patch ${resource} ${name}${place} --type=${type}${sub} --patch-file=${file}`];
  }
  if (method === 'PATCH') {
    const manager = query['fieldManager'] ?? 'kubectl';
    const force = query['force'] === 'true' ? ' --force-conflicts' : '';
    const file = shellWord(placeBody(timeless(body ?? {})));
    return [...said, `kubectl apply --server-side --field-manager=${shellWord(manager)}${force}${place} -f ${file}`];
  }
  if (method === 'DELETE') {
    const options = isJsonObject(body) ? body : {};
    const grace = options['gracePeriodSeconds'];
    const cascade = { Background: 'background', Foreground: 'foreground', Orphan: 'orphan' }[
      String(options['propagationPolicy'])
    ];
    const group = /^\/apis\/([^/]+)\//.exec(path)?.[1];
    const resource = group ? `${plural}.${group}` : plural;
    const what = name === '' ? ` --all` : ` ${name}`;
    const flags = `${typeof grace !== 'number' ? '' : ` --grace-period=${String(grace)}${grace === 0 ? ' --force' : ''}`}${cascade ? ` --cascade=${cascade}` : ''}`;
    return [...said, `kubectl delete ${resource}${what}${place}${flags} --wait=false`];
  }
  const file = shellWord(placeBody(timeless(body ?? {})));
  return [...said, `kubectl ${method === 'POST' ? 'create' : 'replace'} --raw ${raw} -f ${file}`];
}

/** uids and versions are those of the playground's objects. */
function timeless(body: JsonValue): JsonValue {
  if (!isJsonObject(body) || !isJsonObject(body['metadata'])) return body;
  const { uid: _, resourceVersion: __, ...metadata } = body['metadata'];
  return { ...body, metadata };
}

function execLines(pod: string, place: string, query: JsonObject, body: JsonValue | undefined): readonly string[] {
  const given = isJsonObject(body) ? body['command'] : undefined;
  const argv = Array.isArray(given) ? given.map(String) : undefined;
  const container = query['container'] ? ` -c ${shellWord(String(query['container']))}` : '';
  if (!argv || argv.length === 0)
    return [comment(`something was typed into Pod ${pod}: kubectl exec -it ${pod}${place}${container} -- sh`)];
  return [`kubectl exec ${pod}${place}${container} -- ${argv.map(shellWord).join(' ')}`];
}
