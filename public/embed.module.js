// The client of the playground as an ES module: import { connect } from '…/embed.module.js'. Types: embed.module.d.ts.
import './embed.js';

export const { connect, protocol, PlaygroundElement } = globalThis.StatefulSetPlayground ?? {};
