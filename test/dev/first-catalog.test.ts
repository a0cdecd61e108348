import { createPostgresCatalogLoads } from '../../activities/adapters/catalog-loads/postgres.js';
import { loadDemoCatalog } from '../../dev/demo-catalog/index.js';
import { stockFirstCatalog } from '../../dev/first-catalog.js';
import { migrate } from '../../dev/migrate.js';
import { emptyDatabase, type TestDatabase } from '../support/servers.js';

describe('what a start puts into the shop', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await emptyDatabase();
    await migrate(database.url);
  });
  afterEach(() => database.close());

  const count = async (table: 'products' | 'promotions') =>
    Number((await database.pool.query(`select count(*) from ${table}`)).rows[0].count);

  it('is the demo, with codes to try it with', async () => {
    expect(await stockFirstCatalog(database.pool, { CATALOG: 'postgres' }, { products: 20 })).toBe(
      '20 products, made just now for the demo',
    );
    expect([await count('products'), await count('promotions')]).toEqual([20, 2]);
  });

  it('is nothing where products come from BigQuery, and says what will fill it', async () => {
    const stock = () => stockFirstCatalog(database.pool, { CATALOG: 'bigquery' }, { products: 20 });
    expect(await stock()).toMatch(/^no products until the first copy from BigQuery is done/);
    expect([await count('products'), await count('promotions')]).toEqual([0, 0]);
    await loadDemoCatalog(createPostgresCatalogLoads(database.pool), { products: 5 });
    expect(await stock()).toMatch(/^5 products; what changes in BigQuery is copied/);
    expect([await count('products'), await count('promotions')]).toEqual([5, 0]);
  });
});
