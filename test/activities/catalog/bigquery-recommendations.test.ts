import { createBigQueryJobs } from '../../../activities/adapters/bigquery/jobs.js';
import { Parameters } from '../../../activities/adapters/bigquery/parameters.js';
import { createBigQueryCatalog } from '../../../activities/adapters/catalog/bigquery.js';
import { readOrderItemsColumns } from '../../../activities/adapters/catalog/bigquery-order-items.js';
import {
  alsoBoughtByModelSql,
  alsoBoughtSql,
  trainModelSql,
} from '../../../activities/adapters/catalog/bigquery-recommendations.js';
import { readColumns } from '../../../activities/adapters/catalog/bigquery-table.js';
import type { ProductId } from '../../../domain/index.js';
import { stubApi } from '../bigquery/stub-api.js';

const items = { project: 'p', dataset: 'd', table: 'order_items', columns: readOrderItemsColumns() };
const model = { project: 'q', dataset: 'shop', table: 'also_bought' };
const inOneLine = (sql: string) => sql.replace(/\s+/g, ' ').trim();

describe('the model of what was bought together', () => {
  // No emulator knows BigQuery ML: the statement is held to Google's description of it.
  it('is a matrix factorisation of how often each shopper has bought each product', () => {
    expect(inOneLine(trainModelSql(model, items))).toBe(
      "create or replace model `q.shop.also_bought` options (model_type = 'matrix_factorization', " +
        "feedback_type = 'implicit', user_col = 'shopper', item_col = 'product', rating_col = 'times') " +
        'as select cast(`user_id` as string) as shopper, cast(`product_id` as string) as product, ' +
        'count(*) as times from `p.d.order_items` where safe_cast(`created_at` as timestamp) ' +
        '> timestamp_sub(current_timestamp(), interval 365 day) ' +
        "and coalesce(lower(`status`), '') not in ('cancelled', 'canceled') group by 1, 2",
    );
  });

  it('counts every row where nothing says that it was cancelled', () => {
    const columns = readOrderItemsColumns({ shopper: 'customer', status: null });
    const sql = trainModelSql(model, { ...items, columns });
    expect(sql).toContain('cast(`customer` as string) as shopper');
    expect(sql).not.toMatch(/status|cancelled/);
  });

  it('is asked for the products whose factors point the same way, by a parameter', async () => {
    const { api, queries } = stubApi({ outcomes: [[{ id: 7 }], []] });
    const catalog = createBigQueryCatalog(createBigQueryJobs(api), {
      table: { project: 'p', dataset: 'd', table: 'products', currency: 'USD', columns: readColumns({}) },
      orderItems: items,
      model,
    });
    expect(await catalog.alsoBought(41 as ProductId)).toEqual([]);
    const [asked, read] = queries;
    expect(asked).toMatchObject({ params: { p1: 41 }, types: { p1: 'INT64' } });
    expect(asked?.query).toContain('from ml.weights(model `q.shop.also_bought`)');
    expect(asked?.query).toContain("processed_input = 'product'");
    expect(asked?.query).not.toMatch(/\b41\b|order_items/);
    expect(read).toMatchObject({ params: { p1: [7] } });
  });
});

it('knows nothing of what was bought where neither a table nor a model is named, and asks nobody', async () => {
  const { api, queries } = stubApi();
  const table = {
    project: 'p',
    dataset: 'd',
    table: 't',
    currency: 'USD',
    columns: readColumns({}),
  } as const;
  expect(await createBigQueryCatalog(createBigQueryJobs(api), { table }).alsoBought(1 as ProductId)).toEqual(
    [],
  );
  expect(queries).toEqual([]);
});

it.each([{ project: 'P`' }, { dataset: 'd.e' }, { table: 'm`) drop table x; --' }])(
  'refuses a name that is none, of a table and of a model: %j',
  (name) => {
    const refusal = /is not the (id|name) of a/;
    expect(() => trainModelSql({ ...model, ...name }, items)).toThrow(refusal);
    expect(() => trainModelSql(model, { ...items, ...name })).toThrow(refusal);
    expect(() => alsoBoughtByModelSql(1, 6, { ...model, ...name }, new Parameters())).toThrow(refusal);
    expect(() => alsoBoughtSql(1, 6, { ...items, ...name }, new Parameters())).toThrow(refusal);
  },
);

it.each([
  [{ user: 'id' }, /field "user", which there is not. There are: shopper, product, placed_at, status/],
  [{ constructor: 'id' }, /field "constructor", which there is not/],
  [{ shopper: null }, /leaves out "shopper" \(who has bought/],
  [{ product: 'a`b' }, /"a`b" is not the name of a BigQuery column/],
  [{ status: "x', '') or true; --" }, /is not the name of a BigQuery column/],
])('refuses the mapping %j with what to do', (mapping, message) => {
  expect(() => readOrderItemsColumns(mapping as Record<string, string | null>)).toThrow(message);
});
