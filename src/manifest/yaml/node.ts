/** The tree of a YAML document with places in the text. */

import type { Mark } from './token.ts';

interface Located {
  readonly start: Mark;
  readonly end: Mark;
}

export interface ScalarNode extends Located {
  readonly kind: 'scalar';
  readonly value: string;
  /** Written without quotes, so that it may mean a number, a boolean or null. */
  readonly plain: boolean;
  /** Full tag (`tag:yaml.org,2002:str`), where one was written. */
  readonly tag?: string;
}

export interface SequenceNode extends Located {
  readonly kind: 'sequence';
  readonly items: YamlNode[];
}

export interface MappingEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

export interface MappingNode extends Located {
  readonly kind: 'mapping';
  readonly entries: MappingEntry[];
}

export interface AliasNode extends Located {
  readonly kind: 'alias';
  readonly name: string;
  readonly target: YamlNode;
}

export type YamlNode = ScalarNode | SequenceNode | MappingNode | AliasNode;
