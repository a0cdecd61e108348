import { CAPITALS_AND_DIGITS, randomText } from '../provider-sandbox/ids.js';

export interface ErrorDetail {
  issue: string;
  description: string;
  field?: string;
}

/** What a refusal looks like on the wire. */
export interface ErrorBody {
  name: string;
  message: string;
  debug_id: string;
  details?: ErrorDetail[];
  links?: Link[];
}

export interface Link {
  href: string;
  rel: string;
  method: 'GET' | 'POST' | 'PATCH';
}

/** A refusal with its HTTP status; thrown anywhere, answered in PayPal's shape. */
export class PayPalFailure extends Error {
  override readonly name = 'PayPalFailure';
  readonly status: number;
  readonly body: ErrorBody;

  constructor(
    status: number,
    name: string,
    message: string,
    details: ErrorDetail[] = [],
    links: Link[] = [],
  ) {
    super(message);
    this.status = status;
    this.body = {
      name,
      message,
      debug_id: newDebugId(),
      ...(details.length > 0 && { details }),
      ...(links.length > 0 && { links }),
    };
  }

  get issue(): string | undefined {
    return this.body.details?.[0]?.issue;
  }
}

export function newDebugId(): string {
  return randomText(13, '0123456789abcdef');
}

/** An id in PayPal's manner. */
export function newId(): string {
  return randomText(17, CAPITALS_AND_DIGITS);
}

export function invalidRequest(issue: string, description: string, field?: string): PayPalFailure {
  return new PayPalFailure(
    400,
    'INVALID_REQUEST',
    'Request is not well-formed, syntactically incorrect, or violates schema.',
    [{ issue, description, ...(field && { field }) }],
  );
}

/** A well-formed request that the state of things, or the business, does not allow. */
export function unprocessable(issue: string, description: string, links: Link[] = []): PayPalFailure {
  return new PayPalFailure(
    422,
    'UNPROCESSABLE_ENTITY',
    'The requested action could not be performed, semantically incorrect, or failed business validation.',
    [{ issue, description }],
    links,
  );
}

export function missingResource(): PayPalFailure {
  return new PayPalFailure(404, 'RESOURCE_NOT_FOUND', 'The specified resource does not exist.', [
    { issue: 'INVALID_RESOURCE_ID', description: 'There is nothing with this id in this sandbox.' },
  ]);
}

export function inProgress(): PayPalFailure {
  return new PayPalFailure(409, 'RESOURCE_CONFLICT', 'The server has detected a conflict.', [
    {
      issue: 'PREVIOUS_REQUEST_IN_PROGRESS',
      description: 'Another request on this resource is still being worked on; try again.',
    },
  ]);
}

export function forbidden(): PayPalFailure {
  return new PayPalFailure(403, 'NOT_AUTHORIZED', 'Authorization failed due to insufficient permissions.', [
    {
      issue: 'PERMISSION_DENIED',
      description: 'You do not have permission to access or perform operations.',
    },
  ]);
}

export function rateLimited(): PayPalFailure {
  return new PayPalFailure(429, 'RATE_LIMIT_REACHED', 'Too many requests. Blocked due to rate limiting.');
}

export function unauthenticated(): PayPalFailure {
  return new PayPalFailure(
    401,
    'AUTHENTICATION_FAILURE',
    'Authentication failed due to missing authorization header, or invalid authentication credentials.',
  );
}

export function serverFailure(status = 500): PayPalFailure {
  return new PayPalFailure(status, 'INTERNAL_SERVER_ERROR', 'An internal server error has occurred.');
}
