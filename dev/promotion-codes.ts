import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import { z } from 'zod';
import { Currency, PromotionCode } from '../domain/index.js';

const whole = z.coerce.number().int().positive();
const time = z.coerce.date();

/** A promotion as a merchant words it on the command line. */
const NewPromotion = z
  .object({
    code: PromotionCode,
    percent: z.coerce.number().positive().max(100).multipleOf(0.01).optional(),
    fixed: whole.optional().describe('minor units'),
    'free-shipping': z.literal(true).optional(),
    currency: Currency.default('USD'),
    minimum: whole.optional().describe('minor units'),
    from: time.optional(),
    until: time.optional(),
    limit: whole.optional(),
    'per-shopper': whole.optional(),
  })
  .refine(
    ({ percent, fixed, 'free-shipping': free }) =>
      [percent, fixed, free].filter((one) => one !== undefined).length === 1,
    'give one of --percent, --fixed and --free-shipping',
  )
  .refine(({ from, until }) => !from || !until || from < until, '--until must be later than --from');
export type NewPromotion = z.infer<typeof NewPromotion>;

/** Reads `SPRING10 --percent 10 …`; throws one error that says what is wrong. */
export function readPromotionArguments(args: string[]): NewPromotion {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      percent: text,
      fixed: text,
      'free-shipping': { type: 'boolean' },
      currency: text,
      minimum: text,
      from: text,
      until: text,
      limit: text,
      'per-shopper': text,
    },
  });
  const parsed = NewPromotion.safeParse({ code: positionals[0], ...values });
  if (parsed.success) return parsed.data;
  throw new Error(
    parsed.error.issues
      .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
      .join('\n'),
  );
}

/** Makes a code. Throws when there is one of that name: what it was is in orders. */
export async function addPromotion(pool: Pool, promotion: NewPromotion): Promise<void> {
  const { code, percent, fixed, minimum, from, until, limit } = promotion;
  const hasAmounts = fixed !== undefined || minimum !== undefined;
  const made = await pool.query(
    `insert into promotions (code, kind, basis_points, amount, currency, minimum_subtotal, starts_at, ends_at,
                             limit_total, limit_per_shopper)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (code) do nothing`,
    [
      code,
      kindOf(promotion),
      percent === undefined ? null : Math.round(percent * 100),
      fixed,
      hasAmounts ? promotion.currency : null,
      minimum,
      from,
      until,
      limit,
      promotion['per-shopper'],
    ],
  );
  if (made.rowCount === 0) throw new Error(`There is a code ${code} already; choose another name.`);
}

/** Every code with its live and past uses, newest first. */
export async function listPromotions(pool: Pool): Promise<object[]> {
  const { rows } = await pool.query(
    `select p.code, p.kind, coalesce(p.basis_points / 100.0, p.amount)::float as gives, p.minimum_subtotal as minimum,
            p.starts_at as "from", p.ends_at as until, p.limit_total as "limit", p.limit_per_shopper as "perShopper",
            count(r.*) filter (where r.state = 'consumed')::integer as used,
            count(r.*) filter (where r.state = 'reserved' and r.expires_at > now())::integer as reserved
     from promotions p left join promotion_redemptions r using (code) group by p.code order by p.created_at desc`,
  );
  return rows;
}

/** Ends a code now; checkouts that have reserved it may still use it. Throws when there is none. */
export async function endPromotion(pool: Pool, given: string): Promise<string> {
  const code = PromotionCode.parse(given);
  const ended = await pool.query(
    `update promotions set ends_at = now(), starts_at = case when starts_at < now() then starts_at end where code = $1`,
    [code],
  );
  if (ended.rowCount === 0) throw new Error(`There is no code ${code}.`);
  return code;
}

function kindOf({ percent, fixed }: NewPromotion): 'percent' | 'fixed' | 'free_shipping' {
  if (percent !== undefined) return 'percent';
  return fixed === undefined ? 'free_shipping' : 'fixed';
}
