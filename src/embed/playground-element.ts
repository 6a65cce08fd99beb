/** `<statefulset-playground>`: a playground in a frame of its own, loaded when it is seen, on a click, or at once. */

import { converse, newChannel, type PlaygroundClient } from './client.ts';
import { contentOf, frameOptionsOf } from './element-content.ts';
import { frameAddress } from './frame-address.ts';
import { hostThemeAt, watchHostTheme } from './host-theme.ts';
import { isolatedSandbox, ownOriginSandbox } from './sandbox.ts';
import { posterOf, shadowStyles } from './poster.ts';
import type { EmbedEvent, EmbedTheme, MessageId, PlaygroundContent } from './protocol.ts';

/** Height before the playground has told its own, and the least and most that it may ask for (pixels). */
const firstHeightPx = 480;
const leastHeightPx = 200;
const mostHeightPx = 2000;
/** How far below the fold loading begins. */
const nearFold = '300px';
/** What is opened; another value opens that. */
const contentAttributes = ['src', 'link', 'scenario', 'manifest', 'run', 'lesson'];
const eventTypes: readonly EmbedEvent['type'][] = ['ready', 'height', 'step', 'goal', 'error'];
/** A frame that says nothing for so long after it was loaded does not work here. */
const silenceMs = 20_000;

/** Importing the script where there is no page (on a server) does no harm. */
const Base = (globalThis.HTMLElement ?? Object) as typeof HTMLElement;

export class PlaygroundElement extends Base {
  static readonly observedAttributes = [...contentAttributes, 'panes', 'theme', 'height'];
  /** The playground's address: where the script lies. */
  static base = '';
  readonly #root = this.attachShadow({ mode: 'open' });
  #client: PlaygroundClient | undefined;
  #frame: HTMLIFrameElement | undefined;
  #stopWaiting: (() => void) | undefined;
  #stopTheme: (() => void) | undefined;
  /** Counts what was begun, so that what was overtaken ends. */
  #turn = 0;

