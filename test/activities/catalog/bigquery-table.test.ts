import { checkColumns, offersSql, readColumns } from '../../../activities/adapters/catalog/bigquery-table.js';

const table = { project: 'p', dataset: 'd', table: 't', currency: 'USD' } as const;

it('lays a mapping over the columns of theLook', () => {
  expect(readColumns({ name: 'title', cost: null, size: 'size' })).toEqual({
    id: 'id',
    name: 'title',
    category: 'category',
    department: 'department',
    retail_price: 'retail_price',
    sku: 'sku',
    brand: 'brand',
    distribution_center_id: 'distribution_center_id',
    size: 'size',
  });
});

it.each([
  [{ title: 'name' }, /field "title", which there is not. There are: id, name/],
  [{ retail_price: null }, /leaves out "retail_price" \(price in major units/],
  [{ name: 'a`b' }, /"a`b" is not the name of a BigQuery column/],
  [{ name: 'name) from x; drop table y; --' }, /is not the name of a BigQuery column/],
])('refuses the mapping %j with what to do', (mapping, message) => {
  expect(() => readColumns(mapping as Record<string, string | null>)).toThrow(message);
});

it('names the columns that a table lacks, in any case, and those that it has', () => {
  const columns = readColumns({ name: 'Title' });
  const present = ['ID', 'title', 'category', 'department', 'sku', 'brand', 'distribution_center_id'];
  expect(() => checkColumns({ ...table, columns }, present)).toThrow(
    /`p.d.t` lacks retail_price \(for retail_price\), cost \(for cost\)\. .*It has: ID, title/,
  );
  expect(() => checkColumns({ ...table, columns }, [...present, 'retail_price', 'cost'])).not.toThrow();
});

it.each([{ project: 'p`' }, { dataset: 'd.e' }, { table: 't` where true; --' }])(
  'refuses a name that is none: %j',
  (name) => {
    expect(() => offersSql({ ...table, ...name, columns: readColumns({}) })).toThrow(
      /is not the (id|name) of a/,
    );
  },
);
