/**
 * What a playground's frame may do. It never needs its host: no top navigation, no forms, no modal dialogs.
 *
 * On another origin than the page's it may have its own (`allow-same-origin`): that gives it nothing of the page, and
 * lets its workers and modules load without CORS. On the page's own origin the same word would undo the sandbox – the
 * frame could take the attribute away from itself – so there it gets no origin at all.
 */

const common = 'allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads';

export const isolatedSandbox = common;
export const ownOriginSandbox = `${common} allow-same-origin`;
