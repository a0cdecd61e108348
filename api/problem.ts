import { z } from 'zod';
import { PROBLEMS, type ProblemCode, ShopError } from '../domain/index.js';
import { Challenge } from './challenges/solution.js';
import { databaseAway } from './stores/database.js';

/** RFC 9457 problem document, with the request id that finds it in the logs. */
export const Problem = z.looseObject({
  type: z.string().describe('/problems/CODE; the code is stable'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe('what is wrong and what to do'),
  instance: z.string().describe('the path that was asked for'),
  requestId: z.string(),
  errors: z
    .array(
      z.object({
        pointer: z.string().describe('JSON pointer, such as #/action/quantity'),
        detail: z.string(),
      }),
    )
    .optional()
    .describe('for invalid requests: each member that is wrong'),
  'violated-policies': z
    .array(z.string())
    .optional()
    .describe('for too many requests: the limits that are used up'),
  challenge: Challenge.optional().describe(
    'for what looks automated: derive keys for counters from 0 on until one begins with `keyPrefix`, and send the request again ' +
      'with base64 of `{"challenge": …, "solution": {"counter", "derivedKey"}}` as Challenge-Solution',
  ),
});
export type Problem = z.infer<typeof Problem>;

/** Seconds after which a client may try again; for the codes where trying again helps. */
const RETRY_AFTER: Partial<Record<ProblemCode, number>> = {
  busy: 2,
  unavailable: 2,
  idempotency_in_flight: 1,
};

/** Status, headers and document that tell a client about an error; anything unexpected becomes `internal`. */
export function toProblem(error: unknown, request: { path: string; id: string }) {
  const known = asShopError(error);
  const { status, title } = PROBLEMS[known.code];
  const { retryAfter = RETRY_AFTER[known.code], ...extra } = known.extra;
  const headers: Record<string, string> = {
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    // RFC 9110 §15.5.2: a 401 says what would be taken.
    ...(known.code === 'unauthenticated' && { 'www-authenticate': 'Bearer realm="shop"' }),
  };
  const document: Problem = {
    type: problemType(known.code),
    title,
    status,
    detail: known.message,
    instance: request.path,
    requestId: request.id,
    ...extra,
  };
  return {
    code: known.code,
    status,
    headers,
    document,
  };
}

export function problemType(code: ProblemCode): string {
  return `/problems/${code}`;
}

/** A 422 that lists every member that is wrong. */
export function invalidRequest(error: z.ZodError, where: string): ShopError {
  const errors = error.issues.map(({ path, message }) => ({
    pointer: `#${toPointer(path)}`,
    detail: message,
  }));
  const first = errors[0];
  const summary = first
    ? `${first.pointer === '#' ? where : first.pointer.slice(2)}: ${first.detail}`
    : where;
  return new ShopError('invalid_request', `The ${where} is not valid. ${summary}.`, { errors });
}

function asShopError(error: unknown): ShopError {
  if (error instanceof ShopError) return error;
  const away = databaseAway(error); // what the ports' adapters throw
  if (away) return away;
  const status = httpStatus(error);
  if (status === 403 || status === 404)
    return new ShopError('not_found', 'There is nothing at this address.');
  if (status === 400)
    return new ShopError('malformed_request', 'The address of the request could not be read.');
  return new ShopError('internal', 'The shop made a mistake; it has been noted. Please try again.');
}

/** The status of an `http-errors` error that may be shown to clients. */
function httpStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}

/** RFC 6901. */
function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
