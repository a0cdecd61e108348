import { randomUUID } from 'node:crypto';
import type { CatalogSyncOutcome } from '../../workflows/catalog-sync.js';
import { describeWithBigQuery, type LocalBigQuery, startLocalBigQuery } from '../support/local-bigquery.js';
import { startWorkflows, type Workflows } from './support/shop.js';
import { fillTheLook, theLookProduct } from './support/thelook.js';

jest.setTimeout(120_000);

const DATASET = `look_${randomUUID().replaceAll('-', '')}`;

describeWithBigQuery('the copy of a BigQuery table', () => {
  let bigquery: LocalBigQuery;
  let shop: Workflows;
  beforeAll(async () => {
    bigquery = await startLocalBigQuery();
    shop = await startWorkflows({
      environment: {
        CATALOG: 'bigquery',
        CATALOG_NEW_STOCK: '7',
        BIGQUERY_PROJECT: bigquery.project,
        BIGQUERY_DATA_PROJECT: bigquery.project,
        BIGQUERY_DATASET: DATASET,
        BIGQUERY_API_ENDPOINT: bigquery.url,
      },
    });
  }, 300_000);
  afterAll(async () => {
    await shop.close();
    await bigquery.close();
  });

  const fill = (...products: ReturnType<typeof theLookProduct>[]) => fillTheLook(bigquery, DATASET, products);

  async function sync(): Promise<CatalogSyncOutcome & { details: string }> {
    const handle = await shop.client.workflow.start('catalogSync', {
      workflowId: `catalog-sync-${randomUUID()}`,
      taskQueue: shop.taskQueue,
    });
    const outcome: CatalogSyncOutcome = await handle.result();
    const metadata = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
    return { ...outcome, details: metadata.currentDetails ?? '' };
  }

  const onSale = async () =>
    (
      await shop.pool.query<{ id: number; name: string; retail_price: number; stock: number }>(
        `select p.id, p.name, p.retail_price, v.stock from products p join variants v on v.product_id = p.id
         where p.listed order by p.id`,
      )
    ).rows;

  async function stocked(...products: ReturnType<typeof theLookProduct>[]): Promise<void> {
    await fill(...products);
    await sync();
  }

  it('brings in all that can be sold, and says what cannot', async () => {
    await fill(
      theLookProduct(1, { retail_price: 0.285 }),
      theLookProduct(2, {
        name: 'Silver Skirt Size 10',
        brand: 'Silver',
        category: 'Skirts',
        department: 'Women',
      }),
      theLookProduct(3, { retail_price: null }),
      theLookProduct(4, { retail_price: -3 }),
      theLookProduct(5, { retail_price: 'NaN' }),
      theLookProduct(6, { name: null }),
      theLookProduct(7, { name: 'x'.repeat(400) }),
      theLookProduct(8, { brand: null, cost: null }),
    );
    const before = await shop.pool.query<{ version: string }>('select version from catalog_state');
    const outcome = await sync();
    expect(outcome).toMatchObject({ copied: 'everything', products: 3, leftOut: 1 });
    expect(outcome.version).toBeGreaterThan(Number(before.rows[0]?.version));
    expect(outcome.details).toContain('SKU000007: name:');
    expect(await onSale()).toEqual([
      { id: 1, name: 'Levi Slim Jeans 1 - Navy', retail_price: 29, stock: 7 },
      { id: 2, name: 'Silver Skirt Size 10', retail_price: 4_999, stock: 7 },
      { id: 8, name: 'Levi Slim Jeans 8 - Navy', retail_price: 4_999, stock: 7 },
    ]);
    const { rows } = await shop.pool.query(
      'select sku, size, colour from variants where product_id in (1, 2) order by sku',
    );
    expect(rows).toEqual([
      { sku: 'SKU000001', size: 'One Size', colour: 'blue' },
      { sku: 'SKU000002', size: '10', colour: 'as shown' },
    ]);
  });

  it('changes nothing when nothing has changed', async () => {
    await stocked(theLookProduct(1), theLookProduct(2));
    const loads = 'select max(id) as id from catalog_loads';
    const before = (await shop.pool.query(loads)).rows;
    expect(await sync()).toMatchObject({ copied: 'nothing' });
    expect((await shop.pool.query(loads)).rows).toEqual(before);
    // The same products in a table that was written again are no change either.
    await fill(theLookProduct(2), theLookProduct(1));
    expect(await sync()).toMatchObject({ copied: 'nothing' });
    expect((await shop.pool.query(loads)).rows).toEqual(before);
  });

  it('writes the parts that have changed, and keeps the stock that the shop has counted', async () => {
    const many = Array.from({ length: 40 }, (_, index) => theLookProduct(index + 1));
    await stocked(...many);
    await shop.pool.query(`update variants set stock = 2 where sku = 'SKU000001'`);
    await fill(...many.slice(1), theLookProduct(1, { retail_price: 39.99 }), theLookProduct(41));
    const outcome = await sync();
    expect(outcome.copied).toBe('parts');
    expect(outcome.products).toBeLessThan(10);
    const rows = await onSale();
    expect(rows).toHaveLength(41);
    expect(rows[0]).toMatchObject({ retail_price: 3_999, stock: 2 });
    expect(rows[40]).toMatchObject({ id: 41, stock: 7 });
  });

  it('takes out what was taken off the table', async () => {
    const many = Array.from({ length: 40 }, (_, index) => theLookProduct(index + 1));
    await stocked(...many);
    await fill(...many.slice(1));
    expect(await sync()).toMatchObject({ copied: 'everything', products: 39 });
    expect((await onSale()).map(({ id }) => id)).toEqual(many.slice(1).map(({ id }) => id));
  });

  it('begins anew when the catalog was loaded from elsewhere since', async () => {
    await stocked(theLookProduct(1));
    await shop.pool.query(
      `insert into catalog_loads (source, mode, state, resumable) values ('file feed.tsv', 'replace', 'published', false)`,
    );
    expect(await sync()).toMatchObject({ copied: 'everything', products: 1 });
  });

  it('throws away what a worker left behind that died before it said so', async () => {
    await stocked(theLookProduct(1));
    await fill(theLookProduct(1), theLookProduct(2));
    const plan = await shop.activities.planCatalogSync();
    if (!plan) throw new Error('nothing to copy');
    await shop.activities.openCatalogCopy(plan);
    expect(await sync()).toMatchObject({ copied: 'parts', products: 1 });
    expect(await onSale()).toHaveLength(2);
  });

  it('fails with advice when a column is missing, and the catalog of before goes on serving', async () => {
    await stocked(theLookProduct(1));
    await bigquery.run(
      `create or replace table \`${bigquery.project}.${DATASET}.products\` (id INT64, title STRING)`,
    );
    const failure = await sync().catch((error) => error);
    expect(String(failure.cause?.cause?.message)).toMatch(
      /lacks name \(for name\), category \(for category\).*BIGQUERY_COLUMNS.*It has: id, title/,
    );
    expect(await onSale()).toHaveLength(1);
  });
});
