import { createHmac } from 'node:crypto';
import type { LimitName, LimitScope, LimitSettings } from '../../config/limits.js';
import type { Person } from '../identity/person.js';
import type { Context } from '../state.js';
import { addressKey } from './address-key.js';
import { createFloods } from './floods.js';
import { createLimiter, type Limiter, type LimiterOptions, type Standing } from './limiter.js';

export interface LimitsOptions extends LimiterOptions {
  settings: LimitSettings;
  /** Addresses are counted under a digest with this: nobody's address is kept, not for a minute. */
  secret: string;
}

/** What callers may ask, and how they stand. */
export function createLimits({ settings, secret, ...options }: LimitsOptions) {
  const limiters = new Map<string, Limiter>();
  for (const [name, quotas] of Object.entries(settings)) {
    if (name === 'all') continue;
    for (const [scope, quota] of Object.entries(quotas)) {
      const policy = `${name}-${scope}`;
      limiters.set(policy, createLimiter(policy, quota, options));
    }
  }
  const limiterOf = (name: LimitName, scope: LimitScope) => limiters.get(`${name}-${scope}`);
  const addressOf = (ctx: Context) =>
    createHmac('sha256', secret).update(addressKey(ctx.request.ip)).digest('base64url').slice(0, 22);

  return {
    /** Everything that an address asks of this process. */
    floods: settings.all.address && createFloods(settings.all.address),

    /**
     * Counts a request against what its address may ask.
     * @param of what is counted apart, such as a payment provider.
     */
    async byAddress(name: LimitName, ctx: Context, of = ''): Promise<Standing[]> {
      const limiter = limiterOf(name, 'address');
      return limiter ? [await limiter.consume(addressOf(ctx) + of)] : [];
    },

    /** Whether the address has had too many sign-ins and tokens refused; counts nothing. */
    async failures(ctx: Context): Promise<Standing[]> {
      const limiter = limiterOf('failures', 'address');
      return limiter ? [await limiter.look(addressOf(ctx))] : [];
    },

    /** Counts a request against what its session and its account may ask. A guest's cookie is their session. */
    async byPerson(name: LimitName, person: Person | undefined): Promise<Standing[]> {
      const session = person?.sessionId ?? (person?.by === 'guest' ? person.shopperId : undefined);
      const account = person?.accountId;
      return await Promise.all([
        ...(session ? take(limiterOf(name, 'session'), session) : []),
        ...(account ? take(limiterOf(name, 'account'), account) : []),
      ]);
    },
  };
}
export type Limits = ReturnType<typeof createLimits>;

function take(limiter: Limiter | undefined, key: string): Promise<Standing>[] {
  return limiter ? [limiter.consume(key)] : [];
}
