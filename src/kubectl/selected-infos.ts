/** `-l` on objects of files: those whose labels meet it are taken. Models FilterByLabelSelector of the builder. */

import type { JsonObject } from '../api/json.ts';
import { isSelectorError, matchesLabels, parseLabelSelector } from '../api/label-selector.ts';
import { isJsonObject } from '../api/json.ts';
import { goQuote } from '../lib/go-quote.ts';
import { KubectlError } from './errors.ts';

/** The objects whose labels meet the selector; all of them for an empty one. */
export function selectedInfos<Info extends { readonly object: JsonObject }>(
  text: string,
  infos: readonly Info[],
): readonly Info[] {
  if (text === '') return infos;
  const selector = parseLabelSelector(text);
  if (isSelectorError(selector)) {
    throw new KubectlError(`the provided selector ${goQuote(text)} is not valid: ${selector.error}`);
  }
  return infos.filter(({ object }) => {
    const { labels } = isJsonObject(object.metadata) ? object.metadata : {};
    return matchesLabels(selector, isJsonObject(labels) ? (labels as Readonly<Record<string, string>>) : {});
  });
}
