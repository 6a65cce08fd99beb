/** Hides what varies from run to run in terminal output (conformance README, "Normalisation"). */

/** Whole words that are ages: `5s`, `2m10s`, `3d4h`. */
const age = /(?<![\w./:=-])(?:\d+[ydhms]){1,2}(?![\w./:=%-])/g;

const masks: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>'],
  [/\b[0-9a-f]{40}\b/g, '<commit>'],
  [/("?resourceVersion"?: )"\d+"/g, '$1<version>'],
  [/(Resource Version: +)\d+/g, '$1<version>'],
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4}/g, '<time>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, '<time>'],
  [/(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, '<time>'],
  [/^([IWE])\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ /gm, '$1<log> '],
  [/("(?:gitCommit|buildDate)": )"[^"]*"/g, '$1<build>'],
  [/(?:<tmpdir>|\/tmp)\/(LIVE|MERGED)-(?:<n>|\d+)/g, '<tmpdir>/$1-<n>'],
  [/\bnode-[123]\b/g, '<node>'],
  [/\b192\.168\.0\.1[0123]\b/g, '<address>'],
  [/\b10\.244\.\d+\.\d+\b/g, '<address>'],
  [/\b10\.(?:9[6-9]|1[01]\d)\.\d+\.\d+\b/g, '<address>'],
  [/(\d+:)3[0-2]\d{3}\/(TCP|UDP)/g, '$1<port>/$2'],
  [/(nodePort: |NodePort: .*?)3[0-2]\d{3}/g, '$1<port>'],
  [/\.[0-9a-f]{16}\b/g, '.<random>'],
  [/(-)[bcdfghjklmnpqrstvwxz2456789]{5}(?![\w-])/g, '$1<random>'],
  [age, '<age>'],
];

/** Text with everything that varies replaced; runs of blanks count as one when `widths` is false. */
export function maskOutput(text: string, widths: boolean): string {
  const masked = masks.reduce((result, [pattern, replacement]) => result.replaceAll(pattern, replacement), text);
  return widths ? masked : masked.replaceAll(/[ -]{2,}/g, '  ').replaceAll(/ +$/gm, '');
}

/** True when both texts say the same once masked; column widths count where nothing masked can change them. */
export function sameOutput(expected: string, actual: string): boolean {
  if (maskOutput(expected, true) === maskOutput(actual, true)) return true;
  const variable = maskOutput(expected, true) !== expected;
  return variable && maskOutput(expected, false) === maskOutput(actual, false);
}

/** The rows of a watch by the object that they are about, headers among them. */
export function watchRows(text: string): Readonly<Record<string, readonly string[]>> {
  const rows: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const line of maskOutput(text, false).split('\n')) (rows[line.split(' ')[0]!] ??= []).push(line);
  return rows;
}
