/** `-o jsonpath` and `-o go-template`. Models cli-runtime/pkg/printers jsonpath.go and template.go. */

import { KubectlError } from '../errors.ts';
import { executeGoTemplate } from '../go-template/execute.ts';
import { valueText } from '../go-template/format.ts';
import { GoTemplateError, type GoTemplate } from '../go-template/nodes.ts';
import { parseGoTemplate } from '../go-template/parse.ts';
import { executeJsonPath, executionErrorText } from '../jsonpath/execute.ts';
import { JsonPathError, type JsonPathTemplate } from '../../api/jsonpath/nodes.ts';
import { parseJsonPath } from '../../api/jsonpath/parse.ts';
import { goJson } from './go-json.ts';
import { goQuote } from '../../lib/go-quote.ts';
import type { ObjectPrinter } from './object-printer.ts';

function parsePath(text: string): JsonPathTemplate {
  try {
    return parseJsonPath(text);
  } catch (error) {
    if (error instanceof JsonPathError) {
      throw new KubectlError(`error parsing jsonpath ${text}, ${error.message}\n`);
    }
    throw error;
  }
}

/** `asJson`: results as a JSON array (`jsonpath-as-json`). */
export function createJsonPathPrinter(
  text: string,
  options: { readonly allowMissingKeys: boolean; readonly asJson: boolean },
): ObjectPrinter {
  const template = parsePath(text);
  return (object) => {
    try {
      return executeJsonPath(template, object, options);
    } catch (error) {
      if (!(error instanceof JsonPathError)) throw error;
      throw new KubectlError(
        `error executing jsonpath ${goQuote(text)}: ${executionErrorText(template, object, error)}\n`,
      );
    }
  };
}

/** On a failure what was printed so far and the data go to `stdout`, as upstream does. */
export function createGoTemplatePrinter(
  text: string,
  options: { readonly allowMissingKeys: boolean },
  stdout: (text: string) => void,
): ObjectPrinter {
  const template = parseTemplate(text);
  return (object) => {
    try {
      return executeGoTemplate(template, object, options);
    } catch (error) {
      if (!(error instanceof GoTemplateError)) throw error;
      stdout(
        `${error.output}Error executing template: ${error.message}. Printing more information for debugging the template:\n` +
          `\ttemplate was:\n\t\t${text}\n\traw data was:\n\t\t${goJson(object)}\n` +
          `\tobject given to template engine was:\n\t\t${valueText(object)}\n\n`,
      );
      throw new KubectlError(`error executing template ${goQuote(text)}: ${error.message}`);
    }
  };
}

function parseTemplate(text: string): GoTemplate {
  try {
    return parseGoTemplate(text, 'output');
  } catch (error) {
    if (error instanceof GoTemplateError) {
      throw new KubectlError(`error parsing template ${text}, ${error.message}\n`);
    }
    throw error;
  }
}
