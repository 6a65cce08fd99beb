/** Text of manifests, messages and programs made fit for a document: what would act instead of being seen goes. */

/** Sequences that colour and move in a terminal. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const terminalSequences = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
/** Controls except tab and line feed, and marks that turn the direction of writing, behind which text can hide. */
const unseen = /(?![\t\n])\p{Cc}|[\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;
/** Halves of characters: no encoder takes them. */
const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Several lines, ended by line feeds alone. */
export function printableText(text: string): string {
  return text
    .replaceAll(terminalSequences, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(unseen, '\ufffd')
    .replaceAll(halves, '\ufffd');
}

/** The same on one line. */
export function printableLine(text: string): string {
  return printableText(text).replaceAll(/\s+/g, ' ').trim();
}
