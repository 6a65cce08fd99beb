/** `-l` on objects of files: apply and diff take those whose labels meet it. */

import { isSelectorError, matchesLabels, parseLabelSelector } from '../api/label-selector.ts';
import { isJsonObject } from '../api/json.ts';
import { KubectlError } from './errors.ts';
import type { ResourceInfo } from './plan-visits.ts';

/** The objects whose labels meet the selector; all of them for an empty one. */
export function selectedInfos(text: string, infos: readonly ResourceInfo[]): readonly ResourceInfo[] {
  if (text === '') return infos;
  const selector = parseLabelSelector(text);
  if (isSelectorError(selector)) throw new KubectlError(selector.error);
  return infos.filter(({ object }) => {
    const { labels } = isJsonObject(object.metadata) ? object.metadata : {};
    return matchesLabels(selector, isJsonObject(labels) ? (labels as Readonly<Record<string, string>>) : {});
  });
}
