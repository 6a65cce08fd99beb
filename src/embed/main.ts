/**
 * `embed.js`, the script for pages with playgrounds: defines `<statefulset-playground>` and `window.StatefulSetPlayground`.
 * It runs as a classic script and as a module alike, so it exports nothing; `embed.module.js` does.
 */

import { connect } from './client.ts';
import { PlaygroundElement } from './playground-element.ts';
import { protocol } from './protocol.ts';

const name = 'statefulset-playground';

/** Where this script lies, and with it the playground. As a module it is found among the page's scripts, or in a trace. */
function scriptAddress(): string {
  const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : '';
  const listed = document.querySelector<HTMLScriptElement>('script[src*="/embed.js"], script[src^="embed.js"]')?.src;
  const traced = /https?:\/\/[^\s()@]+\/embed\.js/.exec(new Error().stack ?? '')?.[0];
  return own || traced || listed || document.baseURI;
}

if (typeof customElements !== 'undefined' && !customElements.get(name)) {
  PlaygroundElement.base = scriptAddress();
  customElements.define(name, PlaygroundElement);
  Object.assign(window, { StatefulSetPlayground: { connect, protocol } });
}
