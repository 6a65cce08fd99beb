/** Errors of kubectl and how they are printed. Models kubectl/pkg/cmd/util/helpers.go checkErr and MultilineError. */

import { StatusError, type Status } from '../api/status.ts';
import { goQuote } from '../lib/go-quote.ts';
import type { KubectlIo } from './io.ts';

/** A failure in words. Printed as `error: <text>`. */
export class KubectlError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.name = 'KubectlError';
    this.exitCode = exitCode;
  }
}

/** A failure whose text is printed as it is, without the `error: ` prefix (help blocks, `command terminated …`). */
export class PlainError extends KubectlError {
  constructor(message: string, exitCode = 1) {
    super(message, exitCode);
    this.name = 'PlainError';
  }
}

/** Ends the command with this exit code; everything worth saying was already printed. */
export class SilentExit extends KubectlError {
  constructor(exitCode: number) {
    super('', exitCode);
    this.name = 'SilentExit';
  }
}

/** Several failures of one command. Each keeps a line of its own. Models utilerrors.Aggregate. */
export class ErrorList extends KubectlError {
  readonly errors: readonly Error[];
  constructor(errors: readonly Error[]) {
    super(errors.length === 1 ? errors[0]!.message : `[${errors.map((error) => error.message).join(', ')}]`);
    this.name = 'ErrorList';
    this.errors = errors;
  }
}

/** A usage error of a command: `error: <text>` and where to find help. Models UsageErrorf. */
export function usageError(commandPath: string, message: string): KubectlError {
  return new KubectlError(`${message}\nSee '${commandPath} -h' for help and examples`);
}

/** A Status failure with words put before its message. Models cmdutil.AddSourceToErr (for files) and its kin. */
export function withContext(error: unknown, context: string): unknown {
  if (error instanceof StatusError) {
    return new StatusError({ ...error.status, message: `${context}: ${error.status.message ?? ''}` });
  }
  return error instanceof Error ? new KubectlError(`${context}: ${error.message}`) : error;
}

/** Models cmdutil.AddSourceToErr: `error when creating "web.yaml": …`. */
export function addSource(verb: string, source: string, error: unknown): unknown {
  return source ? withContext(error, `error when ${verb} ${JSON.stringify(source)}`) : error;
}

export function isStatusReason(error: unknown, reason: string): error is StatusError {
  return error instanceof StatusError && error.status.reason === reason;
}

/** Flat list of what an error holds; throwing nothing for an empty list is up to the caller. */
export function flattenErrors(error: unknown): readonly unknown[] {
  return error instanceof ErrorList ? error.errors.flatMap(flattenErrors) : [error];
}

/** Throws the only error of a list, or all of them together; does nothing for an empty list. */
export function throwAll(errors: readonly unknown[]): void {
  const list = errors.map((error) => (error instanceof Error ? error : new KubectlError(String(error))));
  if (list.length === 1) throw list[0]!;
  if (list.length > 1) throw new ErrorList(list);
}

/** Models helpers.go statusCausesToAggrError and the Invalid branch of checkErr. */
function invalidText(status: Status): string {
  const details = status.details;
  const causes = details?.causes ?? [];
  const lines = [...new Set(causes.map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`))];
  const prefix =
    details?.kind || details?.name
      ? `The ${details.kind ?? ''} ${goQuote(details.name ?? '')} is invalid`
      : 'The request is invalid';
  if (lines.length === 0) return details ? `${prefix}: ${status.message ?? ''}` : prefix;
  const list = lines.length === 1 ? lines[0] : `\n${lines.map((line) => `* ${line}`).join('\n')}`;
  return `${prefix}: ${list}\n`;
}

/** Models helpers.go StandardErrorMessage: the text of a Status on its own line. */
function statusText(status: Status): string {
  if (status.reason === 'Unauthorized') return `error: You must be logged in to the server (${status.message ?? ''})`;
  return `Error from server${status.reason ? ` (${status.reason})` : ''}: ${status.message ?? ''}`;
}

/** What kubectl prints on stderr for an error that ends it, without the final newline. */
export function errorText(error: unknown): string {
  if (error instanceof StatusError) {
    return error.status.reason === 'Invalid' ? invalidText(error.status) : statusText(error.status);
  }
  if (error instanceof ErrorList) {
    // Only one level is taken off: a list in a list is printed line by line, without the prefix.
    const only = error.errors.length === 1 ? error.errors[0] : undefined;
    if (only && !(only instanceof ErrorList)) return errorText(only);
    return flattenErrors(error)
      .map((one) => (one instanceof StatusError ? statusText(one.status) : (one as Error).message))
      .join('\n');
  }
  if (error instanceof PlainError) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  return text.startsWith('error: ') ? text : `error: ${text}`;
}

/** Prints an error that ends a command and gives the exit code. */
export function reportError(error: unknown, io: Pick<KubectlIo, 'stderr'>): number {
  if (!(error instanceof SilentExit)) {
    const text = errorText(error);
    if (text) io.stderr(text.endsWith('\n') ? text : `${text}\n`);
  }
  return error instanceof KubectlError ? error.exitCode : 1;
}
