/** A command in the two or three words that fit under its mark on the timeline. */

const maxLength = 26;

/** `pod/default/web-1/crash` → `crash web-1`. */
function faultLabel(isEnd: boolean, key: string): string {
  const parts = key.split('/');
  const text = parts.length > 2 ? `${parts.at(-1)} ${parts.at(-2)}` : key;
  return isEnd ? `end of ${text}` : text;
}

/** `kubectl scale sts web --replicas=5` → `scale 5`; of other commands the verb and what it is about. */
export function markLabel(line: string): string {
  const fault = /^(fault|end) (.*)$/.exec(line);
  if (fault) return faultLabel(fault[1] === 'end', fault[2]!);
  // A comment is told up to its colon.
  const comment = /^#\s*([^:]*)/.exec(line)?.[1];
  if (comment !== undefined) return comment.slice(0, maxLength).trim();
  const words = line.trim().split(/\s+/);
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
  const text = `${verb} ${rest.at(-1) ?? ''}`.trim();
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}
