/** Kinds without a describer of their own are written out field by field. Models describe.go genericDescriber. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { sortedKeys } from '../output/go-json.ts';
import { goValue } from '../output/go-value.ts';
import { eventsOf, type Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { writeAnnotations, writeLabels } from './text.ts';
import { describedText, type DescribeWriter } from './writer.ts';

const skipped = new Set([
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
]);

const acronyms = new Set(['API', 'URL', 'UID', 'OSB', 'GUID']);

/** Words of a camelCase name; capitals before a word keep to themselves. Models github.com/fatih/camelcase Split. */
function camelWords(name: string): readonly string[] {
  return name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[^\p{L}]+/gu) ?? [];
}

/** `creationTimestamp` → `Creation Timestamp`. Models smartLabelFor. */
export function labelFor(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  return camelWords(field)
    .map((word) => {
      const upper = word.toUpperCase();
      return acronyms.has(upper) ? upper : word.charAt(0).toUpperCase() + word.slice(1);
    })
    .join(' ');
}

/** Models printUnstructuredContent. */
function writeContent(writer: DescribeWriter, level: number, content: JsonObject, path: string): void {
  for (const field of sortedKeys(content)) {
    const inner = `${path}.${field}`;
    if (skipped.has(inner)) continue;
    const value = content[field] as JsonValue;
    if (isJsonObject(value)) {
      writer.write(level, `${labelFor(field)}:\n`);
      writeContent(writer, level + 1, value, inner);
    } else if (Array.isArray(value)) {
      writer.write(level, `${labelFor(field)}:\n`);
      for (const child of value as readonly JsonValue[]) {
        if (isJsonObject(child)) writeContent(writer, level + 1, child, inner);
        else writer.write(level + 1, `${goValue(child)}\n`);
      }
    } else writer.write(level, `${labelFor(field)}:\t${goValue(value)}\n`);
  }
}

export const describeGeneric: Describer<KubeObject> = async (object, context) => {
  const events = await eventsOf(context, object);
  const { name, namespace = '', labels, annotations } = object.metadata;
  return describedText((writer) => {
    writer.write(0, `Name:\t${name}\n`);
    writer.write(0, `Namespace:\t${namespace}\n`);
    writeLabels(writer, 'Labels', labels);
    writeAnnotations(writer, 'Annotations', annotations);
    writeContent(writer, 0, object as unknown as JsonObject, '');
    writeEvents(writer, events, context.clock);
  });
};
