/** Shell scripts as data: what the parser makes and the interpreter runs. Plain JSON, so that a running script can be kept. */

/** A piece of a word. `quoted` pieces are neither split nor globbed. */
export type WordPart =
  | { readonly type: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly type: 'variable';
      readonly name: string;
      readonly quoted: boolean;
      /** `:-` `-` `:=` `:+` `+` `#` `##` `%` `%%` `/` `//` of `${name<operator>word}`; `length` of `${#name}`. */
      readonly operator?: string;
      readonly word?: Word;
    }
  | { readonly type: 'command'; readonly script: Script; readonly quoted: boolean }
  | { readonly type: 'arithmetic'; readonly expression: Word; readonly quoted: boolean };

export type Word = readonly WordPart[];

export interface Redirect {
  readonly fd: number;
  /** `<<` carries the document itself as its word. */
  readonly operator: '>' | '>>' | '<' | '<<' | '>&' | '&>';
  readonly target: Word;
}

export interface Assignment {
  readonly name: string;
  readonly value: Word;
}

export type Command =
  | {
      readonly type: 'simple';
      readonly assignments: readonly Assignment[];
      readonly words: readonly Word[];
      readonly redirects: readonly Redirect[];
    }
  | { readonly type: 'test'; readonly words: readonly Word[] }
  | { readonly type: 'arithmetic'; readonly expression: Word }
  | { readonly type: 'pipeline'; readonly commands: readonly Command[]; readonly negated: boolean }
  | {
      readonly type: 'if';
      readonly branches: readonly { readonly condition: Script; readonly body: Script }[];
      readonly otherwise?: Script;
      readonly redirects: readonly Redirect[];
    }
  | {
      readonly type: 'while';
      readonly until: boolean;
      readonly condition: Script;
      readonly body: Script;
      readonly redirects: readonly Redirect[];
    }
  | {
      readonly type: 'for';
      readonly name: string;
      readonly words?: readonly Word[];
      readonly body: Script;
      readonly redirects: readonly Redirect[];
    }
  | {
      readonly type: 'case';
      readonly subject: Word;
      readonly branches: readonly { readonly patterns: readonly Word[]; readonly body: Script }[];
      readonly redirects: readonly Redirect[];
    }
  | {
      readonly type: 'group';
      readonly body: Script;
      readonly subshell: boolean;
      readonly redirects: readonly Redirect[];
    }
  | { readonly type: 'function'; readonly name: string; readonly body: Command };

export interface Statement {
  /** How it is joined to the one before. */
  readonly joint: ';' | '&&' | '||';
  readonly command: Command;
  readonly background: boolean;
}

export type Script = readonly Statement[];

/** A script that cannot be read; the message is the shell's. */
export class ShellSyntaxError extends Error {}
