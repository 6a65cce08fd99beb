/** A decoded YAML value in Go syntax (`%#v`), as go-yaml prints a mapping that was used as a key. */

import type { JsonValue } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';

const anything = 'interface {}';

export function goSyntax(value: JsonValue): string {
  if (value === null) return `${anything}(nil)`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isJsonObject(value)) {
    const entries = Object.keys(value)
      .toSorted()
      .map((key) => `${JSON.stringify(key)}:${goSyntax(value[key] ?? null)}`);
    return `map[${anything}]${anything}{${entries.join(', ')}}`;
  }
  return `[]${anything}{${value.map(goSyntax).join(', ')}}`;
}
