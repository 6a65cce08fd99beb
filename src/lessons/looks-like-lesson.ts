/** Telling lesson files from manifests, also those that cannot be read as they are: their faults are for their authors. */

const ownKeys = ['title', 'summary', 'intro', 'steps', 'end'];
const manifestKeys = ['apiVersion', 'kind', 'items'];

/** The keys at the top of a text: of JSON when it is some, else of YAML, line by line. */
function topKeys(text: string): ReadonlySet<string> {
  if (/^\s*\{/.test(text)) {
    try {
      return new Set(Object.keys(JSON.parse(text) as object));
    } catch {
      return new Set();
    }
  }
  return new Set(Array.from(text.matchAll(/^["']?(\w+)["']?[ \t]*:(?=\s|$)/gm), ([, key = '']) => key));
}

/** True for a text with at least two of the fields that only lessons have, and nothing of an object. */
export function looksLikeLesson(text: string): boolean {
  const keys = topKeys(text);
  return ownKeys.filter((key) => keys.has(key)).length >= 2 && !manifestKeys.some((key) => keys.has(key));
}
