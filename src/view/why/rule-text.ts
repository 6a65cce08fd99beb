/** A rule as an explanation names it. */

import type { WhyDoc } from './why-model.ts';

export interface RuleText {
  readonly rule: string;
  readonly because: string;
  readonly doc?: WhyDoc;
}

export const text = (rule: string, because: string, doc?: WhyDoc): RuleText => ({
  rule,
  because,
  ...(doc ? { doc } : {}),
});
