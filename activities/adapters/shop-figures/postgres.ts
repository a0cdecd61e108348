import type { Pool } from 'pg';
import { type CheckoutState, FINAL_CHECKOUT_STATES } from '../../../domain/index.js';
import type { ReadShopFigures } from '../../ports/index.js';

/** Counts in the shop's Postgres; each count has an index of just the rows that it counts. */
export function createPostgresShopFigures(pool: Pool): ReadShopFigures {
  return async () => {
    const [states, rest] = await Promise.all([
      pool.query<{ state: CheckoutState; count: number }>(OPEN_CHECKOUTS),
      pool.query<{ stalled: number; held: number; lag: number; waiting: number; waited: number }>(
        `select
           coalesce((select extract(epoch from now() - min(updated_at)) from checkouts
                     where state = 'stalled'), 0)::float as stalled,
           coalesce((select sum(quantity) from holds where state = 'held'), 0)::integer as held,
           coalesce((select greatest(0, extract(epoch from now() - min(next_try))) from outbox
                     where outcome is null), 0)::float as lag,
           (select count(*) from conversation_support
            where wanted_at is not null and person_id is null)::integer as waiting,
           coalesce((select extract(epoch from now() - min(wanted_at)) from conversation_support
                     where wanted_at is not null and person_id is null), 0)::float as waited`,
      ),
    ]);
    const { stalled = 0, held = 0, lag = 0, waiting = 0, waited = 0 } = rest.rows[0] ?? {};
    return {
      openCheckouts: Object.fromEntries(states.rows.map(({ state, count }) => [state, count])),
      oldestStalledSeconds: stalled,
      waitingShoppers: waiting,
      longestWaitSeconds: waited,
      heldUnits: held,
      mailLagSeconds: lag,
    };
  };
}

// Written out, not a parameter: only then can the planner prove that the index of open checkouts has them all.
const OPEN_CHECKOUTS = `select state, count(*)::integer as count from checkouts
  where state not in (${FINAL_CHECKOUT_STATES.map((state) => `'${state}'`).join(', ')}) group by state`;
