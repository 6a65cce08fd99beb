/** What a page and the playground in its frame say to each other, version 1. Both sides read this file; neither's code is in it. */

export const protocol = 'statefulset-playground/1';

export type EmbedTheme = 'auto' | 'light' | 'dark';

/** Comes back in the `error` that a message is answered with. */
export type MessageId = string | number;

/** What is opened, as in an address: a manifest, or a link, or a scenario; and what is done then. */
export interface PlaygroundContent {
  /** YAML, of one file or of several. */
  readonly manifest?: string | readonly string[];
  /** `#s1.…`, or an address that ends with it. */
  readonly link?: string;
  /** The name of a situation or of an example. */
  readonly scenario?: string;
  /** Lines such as `settled kubectl scale sts web --replicas=5`. */
  readonly run?: readonly string[];
}

/** From the page around to the playground. */
export type EmbedCommand =
  /** A fresh cluster with other content. */
  | ({ readonly type: 'load' } & PlaygroundContent)
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  /** Milliseconds of the cluster's time since its start; after its end is the present. */
  | { readonly type: 'seek'; readonly atMs: number }
  /** A line of the terminal. */
  | { readonly type: 'run'; readonly command: string }
  | { readonly type: 'setTheme'; readonly theme: EmbedTheme };

export type EmbedErrorCode =
  /** The message has not the shape that its type asks for. */
  | 'shape'
  /** There is no such type. */
  | 'type'
  /** Another version of the protocol. */
  | 'version'
  /** Too many messages at once: this one and those after it were dropped. */
  | 'rate'
  /** The embed is read-only. */
  | 'readonly'
  /** The command ended with an error; the message is what it said. */
  | 'command'
  /** Something that the playground tells its reader: a damaged link, a scenario that does not exist. */
  | 'notice';

/** From the playground to the page around. */
export type EmbedEvent =
  /** What was asked for is shown; messages are taken. */
  | { readonly type: 'ready' }
  /** The height at which nothing has to be scrolled, in CSS pixels. */
  | { readonly type: 'height'; readonly height: number }
  /** Another moment is shown, or time began or ceased to run. At most ten a second. */
  | {
      readonly type: 'step';
      readonly atMs: number;
      /** How many writes have happened. */
      readonly changeCount: number;
      readonly playing: boolean;
      /** Nothing happens by itself any more. */
      readonly settled: boolean;
    }
  /** A goal of a lesson is reached, or is not any more. */
  | {
      readonly type: 'goal';
      readonly lesson: string;
      /** Number of the step, from 1. */
      readonly step: number;
      /** The goal in words. */
      readonly goal: string;
      readonly reached: boolean;
    }
  | {
      readonly type: 'error';
      readonly code: EmbedErrorCode;
      readonly message: string;
      readonly id?: MessageId;
      /** Of a command. */
      readonly exitCode?: number;
    };

/** The first message of a frame that was given a `channel`: it brings the port over which all others go. */
export interface ConnectMessage {
  readonly protocol: typeof protocol;
  readonly type: 'connect';
  readonly channel: string;
}

/** What one message may hold. */
export const limits = {
  manifestLength: 1_000_000,
  manifests: 20,
  linkLength: 200_000,
  nameLength: 200,
  lineLength: 4000,
  lines: 500,
} as const;
