/**
 * Types of the playground's client, for pages that embed it: of the element `<statefulset-playground>`, of
 * `window.StatefulSetPlayground` (embed.js) and of what embed.module.js exports. See authors-guide.md.
 */

export type EmbedTheme = 'auto' | 'light' | 'dark';

/** Comes back in the `error` that a message is answered with. */
export type MessageId = string | number;

/** What is opened: a manifest, or a link, or a scenario; and what is done then. */
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

export type EmbedErrorCode = 'shape' | 'type' | 'version' | 'rate' | 'readonly' | 'command' | 'notice';

export interface EmbedEvents {
  /** What was asked for is shown; messages are taken. */
  readonly ready: { readonly type: 'ready' };
  /** The height at which nothing has to be scrolled, in CSS pixels. */
  readonly height: { readonly type: 'height'; readonly height: number };
  /** Another moment is shown, or time began or ceased to run. At most ten a second. */
  readonly step: {
    readonly type: 'step';
    /** Milliseconds of the cluster's time since its start. */
    readonly atMs: number;
    readonly changeCount: number;
    readonly playing: boolean;
    /** Nothing happens by itself any more. */
    readonly settled: boolean;
  };
  /** A goal of a lesson is reached, or is not any more. */
  readonly goal: {
    readonly type: 'goal';
    readonly lesson: string;
    readonly step: number;
    readonly goal: string;
    readonly reached: boolean;
  };
  readonly error: {
    readonly type: 'error';
    readonly code: EmbedErrorCode;
    readonly message: string;
    readonly id?: MessageId;
    readonly exitCode?: number;
  };
}

/** A conversation with a playground in a frame. What is sent before it has begun waits. */
export interface PlaygroundClient {
  /** A fresh cluster with other content. */
  load(content: PlaygroundContent, id?: MessageId): void;
  play(): void;
  pause(): void;
  /** Milliseconds of the cluster's time since its start; after its end is the present. */
  seek(atMs: number): void;
  /** A line of the terminal; what fails comes back as `error` with the same `id`. */
  run(command: string, id?: MessageId): void;
  setTheme(theme: EmbedTheme): void;
  /** Listens to events; the result ends that. */
  on<T extends keyof EmbedEvents>(type: T, listener: (event: EmbedEvents[T]) => void): () => void;
  /** Ends the conversation. */
  close(): void;
}

/** `<statefulset-playground>`. Its events (`ready`, `height`, `step`, `goal`, `error`) carry their data in `detail`. */
export interface StatefulSetPlaygroundElement extends HTMLElement {
  /** True from when the playground has begun to load. */
  readonly isStarted: boolean;
  theme: string;
  /** Loads the playground now; with content, that one instead of the element's own. */
  readonly load: (content?: PlaygroundContent, id?: MessageId) => void;
  readonly run: (command: string, id?: MessageId) => void;
  play(): void;
  pause(): void;
  seek(atMs: number): void;
  setTheme(theme: EmbedTheme | 'host'): void;
  addEventListener<T extends keyof EmbedEvents>(
    type: T,
    listener: (event: CustomEvent<Omit<EmbedEvents[T], 'type'>>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/**
 * Talks with a playground in an iframe of this page. The frame's address gets the page's origin and a channel when it has
 * none, which loads it anew.
 */
export declare function connect(frame: HTMLIFrameElement): PlaygroundClient;
export declare const protocol: 'statefulset-playground/1';

declare global {
  interface Window {
    readonly StatefulSetPlayground?: { readonly connect: typeof connect; readonly protocol: typeof protocol };
  }
  interface HTMLElementTagNameMap {
    'statefulset-playground': StatefulSetPlaygroundElement;
  }
}
