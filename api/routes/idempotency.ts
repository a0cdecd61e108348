import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { PROBLEMS, type ProblemCode, ShopError } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import type { Context } from '../state.js';
import { RENEW_EVERY_MS } from '../stores/idempotency-keys.js';
import { knownShopper } from './ownership.js';
import type { RouteAnswer } from './route.js';

/** Header of a request that may be sent again: draft-ietf-httpapi-idempotency-key-header. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/, 'use 8 to 64 letters, digits, "-" or "_"')
    .optional()
    .describe('make one for each act; the act sent again with its key is done once and answered the same'),
});

/** What routes that take the header can say because of it. */
export const IDEMPOTENCY_PROBLEMS = [
  'idempotency_key_reused',
  'idempotency_in_flight',
] as const satisfies readonly ProblemCode[];

/** Refusals that are the answer; every other error lets the same key try again. */
const FINAL_REFUSALS = new Set<ProblemCode>(['not_now', 'checkout_over']);
const REPLAYED = { 'idempotency-replayed': 'true' };

interface Refusal {
  code: ProblemCode;
  detail: string;
}

/**
 * Does what a request asks for, once for each key of a guest: the same request again gets the same answer, marked
 * as replayed. Without a key it is an act of its own each time.
 *
 * What is done under `actId` writes the answer in the transaction of its effect (`writeAnswer` of the activities),
 * so that a crash in between leaves the key in flight; sent again, it is taken up under the same id.
 * @param content what is asked, for telling another request under the same key.
 * @param owner whose key it is: two shoppers may choose the same one, staff share theirs.
 */
export async function answerOnce<Body extends object>(
  { keyed }: Pick<ApiDeps, 'keyed'>,
  ctx: Context,
  key: string | undefined,
  content: object,
  perform: (actId: string) => Promise<Body>,
  owner: 'shopper' | 'staff' = 'shopper',
): Promise<RouteAnswer> {
  if (!key) return { body: await perform(randomUUID()) };
  const request = {
    owner: owner === 'staff' ? owner : `shopper:${knownShopper(ctx)}`,
    route: `${ctx.method} ${ctx.path}`,
    key,
    content: JSON.stringify(content),
  };
  const begun = await keyed.begin(request);
  switch (begun.kind) {
    case 'begun':
      return { body: await underLease(keyed, begun.actId, perform) };
    case 'answered':
      return replay(ctx, begun);
    case 'other_content':
      throw new ShopError(
        'idempotency_key_reused',
        'This Idempotency-Key came with another request before; make a new one for each act.',
      );
    case 'in_flight':
      throw new ShopError(
        'idempotency_in_flight',
        'The first request with this Idempotency-Key is still being worked on; send it again in a moment.',
      );
  }
}

async function underLease<Body extends object>(
  keyed: ApiDeps['keyed'],
  actId: string,
  perform: (actId: string) => Promise<Body>,
): Promise<Body> {
  const renewal = setInterval(() => void keyed.renew(actId).catch(() => undefined), RENEW_EVERY_MS);
  try {
    const body = await perform(actId);
    // For an act that changed nothing anybody sees: nothing has written its answer.
    await keyed.answer(actId, 200, body);
    return body;
  } catch (error) {
    if (error instanceof ShopError && FINAL_REFUSALS.has(error.code)) {
      const refusal: Refusal = { code: error.code, detail: error.message };
      await keyed.answer(actId, PROBLEMS[error.code].status, refusal);
    } else {
      // Not released in time, it is once the lease has run out.
      await keyed.release(actId).catch(() => undefined);
    }
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

function replay(ctx: Context, { status, answer }: { status: number; answer: object }): RouteAnswer {
  if (status < 400) return { status, headers: REPLAYED, body: answer };
  ctx.set(REPLAYED);
  const { code, detail } = answer as Refusal;
  throw new ShopError(code, detail);
}
