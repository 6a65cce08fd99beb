/** Names of environment variables as `set env` and `create --from-env-file` take them. Models validation.IsEnvVarName. */

import { goQuote } from '../../lib/go-quote.ts';
import { KubectlError } from '../errors.ts';

const pattern = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const rule =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";

/** Refuses what cannot be such a name. */
export function checkEnvName(name: string): void {
  if (pattern.test(name)) return;
  const rules = name === '' ? ['environment variable name must be at least 1 characters', rule] : [rule];
  throw new KubectlError(`${goQuote(name)} is not a valid key name: ${rules.join(';')}`);
}
