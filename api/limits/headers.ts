import { ShopError } from '../../domain/index.js';
import type { Context } from '../state.js';
import type { Standing } from './limiter.js';

/**
 * `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10): lists of Structured Fields with the quota
 * `q` and window `w` of each policy, and what remains, `r`, for `t` seconds.
 */
export function rateLimitHeaders(standings: readonly Standing[]): Record<string, string> {
  if (standings.length === 0) return {};
  const list = (one: (standing: Standing) => string) => standings.map(one).join(', ');
  return {
    'ratelimit-policy': list(({ policy, quota }) => `"${policy}";q=${quota.requests};w=${quota.seconds}`),
    ratelimit: list(({ policy, left, resetIn }) => `"${policy}";r=${left};t=${resetIn}`),
  };
}

/** Tells the caller how they stand. Throws `rate_limited` where a quota is used up. */
export function requireQuota(ctx: Context, standings: readonly Standing[]): void {
  ctx.state.standings.push(...standings);
  ctx.set(rateLimitHeaders(ctx.state.standings));
  if (standings.some(({ refused }) => refused)) throw rateLimited(standings);
}

/** The refusal, with the policies that were broken, as the same draft names them. */
export function rateLimited(standings: readonly Standing[]): ShopError {
  const broken = standings.filter(({ refused }) => refused);
  const seconds = Math.max(1, ...broken.map(({ resetIn }) => resetIn));
  return new ShopError('rate_limited', `Too many requests; try again in ${seconds} s.`, {
    retryAfter: seconds,
    'violated-policies': broken.map(({ policy }) => policy),
  });
}
