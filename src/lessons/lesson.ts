/** What a lesson is, once its file has been read. The file's format is told in public/lessons/README.md. */

import type { Fault } from '../api/faults.ts';
import type { JsonPathTemplate } from '../api/jsonpath/nodes.ts';
import type { ParsedLabelSelector } from '../api/label-selector.ts';
import type { ResourceName } from '../api/scheme.ts';

/** A file of the editor: with its text, or with the name of a manifest below public/examples. */
export type LessonFile =
  { readonly name: string; readonly text: string } | { readonly name: string; readonly example: string };

/** A line for the terminal. */
export interface LineCommand {
  readonly type: 'line';
  readonly line: string;
  /** Which of the shells: 1 or 2. */
  readonly terminal: number;
  /** It runs until Ctrl-C, which the next line in its shell presses. */
  readonly endless: boolean;
}

/** Something that breaks, or is mended: no command can do it. */
export interface FaultCommand {
  readonly type: 'fault';
  /** A node fault without a name hits the node of `nodeOf`. */
  readonly fault: Fault;
  /** The Pod whose node is hit. */
  readonly nodeOf: string | undefined;
  /** False: the fault ends. */
  readonly on: boolean;
}

/** Cluster time that passes at once. */
export interface WaitCommand {
  readonly type: 'wait';
  readonly ms: number;
}

export type LessonCommand = LineCommand | FaultCommand | WaitCommand;

export interface Choice {
  readonly text: string;
  readonly right: boolean;
  /** Said when it was chosen. */
  readonly because: string;
}

/** A question that is answered before time runs. */
export interface Prediction {
  readonly question: string;
  readonly choices: readonly Choice[];
}

/** What the values at a path must be. */
export type FieldTest =
  | { readonly type: 'equals' | 'not'; readonly value: string | number | boolean }
  | { readonly type: 'atLeast' | 'atMost'; readonly value: number }
  | { readonly type: 'contains'; readonly value: string }
  | { readonly type: 'exists'; readonly value: boolean };

export interface FieldCondition {
  readonly path: JsonPathTemplate;
  readonly test: FieldTest;
}

/** The objects that a goal looks at. */
export interface GoalSubject {
  readonly kind: string;
  readonly resource: ResourceName;
  /** Undefined for kinds without one. */
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly selector: ParsedLabelSelector | undefined;
}

/** What must be true of each of them. */
export interface GoalConditions {
  readonly ready: boolean | undefined;
  readonly terminating: boolean | undefined;
  /** Another object of the same name than the one at the beginning of the step. */
  readonly replaced: boolean;
  readonly fields: readonly FieldCondition[];
}

/** Something in the state of the cluster that a step leads to. */
export type Goal = { readonly text: string; readonly subject: GoalSubject } & (
  | {
      readonly type: 'objects';
      readonly conditions: GoalConditions;
      /** How many objects meet the conditions; undefined: all that there are, and at least one. */
      readonly count: number | undefined;
      /** It is enough that it was so at some time since the step began. */
      readonly once: boolean;
    }
  | { readonly type: 'event'; readonly reason: string }
  | { readonly type: 'decision'; readonly reason: string }
);

export interface LessonLink {
  readonly title: string;
  readonly url: string;
}

export interface LessonStep {
  readonly title: string;
  /** Markdown, as all longer texts. */
  readonly text: string;
  readonly prediction: Prediction | undefined;
  readonly commands: readonly LessonCommand[];
  readonly goals: readonly Goal[];
  readonly hints: readonly string[];
  readonly links: readonly LessonLink[];
}

export interface Lesson {
  readonly title: string;
  /** One sentence, for the menu. */
  readonly summary: string;
  readonly minutes: number | undefined;
  readonly nodes: number | undefined;
  readonly seed: number | undefined;
  readonly files: readonly LessonFile[];
  /** kubectl lines that run before the reader begins; the cluster settles after each. */
  readonly start: readonly string[];
  readonly intro: string;
  readonly steps: readonly LessonStep[];
  readonly end: string;
  readonly links: readonly LessonLink[];
}

/** Something that is wrong with a lesson's file. */
export interface LessonProblem {
  /** `steps[2].goals[0].kind`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}
