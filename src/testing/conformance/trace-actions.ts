/** Carries out the actions of recorded traces. */

import type { JsonValue } from '../../api/json.ts';
import { isTerminating } from '../../api/object.ts';
import type { ApiRequest } from '../../api/request.ts';
import { createRequest, deleteRequest, patchRequest, updateRequest } from '../../client/request.ts';
import { healthyConditions, nodeRegistration } from '../../node/node-status.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { runCommandLine } from '../run-kubectl.ts';
import { moveOnce, stoppedSwitch } from './fake-kubelet.ts';
import type { TraceAction } from './trace-case.ts';
import { setAuto, settle } from './trace-cluster.ts';

const namespace = 'default';
const untilLimitMs = 400_000;
/** What a kubectl process takes. */
const commandMs = 100;

/** Runs the actions of one case, with what it remembers from one to the next. */
export class TraceActions {
  readonly #simulation: Simulation;
  /** The node behind each `nodeOf`, from its first use on. */
  readonly #nodes = new Map<string, string>();
  /** uids of the Pods before the last action that was not a wait. */
  #uidsBefore = new Map<string, string>();
  #moves = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** Performs an action; `command` is the recorded command line, where there is one. Returns the response. */
  async perform(action: TraceAction, recorded: JsonValue | undefined): Promise<JsonValue | undefined> {
    if (action.type !== 'wait' && action.type !== 'until') this.#rememberPods();
    switch (action.type) {
      case 'batch':
        return this.#batch(action.actions, recorded);
      case 'auto':
        return void setAuto(this.#simulation, action.on);
      case 'wait':
        return void this.#simulation.runUntil(this.#simulation.nowMs + action.seconds * 1000);
      case 'until':
        return this.#until(action);
      case 'evict':
        return this.#evict(action.pod);
      case 'deletePvOf':
        return this.#deletePvOf(action.pvc);
      case 'kubelet':
        return this.#kubelet(action);
      case 'node':
        return this.#node(action);
      case 'apply':
        return this.#command('apply -f -', this.#manifest(action.manifest));
      case 'kubectl':
        return this.#command(action.args.map((word) => this.#quote(word)).join(' '), action.stdin);
      default:
        return this.#command((recorded as { command: string }).command);
    }
  }

  async #batch(actions: readonly TraceAction[], recorded: JsonValue | undefined): Promise<JsonValue> {
    const responses: (JsonValue | undefined)[] = [];
    for (const [index, action] of actions.entries()) {
      responses.push(await this.perform(action, Array.isArray(recorded) ? recorded[index] : undefined));
    }
    return responses.map((response) => response ?? null);
  }

  #rememberPods(): void {
    const pods = this.#simulation.reader.list('pods', namespace);
    this.#uidsBefore = new Map(pods.map(({ metadata }) => [metadata.name, metadata.uid]));
  }

  #manifest(text: string): string {
    const boss = this.#simulation.reader.get('configmaps', namespace, 'boss');
    return boss ? text.replaceAll('BOSSUID', boss.metadata.uid) : text;
  }

  #quote(word: string): string {
    const text = word.replaceAll(/\{nodeOf:([^}]+)\}/g, (_, pod: string) => this.#nodeOf(pod));
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
  }

  #nodeOf(pod: string): string {
    const known = this.#nodes.get(pod);
    if (known !== undefined) return known;
    const name = this.#simulation.reader.get('pods', namespace, pod)?.spec.nodeName ?? '';
    this.#nodes.set(pod, name);
    return name;
  }

  async #command(line: string, stdin?: string): Promise<JsonValue> {
    const options = stdin === undefined ? {} : { stdin };
    const words = line.replace(/^kubectl /, '');
    const { stdout, stderr, exitCode } = await runCommandLine(this.#simulation, `-n ${namespace} ${words}`, options);
    this.#simulation.runUntil(this.#simulation.nowMs + commandMs);
    return { stdout, stderr, exitCode };
  }

  #request(request: ApiRequest, actor: string): JsonValue {
    return this.#simulation.request(request, actor).body;
  }

  #kubelet(action: Extract<TraceAction, { type: 'kubelet' }>): JsonValue | undefined {
    const { reader, nowMs } = this.#simulation;
    const target = { reader, nowMs, request: (request: ApiRequest, actor: string) => this.#request(request, actor) };
    if (moveOnce(target, action, ++this.#moves + 100)) return undefined;
    const exists = reader.get('pods', namespace, action.pod) !== undefined;
    return { skipped: exists ? 'pod is not terminating' : 'pod not found' };
  }

  #evict(pod: string): JsonValue {
    const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace } };
    const path = { resource: 'pods', namespace, name: pod, subresource: 'eviction' };
    const { code, body: answer } = this.#simulation.request(createRequest(path, body));
    return { code, body: answer };
  }

  #deletePvOf(name: string): JsonValue {
    const claim = this.#simulation.reader.get('persistentvolumeclaims', namespace, name);
    const path = { resource: 'persistentvolumes', name: claim?.spec.volumeName ?? '' };
    this.#request(patchRequest(path, 'merge', { metadata: { finalizers: null } }), 'kubernetes-admin');
    return { code: this.#simulation.request(deleteRequest(path)).code };
  }

  #node({ nodeOf, transition, message }: Extract<TraceAction, { type: 'node' }>): undefined {
    const name = this.#nodeOf(nodeOf);
    const simulation = this.#simulation;
    const { nowMs, reader } = simulation;
    if (transition === 'stop') simulation.setFault(stoppedSwitch(name), true);
    if (transition === 'start') simulation.setFault(stoppedSwitch(name), undefined);
    if (transition === 'register') {
      const index = Number(name.split('-')[1]);
      this.#request(createRequest({ resource: 'nodes' }, nodeRegistration({ name, index }, nowMs)), 'kubelet');
    }
    const node = reader.get('nodes', undefined, name);
    if (!node || transition === 'stop' || transition === 'register') return;
    const healthy = healthyConditions(node.status?.conditions, nowMs);
    const conditions = healthy.map((condition) =>
      transition === 'notReady' && condition.type === 'Ready'
        ? { ...condition, status: 'False', reason: 'KubeletNotReady', message: message ?? '' }
        : condition,
    );
    const status = { ...node.status, conditions };
    this.#request(updateRequest({ resource: 'nodes', name, subresource: 'status' }, { ...node, status }), 'kubelet');
  }

  #until(action: Extract<TraceAction, { type: 'until' }>): undefined {
    const endMs = this.#simulation.nowMs + untilLimitMs;
    while (!this.#holds(action) && this.#simulation.nowMs < endMs) {
      this.#simulation.runUntil(this.#simulation.nowMs + 50);
    }
    settle(this.#simulation);
  }

  #holds({ nodeOf, ready, pod, is }: Extract<TraceAction, { type: 'until' }>): boolean {
    const { reader } = this.#simulation;
    if (nodeOf !== undefined) {
      const node = reader.get('nodes', undefined, this.#nodeOf(nodeOf));
      return node?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === ready) === true;
    }
    const found = reader.get('pods', namespace, pod ?? '');
    if (is === 'terminating') return found !== undefined && isTerminating(found);
    if (is === 'gone') return found === undefined;
    return found !== undefined && found.metadata.uid !== this.#uidsBefore.get(found.metadata.name);
  }
}
