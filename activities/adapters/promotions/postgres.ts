import type { Pool, PoolClient } from 'pg';
import {
  type CheckoutId,
  type ConversationId,
  type Currency,
  missingForMinimum,
  type Promotion,
  type PromotionCode,
  type PromotionRefusal,
  type ShopperId,
} from '../../../domain/index.js';
import type { CodeOutcome, CodeUse, Promotions } from '../../ports/index.js';
import { inTransaction } from '../postgres/transaction.js';

interface PromotionRow {
  code: PromotionCode;
  kind: 'percent' | 'fixed' | 'free_shipping';
  basisPoints: number | null;
  amount: number | null;
  currency: Currency | null;
  minimumSubtotal: number | null;
  startsAt: Date | null;
  limitTotal: number | null;
  limitPerShopper: number | null;
  begun: boolean;
  over: boolean;
}

const PROMOTION_SQL = `
  select code, kind, basis_points as "basisPoints", amount, currency, minimum_subtotal as "minimumSubtotal",
         starts_at as "startsAt", limit_total as "limitTotal", limit_per_shopper as "limitPerShopper",
         coalesce(starts_at <= clock_timestamp(), true) as begun, coalesce(ends_at <= clock_timestamp(), false) as over
  from promotions where code = $1`;

/** Promotion codes in the shop's Postgres. What is left of a code is counted under its lock, never kept in a counter. */
export function createPostgresPromotions(pool: Pool): Promotions {
  return {
    check: (use) => judge(pool, use, ''),

    async reserve(use, expiresAt) {
      return inTransaction(pool, (client) => reserveUse(client, use, expiresAt));
    },

    async extend(checkoutId, expiresAt) {
      await pool.query(
        `update promotion_redemptions set expires_at = $2
         where checkout_id = $1 and state = 'reserved' and expires_at > now()`,
        [checkoutId, expiresAt],
      );
    },

    async release(checkoutId) {
      await pool.query(
        `update promotion_redemptions set state = 'released' where checkout_id = $1 and state = 'reserved'`,
        [checkoutId],
      );
    },
  };
}

/**
 * Uses up what a checkout has reserved, within the caller's transaction. A reservation that has lapsed
 * is made good where a use is still left; false where none is. Window and minimum are not judged again:
 * they held when the shopper was shown the discount.
 */
export async function consumeUse(
  client: PoolClient,
  checkoutId: CheckoutId,
  { code, conversationId }: { code: PromotionCode; conversationId: ConversationId },
): Promise<boolean> {
  const row = await readPromotion(client, code, 'for update');
  if (!row) return false;
  const consumed = await client.query(
    `update promotion_redemptions set state = 'consumed'
     where checkout_id = $1 and code = $2 and state = 'reserved' and expires_at > clock_timestamp()`,
    [checkoutId, code],
  );
  if (consumed.rowCount) return true;
  const { rows } = await client.query<{ shopperId: ShopperId }>(
    'select shopper_id as "shopperId" from conversations where id = $1',
    [conversationId],
  );
  if (!rows[0]) return false;
  const use = { checkoutId, code, shopperId: rows[0].shopperId };
  if (await limitReached(client, use, row)) return false;
  await noteUse(client, use, new Date(), 'consumed');
  return true;
}

/** Gives back a use that was consumed, because its order is revoked; within the caller's transaction. */
export async function returnUse(client: PoolClient, checkoutId: CheckoutId): Promise<void> {
  await client.query(`update promotion_redemptions set state = 'released' where checkout_id = $1`, [
    checkoutId,
  ]);
}

async function reserveUse(client: PoolClient, use: CodeUse, expiresAt: Date): Promise<CodeOutcome> {
  const outcome = await judge(client, use, 'for update');
  if (outcome.kind === 'taken') await noteUse(client, use, expiresAt, 'reserved');
  return outcome;
}

async function noteUse(
  client: PoolClient,
  { checkoutId, code, shopperId }: Omit<CodeUse, 'subtotal'>,
  expiresAt: Date,
  state: 'reserved' | 'consumed',
): Promise<void> {
  await client.query(
    `insert into promotion_redemptions (checkout_id, code, shopper_id, state, expires_at)
     values ($1, $2, $3, $4, $5)
     on conflict (checkout_id) do update
     set code = excluded.code, state = excluded.state, expires_at = excluded.expires_at, at = now()
     where promotion_redemptions.state <> 'consumed'`,
    [checkoutId, code, shopperId, state, expiresAt],
  );
}

async function readPromotion(
  database: Pool | PoolClient,
  code: PromotionCode,
  lock: '' | 'for update',
): Promise<PromotionRow | undefined> {
  const { rows } = await database.query<PromotionRow>(`${PROMOTION_SQL} ${lock}`, [code]);
  return rows[0];
}

/** What the shop says to a code; with the code's row locked, the answer holds until the transaction ends. */
async function judge(
  database: Pool | PoolClient,
  use: CodeUse,
  lock: '' | 'for update',
): Promise<CodeOutcome> {
  const { code, subtotal } = use;
  const row = await readPromotion(database, code, lock);
  if (!row) return refused({ reason: 'unknown' });
  if (row.over) return refused({ reason: 'over' });
  if (!row.begun && row.startsAt) return refused({ reason: 'not_yet', startsAt: row.startsAt.toISOString() });
  if (row.currency !== null && row.currency !== subtotal.currency)
    return refused({ reason: 'other_currency' });
  const promotion = toPromotion(row);
  const missing = missingForMinimum(promotion, subtotal);
  if (missing) return refused({ reason: 'minimum_not_reached', missing });
  const reached = await limitReached(database, use, row);
  return reached ? refused({ reason: reached }) : { kind: 'taken', promotion };
}

/** A statement of its own, after the lock: it sees the uses of whoever had the lock before. */
async function limitReached(
  database: Pool | PoolClient,
  { checkoutId, code, shopperId }: Omit<CodeUse, 'subtotal'>,
  { limitTotal, limitPerShopper }: PromotionRow,
): Promise<'used_up' | 'already_used' | undefined> {
  if (limitTotal === null && limitPerShopper === null) return undefined;
  const { rows } = await database.query<{ total: number; own: number }>(
    `select count(*)::integer as total, count(*) filter (where shopper_id in (select same_person($3)))::integer as own
     from promotion_redemptions
     where code = $1 and checkout_id <> $2
       and (state = 'consumed' or state = 'reserved' and expires_at > clock_timestamp())`,
    [code, checkoutId, shopperId],
  );
  const { total = 0, own = 0 } = rows[0] ?? {};
  if (limitPerShopper !== null && own >= limitPerShopper) return 'already_used';
  return limitTotal !== null && total >= limitTotal ? 'used_up' : undefined;
}

function refused(refusal: PromotionRefusal): CodeOutcome {
  return { kind: 'refused', refusal };
}

function toPromotion({
  code,
  kind,
  basisPoints,
  amount,
  currency,
  minimumSubtotal,
}: PromotionRow): Promotion {
  const minimum =
    minimumSubtotal !== null && currency !== null
      ? { minimumSubtotal: { amount: minimumSubtotal, currency } }
      : {};
  if (kind === 'percent') return { code, benefit: { kind, basisPoints: basisPoints ?? 0 }, ...minimum };
  if (kind === 'fixed' && amount !== null && currency !== null)
    return { code, benefit: { kind, amount: { amount, currency } }, ...minimum };
  return { code, benefit: { kind: 'free_shipping' }, ...minimum };
}
