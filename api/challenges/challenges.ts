import { createHash, createHmac } from 'node:crypto';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { ChallengePurpose, ChallengeSettings } from '../../config/challenges.js';
import type { LimitScope } from '../../config/limits.js';
import { ShopError } from '../../domain/index.js';
import { addressKey } from '../limits/address-key.js';
import { createLimiter, type Limiter } from '../limits/limiter.js';
import type { Metrics } from '../metrics.js';
import type { Context } from '../state.js';
import { createProofOfWork } from './proof-of-work.js';
import { SOLUTION_HEADER, SOLUTION_PARAMETER } from './solution.js';
import { createSpent } from './spent.js';

export interface ChallengesOptions {
  settings: ChallengeSettings;
  secret: string;
  /** Without it each process counts and remembers for itself. */
  redis?: Redis | undefined;
  prefix: string;
  metrics: Pick<Metrics, 'challenges'>;
}

/** How long a token that was good is taken for that of somebody we know. */
const KNOWN_MS = 60 * 60_000;

/**
 * Work for who looks automated: many conversations, checkouts, payments, sign-ins or refused tokens in a row, or a field filled in
 * that people do not see. Nobody is refused for it; each further act costs a third of a second of computing, which a
 * page does by itself and a bot pays for a thousand times.
 */
export function createChallenges({ settings, secret, redis, prefix, metrics }: ChallengesOptions) {
  const limiters = new Map<string, Limiter>();
  for (const [purpose, quotas] of Object.entries(settings.free))
    for (const [scope, quota] of Object.entries(quotas)) {
      const policy = `challenge-${purpose}-${scope}`;
      limiters.set(policy, createLimiter(policy, quota, { redis, prefix }));
    }
  const work = createProofOfWork({ secret, work: settings.work, spent: createSpent({ redis, prefix }) });
  const goodTokens = new LRUCache<string, true>({ max: 10_000, ttl: KNOWN_MS });
  const digest = (text: string) =>
    createHmac('sha256', secret).update(`challenge:${text}`).digest('base64url').slice(0, 22);
  const addressOf = (ctx: Context) => digest(addressKey(ctx.request.ip));
  const limiterOf = (purpose: ChallengePurpose, scope: LimitScope) =>
    limiters.get(`challenge-${purpose}-${scope}`);

  /** What a request counts against. Who has an account is not held responsible for all who share their address. */
  function counted(ctx: Context, purpose: ChallengePurpose): [Limiter | undefined, string][] {
    const { person } = ctx.state;
    if (person?.accountId) return [[limiterOf(purpose, 'account'), digest(person.accountId)]];
    const session = person?.shopperId;
    return [
      [limiterOf(purpose, 'address'), addressOf(ctx)],
      ...(session ? [[limiterOf(purpose, 'session'), digest(session)] as [Limiter | undefined, string]] : []),
    ];
  }

  /** Lets the request through with a solution. Throws `challenge_required` without one. */
  async function demand(ctx: Context, purpose: ChallengePurpose): Promise<void> {
    const bound = digest(`${purpose} ${ctx.state.shopperId ?? addressKey(ctx.request.ip)}`);
    const said = ctx.get(SOLUTION_HEADER) || new URLSearchParams(ctx.querystring).get(SOLUTION_PARAMETER);
    const verdict = said ? await work.judge(said, bound) : 'asked';
    metrics.challenges.inc({ purpose, outcome: verdict });
    if (verdict === 'good') return;
    throw new ShopError(
      'challenge_required',
      `Before this the shop wants some work done: solve "challenge" and send the same again with the header Challenge-Solution.${SAID[verdict]}`,
      { challenge: await work.challenge(bound) },
    );
  }

  return {
    /**
     * Counts a request, and asks for work once there have been too many like it.
     * @param trapped whether it fills in what people do not see; it is then asked in any case.
     */
    async require(ctx: Context, purpose: ChallengePurpose, trapped = false): Promise<void> {
      const standings = await Promise.all(
        counted(ctx, purpose).map(async ([limiter, key]) => await limiter?.consume(key)),
      );
      if (trapped || standings.some((standing) => standing?.refused)) await demand(ctx, purpose);
    },

    /** Asks for work before a token is looked at that nobody has shown us, from an address of which too many were refused. */
    async beforeToken(ctx: Context): Promise<void> {
      if (goodTokens.has(tokenKey(ctx))) return;
      const standing = await limiterOf('tokens', 'address')?.look(addressOf(ctx));
      if (standing?.left === 0) await demand(ctx, 'tokens');
    },

    /** Notes that the token of a request was taken, or refused. */
    async afterToken(ctx: Context, good: boolean): Promise<void> {
      if (good) goodTokens.set(tokenKey(ctx), true);
      else await limiterOf('tokens', 'address')?.consume(addressOf(ctx));
    },
  };
}
export type Challenges = ReturnType<typeof createChallenges>;

const SAID = {
  asked: '',
  wrong: ' The solution that came along is not one.',
  expired: ' The solution that came along is too late.',
  spent: ' The solution that came along has been used before.',
} as const;

/** No token is kept, not even in memory. */
function tokenKey(ctx: Context): string {
  return createHash('sha256').update(ctx.get('authorization')).digest('base64url');
}
