/** How much an interest counts: what was bought most. */
export const WEIGHTS = { ordered: 1, inCart: 0.5, viewed: 0.2 };
/** After so many days an interest counts half. */
export const HALF_LIFE_DAYS = 90;
/** Older than this counts nothing, and views are forgotten. */
export const REMEMBERED_DAYS = 365;
/** The strongest of one shopper: whoever has looked at thousands must not make millions of pairs. */
export const MOST_OF_A_SHOPPER = 100;
/** Kept for one product, strongest first. */
const MOST_OF_A_PRODUCT = 24;
/** A pair rests on so many shoppers at least: fewer would be chance, and would show one person's shopping to others. */
export const FEWEST_SHOPPERS = 2;
/** Pairs of few shoppers count less: n of them as n / (n + this). */
export const DOUBT = 2;

const decayed = (weight: number, time: string) =>
  `${weight} * power(0.5, extract(epoch from now() - ${time}) / 86400.0 / ${HALF_LIFE_DAYS})`;
const isRecent = (time: string) => `${time} > now() - interval '${REMEMBERED_DAYS} days'`;

/**
 * Co-visitation as cosine similarity. Each shopper is a vector of interest in products (the strongest sign for each
 * product, decayed by age); two products are as close as the angle between their columns, which corrects for
 * popularity: what everybody buys is close to nothing in particular. Only what at least one of these shoppers
 * has bought is recommended.
 */
export const FRESH_PAIRS = `
  with signs as (
    select o.shopper_id, v.product_id, true as bought, ${decayed(WEIGHTS.ordered, 'o.placed_at')} as weight
    from orders o join order_lines l on l.order_id = o.id join variants v on v.sku = l.sku
    where o.state <> 'cancelled' and ${isRecent('o.placed_at')}
    union all
    select c.shopper_id, v.product_id, false, ${decayed(WEIGHTS.inCart, 'c.created_at')}
    from cart_lines l join conversations c on c.id = l.conversation_id join variants v on v.sku = l.sku
    where ${isRecent('c.created_at')}
    union all
    select s.shopper_id, s.product_id, false, ${decayed(WEIGHTS.viewed, 's.day')}
    from product_views s where ${isRecent('s.day')}
  ), interests as (
    select shopper_id, product_id, bool_or(bought) as bought, max(weight) as weight,
           row_number() over (partition by shopper_id order by max(weight) desc, product_id) as place
    from signs group by shopper_id, product_id
  ), strongest as materialized (
    select shopper_id, product_id, bought, weight from interests where place <= ${MOST_OF_A_SHOPPER}
  ), lengths as materialized (
    select product_id, sqrt(sum(weight * weight)) as length from strongest group by product_id
  ), together as (
    select mine.product_id, other.product_id as other_id, sum(mine.weight * other.weight) as product,
           count(*) as shoppers
    from strongest mine join strongest other using (shopper_id)
    where mine.product_id <> other.product_id
    group by mine.product_id, other.product_id
    having count(*) >= ${FEWEST_SHOPPERS} and bool_or(other.bought)
  ), scored as (
    select t.product_id, t.other_id, t.shoppers::int as shoppers,
           round((t.product / (a.length * b.length) * t.shoppers / (t.shoppers + ${DOUBT}))::numeric, 4)::real as score
    from together t
    join lengths a on a.product_id = t.product_id join lengths b on b.product_id = t.other_id
  ), ranked as (
    select *, row_number() over (partition by product_id order by score desc, other_id) as place
    from scored where score > 0
  )
  select product_id, other_id, score, shoppers from ranked where place <= ${MOST_OF_A_PRODUCT}`;
