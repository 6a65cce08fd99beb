/** What JSONPath templates print. Models client-go/util/jsonpath PrintResults and cli-runtime JSONPathPrinter. */

import { isJsonObject, type JsonValue } from '../../api/json.ts';
import { findResults } from '../../api/jsonpath/evaluate.ts';
import type { JsonPathError, JsonPathTemplate } from '../../api/jsonpath/nodes.ts';
import { goJson } from '../output/go-json.ts';
import { goSyntax, goValue } from '../output/go-value.ts';

function resultText(value: JsonValue): string {
  return Array.isArray(value) || isJsonObject(value) ? goJson(value) : goValue(value);
}

/** What the template prints for an object: results of one part are joined by spaces. */
export function executeJsonPath(
  template: JsonPathTemplate,
  data: JsonValue,
  options: { readonly allowMissingKeys?: boolean; readonly asJson?: boolean } = {},
): string {
  const parts = findResults(template, data, options);
  if (options.asJson) return parts.map((values) => `${goJson(values, '    ')}\n`).join('');
  return parts.map((values) => values.map(resultText).join(' ')).join('');
}

/** The error text of a failed execution, with the object for debugging. Models JSONPathPrinter.PrintObj. */
export function executionErrorText(template: JsonPathTemplate, data: JsonValue, error: JsonPathError): string {
  return (
    `Error executing template: ${error.message}. Printing more information for debugging the template:\n` +
    `\ttemplate was:\n\t\t${template.text}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(data)}\n\n`
  );
}
