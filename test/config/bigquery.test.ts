import { bigQuerySettings } from '../../config/bigquery.js';
import { readBigQueryConfig } from '../../config/index.js';

const read = (variables: Record<string, string>) =>
  bigQuerySettings(readBigQueryConfig({ BIGQUERY_PROJECT: 'payer', ...variables }));

it('knows neither orders nor a model unless they are named', () => {
  expect(read({})).toMatchObject({ orderItems: undefined, model: undefined });
});

it.each([
  ['order_items', 'bigquery-public-data', 'thelook_ecommerce'],
  ['sales.order_items', 'bigquery-public-data', 'sales'],
  ['mine.sales.order_items', 'mine', 'sales'],
  ['example.com:mine.sales.order_items', 'example.com:mine', 'sales'],
])('finds the table of orders %s', (BIGQUERY_ORDER_ITEMS, project, dataset) => {
  const { orderItems } = read({ BIGQUERY_ORDER_ITEMS, BIGQUERY_ORDER_ITEMS_COLUMNS: '{"status": null}' });
  expect(orderItems).toEqual({
    name: { project, dataset, table: 'order_items' },
    columns: { status: null },
  });
});

it.each([
  ['shop.also_bought', 'payer'],
  ['mine.shop.also_bought', 'mine'],
])('finds the model %s', (BIGQUERY_MODEL, project) => {
  expect(read({ BIGQUERY_MODEL }).model).toEqual({ project, dataset: 'shop', table: 'also_bought' });
});

it.each([
  ['BIGQUERY_ORDER_ITEMS', 'a.b.c`', /write table, dataset.table or project.dataset.table/],
  ['BIGQUERY_ORDER_ITEMS', 'order items', /write table/],
  ['BIGQUERY_MODEL', 'also_bought', /write dataset.model or project.dataset.model/],
  ['BIGQUERY_MODEL', 'shop.m; drop table x', /write dataset.model/],
  ['BIGQUERY_ORDER_ITEMS_COLUMNS', 'shopper', /write JSON, such as {"shopper": "customer"/],
])('refuses %s=%s with what to write', (name, value, message) => {
  expect(() => read({ [name]: value })).toThrow(message);
});
