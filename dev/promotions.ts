/**
 * `npm run promotions -- add|list|end …`, for merchants: makes promotion codes, shows them with their
 * uses, and ends them. DATABASE_URL names the shop's database; without it, that of the `npm start` that runs.
 *
 *   npm run promotions -- add SPRING10 --percent 10 --from 2027-03-01 --until 2027-04-01 --limit 500
 *   npm run promotions -- add TENOFF --fixed 1000 --currency USD --minimum 5000 --per-shopper 1
 *   npm run promotions -- add SHIPFREE --free-shipping
 *   npm run promotions -- end SPRING10
 */
import path from 'node:path';
import pg from 'pg';
import { root } from './paths.js';
import { addPromotion, endPromotion, listPromotions, readPromotionArguments } from './promotion-codes.js';
import { runningPostgres } from './servers/postgres.js';
import { readSettings } from './settings.js';

const USAGE =
  'npm run promotions -- add CODE (--percent N | --fixed MINOR_UNITS | --free-shipping) [--currency USD] ' +
  '[--minimum MINOR_UNITS] [--from TIME] [--until TIME] [--limit N] [--per-shopper N]; or: list; or: end CODE';

async function main(): Promise<void> {
  const connectionString =
    (await readSettings()).DATABASE_URL ?? runningPostgres(path.join(root, '.data', 'postgres'), 'shoptalk');
  if (!connectionString) {
    throw new Error('Set DATABASE_URL to the database of the shop, or start the shop with npm start.');
  }
  const pool = new pg.Pool({ connectionString, max: 1 });
  const [act, ...rest] = process.argv.slice(2);
  try {
    if (act === 'add') {
      const promotion = readPromotionArguments(rest);
      await addPromotion(pool, promotion);
      console.log(`${promotion.code} can be used.`);
    } else if (act === 'list') {
      console.table(await listPromotions(pool));
    } else if (act === 'end' && rest[0]) {
      console.log(`${await endPromotion(pool, rest[0])} has ended.`);
    } else {
      throw new Error(USAGE);
    }
  } finally {
    await pool.end();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
