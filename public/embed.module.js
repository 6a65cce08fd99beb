// The playground's client as an ES module: import { connect } from '…/embed.module.js'. Where there is no page (on a
// server) both are undefined.
import './embed.js';

export const { connect, protocol } = globalThis.StatefulSetPlayground ?? {};
