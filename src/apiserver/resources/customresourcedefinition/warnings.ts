/** What a CustomResourceDefinition says that has no effect: formats that nobody knows, and what this cluster does not run. */

import type { CustomResourceDefinitionSpec } from '../../../api/types.ts';
import { knownFormats } from '../../custom/formats.ts';
import { additionalOf, type Schema } from '../../custom/schema.ts';

export function definitionWarnings({ versions, conversion }: CustomResourceDefinitionSpec): readonly string[] {
  const perVersion = versions.flatMap(({ schema }, index) => {
    const path = `spec.versions[${index}].schema.openAPIV3Schema`;
    const found = schema?.openAPIV3Schema ? findings(schema.openAPIV3Schema, path) : { formats: [], rules: 0 };
    const rules =
      found.rules === 0
        ? []
        : [`${path}: x-kubernetes-validations are stored, but this cluster does not evaluate CEL rules`];
    return [...found.formats, ...rules];
  });
  const webhook = 'spec.conversion: webhooks are not called; objects keep their fields in every version';
  return conversion?.strategy === 'Webhook' ? [...perVersion, webhook] : perVersion;
}

interface Findings {
  readonly formats: readonly string[];
  /** How many parts have CEL rules. */
  readonly rules: number;
}

function findings(schema: Schema, path: string): Findings {
  const { format, properties = {} } = schema;
  const { items } = schema;
  const additional = additionalOf(schema);
  const inner = [
    ...Object.entries(properties).map(([key, property]) => findings(property, `${path}.properties[${key}]`)),
    ...(items ? [findings(items, `${path}.items`)] : []),
    ...(typeof additional === 'object' ? [findings(additional, `${path}.additionalProperties`)] : []),
  ];
  const unknown =
    format && !knownFormats.has(format) ? [`${path}.format: unrecognized format ${JSON.stringify(format)}`] : [];
  return {
    formats: [...unknown, ...inner.flatMap(({ formats }) => formats)],
    rules: inner.reduce((sum, { rules }) => sum + rules, schema['x-kubernetes-validations']?.length ? 1 : 0),
  };
}
