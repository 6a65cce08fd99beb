/** Tokens of a YAML stream and where they stand. */

/** A place in the text; line and column count from 0. */
export interface Mark {
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

export type TokenType =
  | 'stream-start'
  | 'stream-end'
  | 'version-directive'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly type: TokenType;
  readonly start: Mark;
  readonly end: Mark;
  /** Text of a scalar, name of an anchor or alias, handle of a tag (or of a %TAG directive). */
  readonly value?: string;
  /** Suffix of a tag, prefix of a %TAG directive. */
  readonly suffix?: string;
  /** Of scalars: written without quotes and not as a block. */
  readonly plain?: boolean;
}

/** A text that is not YAML, in go-yaml's words (`line 7: did not find expected key`). */
export class YamlError extends Error {
  /** Where in the text, as near as the message tells. */
  readonly mark: Mark;
  constructor(message: string, mark: Mark) {
    super(message);
    this.name = 'YamlError';
    this.mark = mark;
  }
}

/**
 * A fault found by the scanner (or by the parser, whose lines upstream counts from 0 and prints as they are).
 * Models go-yaml v2 decode.go parser.fail.
 */
export function syntaxError(problem: string, problemMark: Mark, from: 'scanner' | 'parser', context?: Mark): YamlError {
  let line = problemMark.line;
  if (line !== 0) line += from === 'scanner' ? 1 : 0;
  else line = context?.line ?? 0;
  return new YamlError(line === 0 ? problem : `line ${line}: ${problem}`, problemMark);
}
