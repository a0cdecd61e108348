import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { dump, restore } from '../../dev/backup/backup.js';
import { grantRights } from '../../dev/roles.js';
import { emptyDatabase } from '../support/servers.js';
import { Buyer } from './support/buyer.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(120_000);

let shop: Workflows;
let folder: string;
beforeAll(async () => {
  shop = await startWorkflows();
  folder = await mkdtemp(path.join(tmpdir(), 'shoptalk-backup-'));
});
afterAll(async () => {
  await shop.close();
  await rm(folder, { recursive: true });
});

test('dumped, destroyed and restored, every row is there, and workflows and orders agree', async () => {
  const paid = await Buyer.readyToPay(shop);
  expect(await paid.pay()).toMatchObject({ state: 'completed' });
  await paid.handle.result();
  const paying = await Buyer.readyToPay(shop);
  const guest = await shop.guest();
  const { sku } = await guest.fillCart(2);
  const before = await contents();
  expect(Object.keys(before).length).toBeGreaterThan(20);

  const backup = path.join(folder, 'whole');
  await dump(shop.url, backup);
  await shop.pool.query('drop schema public, loading, retired cascade; create schema public');
  await restore(shop.url, backup);
  await grantRights(shop.url); // as npm run migrate does

  expect(await contents()).toEqual(before);
  // All of it goes on: the checkout that was open is paid, the cart is there, and the books agree.
  expect(await paying.pay()).toMatchObject({ state: 'completed' });
  const cart = (await guest.say('Show my cart', { type: 'view_cart' })).find(
    (block) => block.type === 'cart',
  );
  expect(cart?.cart.lines).toMatchObject([{ sku, quantity: 2 }]);
  const run = await shop.client.workflow.start('reconciliation', {
    workflowId: `reconciliation-${randomUUID()}`,
    taskQueue: shop.taskQueue,
    args: [{ graceMs: 0 }],
  });
  await run.result();
  const { rows } = await shop.pool.query(
    'select kind, subject from reconciliation_findings where run_id = $1',
    [run.firstExecutionRunId],
  );
  expect(rows).toEqual([]);
});

test('a backup that lacks rows restores nothing, and a database in use is not touched', async () => {
  const backup = path.join(folder, 'damaged');
  await dump(shop.url, backup);
  await expect(restore(shop.url, backup)).rejects.toThrow(/has tables already/);
  await writeFile(path.join(backup, 'public.shoppers.gz'), gzipSync(''));
  const other = await emptyDatabase();
  try {
    await expect(restore(other.url, backup)).rejects.toThrow(/public\.shoppers had \d+ rows, and 0 are/);
    const { rows } = await other.pool.query('select count(*)::int from products');
    expect(rows).toEqual([{ count: 0 }]);
  } finally {
    await other.close();
  }
});

test('a dump that fails leaves nothing behind', async () => {
  const empty = await emptyDatabase();
  await expect(dump(empty.url, path.join(folder, 'none'))).rejects.toThrow(/schema_migrations/);
  await empty.close();
  expect((await readdir(folder)).filter((name) => name.startsWith('none'))).toEqual([]);
});

/** A digest of each table's rows. */
async function contents(): Promise<Record<string, string>> {
  const { rows } = await shop.pool.query<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'",
  );
  const digests: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: digest } = await shop.pool.query(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '' order by t::text), '')) as digest from ${name} t`,
    );
    digests[name] = digest[0].digest;
  }
  return digests;
}
