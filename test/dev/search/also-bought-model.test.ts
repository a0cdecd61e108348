import { spawnSync } from 'node:child_process';
import { root } from '../../../dev/paths.js';

function run(variables: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'dev/search/also-bought-model.ts'],
    { cwd: root, env: { ...process.env, ...variables }, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

const named = { BIGQUERY_PROJECT: 'payer', BIGQUERY_ORDER_ITEMS: 'order_items' };

it('prints the statement that trains the model, over the tables that the configuration names', () => {
  const { status, stdout, stderr } = run({ ...named, BIGQUERY_MODEL: 'shop.also_bought' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(
    /^create or replace model `payer\.shop\.also_bought`[\s\S]+from `bigquery-public-data\.thelook_ecommerce\.order_items`/,
  );
});

it.each([
  [{ BIGQUERY_MODEL: '' }, /Set BIGQUERY_ORDER_ITEMS .* and BIGQUERY_MODEL/],
  [
    { BIGQUERY_MODEL: 'shop.m', BIGQUERY_ORDER_ITEMS_COLUMNS: '{"shopper": null}' },
    /leaves out "shopper".*: name its column/,
  ],
])('with %j prints what to set, and nothing that could be run', (variables, message) => {
  expect(run({ ...named, ...variables })).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(message),
  });
});
