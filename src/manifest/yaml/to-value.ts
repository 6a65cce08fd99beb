/** Tree → JSON value, as `sigs.k8s.io/yaml` converts it: merge keys, aliases, keys that are not strings. */

import type { JsonValue } from '../../api/json.ts';
import { goSyntax } from './go-syntax.ts';
import type { MappingNode, YamlNode } from './node.ts';
import { resolveScalar, type ScalarValue } from './resolve-scalar.ts';
import { YamlError } from './token.ts';

/** Share of decoded nodes that may come out of aliases. Models go-yaml decode.go allowedAliasRatio. */
function allowedAliasRatio(decoded: number): number {
  const low = 400_000;
  const high = 4_000_000;
  if (decoded <= low) return 0.99;
  if (decoded >= high) return 0.1;
  return 0.99 - 0.89 * ((decoded - low) / (high - low));
}

class Decoder {
  #decoded = 0;
  #fromAliases = 0;
  #aliasDepth = 0;
  readonly #open = new Set<YamlNode>();

  value(node: YamlNode): JsonValue {
    this.#count(node);
    switch (node.kind) {
      case 'scalar': {
        const value = resolveScalar(node);
        if (typeof value === 'number' && !Number.isFinite(value)) {
          const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
          throw new YamlError(`json: unsupported value: ${name}`, node.start);
        }
        return value;
      }
      case 'sequence':
        return node.items.map((item) => this.value(item));
      case 'mapping':
        return this.#mapping(node, new Map());
      case 'alias':
        return this.#through(node, (target) => this.value(target));
    }
  }

  #count(node: YamlNode): void {
    this.#decoded++;
    if (this.#aliasDepth > 0) this.#fromAliases++;
    if (
      this.#fromAliases > 100 &&
      this.#decoded > 1000 &&
      this.#fromAliases / this.#decoded > allowedAliasRatio(this.#decoded)
    ) {
      throw new YamlError('document contains excessive aliasing', node.start);
    }
  }

  #through<T>(node: YamlNode & { kind: 'alias' }, use: (target: YamlNode) => T): T {
    if (this.#open.has(node.target)) throw new YamlError(`anchor '${node.name}' value contains itself`, node.start);
    this.#open.add(node.target);
    this.#aliasDepth++;
    const result = use(node.target);
    this.#aliasDepth--;
    this.#open.delete(node.target);
    return result;
  }

  #mapping(node: MappingNode, into: Map<string, JsonValue>): JsonValue {
    this.#fill(node, into);
    return Object.fromEntries(into);
  }

  /** Later entries win, merged ones too. */
  #fill(node: MappingNode, into: Map<string, JsonValue>): void {
    for (const { key, value } of node.entries) {
      if (isMerge(key)) this.#merge(value, into);
      else into.set(this.#key(key), this.value(value));
    }
  }

  #merge(node: YamlNode, into: Map<string, JsonValue>): void {
    const wanted = (): YamlError =>
      new YamlError('map merge requires map or sequence of maps as the value', node.start);
    if (node.kind === 'mapping') this.#fill(node, into);
    else if (node.kind === 'alias') {
      this.#through(node, (target) => {
        if (target.kind !== 'mapping') throw wanted();
        this.#fill(target, into);
      });
    } else if (node.kind === 'sequence') {
      for (const item of node.items.toReversed()) {
        if (item.kind === 'sequence' || item.kind === 'scalar') throw wanted();
        this.#merge(item, into);
      }
    } else {
      throw wanted();
    }
  }

  #key(node: YamlNode): string {
    const key = this.value(node);
    if (typeof key === 'object' && key !== null) {
      throw new YamlError(`invalid map key: ${goSyntax(key)}`, node.start);
    }
    if (key === null) {
      throw new YamlError('unsupported map key of type: %!s(<nil>), key: <nil>', node.start);
    }
    return scalarKey(key);
  }
}

function scalarKey(key: Exclude<ScalarValue, null>): string {
  return typeof key === 'string' ? key : String(key);
}

function isMerge(key: YamlNode): boolean {
  return (
    key.kind === 'scalar' && key.value === '<<' && (key.tag === undefined ? key.plain : key.tag.endsWith(':merge'))
  );
}

/** The JSON value of a tree. Throws YamlError for what JSON (or go-yaml) cannot hold. */
export function valueOf(node: YamlNode | undefined): JsonValue {
  return node ? new Decoder().value(node) : null;
}
