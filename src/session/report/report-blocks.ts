/** A report as data: blocks of text, code and pictures, which are written as Markdown, as HTML or on paper. */

/** Plain text is a string; none of them spans lines. */
export type Inline =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  | { readonly link: string; readonly address: string };

export type Line = readonly Inline[];

export interface ListItem {
  readonly line: Line;
  /** Below the item, indented. */
  readonly more?: readonly Line[];
}

/** A picture of the stage that stands beside a report, or in it. */
export interface ReportPicture {
  /** Within the report's folder. */
  readonly path: string;
  readonly svg: string;
  /** What it shows, for those who do not see it. */
  readonly text: string;
}

export type CodeLanguage = 'console' | 'diff' | 'yaml';

export type Block =
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly type: 'text'; readonly line: Line }
  | { readonly type: 'list'; readonly items: readonly ListItem[] }
  | { readonly type: 'code'; readonly language: CodeLanguage; readonly text: string }
  | { readonly type: 'picture'; readonly picture: ReportPicture };
