import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestDatabase, testDatabase } from '../../support/servers.js';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-import-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

const file = (name: string, content: string): string => {
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
};
const products = (...lines: [sku: string, price: string][]) =>
  lines
    .map(([sku, retail_price]) =>
      JSON.stringify({ sku, name: `Jeans ${sku}`, department: 'Men', retail_price }),
    )
    .join('\n');

/** The command, as a merchant runs it. */
async function catalog(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'dev/catalog.ts', ...args, '--data', folder], {
    env: { ...process.env, DATABASE_URL: database.url, CURRENCY: 'USD' },
  });
  let out = '';
  let told = '';
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (told += data));
  const [code] = await once(child, 'close');
  return { code, out, told };
}
const onSale = async () =>
  (await database.pool.query('select sku, retail_price as price from products where listed order by sku'))
    .rows;

it('imports a file, tells what was refused, and updates a part of it', async () => {
  const feed = file('feed.ndjson', products(['A', '10'], ['B', 'NaN'], ['C', '30']));
  const imported = await catalog('import', feed, '--stock', '4', '--json');
  expect(imported.code).toBe(0);
  const summary = JSON.parse(imported.out);
  expect(summary).toMatchObject({
    format: 'ndjson',
    imported: { products: 2, variants: 2 },
    refused: 1,
    catalog: { products: 2, variants: 2 },
    report: path.join(folder, 'catalog', 'feed.ndjson.refused.csv'),
  });
  expect(readFileSync(summary.report, 'utf8')).toBe('line,sku,reason\n"2","B","“NaN” is not a price"\n');
  expect(await onSale()).toEqual([
    { sku: 'A', price: 1_000 },
    { sku: 'C', price: 3_000 },
  ]);
  expect((await database.pool.query('select distinct stock from variants')).rows).toEqual([{ stock: 4 }]);

  const updated = await catalog('import', file('update.ndjson', products(['A', '12.50'])), '--update');
  expect(updated.out).toContain('1 products with 1 variants came in from update.ndjson (ndjson)');
  expect(await onSale()).toEqual([
    { sku: 'A', price: 1_250 },
    { sku: 'C', price: 3_000 },
  ]);
  const status = await catalog('status');
  expect(status.out).toMatch(
    /Catalog version \d+: 2 products, 2 variants\.\n.*published {2}update from file update\.ndjson/,
  );
}, 30_000);

it('keeps the catalog, says why and exits with 1 when a file is no good, and with 2 when the command is wrong', async () => {
  const before = await onSale();
  const lossy = await catalog('import', file('lossy.ndjson', products(['X', '1'], ['Y', ''], ['Z', '-1'])));
  expect(lossy).toMatchObject({ code: 1, out: '' });
  expect(lossy.told).toContain('2 lines were refused and only 1 products could be taken');
  const wrong = await catalog('import', 'x.csv', '--stock', 'many');
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.told).toContain('--stock: must be a whole number from 0 to 1000000');
  expect(await onSale()).toEqual(before);
}, 30_000);
