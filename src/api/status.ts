/** `metav1.Status` failures and how they are made. Models apimachinery/pkg/api/errors. */

export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: Readonly<Record<string, never>>;
  readonly status: 'Success' | 'Failure';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: {
    readonly name?: string;
    readonly group?: string;
    readonly kind?: string;
    readonly uid?: string;
    readonly causes?: readonly StatusCause[];
    readonly retryAfterSeconds?: number;
  };
  readonly code: number;
}

/** Carries a failure to the border of the API server (or of a client), where it becomes a response (or an error text). */
export class StatusError extends Error {
  readonly status: Status;
  constructor(status: Status) {
    super(status.message ?? status.reason ?? 'unknown');
    this.name = 'StatusError';
    this.status = status;
  }
}

/** Plural and group, as `details` and messages name a resource. */
export interface QualifiedResource {
  readonly group: string;
  readonly plural: string;
}

const qualified = ({ group, plural }: QualifiedResource): string => (group ? `${plural}.${group}` : plural);

/** A Failure with the given code, reason and message. */
export function failure(code: number, reason: string, message: string, details?: Status['details']): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details ? { details } : {}),
    code,
  };
}

function about(resource: QualifiedResource, name: string): NonNullable<Status['details']> {
  return {
    ...(name ? { name } : {}),
    ...(resource.group ? { group: resource.group } : {}),
    ...(resource.plural ? { kind: resource.plural } : {}),
  };
}

export function notFound(resource: QualifiedResource, name: string): Status {
  return failure(404, 'NotFound', `${qualified(resource)} "${name}" not found`, about(resource, name));
}

export function alreadyExists(resource: QualifiedResource, name: string): Status {
  return failure(409, 'AlreadyExists', `${qualified(resource)} "${name}" already exists`, about(resource, name));
}

export function conflict(resource: QualifiedResource, name: string, error: string): Status {
  const message = `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${error}`;
  return failure(409, 'Conflict', message, about(resource, name));
}

export function forbidden(resource: QualifiedResource, name: string, error: string): Status {
  const message = name
    ? `${qualified(resource)} "${name}" is forbidden: ${error}`
    : `${qualified(resource)} is forbidden: ${error}`;
  return failure(403, 'Forbidden', message, about(resource, name));
}

export function badRequest(message: string): Status {
  return failure(400, 'BadRequest', message);
}

export function methodNotSupported(resource: QualifiedResource, action: string): Status {
  const message = `${action} is not supported on resources of kind "${qualified(resource)}"`;
  return failure(405, 'MethodNotAllowed', message, about(resource, ''));
}

/** Narrows a response body to a Status. */
export function isStatus(body: unknown): body is Status {
  return typeof body === 'object' && body !== null && (body as { kind?: unknown }).kind === 'Status';
}