  connectedCallback(): void {
    this.#root.adoptedStyleSheets = [shadowStyles()];
    this.#setHeight();
    if (this.theme === 'host') this.#stopTheme = watchHostTheme(() => this.#tellTheme());
    whenParsed(() => (this.isConnected ? this.#wait() : undefined));
  }

  disconnectedCallback(): void {
    this.#stopTheme?.();
    this.#close();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.isConnected) return;
    if (name === 'height') this.#setHeight();
    else if (name === 'theme') {
      this.#stopTheme?.();
      this.#stopTheme = this.theme === 'host' ? watchHostTheme(() => this.#tellTheme()) : undefined;
      this.#tellTheme();
    } else if (this.#frame) void this.#start();
  }

  /** True from when the playground has begun to load. */
  get isStarted(): boolean {
    return this.#frame !== undefined;
  }

  get theme(): string {
    return this.getAttribute('theme') ?? 'auto';
  }

  set theme(theme: string) {
    this.setAttribute('theme', theme);
  }

  /**
   * Loads the playground now, whatever the attribute says; with content, that one instead of the element's own. Libraries
   * that set attributes as properties may: a text given to `load` or `run` is the attribute.
   */
  get load(): (content?: PlaygroundContent, id?: MessageId) => void {
    return (content, id) => {
      if (content && this.#client) this.#client.load(content, id);
      else void this.#start(content);
    };
  }

  set load(when: unknown) {
    this.setAttribute('load', String(when));
  }

  /** Runs a line of the terminal; what fails comes back as `error` with the same `id`. */
  get run(): (command: string, id?: MessageId) => void {
    return (command, id) => this.#client?.run(command, id);
  }

  set run(lines: unknown) {
    this.setAttribute('run', String(lines));
  }

  play(): void {
    this.#client?.play();
  }

  pause(): void {
    this.#client?.pause();
  }

  seek(atMs: number): void {
    this.#client?.seek(atMs);
  }

  setTheme(theme: EmbedTheme | 'host'): void {
    this.theme = theme;
  }

  #wait(): void {
    this.#close();
    const load = this.getAttribute('load') ?? 'lazy';
    if (load === 'eager') {
      void this.#start();
      return;
    }
    const poster = posterOf(this.#title(), () => void this.#start());
    this.#root.replaceChildren(poster);
    if (load === 'click') return;
    const observer = new IntersectionObserver(
      (entries) => (entries.some(({ isIntersecting }) => isIntersecting) ? void this.#start() : undefined),
      { rootMargin: nearFold },
    );
    observer.observe(this);
    this.#stopWaiting = () => observer.disconnect();
  }

  async #start(content?: PlaygroundContent): Promise<void> {
    this.#close();
    const turn = this.#turn;
    const hadFocus = this.#root.activeElement !== null;
    const frame = document.createElement('iframe');
    this.#frame = frame;
    let shown: PlaygroundContent = {};
    try {
      shown = content ?? (await contentOf(this));
    } catch (error) {
      this.#tell({ type: 'error', code: 'notice', message: error instanceof Error ? error.message : String(error) });
    }
    if (turn !== this.#turn || !this.isConnected) return;
    const base = new URL(this.getAttribute('base') ?? PlaygroundElement.base, document.baseURI).href;
    const { origin } = new URL(base);
    const channel = newChannel();
    frame.title = this.#title();
    frame.referrerPolicy = 'no-referrer';
    frame.allow = 'clipboard-write';
    frame.setAttribute('sandbox', origin === window.origin ? isolatedSandbox : ownOriginSandbox);
    frame.style.colorScheme = this.#scheme();
    frame.src = frameAddress(base, shown, frameOptionsOf(this, this.#frameTheme()), { origin: window.origin, channel });
    this.#client = converse(frame, origin, channel);
    this.#listen(this.#client, frame);
    this.#root.replaceChildren(frame);
    // Whoever pressed the poster goes on in what came in its place; nobody else's focus is touched.
    if (hadFocus) frame.focus({ preventScroll: true });
  }

  #listen(client: PlaygroundClient, frame: HTMLIFrameElement): void {
    for (const type of eventTypes) client.on(type, (event) => this.#tell(event));
    client.on('height', ({ height }) => {
      if (this.#height() === 'auto') this.#setPixels(height);
    });
    let silence: ReturnType<typeof setTimeout> | undefined;
    let hasAnswered = false;
    client.on('ready', () => {
      hasAnswered = true;
      clearTimeout(silence);
    });
    frame.addEventListener('load', () => {
      if (hasAnswered) return;
      clearTimeout(silence);
      silence = setTimeout(() => {
        this.#tell({ type: 'error', code: 'notice', message: 'the playground did not answer' });
      }, silenceMs);
    });
    this.#stopWaiting = () => clearTimeout(silence);
  }

  #close(): void {
    this.#turn++;
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    this.#client?.close();
    this.#client = undefined;
    this.#frame = undefined;
  }

  #tell({ type, ...detail }: EmbedEvent): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #title(): string {
    return this.getAttribute('title') || 'StatefulSet Playground';
  }

  #frameTheme(): EmbedTheme {
    const { theme } = this;
    if (theme === 'host') return hostThemeAt(this);
    return theme === 'light' || theme === 'dark' ? theme : 'auto';
  }

  /** A frame is see-through at its corners only while its colour scheme is that of the page in it. */
  #scheme(): string {
    const theme = this.#frameTheme();
    return theme === 'auto' ? 'light dark' : theme;
  }

  #tellTheme(): void {
    if (this.#frame) this.#frame.style.colorScheme = this.#scheme();
    this.#client?.setTheme(this.#frameTheme());
  }

  #height(): string {
    return this.getAttribute('height')?.trim() || 'auto';
  }

  #setHeight(): void {
    const height = this.#height();
    if (height === 'auto') this.#setPixels(firstHeightPx);
    else this.style.setProperty('--embed-height', /^\d+$/.test(height) ? `${height}px` : height);
  }

  #setPixels(height: number): void {
    const px = Math.round(Math.min(mostHeightPx, Math.max(leastHeightPx, height)));
    if (Number.isFinite(px)) this.style.setProperty('--embed-height', `${px}px`);
  }
}

/** Scripts in the head run before the YAML inside an element has been parsed. */
function whenParsed(run: () => void): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', run, { once: true });
  else queueMicrotask(run);
}
