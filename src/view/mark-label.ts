/** A command in the two or three words that fit under its mark on the timeline. */

const maxLength = 26;

/** Faults whose key does not read as a few words. */
const faultWords: Readonly<Record<string, string>> = {
  crash: 'crashes',
  'fail-readiness': 'not ready',
  'fail-liveness': 'not alive',
  'hang-on-start': 'hangs on start',
  'pull-error': 'pull error',
  'slow-pull': 'slow pull',
  'provisioner-down': 'provisioner down',
  'dns-negative-cache': 'DNS negative cache',
};

/** `pod/default/web-1/crash` → `web-1 crashes`. */
function faultLabel(isEnd: boolean, key: string): string {
  const parts = key.split('/');
  const type = parts.at(-1) ?? '';
  const word = Object.hasOwn(faultWords, type) ? faultWords[type]! : type;
  const lost = /^zone-lost:(.*)$/.exec(key)?.[1];
  const text = lost !== undefined ? `${lost} lost` : parts.length > 2 ? `${parts.at(-2)} ${word}` : word;
  return isEnd ? `end: ${text}` : text;
}

/** `kubectl scale sts web --replicas=5` → `scale 5`; of other commands the verb and what it is about. */
export function markLabel(line: string): string {
  const fault = /^(fault|end) (.*)$/.exec(line);
  if (fault) return faultLabel(fault[1] === 'end', fault[2]!);
  // A comment is told up to its colon.
  const comment = /^#\s*([^:]*)/.exec(line)?.[1];
  if (comment !== undefined) return comment.slice(0, maxLength).trim();
  // What a command runs in a container is not what it is about.
  const words = line
    .trim()
    .split(/\s+--\s/, 1)[0]!
    .split(/\s+/);
  const start = words[0] === 'kubectl' || words[0] === 'k' ? 1 : 0;
  const plain = words.slice(start).filter((word, index, all) => {
    const before = all[index - 1];
    return !word.startsWith('-') && before !== '-n' && before !== '-f' && before !== '-p' && before !== '--namespace';
  });
  const [verb = '', ...rest] = plain;
  const replicas = /--replicas[= ](\d+)/.exec(line)?.[1];
  if (verb === 'scale' && replicas !== undefined) return `scale ${replicas}`;
  if (verb === 'apply' || verb === 'create') return verb;
  if (verb === 'rollout' || verb === 'set') return `${verb} ${rest[0] ?? ''}`.trim();
  if (verb === 'patch' && line.includes('"partition"')) return `partition ${/"partition":(\d+)/.exec(line)?.[1] ?? ''}`;
  const about = rest.findLast((word) => !/.=|.-$/.test(word)) ?? rest.at(-1) ?? '';
  const text = `${verb} ${about}`.trim();
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}
