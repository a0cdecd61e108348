import type { Pool } from 'pg';
import type { ProductId } from '../../../domain/index.js';
import type { RecommendationOptions } from '../../ports/index.js';

export const DEFAULT_LIMIT = 6;
export const MOST_ITEMS = 24;

/** How much each likeness counts; together 1, and another tenth for what others like. */
export const WEIGHTS = { words: 0.4, brand: 0.2, price: 0.25, colours: 0.15, popularity: 0.1 };

/** Looked at on each side of the price, and of the brand's most popular: so it costs the same in any catalog. */
const NEIGHBOURS = 120;
const OF_THE_BRAND = 1_000;

const wordsOf = (text: string) =>
  `select word from regexp_split_to_table(lower(${text}), '[^[:alnum:]]+') word where word <> ''`;

/**
 * The words of a name but for those of the brand, which many names begin with and which counts by itself. They and the
 * likeness of two are made of plain pieces (lower case, letters and digits, a share of common members), so that any
 * SQL can say the same.
 */
const nameWords = (product: string) =>
  `array(${wordsOf(`${product}.name`)} except ${wordsOf(`${product}.brand`)})`;

const shareOfCommon = (one: string, other: string) => `(
  select count(*) filter (where mine and theirs)::float8 / greatest(count(*), 1) from (
    select bool_or(side = 1) as mine, bool_or(side = 2) as theirs from (
      select 1 as side, unnest(${one}) as member union all select 2, unnest(${other})) members
    group by member) compared)`;

const coloursOf = (product: string) =>
  `array(select distinct v.colour from variants v where v.product_id = ${product})`;

/** As search judges it: units on hand that live holds do not take up. */
const buyable = (product: string) => `exists (
  select from variants v where v.product_id = ${product} and v.stock > coalesce((
    select sum(h.quantity) from holds h where h.sku = v.sku and h.state = 'held' and h.expires_at > now()), 0))`;

const listed = (product: string) => `exists (select from products p where p.id = ${product} and p.listed)`;

/** Candidates come through indexes: the nearest prices of the same category and department, and the same brand. */
const SIMILAR = `
  with wished as materialized (
    select p.id, p.category, p.department, lower(p.brand) as brand, p.retail_price, p.currency,
           ${nameWords('p')} as words, ${coloursOf('p.id')} as colours
    from products p where p.id = $1
  ), candidates as materialized (
    (select p.id from products p
     where p.category = (select category from wished) and p.department = (select department from wished)
       and p.retail_price >= (select retail_price from wished)
     order by p.retail_price, p.id limit ${NEIGHBOURS})
    union
    (select p.id from products p
     where p.category = (select category from wished) and p.department = (select department from wished)
       and p.retail_price < (select retail_price from wished)
     order by p.retail_price desc, p.id limit ${NEIGHBOURS})
    union
    (select popular.id from (
       select p.id, p.category, p.department from products p where lower(p.brand) = (select brand from wished)
       order by p.popularity desc, p.id limit ${OF_THE_BRAND}) popular
     where popular.category = (select category from wished) and popular.department = (select department from wished)
     limit ${NEIGHBOURS})
  ), scored as materialized (
    select p.id, round((
        ${WEIGHTS.words} * ${shareOfCommon('wished.words', nameWords('p'))}
      + ${WEIGHTS.brand} * (lower(p.brand) = wished.brand)::int
      + ${WEIGHTS.price} * (1 - least(1, abs(ln(p.retail_price::float8 / wished.retail_price)) / ln(2)))
      + ${WEIGHTS.colours} * ${shareOfCommon('wished.colours', coloursOf('p.id'))}
      + ${WEIGHTS.popularity} * p.popularity)::numeric, 6) as score
    from candidates join products p using (id) cross join wished
    where p.id <> wished.id and p.currency = wished.currency and p.listed
    order by score desc, p.id limit $2 * 4
  )
  select id from scored order by ${buyable('scored.id')} desc, score desc, id limit $2`;

const ALSO_BOUGHT = `
  select other_id as id from product_pairs
  where product_id = $1 and ${listed('other_id')} and ${buyable('other_id')} order by score desc, other_id limit $2`;

/** Ids of the products most like one: see `Catalog.similar`. */
export function findSimilar(
  pool: Pool,
  id: ProductId,
  options?: RecommendationOptions,
): Promise<ProductId[]> {
  return readIds(pool, 'similar_products', SIMILAR, id, options);
}

/** Ids of what is bought by those whom a product interests: see `Catalog.alsoBought`. */
export function findAlsoBought(
  pool: Pool,
  id: ProductId,
  options?: RecommendationOptions,
): Promise<ProductId[]> {
  return readIds(pool, 'also_bought', ALSO_BOUGHT, id, options);
}

async function readIds(
  pool: Pool,
  name: string,
  text: string,
  id: ProductId,
  { limit = DEFAULT_LIMIT }: RecommendationOptions = {},
): Promise<ProductId[]> {
  const values = [id, Math.min(Math.max(limit, 1), MOST_ITEMS)];
  const { rows } = await pool.query<{ id: ProductId }>({ name, text, values });
  return rows.map((row) => row.id);
}
