import { columnSql, type TableName, tableSql } from '../bigquery/identifiers.js';
import type { Parameters } from '../bigquery/parameters.js';
import {
  DOUBT,
  FEWEST_SHOPPERS,
  HALF_LIFE_DAYS,
  MOST_OF_A_SHOPPER,
  REMEMBERED_DAYS,
  WEIGHTS as SIGNS,
} from '../product-interest/pairs-sql.js';
import type { OrderItemsTable } from './bigquery-order-items.js';
import { offersTableSql, type SearchContext } from './bigquery-search-sql.js';
import { WEIGHTS } from './recommendations.js';

/** A member of one list that is in the other, too. */
const inCommon = (one: string, other: string) =>
  `(select count(*) from unnest(${one}) as member where member in unnest(${other}))`;
const shareOfCommon = (one: string, other: string) => `
  coalesce(safe_divide(${inCommon(one, other)},
    array_length(${one}) + array_length(${other}) - ${inCommon(one, other)}), 0)`;

const wordsIn = (column: 'name' | 'brand') => `regexp_extract_all(lower(min(${column})), r'[\\pL\\pN]+')`;

/**
 * Selects `id` of the products most like one, by the formula of the Postgres catalog; all of its category and
 * department are looked at, and what can be bought comes first.
 */
export function similarSql(
  id: number,
  limit: number,
  context: SearchContext,
  parameters: Parameters,
): string {
  const score = `round(
    ${WEIGHTS.words} * ${shareOfCommon('wished.words', 'other.words')}
    + ${WEIGHTS.brand} * if(lower(other.brand) = lower(wished.brand), 1, 0)
    + ${WEIGHTS.price} * (1 - least(1, abs(ln(other.price / wished.price)) / ln(2)))
    + ${WEIGHTS.colours} * ${shareOfCommon('wished.colours', 'other.colours')}
    + ${WEIGHTS.popularity} * other.popularity, 6)`;
  return `
    with ${offersTableSql(context, false, parameters)},
    products as (
      select id, min(brand) as brand, min(category) as category, min(department) as department, min(price) as price,
        max(popularity) as popularity, logical_or(available) as buyable,
        array_agg(distinct coalesce(colour, 'as shown')) as colours,
        array(select distinct word from unnest(${wordsIn('name')}) as word
          where word not in unnest(${wordsIn('brand')})) as words
      from offers group by id
    ),
    wished as (select * from products where id = ${parameters.bind(id, 'INT64')}),
    scored as (
      select other.id, other.buyable, ${score} as score from products as other join wished
        on other.category = wished.category and other.department = wished.department and other.id != wished.id
    ),
    nearest as (select id, buyable, score from scored order by score desc, id limit ${limit * 4})
    select id from nearest order by buyable desc, score desc, id limit ${limit}`;
}

const notCancelled = (status: string | undefined) =>
  status ? `and coalesce(lower(${columnSql(status)}), '') not in ('cancelled', 'canceled')` : '';

/**
 * Selects `id` of what is bought by those who bought a product, strongest first: the cosine of the shop's own
 * co-visitation, over the orders alone.
 */
export function alsoBoughtSql(
  id: number,
  limit: number,
  items: OrderItemsTable,
  parameters: Parameters,
): string {
  const { shopper, product, placedAt, status } = items.columns;
  const placed = `safe_cast(${columnSql(placedAt)} as timestamp)`;
  const days = `timestamp_diff(current_timestamp(), ${placed}, second) / 86400`;
  const asked = parameters.bind(id, 'INT64');
  return `
    with interests as (
      select cast(${columnSql(shopper)} as string) as shopper, safe_cast(${columnSql(product)} as int64) as product,
        max(${SIGNS.ordered} * pow(0.5, ${days} / ${HALF_LIFE_DAYS})) as weight
      from ${tableSql(items)}
      where ${placed} > timestamp_sub(current_timestamp(), interval ${REMEMBERED_DAYS} day) ${notCancelled(status)}
      group by 1, 2
    ),
    strongest as (
      select shopper, product, weight from (
        select interests.*, row_number() over (partition by shopper order by weight desc, product) as place
        from interests where shopper is not null and product is not null
      ) as placed where place <= ${MOST_OF_A_SHOPPER}
    ),
    lengths as (select product, sqrt(sum(weight * weight)) as length from strongest group by product),
    together as (
      select other.product as id, sum(mine.weight * other.weight) as likeness, count(*) as shoppers
      from strongest as mine join strongest as other on other.shopper = mine.shopper
      where mine.product = ${asked} and other.product != ${asked}
      group by id having count(*) >= ${FEWEST_SHOPPERS}
    )
    select together.id as id from together
    join lengths as others on others.product = together.id
    join lengths as mine on mine.product = ${asked}
    order by round(likeness / (mine.length * others.length) * shoppers / (shoppers + ${DOUBT}), 4) desc, id
    limit ${limit}`;
}

/** The same for a model that `trainModelSql` has made: products whose factors point the same way, nearest first. */
export function alsoBoughtByModelSql(
  id: number,
  limit: number,
  model: TableName,
  parameters: Parameters,
): string {
  return `
    with factors as (
      select safe_cast(feature as int64) as id, factor.factor as factor, factor.weight as weight
      from ml.weights(model ${tableSql(model)}), unnest(factor_weights) as factor
      where processed_input = 'product' and feature != 'global__intercept__'
    ),
    lengths as (select id, sqrt(sum(weight * weight)) as length from factors group by id)
    select others.id as id from factors as others
    join factors as mine on mine.factor = others.factor
    join lengths on lengths.id = others.id
    where mine.id = ${parameters.bind(id, 'INT64')} and others.id != mine.id and lengths.length > 0
    group by others.id, lengths.length having sum(mine.weight * others.weight) > 0
    order by sum(mine.weight * others.weight) / lengths.length desc, others.id limit ${limit}`;
}

/**
 * Trains, or trains anew, a matrix factorisation of who has bought what. Google runs it on reserved slots alone:
 * https://cloud.google.com/bigquery/docs/reference/standard-sql/bigqueryml-syntax-create-matrix-factorization
 */
export function trainModelSql(model: TableName, items: OrderItemsTable): string {
  const { shopper, product, placedAt, status } = items.columns;
  return `
    create or replace model ${tableSql(model)}
    options (model_type = 'matrix_factorization', feedback_type = 'implicit',
      user_col = 'shopper', item_col = 'product', rating_col = 'times')
    as select cast(${columnSql(shopper)} as string) as shopper, cast(${columnSql(product)} as string) as product,
      count(*) as times
    from ${tableSql(items)}
    where safe_cast(${columnSql(placedAt)} as timestamp)
      > timestamp_sub(current_timestamp(), interval ${REMEMBERED_DAYS} day) ${notCancelled(status)}
    group by 1, 2`;
}
